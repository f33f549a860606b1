"""Things under IRIs of their own: `/id/…` redirects to `/doc/…`, which shows what is stated of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, url_for

from api.components.page import render_page
from api.components.reason import explain_triple
from api.components.statement import describe_statements
from api.components.thing import ask_panel
from api.http.negotiation import GRAPH_TYPES, negotiate_short_name
from api.linked_data.graph_response import FORMATS, make_graph_response
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.engine import Request
from graph.terms import make_iri, to_json
from queries.questions import load_panel

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from api.components.reason import Reason
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Row

blueprint = Blueprint("doc", __name__)


@blueprint.get("/id/<kind>/<path:local_id>")
def redirect_thing(kind: str, local_id: str) -> BaseResponse:
    """Redirect from the IRI of a thing to the document about it (303, Cool URIs for the Semantic Web)."""
    iri, _rows = _find_thing(get_scope(), kind, local_id)
    response = redirect(url_for("doc.show_thing", kind=kind, local_id=local_id), 303)
    response.headers["Link"] = f'<{iri}>; rel="describes"'
    return response


@blueprint.get("/doc/<kind>/<path:local_id>")
def show_thing(kind: str, local_id: str) -> BaseResponse:
    """Show a thing: as a page, or as RDF by Accept, `?format=` or the extension of the path."""
    scope, url = get_scope(), read_url()
    name, _dot, ending = local_id.rpartition(".")
    if name and ending in GRAPH_TYPES:
        return _make_rdf_response(scope, _find_thing(scope, kind, name)[0], GRAPH_TYPES[ending])
    iri, rows = _find_thing(scope, kind, local_id)
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type != "text/html":
        return _make_rdf_response(scope, iri, media_type)
    path = scope.paths.find_page(iri)
    if path != f"/doc/{kind}/{local_id}" and not {"all", "why"} & url.parameters.keys():
        return redirect(path, 303)
    statements = describe_statements(scope, iri, rows, _explain_chosen(scope, iri, url))
    base = url_for("doc.show_thing", kind=kind, local_id=local_id)
    return Response(render_page(scope, url, "doc/show.html", **statements, base=base))


def _find_thing(scope: Scope, kind: str, local_id: str) -> tuple[str, list[Row]]:
    """Find the IRI of the thing and the rows about it, or answer 404 where there are none."""
    _, iri = scope.translator.gettext, scope.paths.make_iri(kind, local_id)
    try:
        rows = ask_panel(scope, "outward", iri)
    except ValueError:
        rows = []
    if not rows:
        abort(404, _("The graph knows nothing with this address. Search the lists in the menu."))
    return iri, rows


def _explain_chosen(scope: Scope, iri: str, url: RequestUrl) -> Reason | None:
    """Explain the triple of the thing *iri* that *url* asks after, where it asks after one."""
    prop = url.parameters.get("why")
    return explain_triple(scope, iri, prop, url.parameters.get("value", "")) if prop else None


def _make_rdf_response(scope: Scope, iri: str, media_type: str) -> Response:
    """Make the response with what is stated of the thing *iri*, and what points to it, as RDF."""
    return make_graph_response(
        scope, Request(load_panel("description"), {"_thing": to_json(make_iri(iri))}, graph_type=media_type)
    )
