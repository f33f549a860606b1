"""The form of a question: a field for each parameter, with the choices that the graph has, by group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.requests.chooser import name_plans
from api.requests.window import WINDOW_NAME
from ontology.namespaces import find_plan_key
from queries.answers import TODAY, list_choices, to_sort_key
from queries.questions import DutchText, find_text
from queries.search import to_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from queries.answers import Thing
    from queries.questions import Parameter, Question

#: As many options as one looks through; where there are more, one types what is meant.
MOST_OPTIONS = 200
#: As many suggestions as one sees at a glance.
MOST_SUGGESTED = 12
#: As many plans as have their things listed in one field.
MOST_PLANS_LISTED = 5


@dataclass(frozen=True)
class Option:
    """An option of a field: its value in the URL, its text, and how deep it lies in its tree."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Field:
    """A field of a form: what can be chosen, by group, and what is chosen now; `kind` is that of its parameter.

    Where there is more to choose from than one oversees, it `is_searched`: one types what is meant, and `suggestions`
    is the path of the names that fit what was typed.
    """

    name: str
    kind: str
    label: str
    groups: Mapping[str, list[Option]]
    chosen: str
    required: bool
    example: str
    is_searched: bool = False
    suggestions: str = ""


def build_fields(
    scope: Scope, question: Question, values: Mapping[str, str], example: Mapping[str, str] | None = None
) -> list[Field]:
    """Build the fields of the form of *question*, filled with *values*, or else from the *example*."""
    tried = example or {}
    return [
        _build_field(scope, question, parameter, values.get(parameter.name) or tried.get(parameter.name, ""))
        for parameter in question.parameters
    ]


def suggest_choices(scope: Scope, parameter: Parameter, typed: str) -> list[str]:
    """Suggest names that *parameter* takes and that have what was *typed*; those that begin with it come first."""
    wanted = to_phrase(typed)
    things = [it for plan in scope.chosen or [scope] for it in list_choices(plan.engine, parameter)]
    phrases = {str(label): to_phrase(label) for label in (it.find_label(scope.language) for it in things)}
    found = [label for label, phrase in phrases.items() if wanted and wanted in phrase]
    return sorted(found, key=lambda it: (not phrases[it].startswith(wanted), to_sort_key(it)))[:MOST_SUGGESTED]


def _build_field(scope: Scope, question: Question, parameter: Parameter, given: str) -> Field:
    """Build the field of *parameter* of *question*, with what is *given* for it chosen, or else what is usual."""
    given = given or parameter.default
    groups = _group_options(scope, parameter)
    count = sum(map(len, groups.values())) if groups is not None else 0
    is_searched = groups is None or count > MOST_OPTIONS
    chosen = scope.on.isoformat() if given == TODAY else _to_option_value(scope, given)
    options = {} if groups is None or is_searched else groups
    if options and chosen and not any(it.value == chosen for group in options.values() for it in group):
        options = {"": [Option(chosen, chosen), *options.get("", [])], **{k: v for k, v in options.items() if k}}
    return Field(
        name=parameter.name,
        kind=parameter.type,
        label=parameter.label[scope.language],
        groups=options,
        chosen=chosen,
        required=parameter.required,
        example=next(iter(parameter.examples), ""),
        is_searched=is_searched,
        suggestions=_find_suggestions_path(scope, question, parameter) if is_searched else "",
    )


def _find_suggestions_path(scope: Scope, question: Question, parameter: Parameter) -> str:
    """Find the path of what *parameter* of *question* can be set to in the plans that the page considers."""
    window = {WINDOW_NAME: scope.window.first} if scope.window and not scope.window.is_whole else {}
    names = {"name": question.name, "parameter": parameter.name}
    return scope.url_for("questions.suggest_values", **names, **window, lang=scope.language)


def _group_options(scope: Scope, parameter: Parameter) -> Mapping[str, list[Option]] | None:
    """Group the options of *parameter*, those without a group under an empty name; None where there are too many.

    Where several plans are chosen, what each has for itself stands under its name, and is called after its plan in the
    URL; what they share comes first.
    """
    language = scope.language
    if parameter.type == "choice":
        return {"": [Option(value, label[language]) for value, label in parameter.options.items()]}
    if parameter.type != "thing" or len(scope.chosen) <= 1:
        return _group_things(list_choices(scope.engine, parameter), language)
    if len(scope.chosen) > MOST_PLANS_LISTED:
        return None
    names, shared, groups = name_plans(scope.chosen, language), {}, {}
    for plan in scope.chosen:
        things = list_choices(plan.engine, parameter)
        own = [it for it in things if find_plan_key(it.iri) == plan.key]
        shared.update({it.iri: it for it in things if find_plan_key(it.iri) != plan.key})
        options = [it for group in _group_things(own, language).values() for it in group]
        groups[names[plan.key]] = [replace(it, value=f"{plan.key}/{it.value}") for it in options]
    return {**_group_things(list(shared.values()), language), **{name: its for name, its in groups.items() if its}}


def _group_things(things: list[Thing], language: str) -> dict[str, list[Option]]:
    """Group *things* as options: as a tree where some fall under others, else by their kind or theme."""
    if any(it.broader for it in things):
        return {"": _list_tree(things, language)}
    groups: dict[str, list[Option]] = defaultdict(list)
    for it in _sort_things(things, language):
        group = find_text(it.group, language)
        groups[group[:1].upper() + group[1:]].append(_make_option(it, language))
    return dict(sorted(groups.items(), key=lambda group: to_sort_key(group[0])))


def _list_tree(things: list[Thing], language: str) -> list[Option]:
    """List *things* as options, each before those that fall under it; none in a circle is lost."""
    known = {it.iri for it in things}
    under: dict[str, list[Thing]] = defaultdict(list)
    for it in _sort_things(things, language):
        under[it.broader if it.broader in known else ""].append(it)
    options: dict[str, Option] = {}

    def add(it: Thing, depth: int) -> None:
        if it.iri not in options:
            options[it.iri] = _make_option(it, language, depth)
            for below in under[it.iri]:
                add(below, depth + 1)

    for it in [*under[""], *things]:
        add(it, 0)
    return list(options.values())


def _sort_things(things: list[Thing], language: str) -> list[Thing]:
    """Sort *things* by what they are called in *language*."""
    return sorted(things, key=lambda it: to_sort_key(it.find_label(language)))


def _make_option(it: Thing, language: str, depth: int = 0) -> Option:
    """Make an option of *it*; an option takes no elements, so a text in Dutch alone is marked in the text."""
    label = it.find_label(language)
    return Option(it.id, f"{label} (NL)" if isinstance(label, DutchText) else label, depth)


def _to_option_value(scope: Scope, value: str) -> str:
    """Convert the chosen *value* to that of an option; it may be an IRI, or have its plan before it without need."""
    named = scope.find_value(value)
    return named.removeprefix(f"{scope.plan.key}/") if scope.plan else named
