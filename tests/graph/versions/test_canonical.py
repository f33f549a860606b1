"""Blank nodes get names that depend on what is said of them alone, and data that cannot be named is refused."""

from __future__ import annotations

from itertools import permutations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.errors import SamendoenError
from graph.versions.canonical import name_blank_nodes

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


def test_poison_is_refused() -> None:
    """Ten nodes that all point at each other would take for ever; they are refused with a remedy."""
    nodes = [BlankNode(f"n{number}") for number in range(10)]
    clique = [Quad(one, P, other, G) for one, other in permutations(nodes, 2)]

    with pytest.raises(SamendoenError, match="Give them IRIs"):
        name_blank_nodes(clique, patience=2)
