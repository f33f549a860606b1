"""The twins of a picture: the same network as a table, and as a list in which each thing has those it is tied to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.table import Cell, HeadCell, Table
from graph.errors import BadParameter
from queries.answers import to_sort_key
from visualisation import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from api.requests.url import RequestUrl
    from graph.message import Translator
    from visualisation import Edge, Network, Node

    #: An edge with its cells by column.
    _Row = tuple[Edge, dict[str, Cell]]

#: The columns of the table by what `sort` calls them; those that no edge fills are left out.
COLUMNS = ("plan", "one", "other", "relation", "about", "basis", "weight", "lines", "side")
_NUMBERS = ("weight",)


@dataclass(frozen=True)
class Branch:
    """A node with those it is tied to, and the edges between the two."""

    node: Node
    tied: tuple[tuple[Node, tuple[Edge, ...]], ...]


def select_edges(
    network: Network, url: RequestUrl, translator: Translator, tell: Callable[[str, str], str], words: str = ""
) -> list[Edge]:
    """Select the edges of *network* that have all of *words* in their row, in the order that *url* asks for.

    :raises BadParameter: where *url* sorts by what is no column.
    """
    sort, wanted = url.parameters.get("sort", ""), to_sort_key(words).split()
    if sort and sort.removeprefix("-") not in COLUMNS:
        raise BadParameter("sort", "%(parameter)r is one of %(known)s.", known=", ".join(COLUMNS))
    if not sort and not wanted:
        return list(network.edges)
    nodes = {node.id: node for node in network.nodes}
    rows = [(edge, _describe_edge(edge, nodes, translator, tell)) for edge in network.edges]
    texts = {edge: to_sort_key(" ".join(it.text for it in row.values())) for edge, row in rows if wanted}
    kept = [(edge, row) for edge, row in rows if all(word in texts[edge] for word in wanted)]
    return [edge for edge, _ in (_sort_rows(kept, sort) if sort else kept)]


def build_network_table(
    network: Network, edges: Sequence[Edge], url: RequestUrl, translator: Translator, tell: Callable[[str, str], str]
) -> Table:
    """Build the table of those *edges* of *network*, whose heads sort it at *url*.

    *tell* says what a concept of a scheme is called. Columns that no edge of the network fills are left out.
    """
    _ = translator.gettext
    nodes, heads, used = {node.id: node for node in network.nodes}, _list_heads(translator), _list_used(network)
    rows = [_describe_edge(edge, nodes, translator, tell) for edge in edges]
    empty = _("No tie has these words.") if network.edges else _("There is nothing to see for this choice.")
    head = [_build_head(name, heads[name], url) for name in used]
    return Table(head, [[row[name] for name in used] for row in rows], [], empty)


def _list_used(network: Network) -> list[str]:
    """List the columns that say something of *network*: its ends and basis, and what its edges have."""
    filled = {
        "plan": len({edge.plan for edge in network.edges}) > 1,
        "relation": any(edge.relation_label for edge in network.edges),
        "about": any(edge.about_label for edge in network.edges),
        "weight": any(edge.weight for edge in network.edges),
        "lines": any(edge.lines for edge in network.edges),
        "side": any(edge.side != BOTH for edge in network.edges),
    }
    return [name for name in COLUMNS if filled.get(name, True)]


def build_branches(network: Network) -> list[Branch]:
    """Build the list of the nodes of *network*, the best tied first, each with those it is tied to."""
    labels = {node.id: node for node in network.nodes}
    tied: dict[str, dict[str, list[Edge]]] = {node.id: defaultdict(list) for node in network.nodes}
    for edge in network.edges:
        tied[edge.one][edge.other].append(edge)
        if edge.other != edge.one:
            tied[edge.other][edge.one].append(edge)
    ordered = sorted(network.nodes, key=lambda it: (-len(tied[it.id]), to_sort_key(it.label), it.id))
    return [
        Branch(
            node,
            tuple((it, tuple(tied[node.id][it.id])) for it in _sort_nodes(labels[other] for other in tied[node.id])),
        )
        for node in ordered
    ]


def _sort_nodes(nodes: Iterable[Node]) -> list[Node]:
    """Sort *nodes* by their labels."""
    return sorted(nodes, key=lambda it: (to_sort_key(it.label), it.id))


def _describe_edge(
    edge: Edge, nodes: dict[str, Node], translator: Translator, tell: Callable[[str, str], str]
) -> dict[str, Cell]:
    """Describe *edge* between two of *nodes* as a cell for each column."""
    one, other = nodes[edge.one], nodes[edge.other]
    sides = _list_sides(translator)
    return {
        "one": Cell(one.label, one.page),
        "other": Cell(other.label, other.page),
        "relation": Cell(edge.relation_label),
        "about": Cell(edge.about_label, edge.about_page),
        "basis": Cell(tell("basis", edge.basis)),
        "weight": Cell(str(edge.weight) if edge.weight else "", number=True),
        "lines": Cell(edge.lines, edge.page),
        "side": Cell(sides.get(edge.side, "")),
        "plan": Cell(edge.plan_label if edge.plan else ""),
    }


def _list_sides(translator: Translator) -> dict[str, str]:
    """List what the sides of a comparison are called; what is not compared has none."""
    _ = translator.gettext
    return {"left": _("only left"), "right": _("only right")}


def _list_heads(translator: Translator) -> dict[str, str]:
    """List the heads of the columns."""
    _ = translator.gettext
    return {
        "one": _("Who or what"),
        "other": _("With whom or what"),
        "relation": _("How"),
        "about": _("On what"),
        "basis": _("Basis"),
        "weight": _("Weight"),
        "lines": _("Lines"),
        "side": _("Where"),
        "plan": _("Plan"),
    }


def _build_head(name: str, text: str, url: RequestUrl) -> HeadCell:
    """Build the head of the column called *name*, whose link sorts by it, and turns the order when followed again."""
    order = {name: "ascending", f"-{name}": "descending"}.get(url.parameters.get("sort", ""), "")
    turned = f"-{name}" if order == "ascending" else name
    return HeadCell(text, url.build_changed(sort=turned, page=""), name in _NUMBERS, order=order)


def _sort_rows(rows: Sequence[_Row], sort: str) -> list[_Row]:
    """Sort *rows* by the column *sort*, downwards after a '-'; a number by its size, and what is empty last."""
    name = sort.removeprefix("-")

    def key(row: _Row) -> tuple[float, str]:
        text = row[1][name].text
        first = text.split("\N{EN DASH}")[0].split(",")[0]
        return (float(first), "") if first.isdecimal() else (float("inf"), to_sort_key(text))

    filled = [row for row in rows if row[1][name].text]
    return [*sorted(filled, key=key, reverse=sort.startswith("-")), *(row for row in rows if not row[1][name].text)]
