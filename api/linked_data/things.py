"""Linked data: `/id/…` sends one to `/doc/…`, which tells what is stated of a thing; `/def` tells of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from api.components.statement import render_thing_page
from api.http.language import get_language
from api.http.language import gettext as _
from api.http.negotiation import GRAPH_TYPES, add_charset, negotiate_short_name
from api.http.response import add_etag
from api.serving.dataset import get_dataset
from graph.engine import Request
from graph.terms import make_iri, to_json
from queries.answers import ask_rows
from queries.questions import load_panel

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from queries.answers import Row

blueprint = Blueprint("things", __name__)
#: What a thing can be had as, a page before all.
FORMATS = {"html": "text/html", **GRAPH_TYPES}


@blueprint.get("/id/<kind>/<path:local_id>")
def redirect_thing(kind: str, local_id: str) -> BaseResponse:
    """Redirect from the IRI of a thing to the document about it (303, Cool URIs for the Semantic Web)."""
    address, _stated = _find_thing(kind, local_id)
    response = redirect(url_for("things.show_thing", kind=kind, local_id=local_id), 303)
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
    return Response(render_thing_page(address, told, url_for("things.show_thing", kind=kind, local_id=local_id)))


@blueprint.get("/def")
def show_model() -> Response:
    """Show the model: a page that documents it, or RDF."""
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type == "text/html":
        return Response(render_template("model.html", model=get_dataset().model(get_language())))
    return _make_graph_response(Request(load_panel("model"), graph_type=media_type))


@blueprint.get("/shapes")
def show_shapes() -> BaseResponse:
    """Show the shapes as RDF; a browser is redirected to the model, which explains each rule."""
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type == "text/html":
        return redirect(url_for("things.show_model"), 303)
    return _make_graph_response(Request(load_panel("shapes"), graph_type=media_type))


@blueprint.get("/def/<name>")
def redirect_term(name: str) -> BaseResponse:
    """Redirect from the IRI of a term to its place on the page of the model."""
    known = {term.id for topic in get_dataset().model(get_language()).topics for term in topic.terms}
    if name not in known:
        abort(404, _("The model has no term with this name. See the list at /def."))
    return redirect(url_for("things.show_model", _anchor=name), 303)


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
    return _make_graph_response(
        Request(load_panel("description"), {"_thing": to_json(make_iri(address))}, graph_type=media_type)
    )


def _make_graph_response(query: Request) -> Response:
    """Make the response with the graph that *query* constructs."""
    reply = get_dataset().engine.ask(query)
    return add_etag(Response(reply.body, content_type=add_charset(reply.media_type)), get_dataset().version.digest)
