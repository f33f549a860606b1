"""The answer to a query as a picture: a chart of its numbers, or a network of the things that it ties together."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from api.http.language import get_language
from api.http.language import gettext as _
from api.http.negotiation import QUAD_TYPES, RESULT_TYPES
from api.serving.dataset import get_dataset
from graph.terms import parse_term, value_of
from ontology.namespaces import RDFS, SKOS, compact_iri
from visualisation import (
    MOST_BARS,
    ROUND,
    SQUARE,
    Edge,
    Node,
    UndrawableError,
    build_bars,
    build_drawable_network,
    list_numeric_columns,
    render_chart,
    render_network,
    select_edge_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from api.sparql.protocol import QueryRequest
    from graph.engine import Reply
    from graph.terms import TermJson

    Row = dict[str, TermJson]

#: How an answer can be seen; the first is what one sees unless one asks.
VIEWS = ("table", "chart", "network")
MEDIA_TYPE = "image/svg+xml"
#: The bytes of an answer that is read to be drawn: far more than can be told apart in a picture.
MOST_BYTES = 8_000_000
#: What stands between the two ends of a tie, where it is told.
SEPARATOR = " \N{EN DASH} "
#: What names a thing in a graph, best first.
_NAMING = (f"{SKOS}prefLabel", f"{RDFS}label")
_TRIPLE = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.+) \.")


def render_picture(asked: QueryRequest, view: str, value: str = "") -> str:
    """Render the answer to the query *asked* as SVG: a chart, of the column *value*, or a network.

    :raises QueryError: when it cannot be answered.
    :raises UndrawableError: when nothing of it can be drawn so.
    """
    reply = asked.answer(RESULT_TYPES["json"], QUAD_TYPES["nt"])
    if reply.size > MOST_BYTES:
        raise UndrawableError("large", limit=MOST_BYTES)
    if reply.media_type == QUAD_TYPES["nt"]:
        return _render_graph(reply, view)
    found = json.loads(reply.body)
    if "boolean" in found:
        raise UndrawableError("truth")
    head, rows = found["head"]["vars"], found["results"]["bindings"]
    return _render_chart(head, rows, value) if view == "chart" else _render_network(head, rows)


def describe_undrawable(error: UndrawableError) -> str:
    """Describe, in the language of this request, why nothing can be drawn, and what can be done."""
    texts = {
        "empty": _("The answer has no rows, so there is nothing to draw."),
        "truth": _("The answer is yes or no, so there is nothing to draw. Ask with SELECT."),
        "no_label": _("A chart needs a column that says what each bar is, besides a column of numbers."),
        "no_ties": _("A network needs two columns of things that belong together, or a graph from CONSTRUCT."),
        "graph": _("The answer is a graph. See it as a network; a chart needs the rows of a SELECT."),
        "many": _(
            "A network of %(nodes)s things and %(ties)s ties can't be read; at most %(most)s things and %(most_ties)s "
            "ties are drawn. Ask for less, with FILTER or LIMIT."
        ),
        "large": _("The answer is larger than %(limit)s bytes, which no picture can show. Ask for less, or use LIMIT."),
    }
    return texts[error.reason] % error.values if error.values else texts[error.reason]


def format_number(number: Decimal) -> str:
    """Format *number* in the language of this request."""
    return format_decimal(number, locale=get_language(), decimal_quantization=False)


def list_number_columns(asked: QueryRequest) -> list[str]:
    """List the columns of numbers in the answer to the query *asked*, so that one can be chosen."""
    reply = asked.answer(RESULT_TYPES["json"], QUAD_TYPES["nt"])
    if reply.size > MOST_BYTES or reply.media_type == QUAD_TYPES["nt"]:
        return []
    found = json.loads(reply.body)
    return [] if "boolean" in found else list_numeric_columns(found["head"]["vars"], found["results"]["bindings"])


def _render_chart(head: Sequence[str], rows: Sequence[Row], value: str) -> str:
    """Render *rows* as bars, and note which are not drawn."""
    found = build_bars(head, rows, value)
    title = _("%(value)s by %(label)s") % {"value": found.value or _("Number of rows"), "label": found.label}
    notes = []
    if len(found.bars) > MOST_BARS:
        told = _("The first %(shown)s of %(all)s bars are drawn; the table has all of them.")
        notes.append(told % {"shown": MOST_BARS, "all": len(found.bars)})
    if found.left_out:
        notes.append(_("Rows without a number, which have no bar: %(count)s.") % {"count": found.left_out})
    return render_chart(found, title, notes, format_number)


def _render_network(head: Sequence[str], rows: Sequence[Row]) -> str:
    """Render the things in the first two columns of things; each row is an edge between two of them."""
    one, other = select_edge_columns(head, rows)
    tying = [row for row in rows if one in row and other in row]
    begun, ended = ({row[name]["value"]: _find_label(row, name) for row in tying} for name in (one, other))
    title = _("%(one)s and %(other)s") % {"one": one, "other": other}
    said = _("Round: %(one)s. Square: %(other)s, where it is not also %(one)s.") % {"one": one, "other": other}
    links = [
        _make_edge(row[one]["value"], row[other]["value"], _describe_edge(row, head, (one, other))) for row in tying
    ]
    return _render_edges(begun, ended, links, title, [said] if ended.keys() - begun.keys() else [])


def _render_graph(reply: Reply, view: str) -> str:
    """Render the triples of *reply* between things; a triple that names a thing is its label, not an edge."""
    if view == "chart":
        raise UndrawableError("graph")
    triples = list(_parse_triples(reply.body.decode()))
    labels = _select_labels(triples)
    ties = [it for it in triples if not it[2].startswith('"')]
    begun, ended = (
        {it: labels.get(it, compact_iri(it)) for it in (_strip_brackets(tie[end]) for tie in ties)} for end in (0, 2)
    )
    links = [
        _make_edge(
            _strip_brackets(one),
            _strip_brackets(other),
            SEPARATOR.join([begun[_strip_brackets(one)], compact_iri(how), ended[_strip_brackets(other)]]),
        )
        for one, how, other in ties
    ]
    return _render_edges(begun, ended, links, _("The graph of the answer"), [])


def _render_edges(begun: dict[str, str], ended: dict[str, str], links: list[Edge], title: str, notes: list[str]) -> str:
    """Render the edges *links* between what they *begun* and *ended* with, by label, and count them."""
    kinds = dict.fromkeys(ended, SQUARE) | dict.fromkeys(begun, ROUND)
    labels = ended | begun
    nodes = [Node(iri, labels[iri], kind, get_dataset().page(iri)) for iri, kind in kinds.items()]
    graph = build_drawable_network(nodes, links)
    size = _("Things: %(nodes)s. Ties: %(ties)s.") % {"nodes": len(graph), "ties": graph.number_of_edges()}
    return render_network(graph, title, [size, *notes])


def _make_edge(one: str, other: str, title: str) -> Edge:
    """Make an edge from *one* to the *other*."""
    return Edge(one, other, 1, "stated", title)


def _find_label(row: Row, name: str) -> str:
    """Find the label of what is in the column called *name*, or else its compact IRI."""
    label = row.get(f"{name}_label")
    return label["value"] if label else compact_iri(row[name]["value"])


def _describe_edge(row: Row, head: Sequence[str], ends: tuple[str, str]) -> str:
    """Describe the edge between the *ends* of a row: both labels, and the other texts of the row."""
    known = {*ends, *(f"{name}_label" for name in ends)}
    more = [row[name]["value"] for name in head if name in row and name not in known and row[name]["type"] == "literal"]
    return ": ".join([SEPARATOR.join(_find_label(row, name) for name in ends), *([", ".join(more)] if more else [])])


def _parse_triples(text: str) -> Iterator[tuple[str, str, str]]:
    """Parse N-Triples; each subject and object stays as it is written."""
    for line in text.splitlines():
        found = _TRIPLE.fullmatch(line)
        if found:
            yield found[1], found[2], found[3]


def _select_labels(triples: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Select the best label of each thing: by property, and the language of this request before another."""
    found: dict[str, tuple[tuple[int, bool], str]] = {}
    for thing, how, term in triples:
        if how in _NAMING and term.startswith('"'):
            rank = (_NAMING.index(how), not term.endswith(f"@{get_language()}"))
            found[_strip_brackets(thing)] = min(
                found.get(_strip_brackets(thing), ((9, True), "")), (rank, value_of(parse_term(term)))
            )
    return {thing: label for thing, (_rank, label) in found.items()}


def _strip_brackets(term: str) -> str:
    """Strip the brackets of an IRI."""
    return term[1:-1] if term.startswith("<") else term
