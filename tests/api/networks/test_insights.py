"""What can be said of who works with whom: with and without who published the plan, and what is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.networks.insights import MOST_BROKERS, MOST_MISSING, Activity, read_insights, tell_insights
from visualisation import Edge, Network, NetworkFilter, Node, make_network

if TYPE_CHECKING:
    from api.networks.insights import Insights

#: Two groups of three that only `broker` holds together, and an author who is tied to all.
NAMES = ("a1", "a2", "a3", "broker", "b1", "b2", "b3")
NODES = [Node("author", "De gemeente", "municipality", is_author=True), *(Node(it, it.upper(), "team") for it in NAMES)]
TIES = [
    ("a1", "a2"),
    ("a2", "a3"),
    ("a1", "a3"),
    ("b1", "b2"),
    ("b2", "b3"),
    ("b1", "b3"),
    ("a1", "broker"),
    ("b1", "broker"),
]
WHOLE = make_network(NODES, [*(Edge(*it) for it in TIES), *(Edge("author", it) for it in NAMES)])
THEME = Activity("theme", "Jeugd", ("a1", "a2", "b1", "b2"))


def tell(network: Network = WHOLE, language: str = "nl", *, authors: bool = False) -> Insights:
    """Tell what can be said of *network*, with or without its author."""
    return read_insights(tell_insights(WHOLE, network, NetworkFilter(authors=authors), (THEME,), language))


def test_without_the_author_somebody_else_connects() -> None:
    """With an author who is tied to all nobody falls apart; without, it says who holds the two groups together."""
    without, with_author = tell(), tell(authors=True)

    assert "BROKER" in without.brokers[0].text
    assert "De gemeente" in with_author.brokers[0].text
    assert {it.text.partition(" staa")[0] for it in without.breakups} >= {"Zonder BROKER"}
    assert with_author.breakups == ()
    assert len(without.brokers) <= MOST_BROKERS
    assert set(without.nodes or {}) == set(NAMES)


def test_who_is_not_at_the_table() -> None:
    """Of the pairs on a theme those that are nowhere together are counted and named, each with what it does not say."""
    insights = tell()
    (absence,) = insights.absences

    assert (absence.partners, absence.missing, absence.label) == (4, 4, "Jeugd")
    assert "4" in absence.sentence.text
    assert len(insights.missing) == min(4, MOST_MISSING)
    assert all(it.unsaid for it in (*insights.summary, *insights.brokers, *insights.missing))


@pytest.mark.parametrize("network", [Network((), ()), make_network(NODES, []), make_network(NODES[:2], [])])
def test_little_is_said_of_little(network: Network) -> None:
    """A network without ties has a summary, and nobody who connects."""
    insights = tell(network)

    assert insights.summary
    assert insights.brokers == insights.breakups == ()


def test_each_language_says_it() -> None:
    """English says as much as Dutch, in other words."""
    dutch, english = tell(), tell(language="en")

    assert len(dutch.summary) == len(english.summary)
    assert not {it.text for it in dutch.summary} & {it.text for it in english.summary}
