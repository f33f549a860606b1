"""The model at `/def` and its rules at `/shapes`: documentation for people, RDF for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, url_for

from api.components.page import render_page
from api.http.language import gettext as _
from api.http.negotiation import negotiate_short_name
from api.linked_data.graph_response import FORMATS, make_graph_response
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.serving.dataset import get_dataset
from graph.engine import Request
from queries.model import Topic
from queries.questions import load_panel

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


blueprint = Blueprint("def", __name__)


@blueprint.get("/def")
def show_model() -> Response:
    """Show the model: a page that names its terms by topic, or RDF."""
    scope = get_scope()
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type == "text/html":
        return Response(render_page(scope, read_url(), "def/index.html", model=get_dataset().get_model(scope.language)))
    return make_graph_response(scope, Request(load_panel("model"), graph_type=media_type))


@blueprint.get("/def/topics/<name>")
def show_topic(name: str) -> str:
    """Show a topic of the model: its terms with all that is said of them, or the lists of values, or the standards."""
    scope = get_scope()
    model, _ = get_dataset().get_model(scope.language), scope.translator.gettext
    others = (Topic("lists", _("Lists of values"), [], []), Topic("standards", _("Alignment to standards"), [], []))
    topic = next((it for it in (*model.topics, *others) if it.id == name), None)
    if topic is None:
        abort(404, _("The model has no topic with this name. See the list at /def."))
    topic_of = {term.iri: it.id for it in model.topics for term in it.terms}
    return render_page(scope, read_url(), "def/topic.html", model=model, topic=topic, topic_of=topic_of)


@blueprint.get("/shapes")
def show_shapes() -> BaseResponse:
    """Show the shapes as RDF; a browser is redirected to the model, which explains each rule."""
    scope = get_scope()
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type == "text/html":
        return redirect(url_for("def.show_model"), 303)
    return make_graph_response(scope, Request(load_panel("shapes"), graph_type=media_type))


@blueprint.get("/def/<name>")
def redirect_term(name: str) -> BaseResponse:
    """Redirect from the IRI of a term to its place on the page of the model."""
    known = {term.id for topic in get_dataset().get_model(get_scope().language).topics for term in topic.terms}
    if name not in known:
        abort(404, _("The model has no term with this name. See the list at /def."))
    return redirect(url_for("def.show_model", _anchor=name), 303)
