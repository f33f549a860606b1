"""A place for all of a network, on a ring, in layers or as a list; the same each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from visualisation.layouts.block import CLEAR, GAP, LARGEST, make_label, to_picture
from visualisation.layouts.column import REACH, lay_column
from visualisation.layouts.layers import lay_layers
from visualisation.layouts.ordering import find_adjacency, find_parts, improve_order, order_line
from visualisation.layouts.packing import join_in_columns, pack_blocks
from visualisation.layouts.ring import NARROWEST, NoRoomError, lay_ring, order_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visualisation.layouts.block import Block, Label
    from visualisation.layouts.ordering import Adjacency
    from visualisation.layouts.picture import Picture
    from visualisation.networks import Bundle, Network, Node

LayoutName = Literal["ring", "layers", "list"]
LAYOUTS: tuple[LayoutName, ...] = get_args(LayoutName)
#: Pixels round all that is in a picture, and how wide a picture is at least.
EDGE, NARROWEST_PICTURE = 12.0, 240.0
#: Pixels of a row of a list, which a thumb can hit.
_THUMB = 28
#: How wide a label beside a ring is at least and at most; one in a list may have more lines.
_LEAST_LABEL, _MOST_LABEL, _LINES, _LIST_LINES = 84.0, 216.0, 2, 3
#: As many nodes as make a small part, which is no ring, and how far arcs reach there.
_SMALL, _SMALL_REACH = 3, 48.0


def lay_out(network: Network, layout: LayoutName, width: float) -> Picture:
    """Lay out *network* as *layout* in a picture of *width* pixels, which is as high as it must be.

    What does not fit in the width as a ring or in layers is a list. No name overlaps another or is crossed by a way,
    and letters keep their size. A picture is at least `NARROWEST_PICTURE` wide.
    """
    width = max(width, NARROWEST_PICTURE)
    bundles = network.bundle()
    inner = width - 2 * EDGE
    blocks = None
    if layout == "ring":
        blocks = _lay_rings(network, bundles, inner)
    elif layout == "layers":
        blocks = lay_layers(network, bundles, inner)
    if blocks is None:
        blocks = _lay_list(network, bundles, inner)
    placed, height = pack_blocks(blocks, inner, EDGE)
    return to_picture([block.shift(EDGE, 0) for block in placed], width, height + EDGE)


def _make_labels(
    names: Sequence[str], nodes: dict[str, Node], adjacency: Adjacency, width: float, most: int
) -> list[Label]:
    """Make the labels of the nodes with *names*."""
    return [make_label(nodes[name], sum(adjacency.get(name, {}).values()), width, most) for name in names]


def _lay_list(network: Network, bundles: Sequence[Bundle], width: float) -> list[Block]:
    """Lay out all in one column, the parts that do not touch under each other."""
    adjacency, nodes = find_adjacency(bundles), {node.id: node for node in network.nodes}
    order = [name for part in find_parts(network.nodes, adjacency) for name in _order_column(part, adjacency)]
    if not order:
        return []
    arcs = lay_column(_make_labels(order, nodes, adjacency, 0, 0), bundles, _THUMB)
    for room in (width - arcs.width - GAP - LARGEST, width - REACH - GAP - 3 * LARGEST):
        block = lay_column(_make_labels(order, nodes, adjacency, room, _LIST_LINES), bundles, _THUMB)
        if block.width <= width:
            break
    return [replace(block, width=width)]


def _order_column(part: Sequence[Node], adjacency: Adjacency) -> list[str]:
    """Order the nodes of *part* so that arcs are short."""
    return improve_order(order_line(part, adjacency), adjacency, lambda one, other: abs(one - other))


def _lay_rings(network: Network, bundles: Sequence[Bundle], width: float) -> list[Block] | None:
    """Lay out each part as a ring, or small as a column; nothing comes back where no ring fits in *width*."""
    adjacency = find_adjacency(bundles)
    parts = find_parts(network.nodes, adjacency)
    most = min((width - NARROWEST - 64) / 2, _MOST_LABEL)
    if most < _LEAST_LABEL and any(len(part) > _SMALL for part in parts):
        return None
    by_node: dict[str, list[Bundle]] = {}
    for bundle in bundles:
        by_node.setdefault(bundle.one, []).append(bundle)
    large, small = [], []
    for part in parts:
        within = [bundle for node in part for bundle in by_node.get(node.id, ())]
        if len(part) > _SMALL:
            large.append(_lay_part(part, within, adjacency, most, width))
        else:
            small.append(_lay_small(part, within, adjacency, min(_MOST_LABEL, width - 150)))
    large.sort(key=lambda block: -block.height)
    return [*large, *([join_in_columns(small, width)] if small else [])]


def _lay_part(
    part: Sequence[Node], bundles: Sequence[Bundle], adjacency: Adjacency, most: float, width: float
) -> Block:
    """Lay out a large part as a ring, or as a column where a ring has no room for its curves."""
    nodes = {node.id: node for node in part}
    try:
        return lay_ring(_make_labels(order_ring(part, adjacency), nodes, adjacency, most, _LINES), bundles, width)
    except NoRoomError:
        labels = _make_labels(_order_column(part, adjacency), nodes, adjacency, width - REACH - 40, _LINES)
        return lay_column(labels, bundles, CLEAR)


def _lay_small(part: Sequence[Node], bundles: Sequence[Bundle], adjacency: Adjacency, most: float) -> Block:
    """Lay out a small part in a column."""
    nodes = {node.id: node for node in part}
    labels = _make_labels(_order_column(part, adjacency), nodes, adjacency, most, _LINES)
    return lay_column(labels, bundles, CLEAR, _SMALL_REACH)
