"""The answer to a query as a picture: a chart of its numbers, or a network of the things that it ties together."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from api.data import data
from api.language import current
from api.language import gettext as _
from api.negotiate import QUADS, RESULTS
from graph.terms import parse_term, value_of
from ontology.namespaces import RDFS, SKOS, compact_iri
from visualisation import chart, drawing
from visualisation.network import Edge, Node
from visualisation.svg import UndrawableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from api.sparql.protocol import Asked
    from graph.engine.reply import Reply
    from graph.terms import TermJson

    Row = dict[str, TermJson]

#: How an answer can be seen; the first is what one sees unless one asks.
VIEWS = ("table", "chart", "network")
MEDIA_TYPE = "image/svg+xml"
#: The bytes of an answer that is read to be drawn: far more than can be told apart in a picture.
READ = 8_000_000
#: What stands between the two ends of a tie, where it is told.
BETWEEN = " \N{EN DASH} "
#: What names a thing in a graph, best first.
_NAMING = (f"{SKOS}prefLabel", f"{RDFS}label")
_TRIPLE = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.+) \.")


def picture(asked: Asked, view: str, value: str = "") -> str:
    """Give the answer to what is *asked* as SVG: as a chart, of the column *value* where that is given, or a network.

    :raises QueryError: when it cannot be answered.
    :raises UndrawableError: when nothing of it can be drawn so.
    """
    reply = asked.answer(RESULTS["json"], QUADS["nt"])
    if reply.size > READ:
        raise UndrawableError("large", limit=READ)
    if reply.media_type == QUADS["nt"]:
        return _graph(reply, view)
    found = json.loads(reply.body)
    if "boolean" in found:
        raise UndrawableError("truth")
    head, rows = found["head"]["vars"], found["results"]["bindings"]
    return _chart(head, rows, value) if view == "chart" else _network(head, rows)


def told(error: UndrawableError) -> str:
    """Say in the visitor's language why nothing can be drawn, and what would do."""
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


def figure(number: Decimal) -> str:
    """Write *number* as the visitor does."""
    return format_decimal(number, locale=current(), decimal_quantization=False)


def numbers(asked: Asked) -> list[str]:
    """Give the columns of numbers in the answer to what is *asked*, so that one can be chosen."""
    reply = asked.answer(RESULTS["json"], QUADS["nt"])
    if reply.size > READ or reply.media_type == QUADS["nt"]:
        return []
    found = json.loads(reply.body)
    return [] if "boolean" in found else chart.list_numeric_columns(found["head"]["vars"], found["results"]["bindings"])


def _chart(head: Sequence[str], rows: Sequence[Row], value: str) -> str:
    """Draw *rows* as bars, and say which are not drawn."""
    found = chart.build_bars(head, rows, value)
    title = _("%(value)s by %(label)s") % {"value": found.value or _("Number of rows"), "label": found.label}
    notes = []
    if len(found.bars) > chart.MOST_BARS:
        told = _("The first %(shown)s of %(all)s bars are drawn; the table has all of them.")
        notes.append(told % {"shown": chart.MOST_BARS, "all": len(found.bars)})
    if found.left_out:
        notes.append(_("Rows without a number, which have no bar: %(count)s.") % {"count": found.left_out})
    return chart.render_chart(found, title, notes, figure)


def _network(head: Sequence[str], rows: Sequence[Row]) -> str:
    """Draw the things in the first two columns of things, each row tying two of them."""
    one, other = drawing.select_edge_columns(head, rows)
    tying = [row for row in rows if one in row and other in row]
    begun, ended = ({row[name]["value"]: _shown(row, name) for row in tying} for name in (one, other))
    title = _("%(one)s and %(other)s") % {"one": one, "other": other}
    said = _("Round: %(one)s. Square: %(other)s, where it is not also %(one)s.") % {"one": one, "other": other}
    links = [_link(row[one]["value"], row[other]["value"], _told(row, head, (one, other))) for row in tying]
    return _drawn(begun, ended, links, title, [said] if ended.keys() - begun.keys() else [])


def _graph(reply: Reply, view: str) -> str:
    """Draw the triples of *reply* between things; what names a thing is its label, not a tie."""
    if view == "chart":
        raise UndrawableError("graph")
    triples = list(_triples(reply.body.decode()))
    labels = _labels(triples)
    ties = [it for it in triples if not it[2].startswith('"')]
    begun, ended = ({it: labels.get(it, compact_iri(it)) for it in (_bare(tie[end]) for tie in ties)} for end in (0, 2))
    links = [
        _link(_bare(one), _bare(other), BETWEEN.join([begun[_bare(one)], compact_iri(how), ended[_bare(other)]]))
        for one, how, other in ties
    ]
    return _drawn(begun, ended, links, _("The graph of the answer"), [])


def _drawn(begun: dict[str, str], ended: dict[str, str], links: list[Edge], title: str, notes: list[str]) -> str:
    """Draw *links* between what they began and *ended* with, by label, and say how many there are."""
    kinds = dict.fromkeys(ended, drawing.SQUARE) | dict.fromkeys(begun, drawing.ROUND)
    labels = ended | begun
    nodes = [Node(iri, labels[iri], kind, data().page(iri)) for iri, kind in kinds.items()]
    graph = drawing.build_drawable_network(nodes, links)
    size = _("Things: %(nodes)s. Ties: %(ties)s.") % {"nodes": len(graph), "ties": graph.number_of_edges()}
    return drawing.render_network(graph, title, [size, *notes])


def _link(one: str, other: str, title: str) -> Edge:
    """Tie *one* to the *other*."""
    return Edge(one, other, 1, "stated", title)


def _shown(row: Row, name: str) -> str:
    """Give the label of what is in the column called *name*, or its address as short as it goes."""
    label = row.get(f"{name}_label")
    return label["value"] if label else compact_iri(row[name]["value"])


def _told(row: Row, head: Sequence[str], ends: tuple[str, str]) -> str:
    """Say what a row tells of the tie between its *ends*: both names, and its other texts."""
    known = {*ends, *(f"{name}_label" for name in ends)}
    more = [row[name]["value"] for name in head if name in row and name not in known and row[name]["type"] == "literal"]
    return ": ".join([BETWEEN.join(_shown(row, name) for name in ends), *([", ".join(more)] if more else [])])


def _triples(text: str) -> Iterator[tuple[str, str, str]]:
    """Give the triples of N-Triples, the subject and the object as they are written."""
    for line in text.splitlines():
        found = _TRIPLE.fullmatch(line)
        if found:
            yield found[1], found[2], found[3]


def _labels(triples: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Give the best label of each thing: by what names it, in the visitor's language before another."""
    found: dict[str, tuple[tuple[int, bool], str]] = {}
    for thing, how, term in triples:
        if how in _NAMING and term.startswith('"'):
            rank = (_NAMING.index(how), not term.endswith(f"@{current()}"))
            found[_bare(thing)] = min(found.get(_bare(thing), ((9, True), "")), (rank, value_of(parse_term(term))))
    return {thing: label for thing, (_rank, label) in found.items()}


def _bare(term: str) -> str:
    """Give an IRI without its brackets."""
    return term[1:-1] if term.startswith("<") else term
