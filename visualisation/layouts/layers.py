"""Nodes in columns from left to right, and their edges in the gutters in between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from visualisation.layouts import bends as curves
from visualisation.layouts.block import GAP, LARGEST, make_block, make_label, measure_label
from visualisation.layouts.column import group_pairs
from visualisation.layouts.grid import FAN_STEP, Grid, make_grid
from visualisation.layouts.ordering import find_adjacency
from visualisation.layouts.way import Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from visualisation.layouts.block import Block, Label
    from visualisation.layouts.picture import PlacedNode
    from visualisation.layouts.way import Point
    from visualisation.networks import Bundle, Network

#: How wide a gutter is: at least and at most, and how much wider for each further way between the same two.
_GUTTER, _WIDEST_GUTTER, _STEP = 64.0, 230.0, 7.0
#: Within how many pixels from a label the ways to one node fan out.
_FAN = 18.0
#: How wide a label is at least and at most, and how many lines it may have.
_LEAST_LABEL, _MOST_LABEL, _LINES = 60.0, 240.0, 3
#: From how many nodes in one of two layers that is split, if it is as many times as long as the other.
_LONG, _TIMES = 14, 2.5


def lay_layers(network: Network, bundles: Sequence[Bundle], width: float) -> list[Block] | None:
    """Lay out *network* in columns; nothing comes back where they do not fit in *width*."""
    layers = _number_layers(network)
    count = max(layers.values(), default=-1) + 1
    most = max((len(group) for _pair, group in group_pairs(bundles)), default=1)
    gutter = _GUTTER + (most - 1) * _STEP
    if count < 2:  # noqa: PLR2004  there is no gutter beside one column
        return None
    adjacency = find_adjacency(bundles)
    label = _share_width(network, layers, width - (count - 1) * gutter - count * (2 * LARGEST + GAP))
    if label < _LEAST_LABEL:
        return None
    labels = {it.id: make_label(it, sum(adjacency.get(it.id, {}).values()), label, _LINES) for it in network.nodes}
    ranks = {it.id: (it.kind, to_sort_key(it.label), it.id) for it in network.nodes}
    drawing = _Drawing(make_grid(layers, labels, ranks, bundles), labels, width, gutter)
    return [drawing.draw(bundles)]


def _share_width(network: Network, layers: dict[str, int], width: float) -> float:
    """Share *width* out to the columns, and say how wide a label may be: what one does not need, others have."""
    needs = [0.0] * (max(layers.values()) + 1)
    for node in network.nodes:
        needs[layers[node.id]] = max(needs[layers[node.id]], measure_label(node))
    left = width
    for place, need in enumerate(sorted(needs)):
        share = left / (len(needs) - place)
        if need > share:
            return min(share, _MOST_LABEL)
        left -= need
    return _MOST_LABEL


def _number_layers(network: Network) -> dict[str, int]:
    """Find the column of each node, from 0: what has no layer comes last, and a long layer of two is split."""
    known = sorted({node.layer for node in network.nodes if node.layer >= 0})
    numbers = {layer: place for place, layer in enumerate(known)}
    layers = {node.id: numbers.get(node.layer, len(known)) for node in network.nodes}
    sizes = [list(layers.values()).count(number) for number in range(max(layers.values(), default=-1) + 1)]
    if len(sizes) == 2 and max(sizes) >= max(_LONG, _TIMES * min(sizes)):  # noqa: PLR2004  one beside another
        return _split_layer(network, layers, sizes.index(max(sizes)))
    return layers


def _split_layer(network: Network, layers: dict[str, int], long: int) -> dict[str, int]:
    """Put one half of the *long* one of two layers left of the other, and one right: those alike on one side."""
    names = [node.id for node in sorted(network.nodes, key=lambda it: (it.kind, to_sort_key(it.label), it.id))]
    members = [name for name in names if layers[name] == long]
    left = set(members[: (len(members) + 1) // 2])
    return {name: 1 if layers[name] != long else 0 if name in left else 2 for name in layers}


@dataclass
class _Drawing:
    """Columns with their places from left to right, and the ways through their gutters."""

    grid: Grid
    labels: dict[str, Label]
    width: float
    gutter: float

    def draw(self, bundles: Sequence[Bundle]) -> Block:
        """Place the nodes, and draw all ways."""
        self._place_columns()
        self.nodes: dict[str, PlacedNode] = {}
        for number, column in enumerate(self.grid.columns):
            for row in column:
                if row.name in self.labels:
                    self.nodes[row.name] = self._place_node(self.labels[row.name], number, row.y)
        ways = [it for pair, group in group_pairs(bundles) for it in self._draw_group(pair, group)]
        return make_block(self.nodes.values(), ways)

    def _place_columns(self) -> None:
        """Find where each column begins and ends: as wide as its labels are, with gutters as wide as may be."""
        last = len(self.grid.columns) - 1
        widths = [
            2 * LARGEST
            + GAP
            + max((self.labels[row.name].width for row in column if row.name in self.labels), default=0)
            for column in self.grid.columns
        ]
        gutter = max(self.gutter, min((self.width - sum(widths)) / last, _WIDEST_GUTTER))
        lefts = [sum(widths[:number]) + number * gutter for number in range(last + 1)]
        self.spans = [(left, left + width) for left, width in zip(lefts, widths, strict=True)]

    def _place_node(self, label: Label, number: int, y: float) -> PlacedNode:
        """Place a node in its column: in the first its name is left of it, so that symbols face each other."""
        left, right = self.spans[number]
        return label.place(right - LARGEST, y, "end") if number == 0 else label.place(left + LARGEST, y)

    def _find_port(self, name: str, number: int, side: int) -> Point:
        """Find where ways begin on one *side* of a node: at its symbol, or at the end of its name."""
        node = self.nodes[name]
        if side < 0 or number == 0 or not node.lines:
            return node.x + side * node.radius, node.y
        return node.box[0] + node.box[2], node.y

    def _draw_group(self, pair: tuple[str, str], group: Sequence[Bundle]) -> Iterator[tuple[str, Way]]:
        """Draw the *group* of bundles between a *pair* of nodes."""
        one, other = sorted(pair, key=lambda name: (self.grid.layers[name], name))
        first, last = self.grid.layers[one], self.grid.layers[other]
        for turn, bundle in enumerate(group):
            if first == last:
                way = self._draw_inside(one, other, first, turn)
            else:
                way = self._draw_through(one, other, turn - (len(group) - 1) / 2)
            yield bundle.id, way if bundle.one == one else way.reverse()

    def _draw_inside(self, one: str, other: str, number: int, turn: int) -> Way:
        """Draw a way between two in one column, or from one to itself, in the gutter beside it."""
        side = 1 if number == 0 else -1
        start, end = (self._find_port(name, number, side) for name in (one, other))
        if one == other:
            return curves.draw_loop(start, turn, side)
        edge = self.spans[number][1] if side > 0 else self.spans[number][0]
        bend = 26 + turn * curves.find_arc_step(start, end)
        arc = curves.draw_arc((edge, start[1]), (edge, end[1]), side * bend)
        return Way(start, ((arc.start,), *arc.steps, (end,)))

    def _draw_through(self, one: str, other: str, turn: float) -> Way:
        """Draw a way from one column to a later one: level through rows, in curves through gutters."""
        first, last = self.grid.layers[one], self.grid.layers[other]
        start, end = self._find_port(one, first, 1), self._find_port(other, last, -1)
        rows = self.grid.passages.get((one, other), {})
        levels = [start[1], *(rows[number].y + turn * _STEP for number in range(first + 1, last)), end[1]]
        steps: list[tuple[Point, ...]] = []
        if self.spans[first][1] - start[0] > _FAN:  # a long way to the gutter: what runs there is apart already
            levels[0] += turn * FAN_STEP
            bend = start[0] + _FAN / 2
            steps.append(((bend, start[1]), (bend, levels[0]), (start[0] + _FAN, levels[0])))
        for number, (here, there) in enumerate(pairwise(levels), first):
            near, far = self.spans[number][1], self.spans[number + 1][0]
            steps += [((near, here),), *self._draw_gutter((near, here), (far, there), turn)]
        return Way(start, (*steps, (end,)))

    def _draw_gutter(self, start: Point, end: Point, turn: float) -> tuple[tuple[Point, ...], ...]:
        """Draw a curve through a gutter, apart in its middle from others between the same two."""
        aside = _STEP * turn
        across = -aside if end[1] > start[1] else aside
        half = (end[0] - start[0]) / 2
        return curves.draw_crossing(start, end, (half, half), (across, aside)).steps
