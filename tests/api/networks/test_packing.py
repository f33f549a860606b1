"""The pictures that a page carries: packed on the server, and unpacked in the browser to what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.networks.packing import PICTURES, pack_pictures
from tests.api.networks.made_up import make_edge, make_node
from visualisation import lay_out, make_network, to_vis_network

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNPACK = """async (data) => {
  const { unpackPicture } = await import("/static/network-data.js");
  return Object.fromEntries(["wide", "narrow"].map((name) => [name, unpackPicture(data, name)]));
}"""
NETWORK = make_network(
    [make_node("a", "care", 'A "quote" & <b>'), make_node("b", "housing"), make_node("c")],
    [make_edge("a-b", 3, about_label="X"), make_edge("a-b", basis="derived", about_label="Y"), make_edge("c-c")],
)


def draw() -> dict[str, Any]:
    """Draw the network, as wide and as narrow as on the page."""
    layouts = {"wide": lay_out(NETWORK, "ring", 820), "narrow": lay_out(NETWORK, "list", 360)}
    return {name: to_vis_network(NETWORK, picture) for name, picture in layouts.items()}


def simplify(picture: dict[str, Any]) -> dict[str, Any]:
    """Simplify *picture* to what must survive packing, with numbers in whole pixels, by id."""
    fields = ("title", "kind", "side", "opens", "shape", "color", "anchor", "lines")
    places = ("x", "y", "whole", "symbol", "box")
    return {
        "size": (picture["width"], picture["height"], picture["directed"]),
        "nodes": {
            it["id"]: ([it[name] for name in fields], [_round(it[name]) for name in places]) for it in picture["nodes"]
        },
        "edges": {
            it["id"]: [it[name] for name in ("from", "to", "basis", "side", "width", "weight", "about")]
            for it in picture["edges"]
        },
    }


def _round(value: float | list[float]) -> list[float]:
    """Round *value* to what is seen."""
    return [round(it, 1) for it in (value if isinstance(value, list) else [value])]


def test_browser_unpacks_what_the_server_packed(browser: Browser, served: str) -> None:
    """Each picture comes out of the browser as it went in, with the same ids, whatever is in names."""
    pictures = draw()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/static/network.css")
    unpacked = page.evaluate(UNPACK, pack_pictures(pictures))
    context.close()

    for name in PICTURES:
        assert simplify(unpacked[name]) == simplify(pictures[name])
        assert len(unpacked[name]["edges"]) == 3


def test_what_is_shared_is_packed_once() -> None:
    """Names and ids stand once in what is packed, for both pictures."""
    packed = str(pack_pictures(draw()))

    assert packed.count("https://example.org/actor/a") == 1
    assert packed.count("'X'") == 1
