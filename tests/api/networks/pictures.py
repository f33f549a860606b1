"""What a page shows of a network, read from what it hands its script, and measured by the rules of pictures."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from tests.visualisation.layouts.geometry import (
    find_crossings,
    find_loose_ends,
    find_merged,
    find_outside,
    find_overlaps,
)
from visualisation.layouts import Picture, PlacedEdge, PlacedNode
from visualisation.networks import Bundle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from queries.questions import Library, Question

#: The pictures that a page has: beside a panel on a laptop, and on a phone.
WIDTHS = ("wide", "narrow")
_DATA = re.compile(r'<script type="application/json" id="network-data">(.*?)</script>', re.DOTALL)
_SELECT = re.compile(r'<select id="[^"]*" name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="([^"]+)"')


def list_addresses(library: Library) -> dict[str, str]:
    """List the address of each view in *library*, with an example where its question has to be asked about something.

    The author is in, so that all is there.
    """
    return {question.name: _build_address(question) for question in library.questions.values() if question.network}


def _build_address(question: Question) -> str:
    """Build the address at which the network of *question* is seen."""
    needed = [it for it in question.parameters if it.required and not it.default]
    asked = "".join(f"&{it.name}={it.examples[0]}" for it in needed)
    return f"/network?view={question.name}{asked}&author=with"


def read_pictures(html: str) -> dict[str, dict[str, Any]]:
    """Read the pictures that a page hands its script, by `WIDTHS`; none where it shows no picture."""
    found = _DATA.search(html)
    data = json.loads(found[1]) if found else {}
    return {name: _unpack(data, name) for name in WIDTHS if name in data}


def _unpack(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Unpack the picture called *name* from *data*, as the script does (`api/static/network-data.js`)."""
    own = data[name]
    nodes = []
    for about, (numbers, anchor, lines) in zip(data["nodes"], own["nodes"], strict=True):
        x, y, width, height, dx, dy, radius, *box = numbers
        place = {"x": x, "y": y, "whole": [width, height], "symbol": [dx, dy, radius], "box": box}
        nodes.append({"id": about[0], "title": about[1], "anchor": anchor, "lines": lines, **place})
    edges = []
    for (one, other, basis, side, *_), path in zip(data["edges"], own["paths"], strict=True):
        ends = [data["nodes"][at][0] for at in (one, other)]
        named = {"from": ends[0], "to": ends[1], "basis": basis, "side": side}
        edges.append({"id": " ".join([*ends, basis, side]), **named, "path": path})
    return {"width": own["width"], "height": own["height"], "nodes": nodes, "edges": edges}


def find_faults_in(data: dict[str, Any]) -> list[str]:
    """Find all that is wrong with one picture, given as *data* for the script: an empty list where nothing is."""
    picture = place(data)
    bundles = {it["id"]: Bundle(it["from"], it["to"], it["basis"], it["side"], ()) for it in data["edges"]}
    return [
        *find_overlaps(picture),
        *find_crossings(picture, bundles),
        *find_outside(picture),
        *find_merged(picture, bundles),
        *find_loose_ends(picture, bundles),
    ]


def place(data: dict[str, Any]) -> Picture:
    """Give the picture that *data* for the script says."""
    edges = tuple(PlacedEdge(it["id"], it["path"]) for it in data["edges"])
    return Picture(data["width"], data["height"], tuple(map(_place_node, data["nodes"])), edges)


def _place_node(node: dict[str, Any]) -> PlacedNode:
    """Place a node: the script has its symbol and its label as seen from the middle of both."""
    (dx, dy, radius), (left, top, width, height) = node["symbol"], node["box"]
    x, y = node["x"], node["y"]
    box = (x + left, y + top, width, height)
    return PlacedNode(node["id"], x + dx, y + dy, radius, node["anchor"], tuple(node["lines"]), box)


def iter_offers(html: str) -> Iterator[tuple[str, str]]:
    """Yield each option that the lists of choices in a page offer: the name of the list, and the value."""
    main = html[html.index("<main") :]
    for name, options in _SELECT.findall(main):
        for value in _OPTION.findall(options):
            yield unescape(name), unescape(value)
