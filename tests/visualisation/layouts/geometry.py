"""What a picture must keep to, measured on its own: paths are read back and followed in steps of half a pixel."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from visualisation.layouts import Picture, PlacedNode
    from visualisation.networks import Bundle, Network

    Points = NDArray[np.float64]

#: What a path keeps from the symbol of a node that is not its own, and ways between the same two from each other.
AWAY, APART = 3.0, 4.0
#: What rounding to hundredths may take.
_ROUNDING = 0.02
_STEP = 0.5
_COMMAND = re.compile(r"([MLC])([^MLC]*)")


def find_faults(network: Network, picture: Picture) -> list[str]:
    """Find all that is wrong with *picture* of *network*, in words; an empty list where nothing is."""
    bundles = {bundle.id: bundle for bundle in network.bundle()}
    faults = []
    if sorted(node.id for node in picture.nodes) != sorted(node.id for node in network.nodes):
        faults.append("not every node is there once")
    if sorted(edge.id for edge in picture.edges) != sorted(bundles):
        faults.append("not every bundle is there once")
    faults += find_overlaps(picture)
    faults += find_crossings(picture, bundles)
    faults += find_outside(picture)
    faults += find_merged(picture, bundles)
    faults += find_loose_ends(picture, bundles)
    return faults


def find_overlaps(picture: Picture) -> list[str]:
    """Find labels that overlap a label or a symbol, and symbols that overlap each other."""
    boxes = [(node.id, *node.box) for node in picture.nodes if node.lines]
    symbols = [(it.id, it.x - it.radius, it.y - it.radius, 2 * it.radius, 2 * it.radius) for it in picture.nodes]
    return [
        f"{one[0]} overlaps {other[0]}"
        for one, other in combinations(sorted([*boxes, *symbols], key=lambda it: it[2]), 2)
        if one[1] < other[1] + other[3] - _ROUNDING
        and other[1] < one[1] + one[3] - _ROUNDING
        and one[2] < other[2] + other[4] - _ROUNDING
        and other[2] < one[2] + one[4] - _ROUNDING
    ]


def find_crossings(picture: Picture, bundles: dict[str, Bundle]) -> list[str]:
    """Find paths that run through the symbol or the label of a node that is not their own."""
    return [
        f"{edge.id} runs through {node.id}"
        for edge in picture.edges
        for node in _find_hit(follow_path(edge.path), picture)
        if node.id not in (bundles[edge.id].one, bundles[edge.id].other)
    ]


def _find_hit(points: Points, picture: Picture) -> Iterator[PlacedNode]:
    """Find the nodes that *points* are in."""
    low, high = points.min(axis=0), points.max(axis=0)
    for node in picture.nodes:
        reach = node.radius + AWAY
        left, top, width, height = node.box
        if (
            min(left, node.x - reach) > high[0]
            or max(left + width, node.x + reach) < low[0]
            or min(top, node.y - reach) > high[1]
            or max(top + height, node.y + reach) < low[1]
        ):
            continue
        x, y = points[:, 0], points[:, 1]
        near = np.hypot(x - node.x, y - node.y) < reach - _ROUNDING
        within = (x > left + _ROUNDING) & (x < left + width - _ROUNDING)
        within &= (y > top + _ROUNDING) & (y < top + height - _ROUNDING)
        if near.any() or (node.lines and within.any()):
            yield node


def find_outside(picture: Picture) -> list[str]:
    """Find what does not lie within the picture."""
    found = []
    for node in picture.nodes:
        left, top, width, height = node.box
        xs = (left, left + width, node.x - node.radius, node.x + node.radius)
        ys = (top, top + height, node.y - node.radius, node.y + node.radius)
        if min(xs) < 0 or max(xs) > picture.width or min(ys) < 0 or max(ys) > picture.height:
            found.append(f"{node.id} is not within the picture")
    for edge in picture.edges:
        points = follow_path(edge.path)
        if (points < 0).any() or (points > (picture.width, picture.height)).any():
            found.append(f"{edge.id} is not within the picture")
    return found


def find_merged(picture: Picture, bundles: dict[str, Bundle]) -> list[str]:
    """Find paths between the same two that are not apart where the one is half way."""
    groups: dict[tuple[str, ...], list[tuple[str, Points]]] = defaultdict(list)
    for edge in picture.edges:
        bundle = bundles[edge.id]
        groups[tuple(sorted((bundle.one, bundle.other)))].append((edge.id, follow_path(edge.path)))
    return [
        f"{one} and {other} are not apart"
        for group in groups.values()
        for (one, points), (other, others) in combinations(group, 2)
        if min(_measure_apart(points, others), _measure_apart(others, points)) < APART - _ROUNDING
    ]


def _measure_apart(points: Points, others: Points) -> float:
    """Measure how far the middle of *points*, by length, is from *others*."""
    return float(np.hypot(*(others - points[len(points) // 2]).T).min())


def find_loose_ends(picture: Picture, bundles: dict[str, Bundle]) -> list[str]:
    """Find paths that do not begin and end at their own nodes, each at its symbol or beside its label."""
    nodes = {node.id: node for node in picture.nodes}
    found = []
    for edge in picture.edges:
        points, bundle = follow_path(edge.path), bundles[edge.id]
        for name, (x, y) in ((bundle.one, points[0]), (bundle.other, points[-1])):
            node = nodes[name]
            left, _top, width, _height = node.box
            ends = (min(left, node.x - node.radius) - AWAY, max(left + width, node.x + node.radius) + AWAY)
            if abs(y - node.y) > node.radius + _ROUNDING or not ends[0] <= x <= ends[1]:
                found.append(f"{edge.id} does not touch {name}")
    return found


def follow_path(path: str) -> Points:
    """Follow an SVG path of M, L and C, in even steps."""
    found: list[Points] = []
    last = np.zeros(2)
    for letter, numbers in _COMMAND.findall(path):
        points = np.array([float(it) for it in numbers.split()]).reshape(-1, 2)
        if letter == "C":
            found.append(_follow_curve(last, *points))
        elif letter == "L":
            found.append(_follow_curve(last, last, points[0], points[0]))
        else:
            found.append(points)
        last = points[-1]
    return _space_evenly(np.concatenate(found))


def _follow_curve(one: Points, two: Points, three: Points, four: Points) -> Points:
    """Follow a cubic curve closely."""
    length = float(np.hypot(*(two - one)) + np.hypot(*(three - two)) + np.hypot(*(four - three)))
    t = np.linspace(0, 1, max(int(length / _STEP), 8))[:, None]
    return (1 - t) ** 3 * one + 3 * (1 - t) ** 2 * t * two + 3 * (1 - t) * t**2 * three + t**3 * four


def _space_evenly(points: Points) -> Points:
    """Give points at even distances along the line through *points*."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    places = np.linspace(0, lengths[-1], max(int(lengths[-1] / _STEP), 3))
    return np.stack([np.interp(places, lengths, points[:, axis]) for axis in (0, 1)], axis=1)
