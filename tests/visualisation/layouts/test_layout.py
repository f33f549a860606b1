"""What each layout promises of any network: names apart, ways clear of what is not theirs, all within the picture."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.visualisation.layouts.geometry import find_faults
from visualisation.layouts import LAYOUTS, LayoutName, lay_out
from visualisation.layouts.text import measure_text
from visualisation.networks import BASES, BOTH, LEFT, RIGHT, Edge, Network, Node, make_network

MOST_NODES, MOST_EDGES = 26, 60
#: A laptop, a phone, and narrower than any.
WIDTHS = (820, 360, 240)
WORDS = (
    "politie",
    "gemeente",
    "ondermijning",
    "en",
    "Openbaar Ministerie",
    "x" * 250,
    "שלום עולם",
    "👨‍👩‍👧‍👦 gezin",
    "",
    "\x00\u202eab",
)

LABELS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw a network of some nodes in layers or none, and edges between any two, those to themselves among them."""
    count = draw(st.integers(1, MOST_NODES))
    ends = st.integers(0, count - 1)
    nodes = [
        Node(
            f"n{number:02}",
            draw(LABELS),
            draw(st.sampled_from("abc")),
            layer=draw(st.integers(-1, 3)),
            members=draw(st.integers(1, 40)),
        )
        for number in range(count)
    ]
    edges = st.builds(
        lambda one, other, basis, side: Edge(f"n{one:02}", f"n{other:02}", basis=basis, side=side),
        ends,
        ends,
        st.sampled_from(BASES),
        st.sampled_from((LEFT, RIGHT, BOTH)),
    )
    return make_network(nodes, draw(st.lists(edges, max_size=MOST_EDGES)), directed=draw(st.booleans()))


@pytest.mark.parametrize("layout", LAYOUTS)
@given(network=networks(), width=st.sampled_from(WIDTHS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_network_keeps_to_all_rules(layout: LayoutName, network: Network, width: float) -> None:
    """No names overlap, no way crosses what is not its own, ways between the same two are apart, all is within."""
    picture = lay_out(network, layout, width)

    assert find_faults(network, picture) == []
    assert picture.width == width


def make(count: int, pairs: list[tuple[int, int]], label: str = "Partner {}") -> Network:
    """Make a network of *count* nodes with edges between *pairs* of them; layers alternate."""
    nodes = [Node(f"n{it:03}", label.format(it), "team", layer=it % 3) for it in range(count)]
    return make_network(nodes, [Edge(f"n{one:03}", f"n{other:03}") for one, other in pairs])


def make_large() -> Network:
    """Make a network of 150 nodes and 600 bundles, some nodes with many."""
    pairs = [(place * 7 % 150, place * place % 150) for place in range(520)] + [(0, it) for it in range(1, 150)]
    return make(150, sorted({(min(pair), max(pair)) for pair in pairs})[:600])


PARALLEL = make_network(
    [Node(name, name, "team", layer=layer) for layer, name in enumerate("ab")],
    [Edge("a", "b", about=f"{number}", basis=BASES[number % 4]) for number in range(10_000)],
)
SHAPES = {
    "nothing": make(0, []),
    "one": make(1, []),
    "no edges": make(30, []),
    "a pair": make(2, [(0, 1)]),
    "a cycle": make(24, [(it, (it + 1) % 24) for it in range(24)]),
    "a ring to itself": make(1, [(0, 0)]),
    "a star": make(60, [(0, it) for it in range(1, 60)]),
    "all with all": make(16, list(combinations(range(16), 2))),
    "200 pairs": make(400, [(it, it + 1) for it in range(0, 400, 2)]),
    "30 parts of eight": make(240, [(it - it % 8, it) for it in range(240) if it % 8]),
    "10,000 parallel": PARALLEL,
    "300 letters": make(20, list(combinations(range(20), 2))[:40], "Samenwerking en zorg " * 15 + "{}"),
    "one word of 250": make(20, list(pairwise(range(20))), "w" * 250 + "{}"),
    "no label": make(12, list(pairwise(range(12))), ""),
    "right to left": make(12, list(pairwise(range(12))), "שלום עולם {}"),
    "150 and 600": make_large(),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.turns(3)
def test_shapes_keep_to_all_rules(shape: str, layout: LayoutName) -> None:
    """Networks that are hard to draw are drawn all the same."""
    for width in (360.0, 820.0):
        assert find_faults(SHAPES[shape], lay_out(SHAPES[shape], layout, width)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_fit_in_their_boxes(layout: LayoutName) -> None:
    """A label has at most three lines, which fit in its box; what is too long says where it was cut off."""
    for node in lay_out(SHAPES["300 letters"], layout, 820).nodes:
        assert 1 <= len(node.lines) <= 3
        assert max(map(measure_text, node.lines)) <= node.box[2]
        assert node.lines[-1].endswith("…")


def test_thirty_parts_fill_the_width() -> None:
    """Parts that do not touch stand beside and under each other, not in one row or one column."""
    picture = lay_out(SHAPES["30 parts of eight"], "ring", 820)

    assert max(it.box[0] + it.box[2] for it in picture.nodes) - min(it.box[0] for it in picture.nodes) > 500
    assert picture.height < 2000


def test_rows_of_a_list_can_be_hit_by_a_thumb() -> None:
    """Symbols of a list stand in a column, at least 28 pixels apart, with arcs of at most 130 pixels left of them."""
    picture = lay_out(SHAPES["150 and 600"], "list", 360)
    rows = sorted(node.y for node in picture.nodes)

    assert len({node.x for node in picture.nodes}) == 1
    assert min(other - one for one, other in pairwise(rows)) >= 28
    assert picture.nodes[0].x <= 130 + 8 + 12


def test_what_has_no_layer_comes_last() -> None:
    """Layers run from left to right, and a node without one stands right of all others."""
    nodes = [Node(f"n{layer}", "Naam", "team", layer=layer) for layer in (-1, 0, 2)]
    picture = lay_out(make_network(nodes, [Edge("n0", "n2")]), "layers", 820)

    assert [node.id for node in sorted(picture.nodes, key=lambda node: node.x)] == ["n0", "n2", "n-1"]


def test_long_layer_stands_on_both_sides() -> None:
    """Where one of two layers is much longer, the short one is in the middle."""
    nodes = [Node(f"n{it}", "Naam", "team", layer=int(it > 3)) for it in range(40)]
    picture = lay_out(make_network(nodes, [Edge("n0", f"n{it}") for it in range(4, 40)]), "layers", 820)
    middle = {node.x for node in picture.nodes if node.id in {"n0", "n1", "n2", "n3"}}
    others = {node.x for node in picture.nodes} - middle

    assert min(others) < min(middle) <= max(middle) < max(others)


def test_ring_that_cannot_fit_is_a_list() -> None:
    """Where names beside a ring would have no room, there is none."""
    network = SHAPES["a star"]

    assert lay_out(network, "ring", 300) == lay_out(network, "list", 300)


SCRIPT = """
from tests.visualisation.layouts.test_layout import LAYOUTS, SHAPES, lay_out
names = ("a star", "30 parts of eight", "150 and 600")
print([lay_out(SHAPES[name], layout, 820) for name in names for layout in LAYOUTS])
"""


def test_pictures_are_the_same_in_another_process() -> None:
    """However a process orders its sets, a picture is the same to the last digit."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=False,
        )
        for seed in range(3)
    ]

    assert [it.stderr for it in runs] == [""] * 3
    assert len({it.stdout for it in runs}) == 1
