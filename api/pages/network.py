"""The network of who cooperates with whom, with a table that says the same."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_from_directory

from api.components.form import build_fields
from api.components.page import render_page
from api.components.table import build_table
from api.requests.question import answer_question, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from visualisation import VIS_FILES, Edge, Node, build_network, find_style, find_vis_folder, to_vis_network

blueprint = Blueprint("network", __name__)


@blueprint.get("/network")
def show_network() -> str:
    """Show who cooperates with whom; `theme` and `actor` narrow it."""
    scope, url = get_scope(), read_url()
    answer = answer_question(scope, "cooperation", parse_parameters(url))
    kinds = {row["actor"]: row.text("kind") for row in answer_question(scope, "partners", {}).rows}
    nodes, links = {}, []
    for row in answer.rows:
        for side in ("actor_a", "actor_b"):
            iri = row.text(side)
            nodes[iri] = Node(iri, row.text(f"{side}_label"), kinds.get(iri, ""), scope.paths.find_page(iri))
        title = f"{row['subject_label']} ({scope.find_concept_label('basis', row['basis'])})"
        links.append(Edge(row.text("actor_a"), row.text("actor_b"), row.integer("measures"), row.text("basis"), title))
    graph = build_network(nodes.values(), links)
    return render_page(
        scope,
        url,
        "network/index.html",
        question=answer.question,
        fields=build_fields(scope, answer.question, url.parameters),
        picture=to_vis_network(graph),
        legend={scope.find_concept_label("kind", node.kind): find_style(node.kind) for node in nodes.values()},
        table=build_table(scope, answer),
        trust=assess_trust(answer),
        size=(len(graph), graph.number_of_edges()),
    )


@blueprint.get("/static/vis/<name>")
def serve_script(name: str) -> Response:
    """Serve a file of vis-network from the installed pyvis."""
    if name not in VIS_FILES:
        abort(404)
    return send_from_directory(find_vis_folder(), name, max_age=86400)
