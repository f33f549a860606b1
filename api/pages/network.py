"""Networks: a picture that can be asked, with the panel beside it and the twins that say the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template

from api.components.form import build_fields
from api.components.heading import ChoiceMade, build_heading
from api.components.page import bind_functions, render_page
from api.components.question_page import SIZES, find_result_page
from api.http.errors import wants_page
from api.http.negotiation import HTML, negotiate_short_name
from api.networks.caption import list_choice_lines
from api.networks.choice import AGAINST_PREFIX, CHOICE_NAMES, parse_choice
from api.networks.controls import (
    PLACE_NAMES,
    build_switches,
    count_authorship,
    count_shown,
    list_names,
    list_state,
)
from api.networks.drawing import find_node
from api.networks.finding import NAMES, Absence, list_absences
from api.networks.made import find_drawn, find_insights, find_view, list_views
from api.networks.offers import offer_fields
from api.networks.panel import Panels, build_panels
from api.networks.paragraph import build_sentences
from api.networks.reach import enter_view, find_beginning
from api.networks.response import make_file_response
from api.networks.script import build_texts
from api.networks.sides import build_other_fields, count_sides
from api.networks.twin import build_branches, build_network_table, select_edges
from api.requests.question import answer_all, parse_selection
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.errors import BadParameter
from queries.answers import describe_denial, list_remarks
from visualisation import BASES, NETWORK_TYPES

if TYPE_CHECKING:
    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

blueprint = Blueprint("network", __name__)


@dataclass(frozen=True)
class Looking:
    """What is looked at in a network: the panels, what was named and is left out, and what is wrong with a name."""

    panels: Panels = field(default_factory=Panels)
    absences: tuple[Absence, ...] = ()
    fault: str = ""

    @property
    def status(self) -> int:
        """The status of a page with this: what names nothing was a mistake."""
        return 400 if self.fault else 200


@blueprint.get("/network")
def show_network() -> Response:
    """Show a network of the plans, such as who works with whom: as a picture, as one of its twins, or as a file."""
    url = read_url()
    scope, choice = enter_view(get_scope(), url, parse_choice(url))
    short = negotiate_short_name({"html": HTML, **NETWORK_TYPES})
    if short != "html":
        return make_file_response(scope, url, choice, short)
    if not scope.chosen:
        return make_response(render_page(scope, url, "network/empty.html"))
    if beginning := find_beginning(scope, choice):
        return make_response(redirect(url.build_changed(**beginning)))
    drawn = find_drawn(scope, url, choice)
    looking = _look(scope, url, choice, drawn)
    values = {
        **_build_page(scope, choice, drawn),
        **_build_choices(scope, url, choice, drawn),
        **_build_twin(scope, url, choice, drawn),
        **_build_looking(url, choice, drawn, looking),
        "insights": find_insights(scope, url, choice, drawn),
    }
    return make_response(render_page(scope, url, "network/index.html", **values), looking.status)


@blueprint.get("/network/panel")
def show_panel() -> Response:
    """Show the panel alone, for the script of the page to put beside the picture."""
    scope = get_scope()
    url = replace(read_url(), path=scope.url_for("network.show_network").partition("?")[0])
    scope, choice = enter_view(scope, url, parse_choice(url))
    drawn = find_drawn(scope, url, choice)
    looking = _look(scope, url, choice, drawn)
    question, _ = find_view(scope, choice.view)
    values = {
        **bind_functions(scope, url),
        **_build_looking(url, choice, drawn, looking),
        "question": question,
        "insights": find_insights(scope, url, choice, drawn),
    }
    return make_response(render_template("network/panel.html", **values), looking.status)


def _look(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> Looking:
    """Look in *drawn* at what *choice* names there.

    :raises BadParameter: where it names nothing, and a program asks.
    """
    try:
        absences = tuple(list_absences(scope, url, choice, drawn))
    except BadParameter as error:
        if not wants_page():
            raise
        return Looking(build_panels(drawn, choice), fault=error.describe(scope.translator))
    return Looking(build_panels(drawn, choice), absences)


def _build_looking(url: RequestUrl, choice: NetworkChoice, drawn: Drawn, looking: Looking) -> dict[str, object]:
    """Build what the panel needs: what is looked at, the state that its forms keep, and how its links are made."""
    return {
        "choice": choice,
        "drawn": drawn,
        "looking": looking,
        "panels": looking.panels,
        "link": partial(_build_link, url),
        "list_state": partial(list_state, url),
        "named": partial(_name, drawn),
    }


def _build_link(url: RequestUrl, /, **changes: object) -> str:
    """Build *url* with *changes*, from where one has not yet moved in the picture."""
    return url.build_changed(**{**dict.fromkeys(PLACE_NAMES, ""), **changes})


def _name(drawn: Drawn, given: str) -> str:
    """Name what is *given* as somebody reads it: by its label, where it is there."""
    iri = find_node(drawn.left, given)
    return next((node.label for node in drawn.left.nodes if node.id == iri), given)


def _build_choices(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> dict[str, object]:
    """Build what says what was chosen: a line for each choice, and the heading with all of them."""
    question, _ = find_view(scope, choice.view)
    chosen = list_choice_lines(scope, question, choice, drawn, parse_selection(url).only)
    return {"chosen": chosen, "heading": build_heading(scope, url, [ChoiceMade("", line) for line in chosen])}


def _build_page(scope: Scope, choice: NetworkChoice, drawn: Drawn) -> dict[str, object]:
    """Build what stands around the picture: the views, the form, the switches, and what is said of the choice."""
    question, header = find_view(scope, choice.view)
    fields = build_fields(scope, question, choice.values)
    return {
        "question": question,
        "header": header,
        "views": list_views(scope),
        "fields": offer_fields(scope, question, choice, fields),
        "switches": build_switches(drawn, choice),
        "authorship": count_authorship(drawn),
        "counts": count_shown(drawn),
        "emptied": NAMES.get(drawn.emptied, drawn.emptied),
        "names": list_names(drawn),
        "bases": {it: scope.find_concept_label("basis", it) for it in BASES},
        "texts": build_texts(scope, drawn, scope.url_for("network.show_panel").partition("?")[0]),
        **_build_comparison(scope, choice, drawn),
        **_build_remarks(scope, choice, drawn),
    }


def _build_comparison(scope: Scope, choice: NetworkChoice, drawn: Drawn) -> dict[str, object]:
    """Build what the comparison with another network needs: its form and, where there is one, what each side is of."""
    question, _ = find_view(scope, choice.view)
    names = [it.name for it in question.parameters]
    return {
        "side_counts": count_sides(drawn.left),
        "other_fields": build_other_fields(scope, question, choice),
        "against_names": [f"{AGAINST_PREFIX}{name}" for name in choice.against],
        "kept_names": (*names, *CHOICE_NAMES),
    }


def _build_remarks(scope: Scope, choice: NetworkChoice, drawn: Drawn) -> dict[str, object]:
    """Build what is to be said of the things that the question was asked about, and of its having no answer."""
    if not any(choice.values.values()):
        return {"remarks": [], "denial": ""}
    question, _ = find_view(scope, choice.view)
    answer = answer_all(scope, question, dict(choice.values))
    denial = "" if drawn.whole[0] else describe_denial(answer, scope.translator)
    return {"remarks": list_remarks(answer), "denial": denial}


def _build_twin(scope: Scope, url: RequestUrl, choice: NetworkChoice, drawn: Drawn) -> dict[str, object]:
    """Build the twin that is shown instead of the picture, or the table under it."""
    tell = scope.find_concept_label
    if choice.show == "list":
        branches = build_branches(drawn.left)
        page = find_result_page(url, len(branches))
        return {"branches": branches[page.first : page.last], "page": page, "sizes": SIZES, "rows": len(branches)}
    if choice.show == "text":
        return {"sentences": build_sentences(drawn, scope.translator, tell)}
    edges = select_edges(drawn.left, url, scope.translator, tell, url.parameters.get("find", ""))
    page = find_result_page(url, len(edges))
    table = build_network_table(drawn.left, edges[page.first : page.last], url, scope.translator, tell)
    return {"table": table, "page": page, "sizes": SIZES, "rows": len(edges)}
