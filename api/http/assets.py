"""The files of the website, each also under a name by its content, which a browser keeps and never asks for again.

They are read once, when the app starts, and a reference from one to another is to its name by content. That name is
made of the bytes of the file and of all that it refers to, so that it changes where any of these does.
"""

from __future__ import annotations

import hashlib
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flask import Response, abort, redirect, request, url_for

from api.http.negotiation import add_charset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

    #: The files of a website by their plain names.
    Files = Mapping[str, Path]

ENDPOINT = "static"
#: For how long a browser keeps what has a name by its content, and what has a plain name.
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"
DIGEST_LENGTH = 12
#: How a script and a style refer to another file beside them.
_REFERENCES = {
    "js": re.compile(rb"""\b(?:from|import)\s*\(?\s*["'](\.[^"'\n]+)["']"""),
    "css": re.compile(rb"""(?:\burl\(\s*["']?|@import\s+["'])([^"')\s#?]+)"""),
}
_BY_CONTENT = re.compile(rf"(?P<stem>.+)\.[0-9a-f]{{{DIGEST_LENGTH}}}(?P<ending>\.[a-z0-9]+)")


@dataclass(frozen=True)
class Asset:
    """A file as it is sent, and its name by content."""

    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        """Its media type, with the charset where it is a text."""
        return add_charset(mimetypes.guess_type(self.name)[0] or "application/octet-stream")


@dataclass(frozen=True)
class _Reference:
    """Where a file names another, and the plain name of that."""

    start: int
    end: int
    target: str


class Assets:
    """The files of a website by name."""

    def __init__(self, files: Files) -> None:
        """Read *files*."""
        self._contents = {name: path.read_bytes() for name, path in files.items()}
        self._references = {name: list(self._iter_references(name)) for name in self._contents}
        self._names = {name: self._make_name(name) for name in self._contents}
        self._plain = {name: Asset(self._names[name], self._refer(name)) for name in self._contents}
        self._lasting = {it.name: it for it in self._plain.values()}

    def find_name(self, plain: str) -> str:
        """Find the name by content of the file called *plain*; one that is not here stays as it is."""
        return self._names.get(plain, plain)

    def find(self, name: str) -> tuple[Asset | None, str]:
        """Find the file called *name*, plain or by content, and for how long that name means these bytes."""
        if lasting := self._lasting.get(name):
            return lasting, FOR_GOOD
        return self._plain.get(name), FOR_A_WHILE

    def find_successor(self, name: str) -> Asset | None:
        """Find the file that was called *name* when it had other content."""
        parts = _BY_CONTENT.fullmatch(name)
        return self._plain.get(f"{parts['stem']}{parts['ending']}") if parts else None

    def _make_name(self, name: str) -> str:
        """Make the name by content of the file called *name*."""
        digest = hashlib.sha256()
        for one in sorted(self._list_reached(name)):
            digest.update(f"{one}\n{len(self._contents[one])}\n".encode() + self._contents[one])
        stem, ending = posixpath.splitext(name)
        return f"{stem}.{digest.hexdigest()[:DIGEST_LENGTH]}{ending}"

    def _list_reached(self, name: str) -> set[str]:
        """List the file called *name* and all that it refers to, step by step; some refer to each other."""
        reached, ahead = {name}, [name]
        while ahead:
            new = {it.target for it in self._references[ahead.pop()]} - reached
            reached |= new
            ahead.extend(new)
        return reached

    def _iter_references(self, name: str) -> Iterator[_Reference]:
        """Yield the references of the file called *name* to others that are here."""
        pattern = _REFERENCES.get(name.rpartition(".")[2])
        for found in pattern.finditer(self._contents[name]) if pattern else ():
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1].decode(errors="replace")))
            if target in self._contents:
                yield _Reference(*found.span(1), target)

    def _refer(self, name: str) -> bytes:
        """Give the content of the file called *name*, which refers to others by their content."""
        parts, place, content = [], 0, self._contents[name]
        for it in self._references[name]:
            there = posixpath.relpath(self._names[it.target], posixpath.dirname(name) or ".")
            parts += [content[place : it.start], f"./{there}".encode()]
            place = it.end
        return b"".join([*parts, content[place:]])


def register(app: Flask, assets: Assets) -> None:
    """Have *app* serve *assets*, and every URL that it makes of one be that of its content."""

    @app.get("/static/<path:filename>", endpoint=ENDPOINT)
    def serve_asset(filename: str) -> BaseResponse:
        """Serve a file of the website, by its plain name or by its content."""
        return _serve_asset(assets, filename)

    app.url_defaults(partial(_name_by_content, assets))


def _name_by_content(assets: Assets, endpoint: str, values: dict[str, Any]) -> None:
    """Have the URL at *endpoint* with *values* lead to the name by content, where it is of a file among *assets*."""
    if endpoint == ENDPOINT:
        values["filename"] = assets.find_name(str(values.get("filename", "")))


def _serve_asset(assets: Assets, filename: str) -> BaseResponse:
    """Serve a file of the website; a name by content that it had before leads to the one it has now."""
    asset, life = assets.find(filename)
    if asset is None:
        successor = assets.find_successor(filename)
        return redirect(url_for(ENDPOINT, filename=successor.name)) if successor else abort(404)
    response = Response(asset.content, content_type=asset.content_type)
    response.headers["Cache-Control"] = life
    response.set_etag(asset.name.rsplit(".", 2)[-2])
    response.make_conditional(request, accept_ranges=True, complete_length=len(asset.content))
    del response.headers["Date"]  # the server says it
    return response
