"""The matrix of the packaged plan, larger than a screen and than a sheet: its heads stay, and all of it is printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What a browser shrinks to the paper is up to twice as wide; what is wider is cut off.
SHRUNK = 2
#: How the matrix stands on paper: whether the region shows all that it holds, and how its rows and heads are laid out.
ON_PAPER = """() => {
  const region = document.querySelector(".matrix-scroll");
  const style = getComputedStyle(region);
  const rows = [...region.querySelectorAll("tbody tr")];
  return {
    overflow: style.overflowX + " " + style.overflowY,
    cut: region.scrollHeight - region.clientHeight,
    heads: getComputedStyle(region.querySelector("thead")).display,
    foot: getComputedStyle(region.querySelector("tfoot")).display,
    shown: rows.filter((row) => row.getBoundingClientRect().height > 0).length,
    split: rows.filter((row) => getComputedStyle(row).breakInside !== "avoid").length,
    height: region.getBoundingClientRect().height,
    width: Math.max(document.documentElement.scrollWidth, region.scrollWidth) / window.innerWidth,
  };
}"""


def test_heads_of_the_matrix_stay_in_view(browser: Browser, served: str) -> None:
    """Scrolled by keyboard, the names of the themes and of the partners stay in view, on a telephone too."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{served}/coverage")
    region = page.locator(".matrix-scroll")
    region.focus()
    for key in ("End", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_function(
        "() => { const it = document.querySelector('.matrix-scroll'); return it.scrollTop > 200 && it.scrollLeft > 20 }"
    )
    box = region.bounding_box() or {"x": 0, "y": 0}
    head = page.locator(".matrix-scroll thead th").first.bounding_box() or {"x": -999, "y": -999}
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert abs(head["y"] - box["y"]) < 4
    assert abs(head["x"] - box["x"]) < 4
    assert (wide <= 0, said) == (True, [])


def test_matrix_is_printed_whole(browser: Browser, served: str) -> None:
    """On paper every row of the matrix stands there, on its side, with the heads again on each sheet, in any font.

    A browser repeats what is laid out as the heads of a table on each sheet, and shrinks what is too wide for one.
    """
    page = browser.new_page(viewport={"width": 1050, "height": 740})
    page.goto(f"{served}/coverage")
    rows = page.locator(".matrix-scroll tbody tr").count()
    page.emulate_media(media="print")
    found = page.evaluate(ON_PAPER)
    sheet = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox *\[ *0 0 ([\d.]+) ([\d.]+)", sheet)

    assert found["shown"] == rows > 50
    assert (found["overflow"], found["cut"] <= 0) == ("visible visible", True)
    assert (found["heads"], found["foot"], found["split"]) == ("table-header-group", "table-row-group", 0)
    assert found["width"] <= SHRUNK
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [
        (1191, 842)
    ]  # one A3 on its side
