"""Blocks beside and under each other, on tiers, within a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visualisation.layouts.block import make_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visualisation.layouts.block import Block

#: Pixels between two blocks, across and down, and below a node that is tied to nothing.
ACROSS, DOWN, ALONE = 36.0, 26.0, 9.0


def pack_blocks(blocks: Sequence[Block], width: float, top: float) -> tuple[list[Block], float]:
    """Pack *blocks* in their order on tiers *width* wide, from *top*, and say how far down the last reaches."""
    packed: list[Block] = []
    tiers = _fill_tiers(blocks, width)
    for tier in tiers:
        used = sum(block.width for block in tier) + ACROSS * (len(tier) - 1)
        left, height = (width - used) / 2, max(block.height for block in tier)
        for block in tier:
            packed.append(block.shift(left, top + (height - block.height) / 2))
            left += block.width + ACROSS
        top += height + DOWN
    return packed, top - DOWN if packed else top


def _fill_tiers(blocks: Sequence[Block], width: float) -> list[list[Block]]:
    """Fill tiers with *blocks*, each with as many as fit."""
    tiers: list[list[Block]] = []
    left = 0.0
    for block in blocks:
        if not tiers or left + block.width > width:
            tiers.append([])
            left = 0.0
        tiers[-1].append(block)
        left += block.width + ACROSS
    return tiers


def join_in_columns(blocks: Sequence[Block], width: float) -> Block:
    """Join small *blocks* in their order to one: in columns that are about as high, their symbols under each other."""
    left = max(block.nodes[0].x for block in blocks)
    aligned = [block.shift(left - block.nodes[0].x, 0) for block in blocks]
    widest = max(block.width + left - block.nodes[0].x for block in blocks)
    count = max(int((width + ACROSS) / (widest + ACROSS)), 1)
    high = sum(block.height + _find_gap(block) for block in blocks) / count
    across, down, placed = 0.0, 0.0, []
    for block in aligned:
        if down >= high - 1 and across + 2 * widest + ACROSS <= width:
            across, down = across + widest + ACROSS, 0.0
        placed.append(block.shift(across, down))
        down += block.height + _find_gap(block)
    nodes = [node for block in placed for node in block.nodes]
    return make_block(nodes, [way for block in placed for way in block.ways])


def _find_gap(block: Block) -> float:
    """Find how far below *block* the next begins: nodes by themselves are rows of one list."""
    return ALONE if len(block.nodes) == 1 else DOWN
