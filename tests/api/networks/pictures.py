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
#: As many pixels as rounding the numbers of a page may take, which is less than anybody sees.
ROUNDED = 0.2
#: As many options as a list may have to be tried whole; of a longer one, as all actors of the plan, every tenth is.
MOST_OPTIONS, STEP = 40, 10
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
    return unpack_pictures(found[1]) if found else {}


def unpack_pictures(packed: str) -> dict[str, dict[str, Any]]:
    """Unpack the pictures that the script is handed as the JSON *packed*, by `WIDTHS`."""
    data: dict[str, Any] = json.loads(packed)
    return {name: _unpack(data, name) for name in WIDTHS if name in data}


def _unpack(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Unpack the picture called *name* as the script does: what both pictures share stands in *data* once."""
    packed = data[name]
    if "paths" not in packed:
        found: dict[str, Any] = packed
        return found
    ids = [node[0] for node in data["nodes"]]
    edges = [
        {"from": ids[one], "to": ids[other], "basis": basis, "side": side, "weight": weight, "path": path}
        for (one, other, basis, side, _width, weight, _about), path in zip(data["edges"], packed["paths"], strict=True)
    ]
    return {
        "width": packed["width"],
        "height": packed["height"],
        "nodes": [_unpack_node(*it) for it in zip(data["nodes"], packed["nodes"], strict=True)],
        "edges": [{**it, "id": f"{it['from']} {it['to']} {it['basis']} {it['side']}"} for it in edges],
    }


def _unpack_node(shared: list[Any], placed: list[Any]) -> dict[str, Any]:
    """Unpack a node of which *shared* is what it is, and *placed* where it is."""
    (x, y, width, height, *symbol), (numbers, anchor, lines) = placed[0][:7], placed
    named = dict(zip(("id", "title", "kind"), shared, strict=False))
    place_of = {"x": x, "y": y, "whole": [width, height], "symbol": symbol, "box": numbers[7:]}
    return {**named, **place_of, "anchor": anchor, "lines": lines}


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
    """Place a node: the script has its symbol and its label as seen from the middle of both.

    What is rounded may touch: symbol and label are taken as `ROUNDED` smaller on each side.
    """
    (dx, dy, radius), (left, top, width, height) = node["symbol"], node["box"]
    x, y = node["x"], node["y"]
    box = (x + left + ROUNDED, y + top + ROUNDED, width - 2 * ROUNDED, height - 2 * ROUNDED)
    return PlacedNode(node["id"], x + dx, y + dy, radius - ROUNDED, node["anchor"], tuple(node["lines"]), box)


def iter_offers(html: str) -> Iterator[tuple[str, str]]:
    """Yield the options that the lists of choices in a page offer, some of a long list: name of the list and value."""
    main = html[html.index("<main") :]
    for name, options in _SELECT.findall(main):
        values = _OPTION.findall(options)
        for value in values[:: STEP if len(values) > MOST_OPTIONS else 1]:
            yield unescape(name), unescape(value)
