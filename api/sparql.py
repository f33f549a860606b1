"""The SPARQL endpoint (SPARQL 1.1 Protocol, W3C 2013): read only, each query in a worker, with limits."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, render_template, request

from api.answers import tagged
from api.data import data
from api.errors import STATUS, told, wants_page
from api.language import current
from api.language import gettext as _
from api.negotiate import GRAPHS, RESULTS, accepts, choose, unknown
from graph.description import service
from graph.errors import QueryError
from graph.store import GRAPH_FORMATS, Reply, Request
from queries import library

blueprint = Blueprint("sparql", __name__)
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
EXAMPLE = "themes"


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, give an editor to a browser and the Service Description to a program."""
    query = _query()
    if query is None:
        return _editor() if wants_page() and "format" not in request.args else _description()
    if wants_page() and "format" not in request.values:
        return _editor(query)
    reply = data().engine.ask(_request(query))
    if not accepts(reply.media_type):
        abort(406, _("This query is answered as %(kind)s, which you do not accept.") % {"kind": reply.media_type})
    return tagged(Response(reply.body, content_type=reply.media_type))


def _query() -> str | None:
    """Give the query of this request, however it was sent; nothing where there is none."""
    kind = request.mimetype
    if request.method == "POST" and kind == DIRECT:
        try:
            return request.get_data().decode()
        except UnicodeDecodeError:
            abort(400, _("The query is not UTF-8."))
    if request.method == "POST" and kind == UPDATE:
        abort(403, _("This endpoint is read only; SPARQL Update is not given here."))
    if request.method == "POST" and kind != FORM:
        abort(415, _("Send the query as %(kinds)s.") % {"kinds": f"{FORM}, {DIRECT}"})
    given = request.form if request.method == "POST" else request.args
    if "update" in given:
        abort(403, _("This endpoint is read only; SPARQL Update is not given here."))
    queries = given.getlist("query")
    if len(queries) > 1:
        abort(400, _("The query is given %(times)s times; give it once.") % {"times": len(queries)})
    if not queries and request.method == "POST":
        abort(400, _("There is no query; send it as the parameter 'query'."))
    return queries[0] if queries else None


def _request(query: str, result_type: str | None = None) -> Request:
    """Make the request of *query* with the dataset and the formats that were asked for."""
    wish = request.values.get("format")
    if wish is not None and wish not in {**GRAPHS, **RESULTS}:
        unknown(wish, {**RESULTS, **GRAPHS})
    if wish is None:
        kinds = choose(RESULTS, RESULTS["json"]), choose(GRAPHS, GRAPHS["ttl"])
    else:
        kinds = RESULTS.get(wish, RESULTS["json"]), GRAPHS.get(wish, GRAPHS["ttl"])
    return Request(
        query,
        result_type=result_type or kinds[0],
        graph_type=kinds[1],
        default_graphs=request.values.getlist("default-graph-uri"),
        named_graphs=request.values.getlist("named-graph-uri"),
    )


def _editor(query: str | None = None) -> Response:
    """Give the page with the editor and, below it, the answer to *query* or what is wrong with it."""
    answer, fault, status = None, None, 200
    if query is not None:
        try:
            answer = data().engine.ask(_request(query, RESULTS["json"]))
        except QueryError as error:
            fault, status = told(error), STATUS[type(error)]
    questions = library.questions()
    starters = {name: question.standalone({"lang": f'"{current()}"'}) for name, question in questions.items()}
    page = render_template(
        "sparql.html",
        query=query if query is not None else starters.get(request.args.get("from", ""), starters[EXAMPLE]),
        fault=fault,
        answer=_shown(answer) if answer else None,
        questions=questions,
    )
    return Response(page, status, content_type="text/html; charset=utf-8")


def _shown(reply: Reply) -> dict[str, object]:
    """Give *reply* as the page shows it: a table, a truth value, or the text of a graph."""
    if reply.media_type in GRAPH_FORMATS:
        return {"graph": reply.body.decode()}
    body = json.loads(reply.body)
    if "boolean" in body:
        return {"boolean": body["boolean"]}
    return {"columns": body["head"]["vars"], "rows": body["results"]["bindings"]}


def _description() -> Response:
    """Describe the service (SPARQL 1.1 Service Description, W3C 2013): its language, formats and graphs."""
    media_type = choose(GRAPHS, GRAPHS["ttl"])
    body = service(request.base_url, data().version.manifest.graphs, media_type)
    return tagged(Response(body, content_type=f"{media_type}; charset=utf-8"))
