"""A picture: what vis-network is given, with nothing in it that a page could take for code."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask, render_template_string

from visualisation.layouts import lay_out
from visualisation.networks import BASES, LEFT, Edge, Node, make_network
from visualisation.style import find_style
from visualisation.vis_network import VIS_FILES, find_vis_folder, to_vis_network

EVIL = "</script><img src=x onerror=alert(1)>"


def picture(*labels: str, basis: str = "stated", weight: int = 1, side: str = "both") -> dict[str, Any]:
    """Draw a node for each of *labels*, the first joined to each of the others."""
    nodes = [Node(f"urn:{number}", label, "team", f"/partners/{number}") for number, label in enumerate(labels)]
    edges = [
        Edge(nodes[0].id, node.id, weight, basis, about_label=f"About {node.label}", side=side) for node in nodes[1:]
    ]
    network = make_network(nodes, edges)
    return to_vis_network(network, lay_out(network, "ring", 820))


def test_same_network_gives_same_bytes() -> None:
    """The same edges give the same picture, to the byte."""
    assert json.dumps(picture("a", "b", "c")) == json.dumps(picture("a", "b", "c"))


def test_node_is_drawn_where_it_was_placed() -> None:
    """Symbol and label of a node stand where the layout has them, whatever the middle of both is."""
    network = make_network([Node("urn:a", "Alpha", "team"), Node("urn:b", "Beta", "office")], [Edge("urn:a", "urn:b")])
    laid_out = lay_out(network, "list", 360)
    drawn = {node["id"]: node for node in to_vis_network(network, laid_out)["nodes"]}

    for placed in laid_out.nodes:
        node = drawn[placed.id]
        dx, dy, radius = node["symbol"]
        left, top, *size = node["box"]
        assert (node["x"] + dx, node["y"] + dy, radius) == pytest.approx((placed.x, placed.y, placed.radius), abs=0.02)
        assert (node["x"] + left, node["y"] + top, *size) == pytest.approx(placed.box, abs=0.02)
        assert (node["lines"], node["anchor"]) == (list(placed.lines), placed.anchor)
    assert (drawn["urn:a"]["color"], drawn["urn:a"]["shape"]) == find_style("team")


@pytest.mark.parametrize("basis", BASES)
def test_line_tells_its_basis_and_side(basis: str) -> None:
    """A line says on what it rests, in which of two networks it is, and on what it is about."""
    (edge,) = picture("a", "b", basis=basis, side=LEFT)["edges"]

    assert (edge["from"], edge["to"], edge["basis"], edge["side"]) == ("urn:0", "urn:1", basis, LEFT)
    assert edge["about"] == ["About b"]
    assert re.fullmatch(r"[MLC0-9., -]+", edge["path"])


def test_stronger_edge_is_wider_up_to_a_bound() -> None:
    """Weight shows as width, and no line is so wide that it hides the rest."""
    widths = [picture("a", "b", weight=weight)["edges"][0]["width"] for weight in (0, 1, 3, 7, 100, 1000, 10**6)]

    assert widths == sorted(widths)
    assert widths[0] == widths[1] < widths[2] < widths[-1] == widths[-2]
    assert widths[0] > 0


class Seen(HTMLParser):
    """The elements of a page, and what stands in the script of the picture."""

    def __init__(self) -> None:
        """See nothing yet."""
        super().__init__()
        self.tags: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember *tag*; its *attrs* matter to no test."""
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep *data*."""
        self.data += data


@pytest.mark.parametrize(
    "evil", [EVIL, "<!--<script>", "a' onmouseover='alert(1)", '"><svg onload=alert(1)>', "href=\u2028"]
)
def test_label_in_a_page_stays_text(evil: str) -> None:
    """A label that looks like HTML ends no script and starts no element; it arrives as the text it is."""
    made = picture(evil, f"{evil} and more")
    with Flask(__name__).app_context():
        page = render_template_string('<script type="application/json">{{ it|tojson }}</script>', it=made)
    seen = Seen()
    seen.feed(page)

    assert seen.tags == ["script"]
    assert json.loads(seen.data) == made
    assert {node["title"] for node in made["nodes"]} == {evil, f"{evil} and more"}


@pytest.mark.parametrize("name", VIS_FILES)
def test_script_lies_in_the_wheel(name: str) -> None:
    """vis-network comes with pyvis, so nothing is fetched from another host."""
    assert (find_vis_folder() / name).stat().st_size > 10_000
