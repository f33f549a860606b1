"""The canvas of a diagram: as wide as its place on the page, with letters that keep their size however narrow that is.

Places from left to right are shares of the width, in per cent, and places from top to bottom are pixels. What it looks
like beyond ink on paper is in the style sheet of the page, by class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from visualisation import svg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: As many characters as fit beside each other on a screen of 320 pixels.
LONGEST_LABEL = 38
#: The same for the column of a page.
LONGEST_FULL = 90
#: Pixels from the top of a line of letters to their foot, and to the next line.
FOOT, LINE = 15, 20
#: First strong isolate and pop directional isolate: between them a name from right to left turns nothing else around.
_ISOLATE, _END = "\u2068", "\u2069"


def start_canvas(name: str, height: int, title: str, table: str) -> Element:
    """Start a diagram *name* of *height* pixels, with a *title*, which the table with the id *table* describes."""
    named = f"{table}-diagram"
    root = Element(
        "svg",
        {
            "xmlns": svg.NAMESPACE,
            "class": f"diagram {name}",
            "width": "100%",
            "height": str(height),
            "role": "img",
            "aria-labelledby": named,
            "aria-describedby": table,
            "font-size": str(svg.SIZE),
            "fill": "currentColor",
        },
    )
    SubElement(root, "title", id=named).text = svg.replace_control_characters(title)
    return root


def cut_label(text: str, most: int = LONGEST_LABEL) -> str:
    """Cut *text* to at most *most* characters; the last says that there was more.

    >>> cut_label("Burgemeester en wethouders", 13)
    'Burgemeester…'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def add_label(parent: Element, place: tuple[float, int], text: str, name: str = "", **looks: str) -> None:
    """Write *text* in *parent* at *place*, of which the second is the top of its letters; *name* is its class.

    A long one is there twice, for the style sheet to show one: as much as a small screen has room for, and more.
    """
    short, full = cut_label(text), cut_label(text, LONGEST_FULL)
    if short == full:
        _add_text(parent, place, short, name, looks)
    else:
        _add_text(parent, place, short, f"{name} short".strip(), looks)
        _add_text(parent, place, full, f"{name} full".strip(), looks)


def _add_text(parent: Element, place: tuple[float, int], text: str, name: str, looks: Mapping[str, str]) -> None:
    """Write *text* as it is, in the class *name* where there is one, and with *looks*."""
    across, top = place
    attributes = {"x": f"{svg.format_pixels(across)}%", "y": str(top + FOOT)} | dict(looks)
    if name:
        attributes["class"] = name
    SubElement(parent, "text", attributes).text = f"{_ISOLATE}{svg.replace_control_characters(text)}{_END}"


def add_box(parent: Element, across: tuple[float, float], down: tuple[int, int], name: str) -> None:
    """Draw a box of the class *name* in *parent*: from where to how far *across*, and from where to how far *down*."""
    attributes = {
        "class": name,
        "x": f"{svg.format_pixels(across[0])}%",
        "y": str(down[0]),
        "width": f"{svg.format_pixels(across[1])}%",
        "height": str(down[1]),
    }
    SubElement(parent, "rect", attributes)


def add_line(parent: Element, start: tuple[float, int], end: tuple[float, int], name: str) -> None:
    """Draw a line of the class *name* in *parent* from *start* to *end*."""
    attributes = {"class": name, "stroke": "currentColor"}
    attributes |= {"x1": f"{svg.format_pixels(start[0])}%", "y1": str(start[1])}
    attributes |= {"x2": f"{svg.format_pixels(end[0])}%", "y2": str(end[1])}
    SubElement(parent, "line", attributes)


def add_group(parent: Element, title: str) -> Element:
    """Add a group to *parent* with a *title*, which the pointer shows in full where the label was cut."""
    group = SubElement(parent, "g")
    svg.add_title(group, title)
    return group


def make_scale(low: float, high: float, width: float) -> Callable[[float], float]:
    """Make what turns a value between *low* and *high* into a share of *width* per cent, from the left.

    >>> make_scale(2.0, 4.0, 50.0)(3.0)
    25.0
    """
    across = (high - low) or 1.0
    return lambda value: width * (value - low) / across
