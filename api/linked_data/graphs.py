"""The named graphs under IRIs of their own: of which plan each is, how much is in it, and where it can be had."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, url_for

from api.components.page import render_page
from api.http.negotiation import GRAPH_TYPES, add_charset, negotiate_short_name
from api.http.response import add_etag
from api.linked_data.graph_response import FORMATS
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.engine import write_graph_description
from ontology.namespaces import make_graph_iri

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from api.requests.scope import Scope

blueprint = Blueprint("graph", __name__)


@blueprint.get("/id/graph/<path:name>")
def redirect_graph(name: str) -> BaseResponse:
    """Redirect from the IRI of a graph to the document about it (303, Cool URIs for the Semantic Web)."""
    iri = _find_graph(get_scope(), name)
    response = redirect(url_for("graph.show_graph", name=name), 303)
    response.headers["Link"] = f'<{iri}>; rel="describes"'
    return response


@blueprint.get("/doc/graph/<path:name>")
def show_graph(name: str) -> BaseResponse:
    """Show what a graph is: as a page, or as RDF by Accept, `?format=` or the extension of the path."""
    scope = get_scope()
    start, _dot, ending = name.rpartition(".")
    if start and ending in GRAPH_TYPES:
        return _make_rdf_response(scope, _find_graph(scope, start), GRAPH_TYPES[ending])
    iri = _find_graph(scope, name)
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type != FORMATS["html"]:
        return _make_rdf_response(scope, iri, media_type)
    values = {"name": name, "iri": iri, "count": scope.version.manifest.graphs[iri], "part": name.rpartition("/")[2]}
    plan, base = scope.plans.find_owner(iri), url_for("graph.show_graph", name=name)
    text = render_page(scope, read_url(), "doc/graph.html", **values, plan=plan, base=base)
    return add_etag(Response(text), scope.version.digest, by_language=True)


def _find_graph(scope: Scope, name: str) -> str:
    """Find the IRI of the graph called *name*, or answer 404 where there is none."""
    _, iri = scope.translator.gettext, make_graph_iri(name)
    if iri not in scope.version.manifest.graphs:
        text = _("There is no graph %(name)s here. The description of the endpoint, at /sparql, names those there are.")
        abort(404, text % {"name": name[:200]})
    return iri


def _make_rdf_response(scope: Scope, iri: str, media_type: str) -> Response:
    """Make the response with the description of the graph *iri* as RDF."""
    url = f"{scope.origin}{scope.url_for('graphs.serve_graph').partition('?')[0]}?graph={quote(iri, safe='')}"
    body = write_graph_description(iri, scope.version.manifest.graphs[iri], url, media_type)
    return add_etag(Response(body, content_type=add_charset(media_type)), scope.version.digest)
