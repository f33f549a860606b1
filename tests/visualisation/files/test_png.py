"""PNG: legible on A4, with letters of its own, so that no machine draws it otherwise."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib

import pytest

from tests.packages import ROOT
from visualisation import UndrawableError, write_png
from visualisation.files.png import MOST_DOTS, WIDEST
from visualisation.svg import build_picture, to_xml

INCH = 0.0254
LETTERS = "a\u00e9\u00eb\u00f6\u00e7\u0142\u0103\u20ac\u2013\u2014\u2019\u201e\u2026\u2192\u03b1\u0416"


def draw(
    width: int,
    height: int,
    title: str = "Wie werkt met wie: \u20ac 1.000 \u2013 co\u00f6peratie, \u2019s-Hertogenbosch",
) -> str:
    """Draw an empty picture of *width* by *height* under *title*."""
    return to_xml(build_picture(width, height, title, []))


def read_header(png: bytes) -> tuple[int, int, float]:
    """Read the width and the height of *png* in dots, and how many of them are an inch."""
    width, height = struct.unpack(">II", png[16:24])
    place = png.index(b"pHYs")
    across, down, unit = struct.unpack(">IIB", png[place + 4 : place + 13])
    assert (across, unit) == (down, 1)
    assert struct.unpack(">I", png[place + 13 : place + 17]) == (zlib.crc32(png[place : place + 13]),)
    return width, height, across * INCH


def test_picture_is_as_wide_as_paper() -> None:
    """A picture for a laptop fills the width of A4, at 300 dots an inch."""
    width, height, dots = read_header(write_png(draw(820, 400)))

    assert (width, round(dots)) == (WIDEST, 300)
    assert height == pytest.approx(400 * WIDEST / 820, abs=1)


def test_narrow_picture_keeps_its_size() -> None:
    """A picture for a phone is not blown up: an inch of it is an inch on paper."""
    width, _, dots = read_header(write_png(draw(360, 400)))

    assert (width, round(dots)) == (360 * 300 // 96, 300)


def test_large_picture_has_fewer_dots_on_as_much_paper() -> None:
    """A long list stays within what a renderer may take, and is as wide on paper as it would have been."""
    width, height, dots = read_header(write_png(draw(360, 9_000)))

    assert width * height <= MOST_DOTS * 1.01
    assert width / dots == pytest.approx(360 / 96, rel=0.01)


def test_picture_without_bound_is_refused() -> None:
    """A picture of which no letter would be legible is refused, with its size."""
    with pytest.raises(UndrawableError) as caught:
        write_png(draw(820, 40_000))

    assert (caught.value.reason, caught.value.values) == ("large", {"width": 820, "height": 40_000})


@pytest.mark.parametrize("text", ["", "<html>", '<svg viewBox="0 0 0 9"></svg>', "<svg></svg>"])
def test_what_is_no_picture_is_refused(text: str) -> None:
    """What has no size is refused, and the message says what would have one."""
    with pytest.raises(ValueError, match="viewBox"):
        write_png(text)


@pytest.mark.parametrize(
    "letter", "a\u00e9\u00eb\u00f6\u00e7\u0142\u0103\u20ac\u2013\u2014\u2019\u201e\u2026\u2192\u03b1\u0416"
)
def test_letter_is_in_the_font(letter: str) -> None:
    """Letters with accents, the euro, dashes, quotes and arrows are letters, and not the box of what is missing."""
    assert write_png(draw(200, 60, letter)) != write_png(draw(200, 60, "\ue000"))
    assert write_png(draw(200, 60, letter)) != write_png(draw(200, 60, ""))


def test_halo_lies_under_its_letters() -> None:
    """The white edge of a name is painted before its letters, as if they were two texts, one over the other."""
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 80"><g font-size="60" stroke-width="6">{}</g></svg>'
    )
    word, edge = '<text x="9" y="60"{}>W</text>', ' stroke="#d00"'
    under = write_png(frame.format(word.format(f'{edge} paint-order="stroke"')))
    over = write_png(frame.format(word.format(edge)))

    assert under == write_png(frame.format(word.format(f'{edge} fill="none"') + word.format("")))
    assert under != over


@pytest.mark.parametrize("family", ["DejaVu Sans", "Liberation Sans", "Arial", "Segoe UI", "Noto Sans", "Cantarell"])
def test_fonts_of_the_machine_count_for_nothing(family: str) -> None:
    """Whatever font a picture asks for and a machine may have, the letters are those of the package."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 80" font-family="{}"><text y="60">Wij</text></svg>'

    assert write_png(frame.format(family)) == write_png(frame.format("Source Sans Pro"))


def test_same_picture_gives_same_bytes() -> None:
    """A picture that is drawn in another process is the same to the byte."""
    program = "import sys; from visualisation import write_png; sys.stdout.buffer.write(write_png(sys.argv[1]))"
    picture = draw(400, 80)
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", program, picture], env=environ, capture_output=True, check=True)

    assert done.stdout == write_png(picture)
