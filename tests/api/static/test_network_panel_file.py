"""The panel of a file: without a server, what one looks at is lit in the picture and said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.networks.packing import PICTURES, pack_pictures
from visualisation import Edge, Node, join_modules, lay_out, make_network, to_vis_network

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STATIC = Path(__file__).parents[3] / "api/static"
NETWORK = make_network([Node(it, it.upper(), "team") for it in "abc"], [Edge("a", "b"), Edge("c", "c")])
LINES = {bundle.one: bundle.id for bundle in NETWORK.bundle()}
MAIN = """import { Panel, readPlace } from "./network-panel.js";
window.said = [];
window.panel = new Panel(null, "", (text) => { window.said.push(text); });
window.place = readPlace();
"""


def look(browser: Browser, looked: dict[str, str]) -> tuple[Any, list[str], bool]:
    """Look at *looked*, and return what is lit, what was said, and whether the panel is open."""
    named = {"network-panel.js": "network-panel-file.js", "network-data.js": "network-data.js"}
    modules = {name: (STATIC / file).read_text(encoding="utf-8") for name, file in named.items()} | {"main.js": MAIN}
    pictures = dict.fromkeys(PICTURES, to_vis_network(NETWORK, lay_out(NETWORK, "list", 360)))
    data = f'<script type="application/json" id="network-data">{json.dumps(pack_pictures(pictures))}</script>'
    page = browser.new_page()
    page.set_content(f"{data}<script>{join_modules({**modules, 'main.js': MAIN}, 'main.js')}</script>")
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
        ({"node": "a"}, ["a", "b"], [LINES["a"]], "A"),
        ({"edge": LINES["a"]}, ["a", "b"], [LINES["a"]], "A \N{EN DASH} B"),
        ({"node": "c"}, ["c"], [LINES["c"]], "C"),
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
