"""The SPARQL endpoint (SPARQL 1.1 Protocol, W3C 2013): read only, each query in a worker, with limits.

Nothing is sent before the answer is complete, so a query that fails has a status that says so.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for

from api.http.language import gettext as _
from api.http.negotiation import (
    GRAPH_ALIASES,
    GRAPH_COUNTERPARTS,
    HTML,
    QUAD_TYPES,
    RESULT_ALIASES,
    RESULT_TYPES,
    TRUTH_TYPES,
    Format,
    negotiate_format,
    negotiate_graph_format,
    negotiate_media_type,
    refuse_format,
    refuse_not_acceptable,
)
from api.http.response import add_etag, add_weak_etag, build_etag, has_client_copy, stream_reply
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.serving.dataset import get_dataset
from api.sparql.editor import ViewChoice, make_editor_response
from api.sparql.graphs import GRAPHS_PATH
from api.sparql.picture import DRAWABLE_TYPES, MEDIA_TYPE, VIEWS, describe_undrawable, render_picture
from api.sparql.protocol import FORM_TYPE, QUERY_TYPE, get_query_service, is_compressed, read_query_request
from api.sparql.terms import build_completions
from graph.engine import write_service_description
from graph.errors import QueryError
from visualisation import UndrawableError

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from api.requests.scope import Scope
    from api.sparql.protocol import QueryRequest, QueryService
    from graph.engine import Engine, Reply

blueprint = Blueprint("sparql", __name__)

COUNT_QUERY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass(frozen=True)
class WantedFormats:
    """The format wanted for each kind of answer; none where none is acceptable."""

    rows: Format | None
    truth: Format | None
    graph: Format | None

    @classmethod
    def negotiate(cls, wish: str | None) -> WantedFormats:
        """Negotiate the formats by the *wish* of `format`, or else by the Accept header."""
        graph = GRAPH_COUNTERPARTS.get(wish, wish) if wish else None
        if wish not in {None, *RESULT_TYPES} and graph not in QUAD_TYPES:
            refuse_format(str(wish), RESULT_TYPES | QUAD_TYPES)
        rows, truth = (negotiate_format(named, RESULT_ALIASES, wish) for named in (RESULT_TYPES, TRUTH_TYPES))
        return cls(rows, truth, negotiate_format(QUAD_TYPES, GRAPH_ALIASES, graph))


@blueprint.route("/sparql", methods=["GET", "POST"])
def serve_endpoint() -> Response:
    """Answer a query; without one, show a browser the editor and other clients the Service Description."""
    query = read_query_request()
    short = query.format if query else request.args.get("format")
    offered = [*QUAD_TYPES.values(), *GRAPH_ALIASES, *([*RESULT_TYPES.values(), *RESULT_ALIASES] if query else [])]
    if short is None and negotiate_media_type([*offered, HTML]) == HTML:
        choice = ViewChoice(request.values.get("view", VIEWS[0]), request.values.get("value", ""))
        return make_editor_response(get_scope(), read_url(), get_query_service(), query, choice)
    if query is not None:
        return _answer_query(get_query_service(), query, get_dataset().version.digest, request.base_url)
    return _describe_service(get_scope(), request.base_url)


@blueprint.route("/sparql/picture", methods=["GET", "POST"])
def draw_picture() -> Response:
    """Draw the answer to a query as `view`; `value` names the column of numbers that a chart shows."""
    query, scope = read_query_request(), get_scope()
    if query is None:
        abort(400, _("There is no query; send it as the parameter 'query'."))
    view, value = request.values.get("view", ""), request.values.get("value", "")
    if view not in VIEWS[1:]:
        detail = _("There is no view %(view)r. Views: %(known)s.")
        abort(400, detail % {"view": view[:40], "known": ", ".join(VIEWS[1:])})
    parts = (request.path, astuple(query), view, value, scope.language)
    tag = None if query.volatile else build_etag(scope.version.digest, *parts)
    if tag and has_client_copy(tag):
        return add_weak_etag(Response(), tag, by_language=True)
    try:
        picture = render_picture(scope, get_query_service().answer(query, *DRAWABLE_TYPES), view, value)
    except UndrawableError as error:
        abort(422, describe_undrawable(error, scope.translator))
    return add_weak_etag(Response(picture.svg, content_type=MEDIA_TYPE), tag, by_language=True)


@blueprint.get("/sparql/terms.json")
def list_completions() -> Response:
    """List what the editor completes with."""
    dataset, scope = get_dataset(), get_scope()
    completions = build_completions(dataset.get_model(scope.language), scope.paths)
    return add_etag(jsonify(completions), scope.version.digest, by_language=True)


def _answer_query(service: QueryService, query: QueryRequest, version: str, url: str) -> Response:
    """Answer *query* over the *version*, at *url*; a client that has the answer gets 304 without asking the engine.

    The tag is a weak one: the same question to the same version says the same, but not always in the same bytes, for
    rows come in any order where no order is named.
    """
    formats = WantedFormats.negotiate(query.format)
    if not formats.rows and not formats.graph:
        refuse_not_acceptable([*RESULT_TYPES.values(), *QUAD_TYPES.values()])
    tag = None if query.volatile else build_etag(version, url, astuple(query), astuple(formats))
    if tag and has_client_copy(tag):
        return add_weak_etag(Response(), tag)
    reply, format_ = _evaluate_query(service, query, formats)
    return add_weak_etag(stream_reply(reply, format_.content_type), tag)


def _evaluate_query(service: QueryService, query: QueryRequest, formats: WantedFormats) -> tuple[Reply, Format]:
    """Evaluate *query*; return the reply and its format, or answer 406 where none fits."""
    rows, graph = (it.media_type if it else None for it in (formats.rows, formats.graph))
    reply = service.answer(query, rows or RESULT_TYPES["json"], graph or QUAD_TYPES["ttl"])
    if reply.media_type in QUAD_TYPES.values():
        return reply, formats.graph or refuse_not_acceptable(QUAD_TYPES.values())
    if not _is_truth(reply):
        return reply, formats.rows or refuse_not_acceptable(RESULT_TYPES.values())
    truth = formats.truth or refuse_not_acceptable(TRUTH_TYPES.values())
    return service.answer(query, truth.media_type, QUAD_TYPES["ttl"]), truth


def _is_truth(reply: Reply) -> bool:
    """Say whether *reply* is a truth value in a format that has none; the engine writes it all the same.

    A table is longer: its first line ends.
    """
    return reply.media_type not in TRUTH_TYPES.values() and reply.size <= len("false") and b"\n" not in reply.body


def _describe_service(scope: Scope, url: str) -> Response:
    """Describe the service at *url* (SPARQL 1.1 Service Description, W3C 2013): its language, formats and graphs."""
    format_ = negotiate_graph_format(QUAD_TYPES)
    graphs = scope.version.manifest.graphs
    body = write_service_description(
        url, f"{scope.root}{GRAPHS_PATH}", graphs, _count_triples(scope.engine), format_.media_type
    )
    return add_etag(Response(body, content_type=format_.content_type), scope.version.digest)


def _count_triples(engine: Engine) -> int | None:
    """Count the triples of all graphs together, or return nothing where that takes too long."""
    try:
        (row,) = engine.select(COUNT_QUERY)
    except QueryError:
        return None
    return row.integer("n")


@blueprint.get("/.well-known/void")
def redirect_void() -> BaseResponse:
    """Redirect to the description of the data (Describing Linked Datasets with VoID, W3C 2011, 7.2)."""
    return redirect(url_for("sparql.serve_endpoint"), 302)


@blueprint.after_request
def _add_accept_headers(response: Response) -> Response:
    """Add headers that say what can be posted, to OPTIONS and to a 415 (RFC 9110, 12.5.3 and 15.5.16)."""
    refused = response.status_code == 415  # noqa: PLR2004  what the docstring says
    if request.method == "OPTIONS" or refused:
        response.headers["Accept-Post"] = f"{FORM_TYPE}, {QUERY_TYPE}"
    if refused and is_compressed():
        response.headers["Accept-Encoding"] = "identity"
    return response
