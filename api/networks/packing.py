"""The pictures of a network packed for a page: what both share stands there once, and numbers are no finer than seen.

`api/static/network-data.js` unpacks what this packs; the two are changed together.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The pictures of a page: for a wide window, and for a narrow one.
PICTURES = ("wide", "narrow")
#: What each picture says alike of a node, and of an edge, in the order in which it is packed.
_NODE, _EDGE = ("id", "title", "kind", "side", "opens", "shape", "color"), ("basis", "side", "width", "weight")
#: What ends or begins something in HTML, as JSON can say it otherwise.
_IN_HTML = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'"}
#: A tenth of a pixel is less than anybody sees.
_FINER = re.compile(r"\d+\.\d\d+")


def pack_pictures(pictures: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Pack *pictures* of the same nodes and edges, as vis-network takes them, by name."""
    first = pictures[PICTURES[0]]
    places = {node["id"]: place for place, node in enumerate(first["nodes"])}
    abouts: dict[str, int] = {}
    edges = [
        [
            places[edge["from"]],
            places[edge["to"]],
            *(edge[name] for name in _EDGE),
            _find_numbers(edge["about"], abouts),
        ]
        for edge in first["edges"]
    ]
    return {
        "directed": first["directed"],
        "nodes": [[node[name] for name in _NODE] for node in first["nodes"]],
        "edges": edges,
        "abouts": list(abouts),
        **{name: _pack_picture(pictures[name], first) for name in PICTURES},
    }


def write_in_html(packed: Mapping[str, Any]) -> str:
    r"""Write *packed* as JSON that can stand in HTML as it is, whatever is in names.

    >>> print(write_in_html({"abouts": ["</script>"]}))
    {"abouts":["\u003c/script\u003e"]}
    """
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).translate(_IN_HTML)


def _find_numbers(texts: list[str], known: dict[str, int]) -> list[int]:
    """Find the numbers of *texts* among those *known*, to which new ones are added."""
    return [known.setdefault(text, len(known)) for text in texts]


def _pack_picture(picture: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """Pack where *picture* has its nodes and edges, in the order of the *first* picture."""
    nodes, edges = ({it["id"]: it for it in picture[name]} for name in ("nodes", "edges"))
    return {
        "width": picture["width"],
        "height": picture["height"],
        "nodes": [_pack_node(nodes[it["id"]]) for it in first["nodes"]],
        "paths": [_round_path(edges[it["id"]]["path"]) for it in first["edges"]],
    }


def _pack_node(node: Mapping[str, Any]) -> list[Any]:
    """Pack where *node* is: its middle, all of it, its symbol and the box of its label, and how that is written."""
    numbers = (node["x"], node["y"], *node["whole"], *node["symbol"], *node["box"])
    return [[round(it, 1) for it in numbers], node["anchor"], node["lines"]]


def _round_path(path: str) -> str:
    """Round the numbers in *path* to a tenth.

    >>> _round_path("M294.41 2444.62C341.86 24 349.96 2521.13")
    'M294.4 2444.6C341.9 24 350.0 2521.1'
    """
    return _FINER.sub(lambda found: f"{float(found[0]):.1f}", path)
