"""Stairs: levels that follow on each other, the highest on top, and who stands on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visualisation import svg
from visualisation.diagrams.canvas import LINE, add_box, add_group, add_label, start_canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Pixels: how thick a step is, and what lies above it.
_THICK, _APART = 12, 12


@dataclass(frozen=True)
class Stair:
    """A step: which level it is, and what stands under that."""

    label: str
    text: str


def draw_stairs(stairs: Sequence[Stair], title: str, table: str) -> str:
    """Draw *stairs*, of which the first is the lowest, as SVG that the table with the id *table* describes.

    The higher a step, the farther it reaches.
    """
    high = 2 * LINE + _THICK + _APART
    picture = start_canvas("stairs", max(high * len(stairs), 1), title, table)
    for place, stair in enumerate(reversed(stairs)):
        top, across = place * high + _APART, 100.0 * (len(stairs) - place) / len(stairs)
        box = add_group(picture, f"{stair.label}: {stair.text}")
        add_label(box, (0, top), stair.label, "heading", **{"font-weight": "600"})
        add_label(box, (0, top + LINE), stair.text)
        add_box(box, (0, across), (top + 2 * LINE, _THICK), "series series-1")
    return svg.to_xml(picture)
