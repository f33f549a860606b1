"""Answers that are given before the app is asked: refused for its host, or for want of room."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.catalogue import load_catalogue, load_catalogues
from api.http.errors import PROBLEM_JSON
from api.server.wsgi import AppResponse
from graph.message import Message

if TYPE_CHECKING:
    from api.server.visit import Visit

#: Seconds after which who was refused for want of room may try again.
RETRY_SECONDS = 2
BUSY = Message("It is too busy here at the moment, so that this was refused at once. Try again in a moment.")
GREEDY = Message(
    "You ask for too much at the same time, so that this was refused at once. Wait for the answers under way."
)
MISDIRECTED = Message("This service is not called that. Whoever keeps it gives its name in SAMENDOEN_HOSTS.")
TOO_LONG = Message("To answer this took too long in all, so that it was stopped. Ask for less, or try again later.")
UNREADABLE = Message("The request cannot be read. Look at its address and its headers.")
LATE = Message("What was sent came too slowly. Send it again.")
FAILED = Message("Something went wrong here, and not through you. Try again later.")
AGAIN, START = Message("Try again"), Message("To the start page")
# It stands in the page: whoever is refused can fetch no style sheet either.
_STYLE = "body{font:1.1rem/1.5 sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem}[lang=en],small{color:#555}"
_STYLE_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; frame-ancestors 'none'"


def refuse(visit: Visit, status: HTTPStatus, reason: Message, **headers: str) -> AppResponse:
    """Make the answer *status* to *visit* with the *reason*: a page in both languages, or problem+json."""
    texts = {language: reason.describe(catalogue) for language, catalogue in load_catalogues().items()}
    if b"text/html" in visit.get_header(b"accept"):
        links = {} if status == HTTPStatus.MISDIRECTED_REQUEST else _list_links(visit)
        kind, body = "text/html; charset=utf-8", _write_page(status, texts, links, visit.task.name)
    else:
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": int(status),
            "detail": " / ".join(texts.values()),
            "request": visit.task.name,
        }
        kind, body = PROBLEM_JSON, json.dumps(problem, ensure_ascii=False)
    content = body.encode()
    fields = {
        "Content-Type": kind,
        "Content-Length": str(len(content)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _POLICY,
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return AppResponse(int(status), [*fields.items(), *named.items()], [content])


def refuse_for_room(visit: Visit, *, greedy: bool) -> AppResponse:
    """Refuse *visit* as there is no room to wait: 429 (RFC 6585, 4) where its client takes it, else 503."""
    status = HTTPStatus.TOO_MANY_REQUESTS if greedy else HTTPStatus.SERVICE_UNAVAILABLE
    return refuse(visit, status, GREEDY if greedy else BUSY, Retry_After=str(RETRY_SECONDS))


def _list_links(visit: Visit) -> dict[str, Message]:
    """List where one can go on from *visit*: the same page again, where one may ask for it twice, and the start.

    An address that began with two strokes would be that of another host.
    """
    root, query = visit.scope["root_path"], visit.scope["query_string"].decode("latin-1")
    again = f"/{quote((root + visit.path).lstrip('/'))}{'?' if query else ''}{query}"
    return {**({again: AGAIN} if visit.method == "GET" else {}), f"{quote(root)}/": START}


def _write_page(status: HTTPStatus, texts: dict[str, str], links: dict[str, Message], name: str) -> str:
    """Write the page of *status* with *texts* by language and *links*, for the request called *name*."""
    lines = "".join(
        f'<p lang="{language}">{html.escape(text)}'
        + "".join(
            f' <a href="{html.escape(href)}">{html.escape(said.describe(load_catalogue(language)))}</a>'
            for href, said in links.items()
        )
        + "</p>"
        for language, text in texts.items()
    )
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{int(status)} Samendoen</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>Samendoen</h1>{lines}"
        f"<p><small>{int(status)}, {html.escape(name)}</small></p></body></html>"
    )
