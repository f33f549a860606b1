"""Linked data: `/id/…` sends one to `/doc/…`, which tells what is stated of a thing; `/def` tells of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from api.data import data
from api.language import current
from api.language import gettext as _
from api.negotiate import GRAPHS, choose, described
from api.pages import statement
from api.response import tagged
from graph.engine.store import Request
from graph.terms import make_iri, to_json
from queries.answer import ask_rows
from queries.library import load_panel

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from queries.answer import Row

blueprint = Blueprint("things", __name__)
#: What a thing can be had as, a page before all.
FORMATS = {"html": "text/html", **GRAPHS}


@blueprint.get("/id/<kind>/<path:local_id>")
def thing(kind: str, local_id: str) -> BaseResponse:
    """Send a visitor from the address of a thing to the document about it (303, Cool URIs for the Semantic Web)."""
    address, _stated = _known(kind, local_id)
    response = redirect(url_for("things.document", kind=kind, local_id=local_id), 303)
    response.headers["Link"] = f'<{address}>; rel="describes"'
    return response


@blueprint.get("/doc/<kind>/<path:local_id>")
def document(kind: str, local_id: str) -> BaseResponse:
    """Give the document about a thing: a page, or RDF by Accept, `?format=` or the ending of the address."""
    name, _dot, ending = local_id.rpartition(".")
    if name and ending in GRAPHS:
        return _rdf(_known(kind, name)[0], GRAPHS[ending])
    address, told = _known(kind, local_id)
    media_type = FORMATS[choose(FORMATS)]
    if media_type != "text/html":
        return _rdf(address, media_type)
    page = data().page(address)
    if page != f"/doc/{kind}/{local_id}" and not {"all", "why"} & request.args.keys():
        return redirect(page, 303)
    return Response(statement.page(address, told, url_for("things.document", kind=kind, local_id=local_id)))


@blueprint.get("/def")
def model() -> Response:
    """Give the model: a page that documents it, or RDF."""
    media_type = FORMATS[choose(FORMATS)]
    if media_type == "text/html":
        return Response(render_template("model.html", model=data().model(current())))
    return _written(Request(load_panel("model"), graph_type=media_type))


@blueprint.get("/shapes")
def shapes() -> BaseResponse:
    """Give the shapes as RDF; a person is sent to the model, where each rule stands with what it is about."""
    media_type = FORMATS[choose(FORMATS)]
    if media_type == "text/html":
        return redirect(url_for("things.model"), 303)
    return _written(Request(load_panel("shapes"), graph_type=media_type))


@blueprint.get("/def/<name>")
def term(name: str) -> BaseResponse:
    """Send a visitor from the address of a term to its place in the model."""
    known = {term.id for topic in data().model(current()).topics for term in topic.terms}
    if name not in known:
        abort(404, _("The model has no term with this name. See the list at /def."))
    return redirect(url_for("things.model", _anchor=name), 303)


def _known(kind: str, local_id: str) -> tuple[str, list[Row]]:
    """Give the IRI of the thing and what is said of it, or answer 404 where that is nothing."""
    address = data().iri(kind, local_id)
    try:
        found = ask_rows(data().engine, load_panel("outward"), {"_thing": to_json(make_iri(address))}, current())
    except ValueError:
        found = []
    if not found:
        abort(404, _("The graph knows nothing with this address. Search the lists in the menu."))
    return address, found


def _rdf(address: str, media_type: str) -> Response:
    """Give what is stated of the thing at *address*, and what points to it, as RDF."""
    return _written(Request(load_panel("description"), {"_thing": to_json(make_iri(address))}, graph_type=media_type))


def _written(query: Request) -> Response:
    """Give the graph that *query* makes."""
    reply = data().engine.ask(query)
    return tagged(Response(reply.body, content_type=described(reply.media_type)))
