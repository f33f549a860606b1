"""A picture: what vis-network is given, with nothing in it that a page could take for code."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string

from visualisation.network import build_network
from visualisation.networks import Edge, Node
from visualisation.style import OTHER_STYLE, STYLES, find_style
from visualisation.vis_network import VIS_FILES, find_vis_folder, to_vis_network

KINDS = Path(__file__).parents[2] / "ontology/vocabularies/kind.ttl"
EVIL = "</script><img src=x onerror=alert(1)>"


def picture(
    *labels: str, basis: str = "stated", weight: int = 1, kind: str = "team"
) -> dict[str, list[dict[str, Any]]]:
    """Draw a node for each of *labels*, the first joined to each of the others."""
    nodes = [Node(f"urn:{number}", label, kind, f"/partners/{number}") for number, label in enumerate(labels)]
    edges = [Edge(nodes[0].id, node.id, weight, basis, f"About {node.label}") for node in nodes[1:]]
    return to_vis_network(build_network(nodes, edges))


def test_same_network_gives_same_bytes() -> None:
    """The same edges give the same picture, to the byte."""
    assert json.dumps(picture("a", "b", "c")) == json.dumps(picture("a", "b", "c"))


def test_node_is_drawn_where_it_was_placed() -> None:
    """A node has the place of the network, its label, its page, and the look of its kind."""
    graph = build_network([Node("urn:a", "Alpha", "team", "/partners/a")], [])
    (node,) = to_vis_network(graph)["nodes"]
    colour, shape = find_style("team")

    assert (node["x"], node["y"]) == (graph.nodes["urn:a"]["x"], graph.nodes["urn:a"]["y"])
    assert (node["id"], node["label"], node["title"], node["page"]) == ("urn:a", "Alpha", "Alpha", "/partners/a")
    assert (node["color"], node["shape"]) == (colour, shape)


@pytest.mark.parametrize(("basis", "dashes"), [("stated", False), ("implied", False), ("derived", True)])
def test_line_shows_its_ground(basis: str, dashes: bool) -> None:  # noqa: FBT001  a parameter of the test
    """A derived edge is dashed, so that its ground is seen without colours."""
    (edge,) = picture("a", "b", basis=basis)["edges"]

    assert edge["dashes"] is dashes
    assert edge["title"] == "About b"


def test_stronger_edge_is_wider_up_to_a_bound() -> None:
    """Weight shows as width, and no line is so wide that it hides the rest."""
    widths = [picture("a", "b", weight=weight)["edges"][0]["width"] for weight in (0, 1, 3, 7, 100, 1000)]

    assert widths == sorted(widths)
    assert widths[0] < widths[2] < widths[-1] == widths[-2]
    assert widths[0] > 0


def test_long_label_is_broken_and_whole_in_its_title() -> None:
    """Under a node stands a short label in lines that fit; the whole one is shown when pointed at."""
    label = "Regionaal Informatie- en Expertisecentrum Oost-Brabant (RIEC)"
    (node,) = picture(label)["nodes"]

    assert node["title"] == label
    assert "RIEC" not in node["label"]
    assert max(len(line) for line in node["label"].splitlines()) <= 24
    assert "".join(node["label"].split()) == "".join(label.partition("(")[0].split())


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
    assert [node["title"] for node in made["nodes"]] == [evil, f"{evil} and more"]


def test_kinds_differ_in_look() -> None:
    """No two kinds look the same, and a kind that is not in the table has a look of its own."""
    assert len({*STYLES.values(), OTHER_STYLE}) == len(STYLES) + 1
    assert find_style("nothing of the kind") == OTHER_STYLE


def test_every_kind_of_partner_has_a_look() -> None:
    """Each kind in the vocabulary has a look, but those of groups, which are never drawn."""
    kinds = set(re.findall(r"^kind:(\w+) a ", KINDS.read_text(encoding="utf-8"), re.MULTILINE))

    assert kinds - {"target_group", "generic"} == STYLES.keys()


def luminance(colour: str) -> float:
    """Give the relative luminance of *colour* (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", sorted({colour for colour, _ in (*STYLES.values(), OTHER_STYLE)}))
def test_colour_is_seen_on_white(colour: str) -> None:
    """Each colour has a contrast of at least 3:1 with the white that it lies on (WCAG 2.2, 1.4.11)."""
    assert 1.05 / (luminance(colour) + 0.05) >= 3


@pytest.mark.parametrize("name", VIS_FILES)
def test_script_lies_in_the_wheel(name: str) -> None:
    """vis-network comes with pyvis, so nothing is fetched from another host."""
    assert (find_vis_folder() / name).stat().st_size > 10_000
