"""A picture as PNG for paper, drawn by resvg with letters of its own, so that it is the same on each machine.

The letters come from an installed package: which fonts a machine has counts for nothing.
"""

from __future__ import annotations

import importlib.util
import re
import struct
import zlib
from pathlib import Path

from visualisation.svg import UndrawableError

#: Dots per inch of paper, and how many pixels of a picture are an inch (CSS Values and Units 3, W3C).
DOTS, PIXELS = 300, 96
#: Dots across A4, which is 210 mm wide; what is wider is made to fit.
WIDEST = 2480
#: As many dots as one picture has. Each takes nine bytes while it is drawn.
MOST_DOTS = 24_000_000
FAMILY = "Source Sans Pro"
#: The weights of letters that our pictures have.
_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
_SIZE = re.compile(r'\A(?:<\?[^>]*\?>\s*)?<svg\b[^>]*?\bviewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_METRE = 39.3701
#: Where a chunk may stand that says how large the dots are: behind the signature and the header (PNG 3, W3C).
_HEADER_END = 33


def write_png(svg: str) -> bytes:
    """Write the picture *svg* as PNG of 300 dots an inch, at its own size or as wide as A4.

    A picture of more than `MOST_DOTS` has fewer dots an inch, and is as large on paper.

    :raises UndrawableError: when it is so large that its letters would not be legible.
    """
    import resvg_py  # noqa: PLC0415  the web process draws nothing

    width, height = _read_size(svg)
    whole = min(DOTS / PIXELS, WIDEST / width)
    scale = min(whole, (MOST_DOTS / (width * height)) ** 0.5)
    if scale < 1 and scale < whole:
        raise UndrawableError("large", width=round(width), height=round(height))
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=[str(_find_font_folder() / face) for face in _FACES],
        font_family=FAMILY,
        serif_family=FAMILY,  # what a family that is not there falls back to
        sans_serif_family=FAMILY,
    )
    return _add_resolution(drawn, DOTS * scale / whole)


def _read_size(svg: str) -> tuple[float, float]:
    """Read the width and the height of *svg*.

    :raises ValueError: when it does not begin as pictures of ours do.
    """
    found = _SIZE.match(svg)
    if not found or not float(found[1]) * float(found[2]):
        raise ValueError(f"No picture with a size begins so: {svg[:80]!r}; give it a viewBox from 0 0")
    return float(found[1]), float(found[2])


def _find_font_folder() -> Path:
    """Find the folder with the letters, in the installed package.

    :raises FileNotFoundError: when it is not installed.
    """
    spec = importlib.util.find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("font-source-sans-pro is not installed, so a PNG would have no letters")
    return Path(spec.origin).parent / "files"


def _add_resolution(png: bytes, dots: float) -> bytes:
    """Add to *png* that it has so many *dots* an inch, so that a word processor gives it its size on paper."""
    each = round(dots * _METRE)
    chunk = b"pHYs" + struct.pack(">IIB", each, each, 1)
    sized = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_HEADER_END] + sized + png[_HEADER_END:]
