"""The form of a question: a field for each parameter, with the choices that the graph has, by group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import TODAY, list_choices, to_sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.scope import Scope
    from queries.answers import Thing
    from queries.questions import Parameter, Question


@dataclass(frozen=True)
class Option:
    """An option of a field: its value in the URL, its text, and how deep it lies in its tree."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Field:
    """A field of a form: what can be chosen, by group, and what is chosen now; `kind` is that of its parameter."""

    name: str
    kind: str
    label: str
    groups: Mapping[str, list[Option]]
    chosen: str
    required: bool
    example: str


def build_fields(
    scope: Scope, question: Question, values: Mapping[str, str], example: Mapping[str, str] | None = None
) -> list[Field]:
    """Build the fields of the form of *question*, filled with *values*, or else from the *example*."""
    tried = example or {}
    return [
        Field(
            name=parameter.name,
            kind=parameter.type,
            label=parameter.label[scope.language],
            groups=_group_options(scope, parameter),
            chosen=_to_local_id(
                scope, values.get(parameter.name) or tried.get(parameter.name) or _find_default(scope, parameter)
            ),
            required=parameter.required,
            example=next(iter(parameter.examples), ""),
        )
        for parameter in question.parameters
    ]


def _find_default(scope: Scope, parameter: Parameter) -> str:
    """Find the default of *parameter*, a day as a day."""
    return scope.on.isoformat() if parameter.default == TODAY else parameter.default


def _group_options(scope: Scope, parameter: Parameter) -> Mapping[str, list[Option]]:
    """Group the options of *parameter*; those without a group stand under an empty name."""
    language = scope.language
    if parameter.type == "choice":
        return {"": [Option(value, label[language]) for value, label in parameter.options.items()]}
    things = list_choices(scope.engine, parameter)
    if any(it.broader for it in things):
        return {"": _list_tree(things, language)}
    groups: dict[str, list[Option]] = defaultdict(list)
    for it in sorted(things, key=lambda it: to_sort_key(_find_label(it, language))):
        group = it.group.get(language, "")
        groups[group[:1].upper() + group[1:]].append(Option(it.id, _find_label(it, language)))
    return dict(sorted(groups.items(), key=lambda group: to_sort_key(group[0])))


def _list_tree(things: list[Thing], language: str) -> list[Option]:
    """List *things* as options, each before those that fall under it; none in a circle is lost."""
    known = {it.iri for it in things}
    under: dict[str, list[Thing]] = defaultdict(list)
    for it in sorted(things, key=lambda it: to_sort_key(_find_label(it, language))):
        under[it.broader if it.broader in known else ""].append(it)
    options: dict[str, Option] = {}

    def add(it: Thing, depth: int) -> None:
        if it.iri not in options:
            options[it.iri] = Option(it.id, _find_label(it, language), depth)
            for below in under[it.iri]:
                add(below, depth + 1)

    for it in [*under[""], *things]:
        add(it, 0)
    return list(options.values())


def _find_label(it: Thing, language: str) -> str:
    """Find the label of *it* in *language*, or else its local id."""
    return it.label.get(language, it.id)


def _to_local_id(scope: Scope, value: str) -> str:
    """Convert the chosen *value* to a local id; it may be an IRI."""
    local = scope.paths.find_local(value)
    return local[1].rpartition("/")[2] if local else value
