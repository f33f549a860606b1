"""Columns of rows: in which order they stand, which rows are empty for ways that pass, and how far down each is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from visualisation.layouts.column import group_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from visualisation.layouts.block import Label
    from visualisation.networks import Bundle

_SWEEPS = 6
#: Pixels between ways that fan out within a row; rows are high enough for them.
FAN_STEP = 5.5
#: How high an empty row is for one way that passes, and for each further one.
_PASSAGE, _PASSAGE_MORE = 10.0, 7.0


@dataclass
class Row:
    """A row of a column: of a node, or empty; how high it is, and how far down its middle."""

    name: str
    height: float
    rank: tuple[str, str, str]
    y: float = 0.0


@dataclass(frozen=True)
class Grid:
    """The rows of each column, the column of each node, and the empty rows in which the ways of a pair pass."""

    columns: list[list[Row]]
    layers: Mapping[str, int]
    passages: Mapping[tuple[str, str], Mapping[int, Row]]


def make_grid(
    layers: Mapping[str, int],
    labels: Mapping[str, Label],
    ranks: Mapping[str, tuple[str, str, str]],
    bundles: Sequence[Bundle],
) -> Grid:
    """Make the grid of nodes in *layers*, in an order with few crossings, each near what it is tied to."""
    rows = {name: Row(name, label.row, ranks[name]) for name, label in labels.items()}
    columns: list[list[Row]] = [[] for _ in range(max(layers.values()) + 1)]
    for name in sorted(rows, key=lambda name: ranks[name]):
        columns[layers[name]].append(rows[name])
    links: dict[str, list[Row]] = {name: [] for name in rows}
    passages: dict[tuple[str, str], dict[int, Row]] = {}
    for pair, group in group_pairs(bundles):
        one, other = sorted(pair, key=lambda name: (layers[name], name))
        rows[one].height = max(rows[one].height, FAN_STEP * len(group))
        chain = [rows[one]]
        for number in range(layers[one] + 1, layers[other]):
            row = Row(f"\0{one}\0{other}\0{number}", _PASSAGE + (len(group) - 1) * _PASSAGE_MORE, ranks[one])
            passages.setdefault((one, other), {})[number] = row
            columns[number].append(row)
            links[row.name] = []
            chain.append(row)
        if one != other:
            _link([*chain, rows[other]], links)
    _order_columns(columns, links)
    _level_columns(columns, links)
    return Grid(columns, layers, passages)


def _link(chain: Sequence[Row], links: dict[str, list[Row]]) -> None:
    """Link each row of *chain* to the next."""
    for here, there in pairwise(chain):
        links[here.name].append(there)
        links[there.name].append(here)


def _order_columns(columns: list[list[Row]], links: Mapping[str, list[Row]]) -> None:
    """Order each column by where the others that its rows are linked to stand: there and back, until it is done."""
    _stack(columns)
    for sweep in range(_SWEEPS):
        for column in columns[:: 1 if sweep % 2 == 0 else -1]:
            wanted = {row.name: _find_wanted(row, links) for row in column}
            column.sort(key=lambda row: (wanted[row.name], row.rank, row.name))
            _stack([column])


def _stack(columns: Sequence[list[Row]]) -> None:
    """Stack the rows of each of *columns*, their middles round 0."""
    for column in columns:
        top = -sum(row.height for row in column) / 2
        for row in column:
            row.y = top + row.height / 2
            top += row.height


def _find_wanted(row: Row, links: Mapping[str, list[Row]]) -> float:
    """Find where *row* is wanted: in the middle of what it is linked to, or else where it is."""
    near = links[row.name]
    return sum(it.y for it in near) / len(near) if near else row.y


def _level_columns(columns: list[list[Row]], links: Mapping[str, list[Row]]) -> None:
    """Bring rows level with what they are linked to, as far as their order and the longest column let them."""
    half = max(sum(row.height for row in column) for column in columns) / 2
    for sweep in range(_SWEEPS):
        for column in columns[:: 1 if sweep % 2 == 0 else -1]:
            _level_rows(column, [_find_wanted(row, links) for row in column], half)


def _level_rows(column: Sequence[Row], wanted: Sequence[float], half: float) -> None:
    """Put the rows of *column* as near to where they are *wanted* as their order lets them, between -half and half."""
    stacks: list[tuple[float, float, int]] = []  # of rows that touch: where their top is wanted, how high, how many
    for row, place in zip(column, wanted, strict=True):
        top, height, count = place - row.height / 2, row.height, 1
        while stacks and stacks[-1][0] + stacks[-1][1] > top:
            above, more, others = stacks.pop()
            top = (above * others + (top - more) * count) / (others + count)
            height, count = more + height, others + count
        stacks.append((top, height, count))
    _fit_stacks(column, stacks, half)


def _fit_stacks(column: Sequence[Row], stacks: Sequence[tuple[float, float, int]], half: float) -> None:
    """Move *stacks* between -half and half, those above first, and give the rows of *column* their places."""
    tops, floor = [], half
    for top, height, _count in reversed(stacks):
        floor = min(top, floor - height)
        tops.append(floor)
    rows, ceiling = iter(column), -half
    for (_top, _height, count), top in zip(stacks, reversed(tops), strict=True):
        ceiling = max(ceiling, top)
        for _ in range(count):
            row = next(rows)
            row.y = ceiling + row.height / 2
            ceiling += row.height
