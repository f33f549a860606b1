"""A network drawn as SVG: which columns are ends, where nodes lie, and nothing in it that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest

from visualisation.networks import Edge, Node
from visualisation.svg import NAMESPACE, UndrawableError
from visualisation.svg_network import (
    MOST_EDGES,
    MOST_NODES,
    ROUND,
    SQUARE,
    build_drawable_network,
    render_network,
    select_edge_columns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.terms import TermJson

EVIL = '"/><script>alert(1)</script><a href="javascript:alert(1)">'
SVG = f"{{{NAMESPACE}}}"


def node(name: str, page: str = "", kind: str = ROUND) -> Node:
    """Make a node called *name*."""
    return Node(f"urn:{name}", name, kind, page)


def edge(one: str, other: str, title: str = "is joined to") -> Edge:
    """Make an edge from *one* to the *other*."""
    return Edge(f"urn:{one}", f"urn:{other}", 1, "stated", title)


def picture(nodes: Sequence[Node], edges: Sequence[Edge]) -> Element:
    """Draw the network and read it back."""
    return fromstring(render_network(build_drawable_network(nodes, edges), "A title", ["A note"]))  # noqa: S314  what was just written here


def test_first_two_columns_of_things_are_ends() -> None:
    """A column of texts in between is no end."""
    iri: TermJson = {"type": "uri", "value": "urn:a"}
    row: dict[str, TermJson] = {"a": iri, "a_label": {"type": "literal", "value": "A"}, "b": iri, "c": iri}

    assert select_edge_columns(["a", "a_label", "b", "c"], [row]) == ("a", "b")


@pytest.mark.parametrize(("rows", "reason"), [([], "empty"), ([{"a": {"type": "uri", "value": "urn:a"}}], "no_edges")])
def test_answer_without_edges_says_why(rows: list[dict[str, TermJson]], reason: str) -> None:
    """No rows, or one column of things, make no network."""
    with pytest.raises(UndrawableError) as raised:
        select_edge_columns(["a"], rows)

    assert raised.value.reason == reason


def test_nodes_are_links_to_their_pages() -> None:
    """A node with a page is a link, out of the order of Tab; one without is none. Kinds differ in shape."""
    drawing = picture([node("a", "/partners/a"), node("b", kind=SQUARE)], [edge("a", "b")])
    links = list(drawing.iter(f"{SVG}a"))

    assert [(link.attrib["href"], link.attrib["tabindex"]) for link in links] == [("/partners/a", "-1")]
    assert len(list(drawing.iter(f"{SVG}circle"))) == 1
    assert {it.text for it in drawing.iter(f"{SVG}title")} == {"a", "b", "is joined to"}
    assert drawing.attrib["aria-label"] == "A title A note"


def test_all_lies_within_the_picture() -> None:
    """Nothing falls off the edge, however the edges run; a thing joined to itself has a ring."""
    names = [f"n{number}" for number in range(40)]
    edges = [edge("n0", name) for name in names[1:]] + [edge("n3", "n3")]
    drawing = picture([node(name) for name in names], edges)
    _, _, width, height = map(float, drawing.attrib["viewBox"].split())
    places = [(float(it.attrib["cx"]), float(it.attrib["cy"])) for it in drawing.iter(f"{SVG}circle")]

    assert len(places) == 41
    assert all(0 < x < width and 0 < y < height for x, y in places)


def test_hostile_label_is_text() -> None:
    """A label, a title or a URL that looks like HTML starts no element, and control characters break nothing."""
    drawing = picture([node(f"{EVIL}\x01", "/x?\x02"), node("b")], [edge(f"{EVIL}\x01", "b", EVIL)])

    assert {it.tag.removeprefix(SVG) for it in drawing.iter()} == {
        "svg",
        "rect",
        "text",
        "line",
        "a",
        "g",
        "title",
        "circle",
    }
    assert not [name for it in drawing.iter() for name in it.attrib if name.startswith(("on", "style"))]


@pytest.mark.parametrize("many", ["nodes", "edges"])
def test_too_much_to_tell_apart_is_not_drawn(many: str) -> None:
    """Past a number of things or edges nothing is drawn, and what was found is said."""
    count = MOST_NODES + 1 if many == "nodes" else 60
    names = [f"n{number}" for number in range(count)]
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    edges = [edge(*pair) for pair in (pairs[: MOST_EDGES + 1] if many == "edges" else pairs[:1])]

    with pytest.raises(UndrawableError) as raised:
        build_drawable_network([node(name) for name in names], edges)

    assert raised.value.reason == "many"
    assert raised.value.values["nodes"] == count


def test_same_edges_give_same_bytes() -> None:
    """The same network is the same picture, in whatever order it comes."""
    nodes, edges = [node("a"), node("b"), node("c")], [edge("a", "b"), edge("b", "c")]

    assert render_network(build_drawable_network(nodes, edges), "t", []) == render_network(
        build_drawable_network(nodes[::-1], edges[::-1]), "t", []
    )


def test_large_network_is_placed_too() -> None:
    """As many nodes as are drawn at most have a place of their own, the same each time."""
    names = [f"n{number:03}" for number in range(MOST_NODES)]
    edges = [edge(name, names[place // 3]) for place, name in enumerate(names) if place]
    first = build_drawable_network([node(name) for name in names], edges)
    again = build_drawable_network([node(name) for name in reversed(names)], edges[::-1])

    assert len({(about["x"], about["y"]) for _, about in first.nodes(data=True)}) > 0.95 * MOST_NODES
    assert dict(first.nodes(data=True)) == dict(again.nodes(data=True))
