"""A network drawn as SVG: which columns are ends, where nodes lie, and nothing in it that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest

from visualisation.layouts import lay_out
from visualisation.networks import BASES, BOTH, LEFT, RIGHT, Edge, Network, Node, make_network
from visualisation.svg import NAMESPACE, UndrawableError
from visualisation.svg_network import (
    MOST_EDGES,
    MOST_NODES,
    PAPER_WIDTH,
    ROUND,
    SQUARE,
    build_drawable_network,
    draw_picture,
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


def draw(network: Network, notes: Sequence[str] = (), **names: str) -> Element:
    """Draw *network* as paper has it, with the names of a legend, and read it back."""
    drawn = draw_picture(network, lay_out(network, "ring", PAPER_WIDTH), "A title", notes, names)
    return fromstring(drawn)  # noqa: S314  what was just written here


def find_texts(drawing: Element) -> list[str]:
    """Find all that is written."""
    return [it.text or "" for it in drawing.iter(f"{SVG}text")]


def test_all_lies_within_the_picture() -> None:
    """Nothing falls off the edge, however the edges run; a thing joined to itself has a ring."""
    names = [f"n{number}" for number in range(40)]
    edges = [edge("n0", name) for name in names[1:]] + [edge("n3", "n3")]
    drawing = picture([node(name) for name in names], edges)
    _, _, width, height = map(float, drawing.attrib["viewBox"].split())
    places = [(float(it.attrib["cx"]), float(it.attrib["cy"])) for it in drawing.iter(f"{SVG}circle")]

    assert len(places) == 40
    assert all(0 < x < width and 0 < y < height for x, y in places)
    assert len(list(drawing.iter(f"{SVG}path"))) == len(edges)


def test_letters_are_legible_on_paper() -> None:
    """Printed 19 centimetres wide, no letter is lower than 9 points, and the title and all of the notes are there."""
    notes = ["All themes, with the author. " * 12, "Source: a plan."]
    drawing = draw(make_network([node("a"), node("b")], [edge("a", "b")]), notes)
    sizes = [float(it.attrib.get("font-size", drawing.attrib["font-size"])) for it in drawing.iter(f"{SVG}text")]
    written = " ".join(find_texts(drawing))

    assert min(sizes) * (190 / 25.4 * 72) / float(drawing.attrib["width"]) >= 9
    assert "A title" in written
    assert " ".join(" ".join(notes).split()) in written


def test_bases_are_told_apart_without_colour() -> None:
    """Each basis has dashes or a mark of its own, in the picture and in the legend, where it has a name."""
    edges = [Edge(f"urn:{name}", "urn:hub", basis=basis) for name, basis in zip("abcd", BASES, strict=True)]
    network = make_network([node(name) for name in ("a", "b", "c", "d", "hub")], edges)
    drawing = draw(network, stated="Said", agreed="Agreed on", implied="Meant")
    lines = [group for group in drawing.iter(f"{SVG}g") if group.find(f"{SVG}path") is not None]
    dashes = [
        it.attrib.get("stroke-dasharray", "whole").split()[0] for group in lines for it in group.iter(f"{SVG}path")
    ]
    looks = [(dash, group[-1].tag) for dash, group in zip(dashes, lines, strict=True)]

    assert len(looks) == 4 + 3
    assert len(set(looks)) == 4
    assert find_texts(drawing)[-3:] == ["Said", "Agreed on", "Meant"]


def test_sides_of_a_comparison_are_told_apart_without_colour() -> None:
    """What is on one side alone is half filled, each side its own half; the legend says which is which."""
    nodes = [Node(f"urn:{side}", side, "team", side=side) for side in (LEFT, RIGHT, BOTH)]
    edges = [Edge("urn:both", f"urn:{side}", side=side) for side in (LEFT, RIGHT)]
    drawing = draw(make_network(nodes, edges), left="Only 2019", right="Only 2023", both="In both")
    halves = [it.attrib["points"] for it in drawing.iter(f"{SVG}polygon") if "stroke" not in it.attrib]

    assert len(set(halves)) == len(halves) == 2 + 2 + 2
    assert find_texts(drawing)[-3:] == ["Only 2019", "In both", "Only 2023"]


def test_direction_is_drawn() -> None:
    """A line that leads somewhere has an arrow; one from a thing to itself leads nowhere."""
    nodes, edges = [node("a"), node("b")], [edge("a", "b"), edge("a", "a")]
    arrows = [
        len([it for it in draw(make_network(nodes, edges, directed=directed)).iter() if "transform" in it.attrib])
        for directed in (True, False)
    ]

    assert arrows == [2, 1]


def test_legend_counts_kinds() -> None:
    """The legend has each kind with a label, how many there are, and a sample of its symbol."""
    nodes = [
        Node(f"urn:{it}", f"{it}", "team" if it else "theme", kind_label="Team" if it else "Theme") for it in range(4)
    ]
    drawing = draw(make_network(nodes, []))

    assert find_texts(drawing)[-2:] == ["Team (3)", "Theme (1)"]
    assert len(list(drawing.iter(f"{SVG}circle"))) == 3 + 1


def test_hostile_label_is_text() -> None:
    """A label, a title or a URL that looks like HTML starts no element, and control characters break nothing."""
    drawing = picture([node(f"{EVIL}\x01", "/x?\x02"), node("b")], [edge(f"{EVIL}\x01", "b", EVIL)])

    assert {it.tag.removeprefix(SVG) for it in drawing.iter()} == {
        "svg",
        "rect",
        "text",
        "path",
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
    drawing = render_network(first, "t", [])

    assert drawing.count("<circle") == MOST_NODES
    assert drawing == render_network(again, "t", [])
