"""The SPARQL 1.1 Protocol and the Service Description, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Dataset, NamedNode, RdfFormat, parse

from tests.conformance.exchanges import answered, exchanges
from tests.conformance.suites import RDF, ROOT, each
from tests.conformance.website import website

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conformance.conftest import Hold
    from tests.conformance.suites import Case
    from tests.conformance.website import Website

DATA = "http://kasei.us/2009/09/sparql/data/data{number}.rdf"
SD = "http://www.w3.org/ns/sparql-service-description#"
#: The properties of the vocabulary, each with the class of its values ("" where they are of none).
PROPERTIES = {
    "endpoint": "",
    "feature": "Feature",
    "defaultEntailmentRegime": "EntailmentRegime",
    "entailmentRegime": "EntailmentRegime",
    "defaultSupportedEntailmentProfile": "EntailmentProfile",
    "supportedEntailmentProfile": "EntailmentProfile",
    "extensionFunction": "Function",
    "extensionAggregate": "Aggregate",
    "languageExtension": "Feature",
    "supportedLanguage": "Language",
    "propertyFeature": "Feature",
    "defaultDataset": "Dataset",
    "availableGraphs": "GraphCollection",
    "resultFormat": "",
    "inputFormat": "",
    "defaultGraph": "Graph",
    "namedGraph": "NamedGraph",
    "name": "",
    "graph": "Graph",
}
CLASSES = {*PROPERTIES.values(), "Service"} - {""}
#: What the vocabulary names besides: languages and features.
NAMED = {
    "supportedLanguage": {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"},
    "feature": {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"},
}


def protocol(case: Case) -> bool:
    """Say whether *case* is about the protocol."""
    return case.suite == "sparql11/protocol"


def updates(case: Case) -> bool:
    """Say whether *case* is about an update that other endpoints would do."""
    return protocol(case) and case.name.startswith("update_")


def description(case: Case) -> bool:
    """Say whether *case* is about the description of the service."""
    return case.suite == "sparql11/service-description"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """Serve the graphs that the tests name, and one more that some name but none describes."""
    graphs = {DATA.format(number=0): "<urn:it> <urn:is> <urn:there> <{graph}> .\n"}
    for number in (1, 2, 3):
        triples = (ROOT / f"sparql/sparql11/protocol/data{number}.nt").read_text(encoding="utf-8").splitlines()
        graphs[DATA.format(number=number)] = "".join(f"{line.rstrip(' .')} <{{graph}}> .\n" for line in triples if line)
    with website(tmp_path_factory.mktemp("protocol")) as site:
        site.publish({graph: quads.replace("{graph}", graph) for graph, quads in graphs.items()})
        yield site


@each(protocol)
def test_protocol(case: Case, hold: Hold, site: Website) -> None:
    """Every request gets the status, the format and the truth value that the test expects."""
    hold(case, lambda case: answered(case, site.client()))


@each(updates)
def test_update_is_refused(case: Case, site: Website) -> None:
    """An update is forbidden (403), however it is sent: there are no rights to give yet."""
    refused = [exchange.send(site.client()).status_code for exchange in exchanges(case) if exchange.updates]

    assert refused
    assert set(refused) == {403}


@each(description)
def test_description(case: Case, hold: Hold, site: Website) -> None:
    """The endpoint, asked nothing, describes itself in the W3C's vocabulary."""
    checks = {"returns-rdf": is_rdf, "has-endpoint-triple": has_endpoint, "conforms-to-schema": conforms}
    hold(case, lambda case: checks[case.name](site))


def is_rdf(site: Website) -> None:
    """See that there is a graph at the endpoint, in whichever of our formats is asked for."""
    for media_type in ("text/turtle", "application/rdf+xml", "application/n-triples"):
        response = site.client().get("/sparql", headers={"Accept": media_type})
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert list(parse(response.data, RdfFormat.from_media_type(media_type)))


def described(site: Website) -> Dataset:
    """Give the description."""
    return Dataset(parse(site.client().get("/sparql", headers={"Accept": "text/turtle"}).data, RdfFormat.TURTLE))


def has_endpoint(site: Website) -> None:
    """See that the description is about the address it was found at."""
    found = [quad.object.value for quad in described(site).quads_for_predicate(NamedNode(f"{SD}endpoint"))]
    assert found == ["http://localhost/sparql"]


def conforms(site: Website) -> None:
    """See that every term is one of the vocabulary, at the place and with the cardinality that it has there."""
    graph = described(site)
    types = {(quad.subject, quad.object.value) for quad in graph.quads_for_predicate(NamedNode(f"{RDF}type"))}
    assert {kind.removeprefix(SD) for _, kind in types if kind.startswith(SD)} <= CLASSES
    for quad in graph:
        name = quad.predicate.value.removeprefix(SD)
        if not quad.predicate.value.startswith(SD):
            continue
        assert name in PROPERTIES, f"{name} is no property of the vocabulary"
        assert isinstance(quad.object, NamedNode | BlankNode), f"{name} has {quad.object}"
        kind, value = PROPERTIES[name], quad.object.value
        if value.startswith(SD):
            assert value.removeprefix(SD) in NAMED[name], f"{value} is no {kind}"
        elif kind in {"Function", "Dataset", "Graph", "NamedGraph", "GraphCollection"}:
            assert (quad.object, f"{SD}{kind}") in types, f"{value} is not said to be a {kind}"
    for subject, kind in types:
        for alone, of in (("endpoint", "Service"), ("name", "NamedGraph")):
            found = [q for q in graph.quads_for_subject(subject) if q.predicate.value == f"{SD}{alone}"]
            assert kind != f"{SD}{of}" or len(found) == 1, f"{subject} has {len(found)} times smd:{alone}"
