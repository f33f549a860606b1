"""The graphs, to be read over HTTP (SPARQL 1.1 Graph Store HTTP Protocol, W3C 2013); there are no rights to write yet.

`?graph=IRI` gives a named graph, `?default` the default graph, which is the union of them all; neither gives the
whole dataset, in the formats that can keep the graphs apart.
"""

from __future__ import annotations

from dataclasses import astuple

from flask import Blueprint, Response, abort, request

from api.data import data
from api.language import gettext as _
from api.negotiate import QUADS, graph_format
from api.response import has, sent, stamped, tag_of
from graph.engine.store import Request
from graph.terms import make_iri

blueprint = Blueprint("graphs", __name__)
#: The formats that keep graphs apart, most wanted first.
DATASETS = {short: QUADS[short] for short in ("trig", "nq", "jsonld")}
#: The methods of the protocol that write (5.3 to 5.7).
WRITES = ("PUT", "POST", "PATCH", "DELETE")
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
PATH = "/graphs"


@blueprint.get(PATH)
def graphs() -> Response:
    """Give a graph, or all of them (5.2)."""
    names, default = request.args.getlist("graph"), request.args.getlist("default")
    if len(names) + len(default) > 1:
        abort(400, _("Name one graph with 'graph', or ask for the default graph with 'default'; not both."))
    found = graph_format(QUADS if names or default else DATASETS)
    if names:
        _known(names[0])
    tag = tag_of(astuple(found), names, bool(default))
    if has(tag):
        return stamped(Response(), tag)
    whole = not names and not default
    text = "" if whole else ALL
    asked = Request(text, graph_type=found.media_type, default_graphs=names, whole=whole)
    return stamped(sent(data().visitors.ask(asked), found.content_type), tag)


def _known(name: str) -> None:
    """Refuse the *name* of a graph that is no absolute IRI with 400 (4.2), and of one that is not here with 404."""
    try:
        make_iri(name)
    except ValueError:
        abort(400, _("%(name)s is no absolute IRI, so it names no graph.") % {"name": name[:200]})
    if name not in data().version.manifest.graphs:
        told = _("There is no graph %(name)s here. The description of the endpoint, at /sparql, names those there are.")
        abort(404, told % {"name": name[:200]})


@blueprint.before_app_request
def _refuse() -> None:
    """Refuse to write: a method that is known is forbidden (403) rather than not allowed (405), for rights may come."""
    if request.path == PATH and request.method in WRITES:
        abort(403, _("The graphs can be read only: there are no rights to write yet."))
