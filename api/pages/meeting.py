"""A meeting prepared: who at the table does what on each theme, who is missing, and what to ask whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect

from api.components.heading import ChoiceMade, build_heading
from api.components.one_plan import enter_one_plan, render_plan_choice
from api.components.page import render_page
from api.components.typed_names import find_typed
from api.requests.question import answer_question
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.errors import BadParameter
from queries.answers import find_iri, list_things, to_sort_key
from queries.handouts import Meeting, MeetingTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug import Response

    from api.components.heading import Heading
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Row, Thing

blueprint = Blueprint("meeting", __name__)
#: How the URL names who sits at the table, and what it is about; each may be there more than once.
PARTNER_NAME, THEME_NAME = "partner", "theme"
#: How it names in words who sits there too, with a comma between.
NAMES_NAME = "names"
#: As many as sit at one table, and as many themes as are on it.
MOST_PARTNERS, MOST_THEMES = 25, 12


@blueprint.get("/meeting")
def show_meeting() -> Response | str:
    """Show who at a table does what on each theme, who is missing, and what to ask whom; without a table, the form.

    Who are named in words lead to the address that has them one by one.
    """
    url = read_url()
    scope, others = enter_one_plan(get_scope(), url)
    if scope.plan is None:
        return render_plan_choice(scope, url, others)
    everyone, themes = _list_partners(scope), answer_question(scope, "themes", {}).rows
    named, unknown = find_typed(everyone, url.parameters.get(NAMES_NAME, ""), scope.language)
    if named:
        return _lead_to(scope, url, named, unknown)
    partners = _select(scope, url, PARTNER_NAME, "Actor", MOST_PARTNERS)
    wanted = _select(scope, url, THEME_NAME, "Theme", MOST_THEMES)
    chosen = [row for row in themes if row["theme"] in wanted]
    labels = {it.iri: it.find_label(scope.language) for it in everyone}
    at_table = {iri: labels.get(iri, iri) for iri in partners}
    return render_page(
        scope,
        url,
        "meeting/index.html",
        heading=_build_heading(scope, url, at_table.values(), chosen),
        everyone=everyone,
        themes=themes,
        partners=at_table,
        wanted=wanted,
        meeting=_prepare(scope, at_table, chosen or _find_own(scope, themes, partners)) if partners else Meeting(()),
        unknown=unknown,
        others=others,
    )


def _lead_to(scope: Scope, url: RequestUrl, named: list[Thing], unknown: list[str]) -> Response:
    """Lead to the page of *url* with those *named* at the table too, and with what is *unknown* still to be told."""
    seated = [*url.parameters.getlist(PARTNER_NAME), *(scope.find_value(it.iri) for it in named)]
    return redirect(
        url.build_changed(**{PARTNER_NAME: list(dict.fromkeys(seated)), NAMES_NAME: ", ".join(unknown)}), 303
    )


def _list_partners(scope: Scope) -> list[Thing]:
    """List the partners of the plan, by name."""
    return sorted(list_things(scope.engine, "Partner"), key=lambda it: to_sort_key(it.find_label(scope.language)))


def _select(scope: Scope, url: RequestUrl, name: str, class_name: str, most: int) -> list[str]:
    """Select the things of the class *class_name* that *url* gives under *name*: their IRIs, each once, *most* of them.

    :raises BadParameter: where one is nothing in the plan, or there are more.
    """
    given = [it for it in dict.fromkeys(url.parameters.getlist(name)) if it]
    if len(given) > most:
        raise BadParameter(name, "There are more than %(most)s. Choose fewer.", most=most)
    found: list[str] = []
    for value in given:
        iri = find_iri(scope.engine, class_name, value)
        if iri is None:
            raise BadParameter(name, "%(value)r is nothing in this plan. Choose from the list.", value=value[:80])
        found.append(iri)
    return list(dict.fromkeys(found))


def _find_own(scope: Scope, themes: list[Row], partners: Iterable[str]) -> list[Row]:
    """Find the *themes* on which two or more of the *partners* are active, or else one; most first."""
    asked = set(partners)
    rows = [row for row in answer_question(scope, "partner-coverage", {}).rows if row["actor"] in asked]
    counts = {row.text("theme"): sum(it["theme"] == row["theme"] for it in rows) for row in themes}
    ranked = sorted((row for row in themes if counts[row.text("theme")]), key=lambda row: -counts[row.text("theme")])
    return ranked[:MOST_THEMES]


def _prepare(scope: Scope, partners: dict[str, str], themes: list[Row]) -> Meeting:
    """Prepare the meeting of *partners* about *themes*."""
    table = MeetingTable(scope.plans, scope.chosen[0], scope.library, scope.language, partners)
    return table.prepare(themes[:MOST_THEMES])


def _build_heading(scope: Scope, url: RequestUrl, partners: Iterable[str], themes: Iterable[Row]) -> Heading:
    """Build the heading of the page: who sits at the table, and about which themes."""
    _ = scope.translator.gettext
    made = ((_("At the table"), ", ".join(partners)), (_("Themes"), ", ".join(it.text("theme_label") for it in themes)))
    return build_heading(scope, url, [ChoiceMade(*it) for it in made if it[1]])
