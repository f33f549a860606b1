"""The legend of a network as SVG: how many nodes of each kind there are, and what dashes, marks and halves say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from visualisation import svg
from visualisation.layouts import measure_text
from visualisation.networks import BASES, BOTH, LEFT, RIGHT
from visualisation.svg_line import Look, draw_line
from visualisation.svg_symbol import draw_symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from visualisation.networks import Network

    Place = tuple[float, float]
    #: What it is called, how wide its sample is, and what draws that.
    Entry = tuple[str, float, Callable[[Element, Place], None]]

#: How wide the samples are of nodes and of lines, pixels from a sample to its name, and from there to the next.
_SYMBOL, _LINE, _GAP, _APART = 16.0, 56.0, 7.0, 24.0


def list_entries(network: Network, names: Mapping[str, str]) -> list[list[Entry]]:
    """List the entries of the legend of *network*: those of kinds, and those of what *names* has a name for."""
    counts = Counter((node.kind, node.kind_label) for node in network.nodes if node.kind_label)
    kinds = sorted(counts.items(), key=lambda it: (-it[1], to_sort_key(it[0][1]), it[0]))
    nodes = [(f"{label} ({count})", _SYMBOL, _sample_symbol(kind, BOTH)) for (kind, label), count in kinds]
    found = {edge.basis for edge in network.edges}
    bases = [(names[it], _LINE, _sample_line(it, BOTH)) for it in BASES if it in found and it in names]
    held = {node.side for node in network.nodes} | {edge.side for edge in network.edges}
    sides = [(names[it], _LINE, _sample_line("stated", it)) for it in (LEFT, BOTH, RIGHT) if it in names]
    return [row for row in (nodes, bases, sides if held != {BOTH} else []) if row]


def _sample_symbol(kind: str, side: str) -> Callable[[Element, Place], None]:
    """Give what draws a sample of the symbol of *kind*."""
    return lambda parent, place: draw_symbol(parent, kind, (place[0] + _SYMBOL / 2, place[1]), 7, side)


def _sample_line(basis: str, side: str) -> Callable[[Element, Place], None]:
    """Give what draws a sample of a line on *basis*."""

    def draw(parent: Element, place: Place) -> None:
        x, y = (svg.format_pixels(value) for value in place)
        draw_line(parent, f"M{x} {y}L{svg.format_pixels(place[0] + _LINE)} {y}", Look(basis, side, 2))

    return draw


def measure_legend(rows: Iterable[Sequence[Entry]], width: float) -> int:
    """Measure how many lines the *rows* of a legend need in *width*."""
    return sum(len(_fill_lines(row, width)) for row in rows)


def draw_legend(parent: Element, rows: Iterable[Sequence[Entry]], width: float, top: float) -> None:
    """Draw the *rows* of a legend from *top* down, each in as many lines as it needs in *width*."""
    for row in rows:
        for line in _fill_lines(row, width):
            x, y = float(svg.EDGE), top + svg.LINE / 2
            for name, size, draw in line:
                draw(parent, (x, y))
                svg.add_text(parent, (x + size + _GAP, y + svg.SIZE * 0.35), name)
                x += size + _GAP + measure_text(name) + _APART
            top += svg.LINE


def _fill_lines(row: Sequence[Entry], width: float) -> list[list[Entry]]:
    """Fill lines of at most *width* pixels with the entries of a *row*."""
    lines: list[list[Entry]] = []
    left = 0.0
    for entry in row:
        wide = entry[1] + _GAP + measure_text(entry[0]) + _APART
        if not lines or left + wide - _APART > width - 2 * svg.EDGE:
            lines.append([])
            left = 0.0
        lines[-1].append(entry)
        left += wide
    return lines
