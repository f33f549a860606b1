"""Answers as data under `/api/v1`: the questions, and the two headline questions as plain resources."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, request

from api.data import data
from api.language import DEFAULT, current
from api.language import gettext as _
from api.negotiate import choose
from graph.errors import BadParameter
from queries import library
from queries.answer import Answer, ask, refuse_unknown
from queries.written import MEDIA_TYPES, write

if TYPE_CHECKING:
    from graph.engine.reply import Reply

blueprint = Blueprint("answers", __name__, url_prefix="/api/v1")
#: What the address may say besides the parameters of a question.
OWN = ("format", "lang")
OFFERED = {name: kind for name, kind in MEDIA_TYPES.items() if name != "table"}


@blueprint.get("/questions")
def questions() -> Response:
    """List the questions with their parameters and columns."""
    language = current()
    listed = [
        {
            "name": question.name,
            "title": question.title[language],
            "question": question.question[language],
            "parameters": [
                {"name": p.name, "label": p.label[language], "type": p.of, "kind": p.type} for p in question.parameters
            ],
            "columns": [column.name for column in question.columns],
            "href": f"{request.base_url}/{question.name}",
        }
        for question in library.questions().values()
    ]
    body = {"version": data().version.digest, "questions": listed, "count": len(listed)}
    return tagged(jsonify(body), by_language=True)


@blueprint.get("/questions/<name>")
def question(name: str) -> Response:
    """Answer the question called *name*."""
    return _written(name, parameters())


@blueprint.get("/cooperation")
def cooperation() -> Response:
    """Tell who cooperates with whom on what; `theme` and `actor` narrow it."""
    return _written("cooperation", parameters())


@blueprint.get("/measures")
def measures() -> Response:
    """List the measures; with `owner=none` those for which the plan names no owner."""
    values = parameters()
    owner = values.pop("owner", None)
    if owner not in (None, "none"):
        raise BadParameter("owner", "The parameter %(parameter)r takes only 'none'. Leave it out for all measures.")
    return _written("measures-without-owner" if owner else "measures", values)


def parameters() -> dict[str, str]:
    """Give the parameters in the address, each once.

    :raises BadParameter: where one is repeated: to take the first silently would answer another question.
    """
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadParameter(
                name, "The parameter %(parameter)r is given %(times)s times; give it once.", times=len(values)
            )
    return {name: value for name, value in request.args.items() if name not in OWN}


def answered(name: str, values: dict[str, str]) -> Answer:
    """Answer the question called *name* in the visitor's language."""
    return ask(data().engine, library.find(name), values, current())


def _written(name: str, values: dict[str, str]) -> Response:
    """Answer the question called *name* in the format that is wanted."""
    media_type = choose(OFFERED)
    short = next(key for key, value in OFFERED.items() if value == media_type)
    body = write(data().engine, answered(name, values), short, data().version.digest)
    charset = "; charset=utf-8" if short in ("csv", "ttl") else ""
    response = Response(body, content_type=f"{media_type}{charset}")
    if short in ("csv", "xlsx"):
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{short}"'
    return tagged(response, by_language=True)


def tagged(response: Response, *, by_language: bool = False) -> Response:
    """Give *response* an ETag of the data version and its own bytes, and a 304 where the visitor has those.

    `by_language` says that another language would have been another answer: what is remembered in a cookie counts.
    """
    response.set_etag(_tag(response.get_data(), 16))
    response.headers["Vary"] = "Accept, Cookie" if by_language else "Accept"
    response.headers["Cache-Control"] = "no-cache"
    return _conditional(response)


def tag_of(*told: object) -> str:
    """Give what tells an answer over this version from every other, by all that it depends on, before it is known."""
    return _tag(json.dumps(told).encode(), 32)


def _tag(content: bytes, length: int) -> str:
    """Give a tag of the data version and so many characters of the digest of *content*."""
    return f"{data().version.digest[:16]}-{hashlib.sha256(content).hexdigest()[:length]}"


def sent(reply: Reply, content_type: str) -> Response:
    """Give *reply* as a response; one that is on disk is read from it while it is sent."""
    response = Response(reply.body if reply.in_memory else reply.chunks(), content_type=content_type)
    response.content_length = reply.size
    return response


def stamped(response: Response, tag: str | None) -> Response:
    """Give *response* the weak *tag*, and a 304 where the visitor has it; without one, nobody may keep the answer."""
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-cache" if tag else "no-store"
    if tag:
        response.set_etag(tag, weak=True)
    return _conditional(response)


def _conditional(response: Response) -> Response:
    """Give *response*, or what the conditions of the request make of it, in the order of RFC 9110, 13.2.2.

    `If-Match` compares strongly, so a weak tag never matches; `If-None-Match` does not mind.
    """
    tag, weak = response.get_etag()
    if request.method not in ("GET", "HEAD") or tag is None:
        return response
    wanted, known = request.if_match, request.if_none_match
    if wanted and not wanted.star_tag and (weak or not wanted.is_strong(tag)):
        abort(412, _("This is not the version that you ask for. Ask without If-Match for the one there is."))
    if known.star_tag or known.contains_weak(tag):
        response.status_code = 304
    return response


def has(tag: str) -> bool:
    """Say whether the visitor has what carries *tag*, so that it need not be made (RFC 9110, 13.1.2).

    With `*` the visitor has anything there is, so what there is must be looked at first.
    """
    known = request.if_none_match
    asks = request.method in ("GET", "HEAD") and not request.if_match
    return asks and not known.star_tag and known.contains_weak(tag)


@blueprint.before_request
def _language() -> None:
    """Refuse a language that there is not: a program that asks for it would read another unawares."""
    refuse_unknown(request.args.get("lang", DEFAULT))


@blueprint.after_request
def _version(response: Response) -> Response:
    """Name the version of the API (API Design Rules, /core/version-header)."""
    response.headers["API-Version"] = "1.0.0"
    return response
