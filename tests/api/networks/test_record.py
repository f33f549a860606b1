"""Networks as they are kept: read as they were written, with each value once."""

from __future__ import annotations

import json
from dataclasses import replace

from api.networks.drawing import read_drawn
from api.networks.record import Recorder, read_network
from api.serving.dataset import RENDERED_PART
from api.settings import read_settings
from graph.engine import Cache
from tests.api.networks.made_up import make_edge, make_node
from tests.api.networks.networks import draw
from visualisation import LEFT, Network, make_network

EVIL = '"\\</script>\u2028\x00'
NETWORK = make_network(
    [replace(make_node("a"), is_author=True, members=1, layer=0), make_node("b", label=EVIL), make_node("c")],
    [make_edge("a-b", 2, about_label=EVIL), make_edge("a-b", basis="derived", side=LEFT), make_edge("c-c")],
    directed=True,
)


def test_network_is_read_as_it_was_written() -> None:
    """Every field comes back with its value and its type, also where a number equals a truth, and in the same order."""
    recorder = Recorder()
    kept = json.loads(json.dumps({"network": recorder.write(NETWORK), "values": recorder.values}))
    read = read_network(kept["network"], kept["values"])

    assert read == NETWORK
    assert [repr(it) for it in (*read.nodes, *read.edges)] == [repr(it) for it in (*NETWORK.nodes, *NETWORK.edges)]


def test_values_are_shared_by_all_networks_of_a_record() -> None:
    """What two networks have in common stands there once."""
    recorder = Recorder()
    recorder.write(NETWORK)
    before = list(recorder.values)
    recorder.write(Network(NETWORK.nodes[:1], NETWORK.edges[:1], directed=True))

    assert recorder.values == before
    assert len({(type(it), it) for it in before}) == len(before)


def test_ten_thousand_ties_are_small_enough_to_be_kept() -> None:
    """What is drawn of as many parallel ties as a region has is kept, so that nobody has it laid out again."""
    page = f"https://example.org/document/{'x' * 200}#line-"
    nodes = [make_node(name) for name in "abcdef"]
    edges = (make_edge(f"{'abcde'[it % 5]}-f", lines=f"{it}", page=f"{page}{it % 300}") for it in range(10_000))
    content = draw(make_network(nodes, edges))

    assert len(content) < Cache(read_settings({}).cache_bytes // RENDERED_PART).largest / 4
    assert len(read_drawn(content).left.edges) == 10_000
