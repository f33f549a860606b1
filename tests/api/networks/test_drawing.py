"""What is drawn of a network, and what one can choose from."""

from __future__ import annotations

from dataclasses import replace

from api.networks.choice import NetworkChoice
from api.networks.drawing import Drawn, read_drawn
from tests.api.networks.networks import draw
from visualisation import Edge, Network, Node, make_network

#: A chain in which what the publisher is tied by rests on "we" alone, and what is further off weighs more.
CHAIN = make_network(
    [Node(name, name, "team", is_author=name == "publisher") for name in ("publisher", "one", "two", "three")],
    [
        Edge("publisher", "one", basis="implied", relation="leads"),
        Edge("one", "two", basis="stated", relation="joins"),
        Edge("two", "three", basis="derived", relation="joins", weight=3),
    ],
)


def choose(choice: NetworkChoice, network: Network = CHAIN) -> Drawn:
    """Draw what *choice* leaves of *network*."""
    return read_drawn(draw(network, choice))


def test_each_basis_and_relation_that_is_offered_leaves_something() -> None:
    """With whatever else is chosen, each value that one can choose from leaves as many edges as are counted of it."""
    for choice in (
        NetworkChoice(),
        NetworkChoice(author="with"),
        NetworkChoice(author="without", focus="one"),
        NetworkChoice(author="with", focus="publisher", steps=2),
        NetworkChoice(author="with", least=2),
        NetworkChoice(author="with", basis="stated"),
    ):
        drawn = choose(choice)
        counts = {it.value: it.count for it in drawn.bases}
        left = {value: len(choose(replace(choice, basis=value)).left.edges) for value in counts}
        relations = {it.value: it.count for it in drawn.relations}

        assert counts == left
        assert 0 not in counts.values()
        assert relations == {it: len(choose(replace(choice, relation=it)).left.edges) for it in relations}
    assert {it.value for it in choose(NetworkChoice(author="without")).bases} == {"stated", "derived"}


def test_choice_that_left_nothing_can_be_seen_and_changed() -> None:
    """A basis that was chosen stays among the choices where it leaves nothing; one that there is not, does not."""
    emptied = choose(NetworkChoice(author="without", basis="implied"))

    assert emptied.left.nodes == ()
    assert ("implied", 0) in {(it.value, it.count) for it in emptied.bases}
    assert "agreed" not in {it.value for it in choose(NetworkChoice(basis="agreed")).bases}
