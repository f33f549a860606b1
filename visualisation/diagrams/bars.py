"""Bars in groups: each group under its label, and behind each bar what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visualisation import svg
from visualisation.diagrams.canvas import LINE, add_box, add_group, add_label, make_scale, start_canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    Scale = Callable[[float], float]

#: As much of the width as the longest bar has; behind it is room for what it says.
_WIDEST = 42.0
#: As long as a bar can be reckoned with, a value beyond it is drawn as this.
_LONGEST = 1e300
#: Pixels: how thick a bar is, how far the next begins, and what lies between two groups; and the least, in per cent.
_THICK, _STEP, _APART, _LEAST = 13, 19, 9, 0.4
#: Pixels from the end of a bar to its text.
_ASIDE = "6"


@dataclass(frozen=True)
class Bar:
    """A bar: how long it is, what stands behind it, and the number of its series, which has a look of its own.

    Where it is a part of something, the `whole` of that is drawn behind it.
    """

    value: float
    text: str
    series: int = 1
    whole: float = 0.0


@dataclass(frozen=True)
class BarGroup:
    """Some bars under one label; a `heading` above it begins what follows, up to the next heading."""

    label: str
    bars: Sequence[Bar]
    heading: str = ""


def draw_bars(groups: Sequence[BarGroup], title: str, table: str) -> str:
    """Draw *groups* under each other, called *title*, as SVG that the table with the id *table* describes.

    All bars have one scale, so that they can be held against each other; a negative one goes to the left.
    """
    picture = start_canvas("bars", max(sum(map(_measure_group, groups)), 1), title, table)
    values = [_limit(it) for group in groups for bar in group.bars for it in (bar.value, bar.whole)]
    scale = make_scale(min([0.0, *values]), max([0.0, *values]), _WIDEST)
    top = 0
    for group in groups:
        _draw_group(picture, group, top, scale)
        top += _measure_group(group)
    return svg.to_xml(picture)


def _measure_group(group: BarGroup) -> int:
    """Measure how high *group* is."""
    return (LINE + _APART if group.heading else 0) + LINE + _STEP * len(group.bars) + _APART


def _draw_group(picture: Element, group: BarGroup, top: int, scale: Scale) -> None:
    """Draw *group* from *top* downwards."""
    if group.heading:
        add_label(picture, (0, top + _APART), group.heading, "heading", **{"font-weight": "600"})
        top += LINE + _APART
    box = add_group(picture, f"{group.label}: {'; '.join(bar.text for bar in group.bars)}")
    add_label(box, (0, top), group.label)
    for place, bar in enumerate(group.bars):
        _draw_bar(box, bar, top + LINE + place * _STEP, scale)


def _draw_bar(box: Element, bar: Bar, top: int, scale: Scale) -> None:
    """Draw *bar* at *top*: what it is a part of, itself, and its text behind both."""
    zero, end, whole = scale(0.0), scale(_limit(bar.value)), scale(_limit(bar.whole))
    if bar.whole:
        add_box(box, (zero, max(whole - zero, _LEAST)), (top, _THICK), "track")
    if bar.value:
        add_box(box, (min(zero, end), max(abs(end - zero), _LEAST)), (top, _THICK), f"series series-{bar.series}")
    add_label(box, (max(zero, end, whole), top - 3), bar.text, "value", dx=_ASIDE)


def _limit(value: float) -> float:
    """Limit *value* to what can be reckoned with."""
    return max(-_LONGEST, min(value, _LONGEST))
