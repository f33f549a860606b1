"""Networks: a picture that can be asked, with the panel beside it and the twins that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, render_template, send_from_directory

from api.components.form import build_fields
from api.components.page import bind_functions, render_page
from api.networks.choice import CHOICE_NAMES, parse_choice
from api.networks.drawing import find_node
from api.networks.made import find_drawn, find_view, list_views
from api.networks.panel import build_edge_panel, build_node_panel
from api.networks.reach import choose_view, narrow_scope
from api.networks.twin import build_branches, build_network_table
from api.requests.scope import get_scope
from api.requests.url import read_url
from visualisation import VIS_FILES, find_style, find_vis_folder

if TYPE_CHECKING:
    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

blueprint = Blueprint("network", __name__)


@blueprint.get("/network")
def show_network() -> str:
    """Show a network of the plans: who works with whom, or another view, as a picture or as one of its twins."""
    url = read_url()
    scope = get_scope()
    if not scope.chosen:
        return render_page(scope, url, "network/empty.html")
    choice = choose_view(scope, parse_choice(url))
    scope = narrow_scope(scope, url, choice)
    question, header = find_view(scope, choice.view)
    drawn = find_drawn(scope, url, choice)
    return render_page(
        scope,
        url,
        "network/index.html",
        question=question,
        header=header,
        views=list_views(scope),
        choice=choice,
        choice_names=CHOICE_NAMES,
        drawn=drawn,
        fields=build_fields(scope, question, choice.values),
        find_style=find_style,
        **_build_panels(drawn, choice),
        **_build_twin(scope, url, drawn, choice),
    )


@blueprint.get("/network/panel")
def show_panel() -> str:
    """Show the panel alone, for the script of the page to put beside the picture."""
    url = read_url()
    scope = get_scope()
    choice = choose_view(scope, parse_choice(url))
    scope = narrow_scope(scope, url, choice)
    drawn = find_drawn(scope, url, choice)
    values = {**bind_functions(scope, url), **_build_panels(drawn, choice)}
    return render_template("network/panel.html", choice=choice, drawn=drawn, **values)


def _build_panels(drawn: Drawn, choice: NetworkChoice) -> dict[str, object]:
    """Build what stands beside the picture: what is known in it of the node, or of the line, that is looked at."""
    return {
        "node_panel": build_node_panel(drawn.left, choice.node),
        "edge_panel": build_edge_panel(drawn.shown, choice.edge),
        "focus": next((node for node in drawn.left.nodes if node.id == drawn.focus), None),
        "start": find_node(drawn.left, choice.start),
        "end": find_node(drawn.left, choice.end),
    }


def _build_twin(scope: Scope, url: RequestUrl, drawn: Drawn, choice: NetworkChoice) -> dict[str, object]:
    """Build the twin that is shown instead of the picture, or under it."""
    if choice.show == "list":
        return {"branches": build_branches(drawn.left)}
    tell, words = scope.find_concept_label, url.parameters.get("find", "")
    return {"table": build_network_table(drawn.left, url, scope.translator, tell, words)}


@blueprint.get("/static/vis/<name>")
def serve_script(name: str) -> Response:
    """Serve a file of vis-network from the installed pyvis."""
    if name not in VIS_FILES:
        abort(404)
    return send_from_directory(find_vis_folder(), name, max_age=86400)
