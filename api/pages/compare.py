"""Two plans, municipalities, themes or partners side by side, and one subject in every plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.page import render_page
from api.components.question_page import SIZES, find_result_page
from api.http.errors import wants_page
from api.http.negotiation import add_charset, negotiate_short_name
from api.http.response import add_etag, add_file_name
from api.requests.permalink import build_links
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.requests.window import MOST_PLANS, Window, find_window
from graph.errors import BadParameter
from queries.comparison import (
    FORMATS,
    RULES,
    SECTION_NAMES,
    VERDICT_NAMES,
    Reader,
    compare,
    draft_comparison,
    find_in_plans,
    find_sides,
    find_topic,
    list_headings,
    list_municipalities,
    list_overview,
)
from queries.exports import join_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.comparison import Section, Side
    from queries.exports import Draft
    from queries.plans import Plan

blueprint = Blueprint("compare", __name__)
OFFERED_FORMATS = {"html": "text/html", **FORMATS}
#: As many rows as a section shows beside the others, and entries in a cell.
MOST_ROWS, MOST_CELLS = 40, 12
#: As many plans as the page looks into for two partners: each is asked for both.
PARTNER_WINDOW = 5
#: A comparison needs this many plans before one is made that nobody chose.
_TWO = 2


@blueprint.get("/compare")
def show_comparison() -> Response:
    """Show two plans, municipalities, themes or partners side by side; with `about`, one subject in every plan."""
    scope, url = get_scope(), read_url()
    short = negotiate_short_name(OFFERED_FORMATS)
    if short == "html":
        response = _make_page(scope, url)
    else:
        chosen = _choose_sides(scope, url)
        key = ("comparison", short, chosen.get("a"), chosen.get("b"), *scope.key)
        sides = _find_sides(scope, url)
        body = scope.rendering.write(key, lambda: _draft(scope, sides, short))
        response = Response(body, content_type=add_charset(FORMATS[short]))
        parts = [scope.translator.gettext("Comparison"), *(it.label for it in sides)]
        add_file_name(response, f"{join_parts(parts, scope.on.isoformat())}.{short.partition('-')[0]}")
    return add_etag(response, scope.version.digest, by_language=True)


def _draft(scope: Scope, sides: tuple[Side, Side], short: str) -> Draft:
    """Compare the two *sides*, and draft that in the format called *short*."""
    return draft_comparison(
        compare(_make_reader(scope), sides), short, scope.version.digest, scope.translator, build_links(scope)
    )


def _make_page(scope: Scope, url: RequestUrl) -> Response:
    """Make the page of a comparison, of a subject, or of the form alone; it says what is wrong with what was chosen.

    :raises BadParameter: when something is wrong, and the page is not for people.
    """
    shown: dict[str, object] = {}
    status = 200
    try:
        shown = _build_values(scope, url)
    except BadParameter as error:
        if not wants_page():
            raise
        shown, status = {"fault": error.describe(scope.translator)}, 400
    return Response(render_page(scope, url, "compare/index.html", **{**_build_form(scope, url), **shown}), status)


def _build_values(scope: Scope, url: RequestUrl) -> dict[str, object]:
    """Build what the page shows besides its form.

    :raises BadParameter: when what *url* names is unknown, or cannot be compared.
    """
    if about := url.parameters.get("about", "").strip():
        window = find_window(url, len(scope.chosen))
        topic = find_topic(scope.plans, about, scope.language)
        found = find_in_plans(_make_reader(scope), topic, window.select(scope.chosen))
        return {"topic": topic, "found": found, "window": window}
    if not (url.parameters.get("a") or url.parameters.get("b") or len(scope.plans) == _TWO):
        return {}
    sides = _find_sides(scope, url)
    few: Window | None = None
    if sides[0].kind == "partner":
        few, sides = _narrow_sides(scope, url, sides)
    comparison = compare(_make_reader(scope), sides)
    section = url.parameters.get("section", "")
    names = [it.name for it in comparison.sections]
    if section and section not in names:
        raise BadParameter("section", "%(parameter)r is one of %(known)s.", known=", ".join(names))
    alone = next((it for it in comparison.sections if it.name == section), None)
    page = find_result_page(url, len(list_rows(alone))) if alone else None
    return {
        "comparison": comparison,
        "alone": alone,
        "overview": list_overview(comparison),
        "page": page,
        "sizes": SIZES,
        "window": few,
        "plans_by_key": {plan.key: plan for plan in scope.plans},
    }


def _find_sides(scope: Scope, url: RequestUrl) -> tuple[Side, Side]:
    """Find the two sides that *url* names, partners in the chosen plans; else the two plans, where there are two.

    :raises BadParameter: when what it names is unknown, or cannot be compared.
    """
    for name in ("a", "b"):
        times = len(url.parameters.getlist(name))
        if times > 1:
            raise BadParameter(name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=times)
    return find_sides(scope.plans, scope.chosen, _choose_sides(scope, url), scope.language)


def _narrow_sides(scope: Scope, url: RequestUrl, sides: tuple[Side, Side]) -> tuple[Window, tuple[Side, Side]]:
    """Narrow *sides* to as many plans as the page looks into, of those that name either."""
    named = tuple(plan for plan in scope.plans if any(plan in side.plans for side in sides))
    window = find_window(url, len(named), PARTNER_WINDOW)
    chosen = window.select(named)
    left, right = (replace(side, plans=tuple(plan for plan in side.plans if plan in chosen)) for side in sides)
    return window, (left, right)


def _make_reader(scope: Scope) -> Reader:
    """Make who compares: the client, in its language, today."""
    return Reader(scope.plans, scope.library, scope.language, scope.on)


def _choose_sides(scope: Scope, url: RequestUrl) -> Mapping[str, str]:
    """Choose what is compared: what *url* names, or else the only two plans."""
    given = {name: url.parameters.get(name, "").strip() for name in ("a", "b")}
    if not any(given.values()) and len(scope.plans) == _TWO:
        return dict(zip(("a", "b"), (plan.key for plan in scope.plans), strict=True))
    return given


def list_rows(section: Section | None) -> Sequence[object]:
    """List the rows of *section* on which one side at least has something."""
    return [row for row in section.rows if row.verdict != "neither"] if section else []


def _build_form(scope: Scope, url: RequestUrl) -> dict[str, object]:
    """Build what the page shows whether or not something is compared: the choices of its forms, and how it compares."""
    chosen = _choose_sides(scope, url)
    yardstick = list_headings(scope.plans, scope.language)
    return {
        "fault": None,
        "comparison": None,
        "topic": None,
        "chosen": chosen,
        "everyone": tuple(scope.plans),
        "municipalities": list_municipalities(scope.plans, scope.language),
        "named": answer_question(scope, "themes", {}).rows if scope.plan else [],
        "yardstick": [label for label, _field in yardstick.values() if label],
        "periods": list_periods(scope),
        "rules": RULES,
        "section_names": SECTION_NAMES,
        "verdict_names": VERDICT_NAMES,
        "list_rows": list_rows,
        "most_rows": MOST_ROWS,
        "most_cells": MOST_CELLS,
        "most_periods": MOST_PLANS,
        "today": scope.on,
    }


def list_periods(scope: Scope) -> list[tuple[Plan, Plan]]:
    """List each plan with the next of the same municipalities."""
    found: dict[tuple[str, ...], list[Plan]] = defaultdict(list)
    for plan in scope.plans:
        found[tuple(sorted(plan.publishers))].append(plan)
    ordered = (sorted(its, key=lambda it: (it.starts, it.key)) for publishers, its in found.items() if publishers)
    return [pair for its in ordered for pair in pairwise(its)]
