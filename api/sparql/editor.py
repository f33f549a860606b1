"""The page on which people ask in SPARQL: it needs no script, shows the first of the answer, and keeps the query."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from flask import Response
from markupsafe import Markup

from api.components.page import render_page
from api.http.errors import RETRY_SECONDS, STATUS, list_problem_titles, to_problem_name
from api.http.negotiation import QUAD_TYPES, RESULT_TYPES, TRUTH_TYPES
from api.sparql.package import EDITOR_POLICY, is_installed
from api.sparql.picture import DRAWABLE_TYPES, VIEWS, describe_undrawable, render_picture
from api.sparql.start import find_starting_point, list_titles
from graph.errors import QueryError, QueryTimeout
from graph.terms import parse_term, value_of
from ontology import __version__
from ontology.namespaces import compact_iri
from visualisation import UndrawableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from api.sparql.protocol import QueryRequest, QueryService
    from graph.engine import Reply

#: As many cells of an answer, or lines of a graph, as the page shows, and as many of their bytes, so that it is some
#: 100 kB however much was asked for; one row is shown however long it is, up to what is read.
MOST_CELLS, MOST_LINES = 750, 500
MOST_BYTES, MOST_READ = 40_000, 2_000_000
#: The head of an answer and its first row.
FEWEST_LINES = 2


@dataclass(frozen=True)
class Cell:
    """A term as the page shows it: its text, and the IRI that it is where a browser can follow that."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture of the answer, or why there is none; for a chart also its numeric columns and the one drawn."""

    svg: str = ""
    fault: str = ""
    numbers: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Preview:
    """The first rows or lines of an answer that has `total` of them, and the formats in which all can be had.

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
        """Whether there is more than is shown."""
        return self.total > len(self.lines) + len(self.rows)


@dataclass(frozen=True)
class ViewChoice:
    """How the answer is to be seen: as which of the `VIEWS`, and which column of numbers a chart shows."""

    view: str = VIEWS[0]
    value: str = ""


def make_editor_response(
    scope: Scope, url: RequestUrl, service: QueryService, query: QueryRequest | None, choice: ViewChoice
) -> Response:
    """Make the page of the editor and, below it, the answer of *service* to *query* or what is wrong with it."""
    preview, fault, drawing = None, None, Drawing()
    if query is not None:
        try:
            preview = _build_preview(service.answer(query, RESULT_TYPES["tsv"], QUAD_TYPES["ttl"]))
            drawing = _draw_answer(scope, service, query, choice)
        except QueryError as error:
            preview, fault = None, error
    start = find_starting_point(scope, url.parameters)
    text = render_page(
        scope,
        url,
        "sparql/index.html",
        sent=query,
        query=query.query if query else start.query,
        start=start,
        dataset=_name_dataset(url, query),
        wrong=start.wrong.describe(scope.translator) if start.wrong else None,
        note=start.note.describe(scope.translator) if start.note else None,
        plans={plan.key: plan.find_label(scope.language) for plan in scope.plans},
        fault=fault.describe(scope.translator) if fault else None,
        limit=fault.limit if fault else None,
        answer=preview,
        view=choice.view if choice.view in VIEWS else VIEWS[0],
        drawing=drawing,
        questions=list_titles(scope),
        problems=[(to_problem_name(kind), title, int(STATUS[kind])) for kind, title in list_problem_titles().items()],
        installed=is_installed(),
        release=__version__,
    )
    status = (404 if start.unknown else 400 if start.wrong else 200) if query is None else _find_status(fault)
    headers = {"Content-Security-Policy": EDITOR_POLICY} if is_installed() else {}
    if status == STATUS[QueryTimeout]:
        headers["Retry-After"] = str(RETRY_SECONDS)
    return Response(text, status, headers, content_type="text/html; charset=utf-8")


def _name_dataset(url: RequestUrl, query: QueryRequest | None) -> dict[str, Sequence[str]]:
    """Name the plans or the graphs that *query* is asked of, or that *url* names where there is none, by parameter."""
    if query is None or query.plans:
        return {"plan": query.plans if query else [key for key in url.parameters.getlist("plan") if key]}
    return {"default-graph-uri": query.default_graphs, "named-graph-uri": query.named_graphs}


def _find_status(fault: QueryError | None) -> int:
    """Find the status of a page whose query has this *fault*, or none."""
    return STATUS[type(fault)] if fault else 200


def _draw_answer(scope: Scope, service: QueryService, query: QueryRequest, choice: ViewChoice) -> Drawing:
    """Draw the answer to *query* as the *choice* says, or say why that cannot be; a table needs no picture."""
    if choice.view not in VIEWS[1:]:
        return Drawing()
    try:
        picture = render_picture(scope, service.answer(query, *DRAWABLE_TYPES), choice.view, choice.value)
    except UndrawableError as error:
        return Drawing(fault=describe_undrawable(error, scope.translator))
    svg = Markup(picture.svg)  # noqa: S704  a writer of XML made it, which escapes
    return Drawing(svg, numbers=picture.numbers, value=choice.value)


def _build_preview(reply: Reply) -> Preview:
    """Build the preview of *reply*, of which no more than that is ever in memory."""
    first, rest, total = _read_lines(reply)
    if reply.media_type in QUAD_TYPES.values():
        return Preview(QUAD_TYPES, total, lines=first[:MOST_LINES])
    if not total:
        return Preview(TRUTH_TYPES, truth=rest == "true")
    head = [name.removeprefix("?") for name in first[0].split("\t")] if first and first[0] else []
    shown = first[1 : 1 + max(1, MOST_CELLS // max(1, len(head)))]
    rows = [[_build_cell(it) for it in row.split("\t")] for row in shown]
    return Preview(RESULT_TYPES, total - 1, head=head, rows=rows)


def _read_lines(reply: Reply) -> tuple[list[str], str, int]:
    """Read the first whole lines of *reply*; also return the rest that was read, and the number of lines.

    In TSV and in the Turtle of the engine a line never ends within a term.
    """
    start, total = bytearray(), 0
    for piece in reply.iter_chunks():
        total += piece.count(b"\n")
        start += piece[: MOST_READ - len(start)]
    *lines, rest = start.decode(errors="ignore").split("\n")
    sizes = accumulate(map(len, lines))
    count = sum(1 for _ in takewhile(lambda size: size <= MOST_BYTES, sizes))
    return lines[: max(FEWEST_LINES, count)], rest, total


def _build_cell(term: str) -> Cell:
    """Build the cell that shows *term*, which is written as in TSV."""
    if term.startswith('"'):
        try:
            return Cell(value_of(parse_term(term)))
        except ValueError:  # a literal that N-Triples cannot write, such as one with a control character
            return Cell(term)
    iri = term[1:-1] if term.startswith("<") and not term.startswith("<<") else ""
    return Cell(compact_iri(iri) if iri else term, iri if iri.startswith(("http://", "https://")) else "")
