"""The tables that say what a picture says, as HTML that needs no script."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple

from graph.folding import to_sort_key
from visualisation.files.cleaning import clean_text
from visualisation.networks import map_neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visualisation.files.caption import Caption
    from visualisation.files.cleaning import CleanNetwork
    from visualisation.networks import Edge

_NODE_HEAD = ("label", "kind")
_EDGE_HEAD = ("source", "target", "basis", "relation", "about", "weight", "lines", "plan")
#: What a link may begin with. Others lead nowhere from a file, or run something.
_WEB = ("https://", "http://")


class _Cell(NamedTuple):
    """What stands in a cell: text or a number, and the URL that it leads to."""

    value: str | float
    url: str = ""

    def to_html(self, caption: Caption) -> str:
        """Write it as a cell of a row, with numbers as in *caption*."""
        shown = self.value if isinstance(self.value, str) else caption.format_number(self.value)
        text = html.escape(clean_text(shown))
        if self.url.startswith(_WEB):
            text = f'<a href="{html.escape(clean_text(self.url))}">{text}</a>'
        return f"<td>{text}</td>" if isinstance(self.value, str) else f'<td class="number">{text}</td>'


def build_tables(clean: CleanNetwork, caption: Caption) -> str:
    """Build the tables of the nodes of *clean*, with what is measured of them, and of its edges, named as in *caption*.

    Rows are in the order of their names, and a column without any value is left out.
    """
    labels = {node.id: node.label or node.id for node in clean.network.nodes}
    degrees = {name: {"degree": len(others)} for name, others in map_neighbours(clean.network).items()}
    names, measures = clean.list_measures() or ("degree",), clean.measures or degrees
    nodes = [
        [
            _Cell(labels[node.id], node.page),
            _Cell(node.kind_label or node.kind),
            *(_Cell(measures.get(node.id, {}).get(name, "")) for name in names),
        ]
        for node in sorted(clean.network.nodes, key=lambda it: (to_sort_key(labels[it.id]), it.id))
    ]
    edges = sorted((_list_cells(edge, labels, caption) for edge in clean.network.edges), key=_rank_cells)
    return _build_table("nodes", [*_NODE_HEAD, *names], nodes, caption) + _build_table(
        "edges", _EDGE_HEAD, edges, caption
    )


def _list_cells(edge: Edge, labels: dict[str, str], caption: Caption) -> list[_Cell]:
    """List what stands in the row of *edge*, between nodes with *labels*."""
    return [
        _Cell(labels[edge.one]),
        _Cell(labels[edge.other]),
        _Cell(caption.find_name(edge.basis)),
        _Cell(edge.relation_label or edge.relation),
        _Cell(edge.about_label or edge.about, edge.about_page),
        _Cell(edge.weight),
        _Cell(edge.lines, edge.page),
        _Cell(edge.plan_label or edge.plan),
    ]


def _rank_cells(cells: Sequence[_Cell]) -> list[tuple[str, str]]:
    """Rank a row by the texts in its *cells*, from left to right."""
    return [(to_sort_key(text), text) for text in (str(it.value) for it in cells)]


def _build_table(name: str, head: Sequence[str], rows: Sequence[Sequence[_Cell]], caption: Caption) -> str:
    """Build the table called *name* of *rows* under *head*, named as in *caption*."""
    shown = [place for place in range(len(head)) if any(row[place].value != "" for row in rows)]
    heads = "".join(_build_head(head[it], [row[it] for row in rows], caption) for it in shown)
    lines = "".join(f"<tr>{''.join(row[it].to_html(caption) for it in shown)}</tr>\n" for row in rows)
    title = f"{html.escape(clean_text(caption.find_name(name)))} ({len(rows)})"
    return (
        f'<div class="rows" tabindex="0" role="region" aria-label="{title}">\n<table id="{name}">\n'
        f"<caption>{title}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n</div>\n"
    )


def _build_head(name: str, cells: Sequence[_Cell], caption: Caption) -> str:
    """Build the head of the column called *name*, which stands above *cells* as these do."""
    kind = "" if any(isinstance(cell.value, str) and cell.value for cell in cells) else ' class="number"'
    return f'<th scope="col"{kind}>{html.escape(clean_text(caption.find_name(name)))}</th>'
