"""A network as lines for a terminal: what was chosen, and the ties as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.message import Translator
    from visualisation import Caption, Edge, Network

#: The columns, by their names in a caption, and as many characters as one has.
_COLUMNS = ("source", "target", "relation", "about", "basis", "weight", "lines", "plan")
_WIDEST = 40


def build_network_lines(network: Network, caption: Caption, translator: Translator) -> list[str]:
    """Build the lines of *network* under its *caption*; under them is how much there is in it."""
    _ = translator.gettext
    labels = {node.id: node.label for node in network.nodes}
    rows = [_list_cells(edge, labels, caption) for edge in network.edges]
    count = _("Things: %(nodes)s. Ties: %(edges)s.") % {"nodes": len(network.nodes), "edges": len(rows)}
    return [caption.title, *caption.choice, "", *_build_table(rows, caption), "", f"{count} {caption.source}"]


def write_lines(lines: Sequence[str]) -> bytes:
    """Write *lines* as text."""
    return "".join(f"{line}\n" for line in lines).encode()


def _list_cells(edge: Edge, labels: dict[str, str], caption: Caption) -> list[str]:
    """List what stands in the row of *edge*, between two with *labels*."""
    return [
        labels[edge.one],
        labels[edge.other],
        edge.relation_label or edge.relation,
        edge.about_label,
        caption.find_name(edge.basis),
        str(edge.weight) if edge.weight else "",
        edge.lines,
        edge.plan_label if edge.plan else "",
    ]


def _build_table(rows: Sequence[Sequence[str]], caption: Caption) -> list[str]:
    """Build the lines of *rows* under the names of columns in *caption*; a column that says nothing is left out."""
    used = [place for place, name in enumerate(_COLUMNS) if _says_something(name, [row[place] for row in rows])]
    lines = [[caption.find_name(_COLUMNS[place]) for place in used], *([row[it] for it in used] for row in rows)]
    widths = [min(_WIDEST, max(len(line[place]) for line in lines)) for place in range(len(used))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]] if rows else []
    return ["  ".join(map(_fit, line, widths)).rstrip() for line in ruled]


def _says_something(name: str, cells: Sequence[str]) -> bool:
    """Say whether the column called *name* with *cells* is worth its place: not if all are of one plan."""
    return len(set(cells)) > 1 if name == "plan" else any(cells)


def _fit(cell: str, width: int) -> str:
    """Cut or pad *cell* to exactly *width* characters."""
    flat = " ".join(cell.split())
    return (flat if len(flat) <= width else f"{flat[: width - 1]}…").ljust(width)
