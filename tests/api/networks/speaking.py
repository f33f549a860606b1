"""What the tests of sentences share: small networks, measured, and voices that speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.catalogue import load_catalogue
from api.networks.voice import Voice
from visualisation import Measures, measure_network
from visualisation.networks import Edge, Network, Node, make_network

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = "abcdefgh"
LABELS = {name: name.upper() for name in NAMES} | {"x": "Jeugd", "y": "Zorg"}
DUTCH, ENGLISH = (Voice(load_catalogue(language), LABELS) for language in ("nl", "en"))


def network(names: Iterable[str], pairs: Iterable[str], author: str = "") -> Network:
    """Make a network of *names* with an edge for each of *pairs*, such as "ab"."""
    nodes = [Node(name, LABELS[name], "team", is_author=name == author) for name in names]
    return make_network(nodes, [Edge(*pair) for pair in pairs])


def measure(names: Iterable[str], pairs: Iterable[str], author: str = "") -> Measures:
    """Measure a network of *names* and *pairs*."""
    return measure_network(network(names, pairs, author))
