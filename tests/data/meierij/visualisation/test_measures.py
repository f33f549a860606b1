"""What can be said of who works with whom in the plan of the Meierij: counted once by hand, and held since."""

from __future__ import annotations

from collections import defaultdict
from math import comb
from typing import TYPE_CHECKING

import pytest

from ontology.namespaces import ID
from queries.answers import ask
from queries.plans import Plans
from queries.questions import Library
from visualisation.measures import Measurement, list_missing, measure_network
from visualisation.networks import Edge, Node, make_network

if TYPE_CHECKING:
    from graph.engine import Store
    from visualisation.networks import Network

#: All publishers of the plan together, whom 'we' means.
TOGETHER = f"{ID}actor/meierij-2019-2022/gemeenten-basisteam-meierij"


POLICE = "oorg10264"


@pytest.fixture(scope="module")
def network(store: Store) -> Network:
    """Make the network of who works with whom."""
    return make_cooperation(store)


def make_cooperation(store: Store, **values: str) -> Network:
    """Make the network of who works with whom, or of who does so on a theme."""
    rows = ask(Plans(store), Library().find("cooperation"), values).rows
    ends = [(row.text(side), row.text(f"{side}_label")) for row in rows for side in ("actor_a", "actor_b")]
    return make_network(
        [Node(iri, label, "", is_author=iri == TOGETHER) for iri, label in ends],
        [Edge(row.text("actor_a"), row.text("actor_b"), basis=row.text("basis")) for row in rows],
    )


def list_active(store: Store, **values: str) -> dict[str, list[str]]:
    """List who is active on each theme."""
    found = defaultdict(list)
    for row in ask(Plans(store), Library().find("partner-coverage"), values).rows:
        found[row.text("theme")].append(row.text("actor"))
    return found


def brokers(measurement: Measurement) -> list[tuple[str, float]]:
    """Give who has the most betweenness and who comes next, with how much it is."""
    found = sorted(measurement.nodes, key=lambda it: -it.betweenness)
    return [(it.id.rpartition("/")[2], round(it.betweenness, 3)) for it in found[:2]]


def test_author_hides_who_holds_the_rest_together(network: Network) -> None:
    """With its author nearly all ways lead along 'we'; without, the police hold together what is left."""
    found = measure_network(network)

    assert found.authors == (TOGETHER,)
    assert brokers(found.with_author) == [("gemeenten-basisteam-meierij", 0.537), ("burgemeester", 0.032)]
    assert brokers(found.without_author) == [(POLICE, 0.06), ("burgemeester", 0.012)]
    assert (len(network.nodes), found.with_author.pairs, found.without_author.pairs) == (48, 77, 42)


def test_without_the_police_the_rest_falls_apart(network: Network) -> None:
    """Of who is connected without the author, the police hold four parts to the fifth."""
    measured = measure_network(network).without_author
    (police,) = (it for it in measured.breakups if it.node.endswith(POLICE))

    assert ([*map(len, police.cut_off)], police.stays) == ([3, 3, 1, 1], 5)


def test_most_pairs_on_youth_are_nowhere_together(network: Network, store: Store) -> None:
    """Of the 78 pairs that are active on youth, 59 are not together on it, and 57 are together nowhere."""
    active = list_active(store, theme="jeugd")
    (partners,) = active.values()

    assert comb(len(partners), 2) == 78
    assert len(list_missing(network, active)) == 57
    assert len(list_missing(make_cooperation(store, theme="jeugd"), active)) == 59


def test_likeliest_pair_is_there_with_why(network: Network, store: Store) -> None:
    """The police and those who help are nowhere together, and share three neighbours and three themes."""
    first = list_missing(network, list_active(store))[0]

    assert (first.one.rpartition("/")[2], first.other.rpartition("/")[2]) == (POLICE, "hulpverleningspartijen")
    assert (len(first.common), len(first.themes)) == (3, 3)


def test_missing_are_those_of_the_question(network: Network, store: Store) -> None:
    """The question finds by SPARQL the same pairs on the same themes, with as many neighbours in common."""
    rows = ask(Plans(store), Library().find("never-together"), {}).rows
    by_question = {
        (*sorted((row.text("actor_a"), row.text("actor_b"))), row.text("theme")): row.integer("shared")
        for row in rows
        if not row.integer("elsewhere")
    }

    found = list_missing(network, list_active(store))

    assert len(by_question) == 906
    assert {(it.one, it.other, theme): len(it.common) for it in found for theme in it.themes} == by_question
