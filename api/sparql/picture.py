"""The answer to a query as a picture: a chart of its numbers, or a network of the things that it connects."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from api.http.negotiation import QUAD_TYPES, RESULT_TYPES
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
    render_chart,
    render_network,
    select_edge_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from api.requests.scope import Scope
    from graph.engine import Reply
    from graph.message import Translator
    from graph.terms import TermJson

    Row = dict[str, TermJson]

#: How an answer can be seen; the first is what one sees unless one asks.
VIEWS = ("table", "chart", "network")
MEDIA_TYPE = "image/svg+xml"
#: The formats in which an answer is read to be drawn: of solutions, and of a graph.
DRAWABLE_TYPES = (RESULT_TYPES["json"], QUAD_TYPES["nt"])
#: The bytes of an answer that is read to be drawn: far more than can be told apart in a picture.
MOST_BYTES = 8_000_000
#: What stands between the two ends of an edge, where it is described.
SEPARATOR = " \N{EN DASH} "
#: What names a thing in a graph, best first.
_NAMING = (f"{SKOS}prefLabel", f"{RDFS}label")
_TRIPLE = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.+) \.")


@dataclass(frozen=True)
class Picture:
    """A picture as SVG; of a chart also the columns of numbers, of which one is drawn."""

    svg: str
    numbers: tuple[str, ...] = ()


def render_picture(scope: Scope, reply: Reply, view: str, value: str = "") -> Picture:
    """Render *reply*, in the `DRAWABLE_TYPES`: a chart, of the column *value*, or a network.

    :raises UndrawableError: when nothing of it can be drawn so.
    """
    if reply.size > MOST_BYTES:
        raise UndrawableError("large", limit=MOST_BYTES)
    if reply.media_type == QUAD_TYPES["nt"]:
        return Picture(_render_graph(scope, reply, view))
    results = json.loads(reply.body)
    if "boolean" in results:
        raise UndrawableError("truth")
    head, rows = results["head"]["vars"], results["results"]["bindings"]
    if view == "chart":
        return _render_chart(head, rows, value, scope.translator)
    return Picture(_render_network(scope, head, rows))


def describe_undrawable(error: UndrawableError, translator: Translator) -> str:
    """Describe why nothing can be drawn, and what can be done."""
    _ = translator.gettext
    texts = {
        "empty": _("The answer has no rows, so there is nothing to draw."),
        "truth": _("The answer is yes or no, so there is nothing to draw. Ask with SELECT."),
        "no_label": _("A chart needs a column that says what each bar is, besides a column of numbers."),
        "no_edges": _("A network needs two columns of things that belong together, or a graph from CONSTRUCT."),
        "graph": _("The answer is a graph. See it as a network; a chart needs the rows of a SELECT."),
        "many": _(
            "A network of %(nodes)s things and %(edges)s ties can't be read; at most %(most)s things and "
            "%(most_edges)s ties are drawn. Ask for less, with FILTER or LIMIT."
        ),
        "large": _("The answer is larger than %(limit)s bytes, which no picture can show. Ask for less, or use LIMIT."),
    }
    return texts[error.reason] % error.values if error.values else texts[error.reason]


def format_number(number: Decimal, language: str) -> str:
    """Format *number* as *language* writes it."""
    return format_decimal(number, locale=language, decimal_quantization=False)


def _render_chart(head: Sequence[str], rows: Sequence[Row], value: str, translator: Translator) -> Picture:
    """Render *rows* as bars, and note which are not drawn."""
    _ = translator.gettext
    chart = build_bars(head, rows, value)
    title = _("%(value)s by %(label)s") % {"value": chart.value or _("Number of rows"), "label": chart.label}
    notes = []
    if len(chart.bars) > MOST_BARS:
        note = _("The first %(shown)s of %(all)s bars are drawn; the table has all of them.")
        notes.append(note % {"shown": MOST_BARS, "all": len(chart.bars)})
    if chart.left_out:
        notes.append(_("Rows without a number, which have no bar: %(count)s.") % {"count": chart.left_out})
    svg = render_chart(chart, title, notes, partial(format_number, language=translator.language))
    return Picture(svg, chart.numbers)


def _render_network(scope: Scope, head: Sequence[str], rows: Sequence[Row]) -> str:
    """Render the things in the first two columns of things; each row is an edge between two of them."""
    _ = scope.translator.gettext
    one, other = select_edge_columns(head, rows)
    joined = [row for row in rows if one in row and other in row]
    sources, targets = ({row[name]["value"]: _find_label(row, name) for row in joined} for name in (one, other))
    title = _("%(one)s and %(other)s") % {"one": one, "other": other}
    note = _("Round: %(one)s. Square: %(other)s, where it is not also %(one)s.") % {"one": one, "other": other}
    edges = [
        _make_edge(row[one]["value"], row[other]["value"], _describe_edge(row, head, (one, other))) for row in joined
    ]
    return _render_edges(scope, (sources, targets), edges, title, [note] if targets.keys() - sources.keys() else [])


def _render_graph(scope: Scope, reply: Reply, view: str) -> str:
    """Render the triples of *reply* between things; a triple that names a thing is its label, not an edge."""
    _ = scope.translator.gettext
    if view == "chart":
        raise UndrawableError("graph")
    triples = list(_parse_triples(reply.body.decode()))
    labels = _select_labels(triples, scope.language)
    linking = [it for it in triples if not it[2].startswith('"')]
    sources, targets = (
        {it: labels.get(it, compact_iri(it)) for it in (_strip_brackets(triple[end]) for triple in linking)}
        for end in (0, 2)
    )
    edges = [
        _make_edge(
            _strip_brackets(one),
            _strip_brackets(other),
            SEPARATOR.join([sources[_strip_brackets(one)], compact_iri(how), targets[_strip_brackets(other)]]),
        )
        for one, how, other in linking
    ]
    return _render_edges(scope, (sources, targets), edges, _("The graph of the answer"), [])


def _render_edges(
    scope: Scope, ends: tuple[dict[str, str], dict[str, str]], edges: list[Edge], title: str, notes: list[str]
) -> str:
    """Render *edges* between the labels, by IRI, of what they begin with and of what they end with, and count them."""
    _ = scope.translator.gettext
    sources, targets = ends
    kinds = dict.fromkeys(targets, SQUARE) | dict.fromkeys(sources, ROUND)
    labels = targets | sources
    nodes = [Node(iri, labels[iri], kind, scope.paths.find_page(iri)) for iri, kind in kinds.items()]
    graph = build_drawable_network(nodes, edges)
    size = _("Things: %(nodes)s. Ties: %(edges)s.") % {"nodes": len(graph), "edges": graph.number_of_edges()}
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
        match = _TRIPLE.fullmatch(line)
        if match:
            yield match[1], match[2], match[3]


def _select_labels(triples: Iterable[tuple[str, str, str]], language: str) -> dict[str, str]:
    """Select the best label of each thing: by property, and *language* before another."""
    best: dict[str, tuple[tuple[int, bool], str]] = {}
    for thing, how, term in triples:
        if how in _NAMING and term.startswith('"'):
            rank = (_NAMING.index(how), not term.endswith(f"@{language}"))
            best[_strip_brackets(thing)] = min(
                best.get(_strip_brackets(thing), ((9, True), "")), (rank, value_of(parse_term(term)))
            )
    return {thing: label for thing, (_rank, label) in best.items()}


def _strip_brackets(term: str) -> str:
    """Strip the brackets of an IRI."""
    return term[1:-1] if term.startswith("<") else term
