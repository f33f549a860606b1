"""The page on which people ask in SPARQL: it needs no script, shows the first of the answer, and keeps the query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Response, render_template, request
from markupsafe import Markup

from api.errors import RETRY, STATUS, name, problems, told
from api.negotiate import QUADS, RESULTS, TRUTHS
from api.sparql.package import POLICY, installed
from api.sparql.picture import VIEWS, numbers, picture
from api.sparql.picture import told as undrawable
from api.sparql.starting import start, titles
from graph.errors import QueryError, QueryTimeout
from graph.terms import parse_term, value_of
from ontology import __version__
from ontology.namespaces import compact_iri
from visualisation.svg import UndrawableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.sparql.protocol import Asked
    from graph.engine.reply import Reply

#: As many rows, or lines of a graph, as the page shows, and the bytes that it reads for them.
SHOWN = 1_000
READ = 2_000_000


@dataclass(frozen=True)
class Cell:
    """A term as the page shows it: its text, and the IRI that it is where a browser can follow that."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture of the answer, or why there is none; for a chart, the columns of numbers and the one that it shows."""

    svg: str = ""
    fault: str = ""
    numbers: list[str] = field(default_factory=list)
    value: str = ""


@dataclass(frozen=True)
class Shown:
    """What the page shows of an answer that has `total` rows or lines, and the formats in which it can be had whole.

    It is a truth value, the lines of a graph, or rows under a head.
    """

    formats: Mapping[str, str]
    total: int = 0
    truth: bool | None = None
    lines: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def part(self) -> bool:
        """Say whether there is more than is shown."""
        return self.total > len(self.lines) + len(self.rows)


def page(asked: Asked | None) -> Response:
    """Give the page with the editor and, below it, the answer to what is *asked* or what is wrong with it."""
    view = request.values.get("view", VIEWS[0])
    shown, fault, status = None, None, 200
    drawing = Drawing()
    if asked is not None:
        try:
            shown = _shown(asked.answer(RESULTS["tsv"], QUADS["ttl"]))
            drawing = _drawing(asked, view)
        except QueryError as error:
            shown, fault, status = None, error, STATUS[type(error)]
    begun = start(request.args)
    text = render_template(
        "sparql.html",
        asked=asked,
        query=asked.query if asked else begun.query,
        begun=begun,
        wrong=told(begun.wrong) if begun.wrong else None,
        fault=told(fault) if fault else None,
        limit=fault.limit if fault else None,
        answer=shown,
        view=view if view in VIEWS else VIEWS[0],
        drawing=drawing,
        questions=titles(),
        problems=[(name(kind), title, int(STATUS[kind])) for kind, title in problems().items()],
        installed=installed(),
        release=__version__,
    )
    headers = {"Content-Security-Policy": POLICY} if installed() else {}
    if status == STATUS[QueryTimeout]:
        headers["Retry-After"] = str(RETRY)
    if asked is None:
        status = 404 if begun.unknown else 400 if begun.wrong else 200
    return Response(text, status, headers, content_type="text/html; charset=utf-8")


def _drawing(asked: Asked, view: str) -> Drawing:
    """Give the picture of the answer that *view* asks for, or why there is none; a table needs none."""
    if view not in VIEWS[1:]:
        return Drawing()
    value = request.values.get("value", "")
    try:
        svg = Markup(picture(asked, view, value))  # noqa: S704  a writer of XML made it, which escapes
        return Drawing(svg, numbers=numbers(asked) if view == "chart" else [], value=value)
    except UndrawableError as error:
        return Drawing(fault=undrawable(error))


def _shown(reply: Reply) -> Shown:
    """Give the first of *reply*, of which no more than that is ever in memory."""
    first, rest, total = _read(reply)
    if reply.media_type in QUADS.values():
        return Shown(QUADS, total, lines=first[:SHOWN])
    if not total:
        return Shown(TRUTHS, truth=rest == "true")
    head = [name.removeprefix("?") for name in first[0].split("\t")] if first and first[0] else []
    return Shown(RESULTS, total - 1, head=head, rows=[[_cell(it) for it in row.split("\t")] for row in first[1:]])


def _read(reply: Reply) -> tuple[list[str], str, int]:
    """Give the first whole lines of *reply*, what was read after them, and how many lines it has.

    In TSV and in the Turtle of the engine a line never ends within a term.
    """
    start, total = bytearray(), 0
    for piece in reply.chunks():
        total += piece.count(b"\n")
        start += piece[: READ - len(start)]
    *lines, rest = start.decode(errors="ignore").split("\n")
    return lines[: SHOWN + 1], rest, total


def _cell(term: str) -> Cell:
    """Give *term*, as TSV writes it, to be shown."""
    if term.startswith('"'):
        try:
            return Cell(value_of(parse_term(term)))
        except ValueError:  # a literal that N-Triples cannot write, such as one with a control character
            return Cell(term)
    iri = term[1:-1] if term.startswith("<") and not term.startswith("<<") else ""
    return Cell(compact_iri(iri) if iri else term, iri if iri.startswith(("http://", "https://")) else "")
