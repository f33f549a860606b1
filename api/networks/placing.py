"""A place for each thing in a picture of groups: what is in a group lies round it, as seeds in a flower."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from visualisation import find_home

if TYPE_CHECKING:
    from visualisation import Network, Node, Picture, PlacedNode

#: The angle by which one seed turns from the last, so that they never line up, and pixels between two.
_TURN, _APART = math.pi * (3 - math.sqrt(5)), 16


def place_members(network: Network, picture: Picture) -> Picture:
    """Place all of *network* in *picture*: what has a place there keeps it, the rest lies round its group."""
    known = {placed.id: placed for placed in picture.nodes}
    folded: dict[str, list[Node]] = defaultdict(list)
    for node in network.nodes:
        if node.id not in known:
            folded[find_home(node, known)].append(node)
    nodes = [known[node.id] for node in network.nodes if node.id in known]
    for group, members in sorted(folded.items()):
        if group in known:
            nodes += [_turn(known[group], place, node) for place, node in enumerate(members)]
    return replace(picture, nodes=tuple(nodes))


def _turn(group: PlacedNode, place: int, node: Node) -> PlacedNode:
    """Place *node* at its *place* round the middle of its *group*."""
    far, angle = _APART * math.sqrt(place + 0.5), place * _TURN
    x, y = round(group.x + far * math.cos(angle), 2), round(group.y + far * math.sin(angle), 2)
    return replace(group, id=node.id, x=x, y=y, lines=(node.label,))
