"""The SPARQL endpoint (SPARQL 1.1 Protocol, W3C 2013): read only, each query in a worker, with limits.

Nothing is sent before the answer is complete, so a query that fails has a status that says so.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_from_directory, url_for

from api.data import data
from api.language import current
from api.language import gettext as _
from api.negotiate import (
    ALIKE,
    ALSO_GRAPHS,
    ALSO_RESULTS,
    PAGE,
    QUADS,
    RESULTS,
    TRUTHS,
    Format,
    best,
    find,
    graph_format,
    nothing_fits,
    unknown,
)
from api.response import has, sent, stamped, tag_of, tagged
from api.sparql import editor, package, picture, protocol
from api.sparql.graphs import PATH
from api.sparql.terms import terms
from graph.description import write_service_description
from graph.engine.store import Request
from graph.errors import QueryError
from visualisation.svg import UndrawableError

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from api.sparql.protocol import Asked
    from graph.engine.reply import Reply

blueprint = Blueprint("sparql", __name__)

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass(frozen=True)
class Formats:
    """The format wanted for each kind of answer; none where none is acceptable."""

    rows: Format | None
    truth: Format | None
    graph: Format | None

    @classmethod
    def wanted(cls, wish: str | None) -> Formats:
        """Give the formats by the *wish* of `format`, or else by the Accept header."""
        graph = ALIKE.get(wish, wish) if wish else None
        if wish not in {None, *RESULTS} and graph not in QUADS:
            unknown(str(wish), RESULTS | QUADS)
        rows, truth = (find(named, ALSO_RESULTS, wish) for named in (RESULTS, TRUTHS))
        return cls(rows, truth, find(QUADS, ALSO_GRAPHS, graph))


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, give an editor to a browser and the Service Description to a program."""
    asked = protocol.read()
    wish = asked.format if asked else request.args.get("format")
    offered = [*QUADS.values(), *ALSO_GRAPHS, *([*RESULTS.values(), *ALSO_RESULTS] if asked else [])]
    if wish is None and best([*offered, PAGE]) == PAGE:
        return editor.page(asked)
    return _description() if asked is None else _answer(asked)


@blueprint.route("/sparql/picture", methods=["GET", "POST"])
def drawn() -> Response:
    """Give the answer to a query as a picture: `view` says which, and `value` which column of numbers a chart shows."""
    asked = protocol.read()
    if asked is None:
        abort(400, _("There is no query; send it as the parameter 'query'."))
    view = request.values.get("view", "")
    if view not in picture.VIEWS[1:]:
        told = _("There is no view %(view)r. Views: %(known)s.")
        abort(400, told % {"view": view[:40], "known": ", ".join(picture.VIEWS[1:])})
    value = request.values.get("value", "")
    tag = None if asked.volatile else tag_of(request.path, astuple(asked), view, value, current())
    if tag and has(tag):
        return _varying(stamped(Response(), tag))
    try:
        body = picture.picture(asked, view, value)
    except UndrawableError as error:
        abort(422, picture.told(error))
    return _varying(stamped(Response(body, content_type=picture.MEDIA_TYPE), tag))


def _varying(response: Response) -> Response:
    """Say that *response* is in the language that a cookie remembers."""
    response.headers["Vary"] = "Accept, Cookie"
    return response


@blueprint.get("/sparql/terms.json")
def completions() -> Response:
    """Give what the editor completes with."""
    return tagged(jsonify(terms()), by_language=True)


@blueprint.get("/static/yasgui/<name>")
def script(name: str) -> BaseResponse:
    """Give a file of the editor out of where npm installed it."""
    if name not in package.FILES:
        abort(404)
    return send_from_directory(package.FOLDER, name, max_age=86400)


def _answer(asked: Asked) -> Response:
    """Answer what is *asked*; one who has the answer already is told so without asking the engine.

    The tag is a weak one: the same question to the same version says the same, but not always in the same bytes, for
    rows come in any order where no order is asked.
    """
    formats = Formats.wanted(asked.format)
    if not formats.rows and not formats.graph:
        nothing_fits([*RESULTS.values(), *QUADS.values()])
    tag = None if asked.volatile else tag_of(request.base_url, astuple(asked), astuple(formats))
    if tag and has(tag):
        return stamped(Response(), tag)
    reply, found = _evaluated(asked, formats)
    return stamped(sent(reply, found.content_type), tag)


def _evaluated(asked: Asked, formats: Formats) -> tuple[Reply, Format]:
    """Give the answer, and the format it is in; 406 where this kind of answer has no format that is wanted."""
    rows, graph = (it.media_type if it else None for it in (formats.rows, formats.graph))
    reply = asked.answer(rows or RESULTS["json"], graph or QUADS["ttl"])
    if reply.media_type in QUADS.values():
        return reply, formats.graph or nothing_fits(QUADS.values())
    if not _truth(reply):
        return reply, formats.rows or nothing_fits(RESULTS.values())
    found = formats.truth or nothing_fits(TRUTHS.values())
    return asked.answer(found.media_type, QUADS["ttl"]), found


def _truth(reply: Reply) -> bool:
    """Say whether *reply* is a truth value in a format that truth values do not have; the engine gives it all the same.

    A table is longer: its first line ends.
    """
    return reply.media_type not in TRUTHS.values() and reply.size <= len("false") and b"\n" not in reply.body


def _description() -> Response:
    """Describe the service (SPARQL 1.1 Service Description, W3C 2013): its language, formats and graphs."""
    found = graph_format(QUADS)
    graphs = data().version.manifest.graphs
    body = write_service_description(
        request.base_url, f"{request.url_root}{PATH[1:]}", graphs, _union(), found.media_type
    )
    return tagged(Response(body, content_type=found.content_type))


def _union() -> int | None:
    """Give how many triples the graphs have together, or nothing where counting them takes too long."""
    try:
        found = json.loads(data().engine.ask(Request(COUNT)).body)
    except QueryError:
        return None
    return int(found["results"]["bindings"][0]["n"]["value"])


@blueprint.get("/.well-known/void")
def void() -> BaseResponse:
    """Send a program to the description of the data (Describing Linked Datasets with VoID, W3C 2011, 7.2)."""
    return redirect(url_for("sparql.sparql"), 302)


@blueprint.after_request
def _taken(response: Response) -> Response:
    """Say what can be posted here to one who asks, or sent something else (RFC 9110, 12.5.3 and 15.5.16)."""
    refused = response.status_code == 415  # noqa: PLR2004  what the docstring says
    if request.method == "OPTIONS" or refused:
        response.headers["Accept-Post"] = f"{protocol.FORM}, {protocol.DIRECT}"
    if refused and protocol.compressed():
        response.headers["Accept-Encoding"] = "identity"
    return response
