"""The network of who cooperates with whom, with a table that says the same."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, send_from_directory

from api.components.form import build_fields
from api.components.page import render_page
from api.components.plan_list import build_plan_lines
from api.components.question_page import SIZES, find_result_page
from api.components.table import build_table
from api.requests.question import answer_question, build_answer_key, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from visualisation import VIS_FILES, Edge, Node, find_style, find_vis_folder, write_vis_network

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer, Row

blueprint = Blueprint("network", __name__)
#: As many rows as a drawing of several plans is made of; of more nobody sees anything, and it takes seconds to lay out.
MOST_DRAWN = 600
#: Above so many partners a network of several plans is laid out in the quicker way.
CAREFUL = 100


@blueprint.get("/network")
def show_network() -> str:
    """Show who cooperates with whom; `theme` and `actor` narrow it.

    Who is in the register is one node in the plans that name it; what a plan has for itself is its own.
    """
    url = read_url()
    scope = get_scope().narrow(url)
    answer = answer_question(scope, "cooperation", parse_parameters(url))
    page = find_result_page(url, len(answer.rows))
    is_drawn = len(scope.chosen) <= 1 or len(answer.rows) <= MOST_DRAWN
    return render_page(
        scope,
        url,
        "network/index.html",
        question=answer.question,
        fields=build_fields(scope, answer.question, url.parameters),
        drawing=_find_drawing(scope, url, answer) if is_drawn else None,
        lines=[] if is_drawn else build_plan_lines(scope, scope.chosen),
        table=build_table(scope, replace(answer, rows=answer.rows[page.first : page.last])),
        page=page,
        sizes=SIZES,
        total=len(answer.rows),
        trust=assess_trust(answer),
    )


def _find_drawing(scope: Scope, url: RequestUrl, answer: Answer) -> dict[str, object]:
    """Find the drawing of *answer*, which *url* asks for: it is made once for all who see the same."""
    key = ("network", scope.picked, *build_answer_key(scope, answer.question, url, parse_parameters(url)))
    drawing: dict[str, object] = json.loads(
        scope.rendering.keep(key, lambda: json.dumps(_draw(scope, answer)).encode())
    )
    return drawing


def _draw(scope: Scope, answer: Answer) -> dict[str, object]:
    """Draw the network of the rows of *answer*: the picture, its legend, and how many nodes and edges it has."""
    kinds = {row["actor"]: row.text("kind") for row in scope.ask_panel("kinds")}
    nodes, links = {}, []
    for row in answer.rows:
        for side in ("actor_a", "actor_b"):
            iri = row.text(side)
            nodes[iri] = Node(iri, _name_node(scope, row, side), kinds.get(iri, ""), scope.find_page(iri))
        rests = scope.translator.gettext("lines: %(lines)s") % {"lines": row["lines"]}
        title = f"{row['subject_label']} ({scope.find_concept_label('basis', row['basis'])}; {rests})"
        title = f"{title}, {row['plan_label']}" if len(scope.chosen) > 1 else title
        links.append(Edge(row.text("actor_a"), row.text("actor_b"), row.integer("measures"), row.text("basis"), title))
    careful = CAREFUL if len(scope.chosen) > 1 else float("inf")
    drawn = scope.rendering.renderers.render(partial(write_vis_network, list(nodes.values()), links, careful))
    legend = {scope.find_concept_label("kind", node.kind): find_style(node.kind) for node in nodes.values()}
    return {**json.loads(drawn), "legend": legend}


def _name_node(scope: Scope, row: Row, side: str) -> str:
    """Name the actor on *side* of *row*; one that a plan has for itself by its plan too, where there are several."""
    label, owner = row.text(f"{side}_label"), scope.plans.find_owner(row.text(side))
    return f"{label} ({owner.find_label(scope.language)})" if owner and len(scope.chosen) > 1 else label


@blueprint.get("/static/vis/<name>")
def serve_script(name: str) -> Response:
    """Serve a file of vis-network from the installed pyvis."""
    if name not in VIS_FILES:
        abort(404)
    return send_from_directory(find_vis_folder(), name, max_age=86400)
