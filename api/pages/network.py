"""The network of who cooperates with whom, with a table that says the same."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, send_from_directory

from api.components.form import build_fields
from api.components.table import build_table, find_concept_label
from api.requests.question import answer_question, read_parameters
from api.serving.dataset import get_dataset
from queries.answers import assess_trust
from visualisation import VIS_FILES, Edge, Node, build_network, find_style, find_vis_folder, to_vis_network

blueprint = Blueprint("network", __name__)


@blueprint.get("/network")
def show_network() -> str:
    """Show who cooperates with whom; `theme` and `actor` narrow it."""
    answer = answer_question("cooperation", read_parameters())
    kinds = {row["actor"]: str(row["kind"]) for row in answer_question("partners", {}).rows}
    nodes, links = {}, []
    for row in answer.rows:
        for side in ("actor_a", "actor_b"):
            iri = str(row[side])
            nodes[iri] = Node(iri, str(row[f"{side}_label"]), kinds.get(iri, ""), get_dataset().page(iri))
        title = f"{row['subject_label']} ({find_concept_label('basis', row['basis'])})"
        links.append(
            Edge(str(row["actor_a"]), str(row["actor_b"]), int(row["measures"] or 0), str(row["basis"]), title)
        )
    graph = build_network(nodes.values(), links)
    return render_template(
        "network/index.html",
        question=answer.question,
        fields=build_fields(get_dataset().library.find("cooperation")),
        picture=to_vis_network(graph),
        legend={find_concept_label("kind", node.kind): find_style(node.kind) for node in nodes.values()},
        table=build_table(answer),
        trust=assess_trust(answer),
        size=(len(graph), graph.number_of_edges()),
    )


@blueprint.get("/static/vis/<name>")
def serve_script(name: str) -> Response:
    """Serve a file of vis-network from the installed pyvis."""
    if name not in VIS_FILES:
        abort(404)
    return send_from_directory(find_vis_folder(), name, max_age=86400)
