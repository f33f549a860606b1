"""The twin in words: it counts and names what there is, and says one of one."""

from __future__ import annotations

import pytest

from api.catalogue import load_catalogue
from api.networks.paragraph import build_sentences
from tests.api.networks.made_up import make_drawn, make_edge, make_node, make_small_network
from visualisation import make_network


def say(pairs: str, language: str = "en") -> str:
    """Say the network of *pairs* in *language*."""
    catalogue = load_catalogue(language)
    return " ".join(build_sentences(make_drawn(make_small_network(pairs)), catalogue, lambda _scheme, name: name))


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ("a-b", "The network has 2 things with 1 tie."),
        ("a", "The network has 1 thing with 0 ties."),
        ("a-b b-c c-a", "All of it hangs together."),
        ("a-b c-d d-e", "It falls into 2 parts with no tie between them; the largest has 3."),
        ("a-b c", "C stands alone."),
        ("a-b c d", "C and D stand alone."),
        ("a-b c d e f g h i", "C, D, E, F, G and 2 others stand alone."),
        ("a-b a-c a-d", "Tied to most others: A (3)."),
        ("a-a a-b", "The network has 2 things with 2 ties."),
    ],
)
def test_sentence_is_said(pairs: str, told: str) -> None:
    """Each thing that there is to say of a network has its sentence."""
    assert told in say(pairs)


@pytest.mark.parametrize(
    ("pairs", "unsaid"),
    [
        ("a-b", "Tied to most"),
        ("a-b c", "hangs together"),
        ("a-b c", "falls into"),
        ("a-b", "alone"),
        ("a-b", "By kind"),
    ],
)
def test_what_is_not_so_is_not_said(pairs: str, unsaid: str) -> None:
    """A sentence that would say nothing is left out."""
    assert unsaid not in say(pairs)


def test_pair_counts_by_the_firmest_it_rests_on() -> None:
    """A pair that rests on several counts once, by the firmest."""
    nodes = [make_node(name) for name in "abc"]
    edges = [make_edge("a-b", basis="derived"), make_edge("b-a", basis="agreed"), make_edge("b-c", basis="derived")]
    sentences = build_sentences(make_drawn(make_network(nodes, edges)), load_catalogue("en"), lambda _, name: name)

    assert "By the firmest that each tie rests on: agreed 1, derived 1." in sentences


def test_nothing_is_said_to_be_nothing() -> None:
    """Where nothing is left that is all that is said, in Dutch as well."""
    assert say("", "nl") == "Voor deze keuze is er geen punt te zien."
    assert say("a-b", "nl").startswith("Het netwerk heeft 2 punten met 1 verband.")
