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
from graph.errors import BadParameter
from queries.model import Topic
from queries.questions import load_panel

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from graph.message import Translator
    from queries.model import Documentation

blueprint = Blueprint("def", __name__)


@blueprint.get("/def")
def show_model() -> Response:
    """Show the model: a page of its terms, one of a `topic` with all that is said of them, or RDF."""
    scope, url = get_scope(), read_url()
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type == "text/html":
        model = get_dataset().get_model(scope.language)
        name = url.parameters.get("topic", "")
        if not name:
            return Response(render_page(scope, url, "def/index.html", model=model))
        topic = _find_topic(model, name, scope.translator)
        topic_of = {term.iri: it.id for it in model.topics for term in it.terms}
        return Response(render_page(scope, url, "def/topic.html", model=model, topic=topic, topic_of=topic_of))
    return make_graph_response(scope, Request(load_panel("model"), graph_type=media_type))


def _find_topic(model: Documentation, name: str, translator: Translator) -> Topic:
    """Find the topic of *model* called *name*; the lists of values and the standards are topics without terms.

    :raises BadParameter: when there is none.
    """
    others = {"lists": translator.gettext("Lists of values"), "standards": translator.gettext("Alignment to standards")}
    topics = {it.id: it for it in (*model.topics, *(Topic(id_, label, [], []) for id_, label in others.items()))}
    if name not in topics:
        raise BadParameter(
            "topic",
            "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
            value=name[:80],
            known=", ".join(topics),
        )
    return topics[name]


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
