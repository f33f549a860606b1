"""Blocks beside and under each other, on shelves, within a width."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visualisation.layouts.block import Block

#: Pixels between two blocks, across and down.
ACROSS, DOWN = 36.0, 26.0


def pack_blocks(blocks: Sequence[Block], width: float, top: float) -> tuple[list[Block], float]:
    """Pack *blocks* in their order on shelves *width* wide, from *top*, and say how far down the last reaches."""
    packed: list[Block] = []
    shelves = _fill_shelves(blocks, width)
    for shelf in shelves:
        used = sum(block.width for block in shelf) + ACROSS * (len(shelf) - 1)
        left, height = (width - used) / 2, max(block.height for block in shelf)
        for block in shelf:
            packed.append(block.shift(left, top + (height - block.height) / 2))
            left += block.width + ACROSS
        top += height + DOWN
    return packed, top - DOWN if packed else top


def _fill_shelves(blocks: Sequence[Block], width: float) -> list[list[Block]]:
    """Fill shelves with *blocks*, each with as many as fit."""
    shelves: list[list[Block]] = []
    left = 0.0
    for block in blocks:
        if not shelves or left + block.width > width:
            shelves.append([])
            left = 0.0
        shelves[-1].append(block)
        left += block.width + ACROSS
    return shelves


def align_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Give *blocks* the width of the widest, so that they stand in columns where they are packed."""
    widest = max((block.width for block in blocks), default=0)
    return [replace(block, width=widest) for block in blocks]
