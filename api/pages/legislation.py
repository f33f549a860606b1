"""The pages of laws and standards: what each is called, how it stood and stands, and where the plan names it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.excerpt import build_excerpt, find_whole
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
    from collections.abc import Iterable, Mapping, Sized

    from flask import Response

    from api.components.excerpt import Excerpt
    from api.components.key_figures import KeyFigure
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Row
    from queries.plans import Plan

blueprint = Blueprint("legislation", __name__)
#: What stands under a heading of its own, or in the table of the days.
RELATIONS = {
    f"{DEF}{name}"
    for name in (
        *("succeeds", "becameAct", "transposes", "implements"),
        *("introducedOn", "adoptedBy", "inForceFrom", "knownInForceOn", "appliesFrom", "inForceUntil"),
    )
}
#: What the page shows of each place where a plan names a law or standard.
REFERENCE_COLUMNS = ("kind", "subject_label", "lines")
#: Of as many plans the sentences are shown that name a law, and the laws that changed since; of more the tables say it.
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
        changed=_list_changed(scope),
    )


def _list_changed(scope: Scope) -> list[tuple[Plan, Row]]:
    """List the laws that stand otherwise today than when each plan began; nothing where many plans are chosen."""
    bound, few = scope.bind_day(), scope.chosen if len(scope.chosen) <= MOST_QUOTED else ()
    return [(plan, row) for plan in few for row in scope.within(plan).ask_panel("laws-changed", bound)]


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
    named = {"law": scope.find_value(iri)}
    places = build_excerpt(scope, "legal-references", named, REFERENCE_COLUMNS) if scope.chosen else None
    asked = _list_asked(scope, iri)
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
        named_in=places,
        asked=asked,
        whole=lambda name: find_whole(scope, name, named),
        figures=_list_figures(scope, len(naming), places, asked),
    )


def _list_asked(scope: Scope, iri: str) -> dict[str, list[tuple[Plan, Row]]]:
    """List what each chosen plan says that somebody must or may do with the law *iri*: the duties, and the powers."""
    found: dict[str, list[tuple[Plan, Row]]] = {"duty": [], "power": []}
    for plan in scope.chosen:
        for row in ask_panel(scope.within(plan), "law-asks", iri):
            found[row.text("class")].append((plan, row))
    return found


def _list_figures(scope: Scope, plans: int, places: Excerpt | None, asked: Mapping[str, Sized]) -> list[KeyFigure]:
    """List the key figures of a law that so many *plans* name, in *places*, with the way to what they count."""
    ngettext, duties, powers = scope.translator.ngettext, len(asked["duty"]), len(asked["power"])
    named = [make_figure(scope, plans, ngettext("plan names it", "plans name it", plans))] if scope.has_several else []
    if places is None:
        return named
    words = ngettext("place where it is named", "places where it is named", places.count)
    return [
        *named,
        make_figure(scope, places.count, words, places.href),
        make_figure(scope, duties, ngettext("duty with it", "duties with it", duties), "#duties" if duties else ""),
        make_figure(scope, powers, ngettext("power under it", "powers under it", powers), "#powers" if powers else ""),
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
