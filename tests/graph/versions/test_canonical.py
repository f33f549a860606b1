"""Blank nodes get names that depend on what is said of them alone, and data that cannot be named is refused."""

from __future__ import annotations

import resource
from itertools import permutations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.errors import NodesAlike
from graph.versions import canonical
from graph.versions.alike import find_alike
from graph.versions.canonical import MOST_ALIKE, name_blank_nodes

P, Q, G = (NamedNode(f"urn:{name}") for name in "pqg")


def said(one: str, other: str) -> list[Quad]:
    """Say the same of two blank nodes, whatever they are called."""
    return [
        Quad(BlankNode(one), P, BlankNode(other), G),
        Quad(BlankNode(other), Q, Literal("é \n"), G),
        Quad(NamedNode("urn:s"), P, Literal("x"), G),
    ]


def test_name_does_not_depend_on_the_name_it_had() -> None:
    """The same data under other names, in another order, gives the same quads, without a blank node in them."""
    one, other = name_blank_nodes(said("a", "b")), name_blank_nodes(reversed(said("z", "y")))

    assert set(one) == set(other)
    assert len(one) == 3
    assert not any(isinstance(term, BlankNode) for quad in one for term in (quad.subject, quad.object))


def test_what_has_no_blank_node_is_left_alone() -> None:
    """Data without blank nodes stays as it is, each quad once."""
    quads = [Quad(NamedNode("urn:s"), P, Literal(str(n % 3)), G) for n in range(9)]

    assert sorted(map(str, name_blank_nodes(quads))) == sorted({str(quad) for quad in quads})


def link(pairs: object) -> list[Quad]:
    """Say of each of *pairs* of numbers that a blank node points at another."""
    return [Quad(BlankNode(f"n{one}"), P, BlankNode(f"n{other}"), G) for one, other in pairs]  # type: ignore[attr-defined]  # pairs


#: Few quads of blank nodes that are all alike, and take longer than anyone can wait or more memory than there is.
POISON = {
    "all_to_all": link(permutations(range(12), 2)),
    "two_sides": link((one, other) for one in range(10) for other in range(10, 20)),
    "ring": link((one, (one + step) % 40) for one in range(40) for step in (1, 2, 3, -1, -2, -3)),
    "cube": link((one, one ^ (1 << side)) for one in range(64) for side in range(6)),
}


@pytest.mark.parametrize("name", POISON)
def test_poison_is_refused(name: str) -> None:
    """What would take for ever is refused, with which nodes are alike and a remedy, and within the memory there is."""
    with pytest.raises(NodesAlike, match="Give them IRIs") as caught:
        name_blank_nodes(POISON[name], patience=2)

    nodes = {term.value for quad in POISON[name] for term in (quad.subject, quad.object)}  # type: ignore[union-attr]  # all are blank
    assert set(caught.value.nodes) == nodes
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2_000_000


@pytest.mark.parametrize("pairs", [permutations(range(400), 2), ((one, one + 1) for one in range(10_000))])
def test_many_that_are_alike_are_refused_at_once(pairs: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """More nodes that are alike than can be told apart are refused without trying."""
    monkeypatch.setattr(canonical, "build_command", lambda *_: pytest.fail("It was tried."))

    with pytest.raises(NodesAlike) as caught:
        name_blank_nodes(link(pairs))

    assert len(caught.value.nodes) > MOST_ALIKE


@pytest.mark.parametrize(
    "quads",
    [
        link((one, one + 1) for one in range(MOST_ALIKE)),
        [Quad(NamedNode("urn:s"), P, BlankNode(f"n{number}"), G) for number in range(5_000)],
        [*link((0, number) for number in range(1, 2_000)), Quad(NamedNode("urn:s"), P, BlankNode("n0"), G)],
        link((one, one ^ (1 << side)) for one in range(8) for side in range(3)),
    ],
)
def test_alike_and_harmless_is_named(quads: list[Quad]) -> None:
    """A row, values that say nothing, twins below one parent, a small cube: what can be named is."""
    assert len(name_blank_nodes(quads)) == len(set(quads))


def test_alike_is_what_is_linked_and_says_the_same() -> None:
    """Only nodes of which the same is said are alike, and only those that lead to each other count."""
    row = link([(0, 1), (1, 2), (2, 3), (3, 4)])
    told_apart = [*row, *(Quad(BlankNode(f"n{n}"), Q, Literal(str(n)), G) for n in range(5))]

    assert {node.value for node in find_alike(row)} == {"n1", "n2", "n3"}
    assert find_alike(told_apart) == []
    assert find_alike([Quad(NamedNode("urn:s"), P, BlankNode(f"n{n}"), G) for n in range(9)]) == []
