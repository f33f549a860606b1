"""The panel of a file: without a server, what one looks at is lit in the picture and said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from visualisation import join_modules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PANEL = Path(__file__).parents[3] / "api/static/network-panel-file.js"
PICTURE = {
    "nodes": [{"id": it, "title": it.upper()} for it in "abc"],
    "edges": [{"id": "ab", "from": "a", "to": "b"}, {"id": "cc", "from": "c", "to": "c"}],
}
MAIN = """import { Panel, readPlace } from "./network-panel.js";
window.said = [];
window.panel = new Panel(null, "", (text) => { window.said.push(text); });
window.place = readPlace();
"""


def look(browser: Browser, looked: dict[str, str]) -> tuple[Any, list[str], bool]:
    """Look at *looked*, and return what is lit, what was said, and whether the panel is open."""
    modules = {"network-panel.js": PANEL.read_text(encoding="utf-8"), "main.js": MAIN}
    data = f'<script type="application/json" id="network-data">{json.dumps({"wide": PICTURE})}</script>'
    page = browser.new_page()
    page.set_content(f"{data}<script>{join_modules(modules, 'main.js')}</script>")
    found = page.evaluate(
        "async (looked) => { await panel.open(panel.makeHref(looked)); panel.remember(null);"
        "return [panel.lit, said, panel.element.classList.contains('is-open'), place] }",
        looked,
    )
    page.close()
    assert found.pop() is None
    return tuple(found)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("looked", "nodes", "edges", "said"),
    [
        ({"node": "a"}, ["a", "b"], ["ab"], "A"),
        ({"edge": "ab"}, ["a", "b"], ["ab"], "A \N{EN DASH} B"),
        ({"node": "c"}, ["c"], ["cc"], "C"),
    ],
)
def test_what_is_looked_at_is_lit(
    browser: Browser, looked: dict[str, str], nodes: list[str], edges: list[str], said: str
) -> None:
    """A node is lit with what it is tied to, an edge with its ends, and the name of what is looked at is said."""
    lit, heard, is_open = look(browser, looked)

    assert (lit["nodes"], lit["edges"], lit["marked"]) == (nodes, edges, next(iter(looked.values())))
    assert (heard, is_open) == ([said], True)


@pytest.mark.parametrize("looked", [{}, {"node": "gone"}, {"edge": "gone"}])
def test_what_is_not_there_lights_nothing(browser: Browser, looked: dict[str, str]) -> None:
    """Nothing is lit where one looks at nothing, or at what is not in the picture."""
    assert look(browser, looked) == (None, [""], False)
