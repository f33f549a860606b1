"""Nothing moves under one's hand while a page comes: what a script or a style adds has its place from the beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.pages.picture_page import wait_until_drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: A page of each kind that a script or a style of its own does something to.
PATHS = ("/", "/measures", "/gaps?kind=owner", "/coverage", "/network", "/questions/cooperation", "/sparql", "/money")
#: What has moved, as a part of the window times how far (Layout Instability, W3C).
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const it of list.getEntries()) if (!it.hadRecentInput) window.moved += it.value;
}).observe({ type: "layout-shift", buffered: true });
"""
#: A tenth of what is called good (Web Vitals): a line that moves by a pixel or so, on a machine that is full.
MOST = 0.01


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_comes(browser: Browser, served: str, width: int) -> None:
    """On a telephone and on a screen each page stands as it first stood."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.add_init_script(WATCH)
    moved = {}
    try:
        for path in PATHS:
            page.goto(f"{served}{path}", wait_until="load")
            wait_until_drawn(page)
            moved[path] = page.evaluate("window.moved")
    finally:
        page.close()

    assert {path: value for path, value in moved.items() if value > MOST} == {}
