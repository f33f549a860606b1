"""Things under IRIs of their own: `/id/…` redirects to `/doc/…`, which tells what is stated of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, request, url_for

from api.components.statement import render_thing_page
from api.http.language import get_language
from api.http.language import gettext as _
from api.http.negotiation import GRAPH_TYPES, negotiate_short_name
from api.linked_data.graph_response import FORMATS, make_graph_response
from api.serving.dataset import get_dataset
from graph.engine import Request
from graph.terms import make_iri, to_json
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from queries.answers import Row

blueprint = Blueprint("doc", __name__)


@blueprint.get("/id/<kind>/<path:local_id>")
def redirect_thing(kind: str, local_id: str) -> BaseResponse:
    """Redirect from the IRI of a thing to the document about it (303, Cool URIs for the Semantic Web)."""
    address, _stated = _find_thing(kind, local_id)
    response = redirect(url_for("doc.show_thing", kind=kind, local_id=local_id), 303)
    response.headers["Link"] = f'<{address}>; rel="describes"'
    return response


@blueprint.get("/doc/<kind>/<path:local_id>")
def show_thing(kind: str, local_id: str) -> BaseResponse:
    """Show a thing: as a page, or as RDF by Accept, `?format=` or the extension of the path."""
    name, _dot, ending = local_id.rpartition(".")
    if name and ending in GRAPH_TYPES:
        return _make_rdf_response(_find_thing(kind, name)[0], GRAPH_TYPES[ending])
    address, told = _find_thing(kind, local_id)
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type != "text/html":
        return _make_rdf_response(address, media_type)
    page = get_dataset().page(address)
    if page != f"/doc/{kind}/{local_id}" and not {"all", "why"} & request.args.keys():
        return redirect(page, 303)
    return Response(render_thing_page(address, told, url_for("doc.show_thing", kind=kind, local_id=local_id)))


def _find_thing(kind: str, local_id: str) -> tuple[str, list[Row]]:
    """Find the IRI of the thing and the rows about it, or answer 404 where there are none."""
    address = get_dataset().iri(kind, local_id)
    try:
        found = ask_rows(
            get_dataset().engine, load_panel("outward"), {"_thing": to_json(make_iri(address))}, get_language()
        )
    except ValueError:
        found = []
    if not found:
        abort(404, _("The graph knows nothing with this address. Search the lists in the menu."))
    return address, found


def _make_rdf_response(address: str, media_type: str) -> Response:
    """Make the response with what is stated of the thing with IRI *address*, and what points to it, as RDF."""
    return make_graph_response(
        Request(load_panel("description"), {"_thing": to_json(make_iri(address))}, graph_type=media_type)
    )
