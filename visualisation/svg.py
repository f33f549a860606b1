"""Pictures as SVG (Scalable Vector Graphics 2, W3C 2018) without styles or scripts, so that a strict page takes them.

Looks are presentation attributes; whatever comes from data is text or the value of an attribute, so none of it runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.terms import CONTROL_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://www.w3.org/2000/svg"
INK, SOFT, PAPER, ACCENT, OTHER = "#1d2a33", "#52616b", "#ffffff", "#0f5e6e", "#7a3b00"
#: Names in quotes: CSS would take none of them if one had a number by itself without.
FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
SIZE = 14
#: Pixels of a line of text, and from the edge.
LINE, EDGE = 20, 16
#: About how wide a character is, as a part of the size of its letters.
_CHARACTER = 0.5


class UndrawableError(Exception):
    """What was asked cannot be drawn; `reason` names why, in one word for the code that says it to people."""

    def __init__(self, reason: str, **values: object) -> None:
        """Say the *reason*, with *values* that a text about it names."""
        super().__init__(reason)
        self.reason = reason
        self.values = values


def build_picture(width: int, height: int, title: str, notes: Iterable[str]) -> Element:
    """Build an empty picture under its *title* and above its *notes*, which come on top of *height*."""
    lines = [line for note in notes for line in wrap_text(note, width - 2 * EDGE)]
    whole = height + len(lines) * LINE + (EDGE if lines else 0)
    svg = start_svg(width, whole, " ".join([title, *notes]))
    add_text(svg, (EDGE, EDGE + SIZE), shorten_text(title, (width - 2 * EDGE) / 1.2), font_weight="600")
    for place, line in enumerate(lines):
        add_text(svg, (EDGE, height + (place + 1) * LINE), line, fill=SOFT)
    return svg


def start_svg(width: int, height: int, label: str) -> Element:
    """Start an empty picture that is called *label* where it is not seen."""
    svg = Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "aria-label": replace_control_characters(label),
            "font-family": FONT,
            "font-size": str(SIZE),
            "fill": INK,
        },
    )
    SubElement(svg, "rect", width=str(width), height=str(height), fill=PAPER)
    return svg


def add_text(parent: Element, place: tuple[float, float], text: str, anchor: str = "start", **looks: str) -> None:
    """Write *text* at *place* in *parent*; an underscore in the name of a look is a hyphen."""
    attributes = {"x": format_pixels(place[0]), "y": format_pixels(place[1]), "text-anchor": anchor}
    attributes |= {name.replace("_", "-"): value for name, value in looks.items()}
    SubElement(parent, "text", attributes).text = replace_control_characters(text)


def add_title(parent: Element, text: str) -> None:
    """Add *text* to *parent* as its tooltip."""
    SubElement(parent, "title").text = replace_control_characters(text)


def format_pixels(value: float) -> str:
    """Format *value*, in pixels, to a tenth.

    >>> format_pixels(3.0), format_pixels(2.25)
    ('3', '2.2')
    """
    return f"{round(value, 1):g}"


def shorten_text(text: str, width: float) -> str:
    """Shorten *text* to about *width* pixels; a character at its end says where it was cut off.

    >>> shorten_text("Burgemeester en wethouders", 100)
    'Burgemeester…'
    """
    most = max(int(width / (SIZE * _CHARACTER)), 2)
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def wrap_text(text: str, width: float) -> list[str]:
    """Wrap *text* into lines of at most about *width* pixels."""
    most, lines = int(width / (SIZE * _CHARACTER)), [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= most and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def replace_control_characters(text: str) -> str:
    """Replace the characters of *text* that XML cannot hold."""
    return re.sub(f"[{CONTROL_CHARACTERS}\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def to_xml(svg: Element) -> str:
    """Write *svg* as text."""
    return tostring(svg, encoding="unicode")
