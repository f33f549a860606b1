"""An answer in, a picture out: a chart of its numbers, or a network of the things that it connects.

Renderers run this: it has neither a request nor a version, and is handed all that it shows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from api.catalogue import load_catalogue
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
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from graph.message import Translator
    from graph.terms import TermJson

    Row = dict[str, TermJson]

#: What stands between the two ends of an edge, where it is described.
SEPARATOR = " \N{EN DASH} "
#: What names a thing in a graph, best first.
_NAMING = (f"{SKOS}prefLabel", f"{RDFS}label")
_TRIPLE = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.+) \.")


@dataclass(frozen=True)
class Reader:
    """For whom is drawn: in which language, and how the path of the page about a thing is found."""

    translator: Translator
    find_page: Callable[[str], str]


def draw_solutions(results: bytes, view: str, value: str, language: str, find_page: Callable[[str], str]) -> bytes:
    """Draw *results*, SPARQL results in JSON: a chart, of the column *value*, or a network, in *language*.

    JSON with the `svg` comes back and, of a chart, the `numbers` that it could have shown.

    :raises UndrawableError: when nothing of it can be drawn so.
    """
    parsed, reader = json.loads(results), Reader(load_catalogue(language), find_page)
    if "boolean" in parsed:
        raise UndrawableError("truth")
    head, rows = parsed["head"]["vars"], parsed["results"]["bindings"]
    if view == "chart":
        return _to_json(*_draw_chart(head, rows, value, reader.translator))
    return _to_json(_draw_rows(reader, head, rows))


def draw_graph(triples: bytes, view: str, language: str, find_page: Callable[[str], str]) -> bytes:
    """Draw *triples*, N-Triples, as a network in *language*; what comes back is as of `draw_solutions`.

    :raises UndrawableError: when nothing of it can be drawn so.
    """
    return _to_json(_draw_graph(Reader(load_catalogue(language), find_page), triples.decode(), view))


def _to_json(svg: str, numbers: Sequence[str] = ()) -> bytes:
    """Write a picture as JSON."""
    return json.dumps({"svg": svg, "numbers": numbers}).encode()


def _format_number(number: Decimal, language: str) -> str:
    """Format *number* as *language* writes it."""
    return format_decimal(number, locale=language, decimal_quantization=False)


def _draw_chart(
    head: Sequence[str], rows: Sequence[Row], value: str, translator: Translator
) -> tuple[str, tuple[str, ...]]:
    """Draw *rows* as bars, and note which are not drawn; return the picture and the columns of numbers."""
    _ = translator.gettext
    chart = build_bars(head, rows, value)
    title = _("%(value)s by %(label)s") % {"value": chart.value or _("Number of rows"), "label": chart.label}
    notes = []
    if len(chart.bars) > MOST_BARS:
        note = _("The first %(shown)s of %(all)s bars are drawn; the table has all of them.")
        notes.append(note % {"shown": MOST_BARS, "all": len(chart.bars)})
    if chart.left_out:
        notes.append(_("Rows without a number, which have no bar: %(count)s.") % {"count": chart.left_out})
    svg = render_chart(chart, title, notes, partial(_format_number, language=translator.language))
    return svg, chart.numbers


def _draw_rows(reader: Reader, head: Sequence[str], rows: Sequence[Row]) -> str:
    """Draw the things in the first two columns of things; each row is an edge between two of them."""
    _ = reader.translator.gettext
    one, other = select_edge_columns(head, rows)
    joined = [row for row in rows if one in row and other in row]
    sources, targets = ({row[name]["value"]: _find_label(row, name) for row in joined} for name in (one, other))
    title = _("%(one)s and %(other)s") % {"one": one, "other": other}
    note = _("Round: %(one)s. Square: %(other)s, where it is not also %(one)s.") % {"one": one, "other": other}
    edges = [
        _make_edge(row[one]["value"], row[other]["value"], _describe_edge(row, head, (one, other))) for row in joined
    ]
    return _draw_edges(reader, (sources, targets), edges, title, [note] if targets.keys() - sources.keys() else [])


def _draw_graph(reader: Reader, text: str, view: str) -> str:
    """Draw the triples of *text* between things; a triple that names a thing is its label, not an edge."""
    _ = reader.translator.gettext
    if view == "chart":
        raise UndrawableError("graph")
    triples = list(_parse_triples(text))
    labels = _select_labels(triples, reader.translator.language)
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
    return _draw_edges(reader, (sources, targets), edges, _("The graph of the answer"), [])


def _draw_edges(
    reader: Reader, ends: tuple[dict[str, str], dict[str, str]], edges: list[Edge], title: str, notes: list[str]
) -> str:
    """Draw *edges* between the labels, by IRI, of what they begin with and of what they end with, and count them."""
    _ = reader.translator.gettext
    sources, targets = ends
    kinds = dict.fromkeys(targets, SQUARE) | dict.fromkeys(sources, ROUND)
    labels = targets | sources
    nodes = [Node(iri, labels[iri], kind, reader.find_page(iri)) for iri, kind in kinds.items()]
    network = build_drawable_network(nodes, edges)
    size = _("Things: %(nodes)s. Ties: %(edges)s.") % {"nodes": len(network.nodes), "edges": len(network.bundle())}
    return render_network(network, title, [size, *notes])


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
