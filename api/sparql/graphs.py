"""The graphs, to be read over HTTP (SPARQL 1.1 Graph Store HTTP Protocol, W3C 2013); there are no rights to write yet.

`?graph=IRI` gives a named graph, `?default` the default graph, which is the union of them all; neither gives the
whole dataset, in the formats that can keep the graphs apart.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request

from api.http.language import get_translator
from api.http.language import gettext as _
from api.http.negotiation import QUAD_TYPES, negotiate_graph_format
from api.http.response import add_weak_etag, build_etag, has_client_copy, stream_reply
from api.requests.url import read_url
from api.serving.dataset import get_dataset
from graph.engine import Request
from graph.terms import make_iri

if TYPE_CHECKING:
    from collections.abc import Container

    from graph.message import Translator

blueprint = Blueprint("graphs", __name__)
#: The formats that keep graphs apart, most wanted first.
DATASET_TYPES = {short: QUAD_TYPES[short] for short in ("trig", "nq", "jsonld")}
#: The methods of the protocol that write (5.3 to 5.7).
WRITE_METHODS = ("PUT", "POST", "PATCH", "DELETE")
ALL_QUERY = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
GRAPHS_PATH = "/graphs"


@blueprint.get(GRAPHS_PATH)
def serve_graph() -> Response:
    """Serve a graph, or all of them (5.2)."""
    dataset, parameters = get_dataset(), read_url().parameters
    names, default = parameters.getlist("graph"), parameters.getlist("default")
    if len(names) + len(default) > 1:
        abort(400, _("Name one graph with 'graph', or ask for the default graph with 'default'; not both."))
    media = negotiate_graph_format(QUAD_TYPES if names or default else DATASET_TYPES)
    if names:
        _require_known_graph(names[0], dataset.version.manifest.graphs, get_translator())
    tag = build_etag(dataset.version.digest, astuple(media), names, bool(default))
    if has_client_copy(tag):
        return add_weak_etag(Response(), tag)
    whole = not names and not default
    text = "" if whole else ALL_QUERY
    query = Request(text, graph_type=media.media_type, default_graphs=names, whole=whole)
    return add_weak_etag(stream_reply(dataset.clients.ask(query), media.content_type), tag)


def _require_known_graph(name: str, graphs: Container[str], translator: Translator) -> None:
    """Require that *name* is an absolute IRI, or answer 400 (4.2), and names one of *graphs*, or answer 404."""
    _ = translator.gettext
    try:
        make_iri(name)
    except ValueError:
        abort(400, _("%(name)s is no absolute IRI, so it names no graph.") % {"name": name[:200]})
    if name not in graphs:
        text = _("There is no graph %(name)s here. The description of the endpoint, at /sparql, names those there are.")
        abort(404, text % {"name": name[:200]})


@blueprint.before_app_request
def _refuse_write() -> None:
    """Refuse to write with 403 rather than 405: the methods are known, and rights may come."""
    if request.path == GRAPHS_PATH and request.method in WRITE_METHODS:
        abort(403, _("The graphs can be read only: there are no rights to write yet."))
