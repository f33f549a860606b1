"""Colours as CSS writes them, and how far two of them can be told apart (WCAG 2.2, contrast ratio)."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: As deep as one token may lead to another.
DEEPEST = 20
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)", re.IGNORECASE)
_MIX = re.compile(r"color-mix\(\s*in srgb\s*,\s*(.+?)\s+([\d.]+)%\s*,\s*(.+?)\s*\)", re.IGNORECASE)
_NAMED = {"black": "#000", "white": "#fff", "transparent": "#0000"}


class Colour(NamedTuple):
    """A colour: red, green and blue between 0 and 1, and how opaque it is."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: Colour) -> Colour:
        """Lay the colour over *below*, which is opaque."""
        red, green, blue = (self.alpha * a + (1 - self.alpha) * b for a, b in zip(self[:3], below[:3], strict=True))
        return Colour(red, green, blue)

    def write(self) -> str:
        """Write the colour, without how opaque it is.

        >>> Colour(1, 0.5, 0).write()
        '#ff8000'
        """
        return "#" + "".join(f"{round(it * 255):02x}" for it in self[:3])


WHITE = Colour(1, 1, 1)


def measure_contrast(one: Colour, other: Colour) -> float:
    """Measure the contrast ratio of two opaque colours.

    >>> measure_contrast(Colour(0, 0, 0), WHITE)
    21.0
    """
    darker, lighter = sorted((_measure_luminance(one), _measure_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _measure_luminance(colour: Colour) -> float:
    """Measure the relative luminance of *colour*."""
    parts = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in colour[:3])  # noqa: PLR2004
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def fill_variables(value: str, tokens: Mapping[str, str], deep: int = 0) -> str:
    """Fill in *value* what its variables are in *tokens*, or what stands there for want of them.

    >>> fill_variables("var(--a, var(--b))", {"--b": "#fff"})
    '#fff'
    """
    if deep > DEEPEST or not (found := _VARIABLE.search(value)):
        return value.strip()
    instead = tokens.get(found[1]) or (found[2] or "").strip()
    return fill_variables(value[: found.start()] + instead + value[found.end() :], tokens, deep + 1)


def read_colour(text: str) -> Colour | None:
    """Read the colour that *text* writes; None where it is written in another way than we know.

    >>> read_colour("hsl(0 0% 100%)"), read_colour("#000"), read_colour("oklch(1 0 0)")
    (Colour(red=1.0, green=1.0, blue=1.0, alpha=1.0), Colour(red=0.0, green=0.0, blue=0.0, alpha=1.0), None)
    """
    text = _NAMED.get(text.strip().lower(), text.strip())
    if found := _MIX.fullmatch(text):
        one, other, share = read_colour(found[1]), read_colour(found[3]), float(found[2]) / 100
        return Colour(*one[:3], share).over(other) if one and other else None
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) > 5 else "".join(2 * it for it in text[1:])  # noqa: PLR2004
        parts = [int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)]
        return Colour._make([*parts, 1.0][:4])
    found = _FUNCTION.fullmatch(text)
    return _read_function(found[1].lower(), re.split(r"[\s,/]+", found[2].strip())) if found else None


def _read_function(name: str, parts: list[str]) -> Colour | None:
    """Read the colour that the function *name* makes of *parts*."""
    try:
        alpha = _read_part(parts[3], 1) if len(parts) > 3 else 1.0  # noqa: PLR2004
        if name == "rgb":
            return Colour._make([*(_read_part(it, 255) for it in parts[:3]), alpha])
        hue = float(parts[0].removesuffix("deg")) % 360 / 360
        saturation, lightness = (_read_part(it, 100) for it in parts[1:3])
        return Colour._make([*colorsys.hls_to_rgb(hue, lightness, saturation), alpha])
    except (TypeError, ValueError, IndexError):
        return None


def _read_part(text: str, whole: float) -> float:
    """Read *text* as a part of *whole*, or as a percentage."""
    return float(text[:-1]) / 100 if text.endswith("%") else float(text) / whole
