"""The pages of laws and standards: what each is called, how it stood and stands, and where the plan names it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.excerpt import build_excerpt
from api.components.key_figures import make_figure
from api.components.law_line import build_line, describe_law
from api.components.page import render_page
from api.components.partner import list_naming_plans
from api.components.question_page import make_question_page
from api.components.section import Section, build_section
from api.components.statement import group_facts
from api.components.thing import ask_panel, describe_thing, find_speaker, find_thing_iri
from api.http.errors import wants_page
from api.requests.question import parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.errors import BadParameter
from graph.folding import to_sort_key
from ontology.namespaces import DEF
from queries.answers import find_iri, list_things

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask import Response

    from api.components.excerpt import Excerpt
    from api.components.key_figures import KeyFigure
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Row
    from queries.plans import Plan

blueprint = Blueprint("legislation", __name__)
#: What stands under a heading of its own.
RELATIONS = {f"{DEF}{name}" for name in ("succeeds", "becameAct", "transposes", "implements")}
#: The questions about what rests on a law or standard, with the columns that the page shows; of powers, on a law alone.
UNDER_NORM = {
    "legal-duties": ("bearer_label", "duty_label", "term", "trigger", "lines"),
    "powers": ("bearer_label", "power_label", "trigger", "lines"),
    "legal-references": ("kind", "subject_label", "lines"),
}
#: As many plans as have the sentences shown that name a law; of more the table of references says where they are.
MOST_QUOTED = 3


@dataclass(frozen=True)
class Standing:
    """How a law or standard stands on a day, the first of `plans` or today; `later` is when it applies, if not yet.

    The status is empty where it is not there yet.
    """

    day: str
    plans: list[Plan]
    status: str
    later: str


@blueprint.get("/legislation")
def list_laws() -> Response:
    """List the laws as they stand on a day, and the standards beside them."""
    scope, url = get_scope(), read_url()
    known = list_things(scope.plans.register, "Standard")
    standards = sorted(
        ((it.find_label(scope.language), it.iri) for it in known), key=lambda it: (to_sort_key(it[0]), it[1])
    )
    return make_question_page(
        scope,
        url,
        "legislation",
        "legislation/index.html",
        for_people=wants_page(),
        standards=standards,
        standing=_find_standards(scope, url),
    )


def _find_standards(scope: Scope, url: RequestUrl) -> Section | None:
    """Find how the standards stand on the day of *url*; None without a plan, or where what is chosen does not fit."""
    narrowed, _ = scope.narrow(url), scope.translator.gettext
    if not narrowed.chosen:
        return None
    try:
        return build_section(narrowed, "standards", _("Standards and quality marks"), parse_parameters(url))
    except BadParameter:
        return None


@blueprint.get("/legislation/<local_id>")
def show_law(local_id: str) -> str:
    """Show a law or standard: how it stood when each plan began and stands today, and what rests on it in each."""
    whole, url = get_scope(), read_url()
    iri = find_iri(whole.plans.register, "Norm", local_id) or find_thing_iri(whole, "Norm", local_id)
    parse_parameters(url)
    naming = list_naming_plans(whole, iri)
    scope = replace(whole, chosen=tuple(plan for plan in whole.chosen if plan.key in naming)).narrow(url)
    about = find_speaker(whole, scope.chosen, iri)
    few = scope.chosen if len(scope.chosen) <= MOST_QUOTED else ()
    spoken = scope if scope.chosen else whole
    standing, line = _list_standing(spoken, iri), build_line(replace(spoken, engine=whole.plans.engine), iri)
    excerpts = _build_excerpts(scope, whole, local_id, iri)
    own = next((row for row in line.rows if row["law"] == iri), None)
    return render_page(
        scope,
        url,
        "legislation/show.html",
        **{**describe_thing(about, iri), "evidence": _list_evidence(scope, few, iri)},
        classes=ask_panel(about, "classes", iri),
        facts=group_facts(about, iri, without=RELATIONS),
        standing=standing,
        sentence=describe_law(spoken, own, standing[-1].status if standing else ""),
        line=line,
        today=_ask_on(scope, "successors-today", iri, scope.on.isoformat()),
        kin=ask_panel(about, "kin", iri),
        sources=ask_panel(about, "sources", iri),
        grounded=[row for plan in scope.chosen for row in ask_panel(scope.within(plan), "grounded", iri)],
        excerpts=excerpts,
        figures=_list_figures(scope, len(naming), excerpts),
    )


def _build_excerpts(scope: Scope, whole: Scope, local_id: str, iri: str) -> dict[str, Excerpt]:
    """Build the first rows of what the chosen plans say with the law *iri*; without any there is nothing to ask."""
    is_law = find_iri(whole.plans.engine, "Law", local_id) is not None
    names = [name for name in UNDER_NORM if scope.chosen and (is_law or name != "powers")]
    return {name: build_excerpt(scope, name, {"law": scope.find_value(iri)}, UNDER_NORM[name]) for name in names}


def _list_figures(scope: Scope, plans: int, excerpts: Mapping[str, Excerpt]) -> list[KeyFigure]:
    """List the key figures of a law that so many *plans* name, each with the way to what it counts."""
    ngettext = scope.translator.ngettext
    counts = {name: it.count for name, it in excerpts.items()}
    places, duties, powers = (counts.get(name, 0) for name in ("legal-references", "legal-duties", "powers"))
    words = {
        "legal-references": ngettext("place where it is named", "places where it is named", places),
        "legal-duties": ngettext("duty with it", "duties with it", duties),
        "powers": ngettext("power under it", "powers under it", powers),
    }
    named = [make_figure(scope, plans, ngettext("plan names it", "plans name it", plans))] if scope.has_several else []
    return [
        *named,
        *(make_figure(scope, counts[name], words[name], excerpts[name].href) for name in words if name in counts),
    ]


def _list_evidence(scope: Scope, plans: Iterable[Plan], iri: str) -> list[Mapping[str, object]]:
    """List where each of *plans* names the law *iri*."""
    found = (describe_thing(scope.within(plan), iri)["evidence"] for plan in plans)
    return [place for places in found if isinstance(places, list) for place in places]


def _list_standing(scope: Scope, iri: str) -> list[Standing]:
    """List how *iri* stood on the first day of each plan, the plans of one day together, and stands today.

    Nothing where nothing is known of any of those days: of an article, and of a standard without days.
    """
    plans: dict[str, list[Plan]] = defaultdict(list)
    for plan in scope.chosen:
        if plan.starts:
            plans[plan.starts].append(plan)
    today = scope.on.isoformat()
    days = [*((day, plans[day]) for day in sorted(plans)), (today, [])]
    listed = [Standing(day, its, *_find_status(scope, iri, day)) for day, its in days]
    return listed if any(it.status for it in listed) else []


def _find_status(scope: Scope, iri: str, day: str) -> tuple[str, str]:
    """Find how *iri* stands on *day*, and from when it applies where that is later; empty where it is not known."""
    rows = _ask_on(scope, "law-status", iri, day)
    return (rows[0].text("status"), rows[0].optional_text("later") or "") if rows else ("", "")


def _ask_on(scope: Scope, panel: str, iri: str, day: str) -> list[Row]:
    """Ask the *panel* about *iri* on *day*, of all that any plan or the register says."""
    return ask_panel(replace(scope, engine=scope.plans.engine), panel, iri, scope.bind_day(day))
