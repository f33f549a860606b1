"""What is measured of who works with whom, in sentences that one can say aloud: made by a renderer, read by a page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from api.catalogue import load_catalogue
from api.networks.sentences import describe_breakup, describe_broker, describe_missing, describe_reach
from api.networks.summary import (
    describe_absence,
    describe_author,
    describe_communities,
    describe_core,
    describe_density,
    describe_parts,
)
from api.networks.voice import Sentence, Voice
from visualisation import filter_network, list_missing, measure_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from visualisation import Measurement, Network, NetworkFilter

#: As many of each are told as one remembers; the rest is in the tables.
MOST_BROKERS, MOST_BREAKUPS, MOST_MISSING = 3, 5, 10


@dataclass(frozen=True)
class Activity:
    """Who is active on a theme, and what that is called."""

    theme: str
    label: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Absence:
    """How many pairs of the partners that are active on a theme appear together nowhere, in a sentence."""

    theme: str
    label: str
    partners: int
    missing: int
    sentence: Sentence


@dataclass(frozen=True)
class Insights:
    """What can be said of a network: of all of it, who connects, what falls apart, and who is not at the table.

    `nodes` has what can be said of each node, by its id. Of many plans it is not asked who is not at the table, which
    is then not `looked_for`.
    """

    summary: tuple[Sentence, ...] = ()
    brokers: tuple[Sentence, ...] = ()
    breakups: tuple[Sentence, ...] = ()
    missing: tuple[Sentence, ...] = ()
    absences: tuple[Absence, ...] = ()
    nodes: Mapping[str, tuple[Sentence, ...]] | None = None
    looked_for: bool = True


def tell_insights(
    whole: Network,
    network: Network,
    chosen: NetworkFilter,
    activities: tuple[Activity, ...] | None,
    language: str,
) -> bytes:
    """Tell what can be said of the part of *network* that *chosen* leaves, in *language*: JSON, for `read_insights`.

    *whole* is the network with all themes, in which who is not at the table is looked for; without *activities* that is
    left out.
    """
    labels = {node.id: node.label for it in (whole, network) for node in it.nodes}
    looked_for, activities = activities is not None, activities or ()
    labels |= {it.theme: it.label for it in activities}
    translator = load_catalogue(language)
    voice = Voice(translator, labels)
    everybody = filter_network(network, _with_authors(chosen))
    measures = measure_network(everybody)
    measurement = measures.with_author if chosen.authors else measures.without_author
    author = describe_author(voice, measures)
    insights = Insights(
        summary=(*([author] if author else []), *_summarise(voice, measurement)),
        brokers=tuple(describe_broker(voice, measurement, it) for it in _list_brokers(measurement)),
        breakups=tuple(_tell_breakups(voice, measurement)),
        missing=tuple(_tell_missing(voice, whole, activities)),
        absences=tuple(_tell_absences(voice, whole, activities)),
        nodes={it.id: tuple(_tell_node(voice, measurement, it.id)) for it in measurement.nodes},
        looked_for=looked_for,
    )
    return json.dumps(asdict(insights), ensure_ascii=False).encode()


def read_insights(content: bytes) -> Insights:
    """Read what `tell_insights` wrote."""
    values = json.loads(content)
    nodes = {name: tuple(Sentence(**it) for it in its) for name, its in values.pop("nodes").items()}
    absences = tuple(Absence(**{**it, "sentence": Sentence(**it["sentence"])}) for it in values.pop("absences"))
    looked_for = values.pop("looked_for")
    sentences = {name: tuple(Sentence(**it) for it in its) for name, its in values.items()}
    return Insights(**sentences, absences=absences, nodes=nodes, looked_for=looked_for)


def _with_authors(chosen: NetworkFilter) -> NetworkFilter:
    """Make the filter that *chosen* is, but for who published the plan."""
    return replace(chosen, authors=True)


def _summarise(voice: Voice, measurement: Measurement) -> Iterator[Sentence]:
    """Say of all of the network how it hangs together, how closely, and around whom."""
    for describe in (describe_parts, describe_density, describe_core, describe_communities):
        yield describe(voice, measurement)


def _list_brokers(measurement: Measurement) -> list[str]:
    """List who is most between others, the most first."""
    ordered = sorted(measurement.nodes, key=lambda it: (-it.brokerage, it.id))
    return [it.id for it in ordered[:MOST_BROKERS] if it.brokerage]


def _tell_breakups(voice: Voice, measurement: Measurement) -> Iterator[Sentence]:
    """Say what would fall apart without whom, the most first."""
    ordered = sorted(measurement.breakups, key=lambda it: (-sum(map(len, it.cut_off)), it.node))
    for breakup in ordered[:MOST_BREAKUPS]:
        yield describe_breakup(voice, breakup)


def _tell_missing(voice: Voice, whole: Network, activities: tuple[Activity, ...]) -> Iterator[Sentence]:
    """Say who are active on the same and appear together nowhere, the likeliest first."""
    for pair in list_missing(whole, {it.theme: it.actors for it in activities})[:MOST_MISSING]:
        yield describe_missing(voice, pair)


def _tell_absences(voice: Voice, whole: Network, activities: tuple[Activity, ...]) -> Iterator[Absence]:
    """Say of each theme how many pairs of its partners appear together nowhere."""
    for it in activities:
        missing = len(list_missing(whole, {it.theme: it.actors}))
        sentence = describe_absence(voice, it.theme, len(it.actors), missing)
        yield Absence(it.theme, it.label, len(it.actors), missing, sentence)


def _tell_node(voice: Voice, measurement: Measurement, node: str) -> Iterator[Sentence]:
    """Say of *node* whom it reaches, what goes by way of it, and what would fall apart without it."""
    yield describe_reach(voice, measurement, node)
    yield describe_broker(voice, measurement, node)
    for breakup in measurement.breakups:
        if breakup.node == node:
            yield describe_breakup(voice, breakup)
