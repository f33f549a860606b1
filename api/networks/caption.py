"""What is said of a network in words: its title, what was chosen, and of which data it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.table import format_day
from api.networks.drawing import AUTHOR_SHARE
from api.networks.sides import find_other_side
from api.requests.chooser import name_plans
from queries.answers import bind_by_plan, find_choice
from visualisation import BASES, BOTH, LEFT, RIGHT, Caption

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from graph.message import Translator
    from queries.questions import Parameter, Question

#: As many plans as are named.
MOST_NAMED = 12
#: As many characters of a version as name it.
_DIGEST_LENGTH = 12


def build_caption(
    scope: Scope, question: Question, choice: NetworkChoice, drawn: Drawn, only: Mapping[str, str] | None = None
) -> Caption:
    """Build the caption of what was *drawn* of *question* by *choice*, of the rows that *only* keeps, by column."""
    version, day = scope.version, scope.version.manifest.created[:10]
    source = scope.translator.gettext("Source: %(plans)s; Samendoen, version %(version)s of the data")
    return Caption(
        title=question.title[scope.language],
        choice=(
            *list_choice_lines(scope, question, choice, drawn, only),
            *_iter_authors(scope.translator, choice, drawn),
            *([scope.translator.gettext("Nothing is left of the network.")] if drawn.emptied else []),
        ),
        day=day,
        source=source % {"plans": _describe_plans(scope), "version": version.digest[:_DIGEST_LENGTH]},
        language=scope.language,
        names={**list_names(scope), day: format_day(day, scope.language)},
    )


def list_choice_lines(
    scope: Scope, question: Question, choice: NetworkChoice, drawn: Drawn, only: Mapping[str, str] | None = None
) -> list[str]:
    """List a line for each choice that *choice* makes of what was *drawn*, in the words of *scope*."""
    return [
        *(list_side_lines(scope, question, choice) or _iter_values(scope, question, choice.values)),
        *_iter_rows(scope, question, only or {}),
        *_iter_narrowing(scope, choice, drawn),
    ]


def list_side_lines(scope: Scope, question: Question, choice: NetworkChoice) -> list[str]:
    """List a line for the left side of a comparison and one for the right, with what each has otherwise; else none."""
    if not choice.against:
        return []
    _ = scope.translator.gettext
    other, values = find_other_side(scope, choice)
    sides = [list(_iter_side(*it)) for it in ((scope, question, choice.values), (other, question, values))]
    apart = [[it for it in mine if it not in theirs] for mine, theirs in (sides, sides[::-1])]
    texts = ["; ".join(lines) or _("everything") for lines in apart]
    return [_("Left: %(what)s") % {"what": texts[0]}, _("Right: %(what)s") % {"what": texts[1]}]


def _iter_side(scope: Scope, question: Question, values: Mapping[str, str]) -> Iterator[str]:
    """Yield what one side of a comparison is of: plans, the version of the data, and what was chosen in *question*."""
    yield _describe_plans(scope)
    yield scope.translator.gettext("version %(version)s") % {"version": scope.version.digest[:_DIGEST_LENGTH]}
    yield from _iter_values(scope, question, values)


def list_names(scope: Scope) -> dict[str, str]:
    """List what the columns and codes in files are called, by what they are in data."""
    return _list_columns(scope.translator) | {it: scope.find_concept_label("basis", it) for it in BASES}


def _describe_plans(scope: Scope) -> str:
    """Describe of which plans of *scope* this is."""
    _ = scope.translator.gettext
    if len(scope.chosen) > MOST_NAMED:
        return _("%(count)s plans") % {"count": len(scope.chosen)}
    return "; ".join(name_plans(scope.chosen, scope.language).values()) or _("no plan")


def _iter_values(scope: Scope, question: Question, values: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each parameter of *question* that has one of *values*, or a value by itself."""
    asked = scope.chosen if question.by_plan else ()
    bound = bind_by_plan(scope.plans, asked, question, values)
    for parameter in question.bound:
        found = {terms[parameter.name]["value"] for _plan, terms in bound if parameter.name in terms}
        if found:
            text = values[parameter.name] if parameter.type == "words" else _name_value(scope, parameter, found)
            yield f"{parameter.label[scope.language]}: {' '.join(text.split())}"


def _name_value(scope: Scope, parameter: Parameter, found: set[str]) -> str:
    """Name what was *found* to be meant for *parameter*, in one plan or in several."""
    if parameter.options:
        return parameter.options[min(found)][scope.language]
    engines = [plan.engine for plan in scope.chosen] or [scope.plans.register]
    thing = find_choice(engines, parameter, lambda it: it.iri in found or it.id in found)
    return thing.find_label(scope.language) if thing else min(found)


def _iter_rows(scope: Scope, question: Question, only: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each column of *question* by which *only* some of the rows are kept."""
    for name, value in sorted(only.items()):
        column = question.column(name)
        label = column.label[scope.language] if column else name
        yield scope.translator.gettext("Only %(column)s: %(value)s") % {"column": label, "value": value}


def _iter_narrowing(scope: Scope, choice: NetworkChoice, drawn: Drawn) -> Iterator[str]:
    """Yield a line for each thing by which *choice* leaves something out of what was *drawn*."""
    _ = scope.translator.gettext
    if choice.hidden:
        kinds = [it.label or it.value for it in drawn.kinds if it.value in choice.hidden]
        yield _("Without: %(kinds)s") % {"kinds": _join(kinds or sorted(choice.hidden))}
    if choice.relation:
        labels = [it.label for it in drawn.relations if it.value == choice.relation]
        yield _("Only as: %(relation)s") % {"relation": _join(labels or [choice.relation])}
    if choice.basis:
        yield _("Only what is: %(basis)s") % {"basis": scope.find_concept_label("basis", choice.basis)}
    if choice.least > 1:
        yield _("Only ties that weigh %(least)s or more") % {"least": choice.least}
    if choice.focus:
        named = [node.label for node in drawn.left.nodes if node.id == drawn.focus]
        line = scope.translator.ngettext(
            "Within %(count)s step of: %(thing)s", "Within %(count)s steps of: %(thing)s", choice.steps
        )
        yield line % {"count": choice.steps, "thing": _join(named or [choice.focus])}


def _iter_authors(translator: Translator, choice: NetworkChoice, drawn: Drawn) -> Iterator[str]:
    """Yield a line that says whether who published a plan is in what was *drawn*, where that makes a difference."""
    _, percent = translator.gettext, round(100 * drawn.share)
    if not drawn.with_authors and drawn.share:
        yield _("Without who published the plan, who has %(percent)s%% of the ties") % {"percent": percent}
    elif drawn.share > AUTHOR_SHARE and choice.author:
        yield _("With who published the plan, who has %(percent)s%% of the ties") % {"percent": percent}


def _join(texts: Iterable[str]) -> str:
    """Join *texts*, each on one line and none too long to be read."""
    return ", ".join(" ".join(text.split())[:80] for text in texts)


def _list_columns(translator: Translator) -> dict[str, str]:
    """List what is called how in a file, besides the bases."""
    _ = translator.gettext
    return {
        "label": _("Name"),
        "kind": _("Kind"),
        "degree": _("Ties"),
        "source": _("Who or what"),
        "target": _("With whom or what"),
        "relation": _("How"),
        "about": _("On what"),
        "basis": _("Basis"),
        "weight": _("Weight"),
        "lines": _("Lines"),
        "plan": _("Plan"),
        "nodes": _("Things"),
        "edges": _("Ties"),
        LEFT: _("only left"),
        BOTH: _("in both"),
        RIGHT: _("only right"),
        "larger": _("Larger"),
        "smaller": _("Smaller"),
        "all_in_view": _("All in view"),
    }
