"""Why negotiation and conditions are our own: each case of the decision in which Werkzeug answers otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import is_resource_modified

from api.http import language
from api.http.errors import wants_page
from api.http.negotiation import GRAPH_ALIASES, QUAD_TYPES, RESULT_ALIASES, RESULT_TYPES, negotiate_media_type
from api.http.response import add_etag, add_weak_etag, has_client_copy

RECORD = Path(__file__).parents[3] / "docs/decisions/0005-own-content-negotiation.md"
OFFERED = {"solutions": (*RESULT_TYPES.values(), *RESULT_ALIASES), "graphs": (*QUAD_TYPES.values(), *GRAPH_ALIASES)}
APP = Flask(__name__)
language.register(APP)


def read_rows(columns: str) -> list[tuple[str, ...]]:
    """Read the rows of the table in the record whose head is *columns*, without backticks."""
    _, _, rest = RECORD.read_text(encoding="utf-8").partition(f"\n| {columns} |\n")
    lines = re.match(r"(?:\|.*\n)+", rest)
    assert lines, f"the record has no table of {columns}"
    return [tuple(cell.strip(" `") for cell in line.split("|")[1:-1]) for line in lines.group().splitlines()[1:]]


@pytest.mark.parametrize(("kind", "accept", "here", "theirs"), read_rows("Offered | Accept | Here | Werkzeug"))
def test_format_is_not_the_one_of_werkzeug(kind: str, accept: str, here: str, theirs: str) -> None:
    """Both select what the record says that they do for an Accept header."""
    offered = OFFERED[kind]
    with APP.test_request_context(headers={"Accept": accept}):
        known = request.accept_mimetypes
        best = known.best_match(offered) if known else offered[0]

        assert (negotiate_media_type(offered) or "nothing", best or "nothing") == (here, theirs)


@pytest.mark.parametrize(("accept", "here", "theirs"), read_rows("Accept | Here | Werkzeug"))
def test_page_is_not_for_whom_werkzeug_says(accept: str, here: str, theirs: str) -> None:
    """Both have a page for an error, or data, where the record says so."""
    with APP.test_request_context(headers={"Accept": accept}):
        pages = wants_page(), request.accept_mimetypes.accept_html

    assert tuple("page" if it else "data" for it in pages) == (here, theirs)


def tag_response(*, weak: bool) -> Response:
    """Tag a response as ours are tagged, under the conditions of the current request."""
    response = Response("body")
    return add_weak_etag(response, "t") if weak else add_etag(response, "0" * 64)


@pytest.mark.parametrize(
    ("tag", "match", "none_match", "here", "theirs"), read_rows("ETag | If-Match | If-None-Match | Here | Werkzeug")
)
def test_condition_is_not_applied_as_by_werkzeug(  # noqa: PLR0913  a row of the table
    app: Flask, tag: str, match: str, none_match: str, here: str, theirs: str
) -> None:
    """Both answer a conditional request with the status that the record has for them."""
    weak = tag.startswith("W/")
    with app.test_request_context():
        plain = tag_response(weak=weak)
    values = {"If-Match": match, "If-None-Match": none_match}
    headers = {name: value.replace("t", str(plain.get_etag()[0])) for name, value in values.items() if value}

    with app.test_request_context(headers=headers):
        try:
            status: int | None = tag_response(weak=weak).status_code
        except HTTPException as error:
            status = error.code
        other = plain.make_conditional(request).status_code

    assert (str(status), str(other)) == (here, theirs)


def test_anything_is_no_copy_before_it_is_looked_up() -> None:
    """`If-None-Match: *` proves no copy: there may be nothing, and Werkzeug answers before anyone has looked."""
    with APP.test_request_context(headers={"If-None-Match": "*"}):
        assert not has_client_copy("t")
        assert not is_resource_modified(request.environ, etag='W/"t"')
