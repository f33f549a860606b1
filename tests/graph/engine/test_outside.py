"""Closed to the outside: no query and no file makes us open a socket or another file, and each is told why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.checks.check import check_sources
from graph.engine.request import Request
from graph.engine.sandbox.confinement import RESTRICTIONS, RLIMIT, SECCOMP
from graph.engine.screening.screen import QueryBounds, screen
from graph.engine.workers.pool import Pool
from graph.errors import QueryRefused, SourceError
from graph.sources.source import list_packaged_sources, make_user_sources, read_source
from tests.graph.engine.sandbox.test_confinement import need
from tests.graph.engine.screening.test_screen import SERVICE, WRITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.versions.archive import Version
    from tests.conftest import Canary

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def pool(version: Version) -> Iterator[Pool]:
    """Start one worker with the limits that a client has."""
    pool = Pool(version.path, 1)
    yield pool
    pool.close()


def test_every_wall_stands_around_a_worker(pool: Pool) -> None:
    """What a worker says it gave up is everything, on the systems that we run on."""
    for restriction in RESTRICTIONS:
        need(restriction)

    assert pool.restrictions == RESTRICTIONS


@pytest.mark.parametrize("case", SERVICE)
def test_service_is_refused_and_calls_nobody(pool: Pool, canary: Canary, case: str) -> None:
    """SERVICE, in any spelling, is refused with the reason, and costs no worker."""
    replaced = pool.replaced

    with pytest.raises(QueryRefused, match="reaches no other server"):
        pool.ask(Request(SERVICE[case].replace("http://x/", canary.address)))

    assert canary.visits() == 0
    assert pool.replaced == replaced


@pytest.mark.parametrize("text", WRITES)
def test_load_is_refused_and_calls_nobody(pool: Pool, canary: Canary, text: str) -> None:
    """LOAD and every other verb of the update language is refused with the reason."""
    with pytest.raises(QueryRefused, match="read only"):
        pool.ask(Request(text.replace("http://x/", canary.address)))

    assert canary.visits() == 0


FROM = {
    "from": "SELECT * FROM <URL> { ?s ?p ?o }",
    "from_named": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "prefixed": "PREFIX u: <URL> ASK FROM u: { ?s ?p ?o }",
    "glued": "PREFIXu:<URL>ASKFROMNAMEDu:{?s?p?o}",
    "construct": "CONSTRUCT FROM <URL> WHERE { ?s ?p ?o }",
    "describe": "DESCRIBE * FROM <URL> { ?s ?p ?o }",
    "beside_one_that_is_here": "SELECT * FROM <URL> FROM <https://w3id.org/samendoen/id/graph/model> { ?s ?p ?o }",
    "relative": "BASE <URL> SELECT * FROM <> { ?s ?p ?o }",
}


@pytest.mark.parametrize("case", FROM)
def test_unknown_graph_is_refused_and_not_fetched(pool: Pool, canary: Canary, case: str) -> None:
    """A graph that is not here is refused by its name, wherever its address would lead."""
    for url in (canary.address, Path(__file__).as_uri()):
        with pytest.raises(QueryRefused) as caught:
            pool.ask(Request(FROM[case].replace("URL", url)))
        assert f"no graph {url} here" in str(caught.value)

    assert canary.visits() == 0


@pytest.mark.parametrize("field", ["default_graphs", "named_graphs"])
def test_unknown_graph_of_the_protocol_is_refused_and_not_fetched(pool: Pool, canary: Canary, field: str) -> None:
    """A graph that the request names beside the query is refused likewise."""
    for url in (canary.address, Path(__file__).as_uri()):
        with pytest.raises(QueryRefused) as caught:
            pool.ask(Request("SELECT * { ?s ?p ?o }", **{field: [url]}))
        assert f"no graph {url} here" in str(caught.value)

    assert canary.visits() == 0


# The engine itself, without the screen: as if a query had passed it unseen.
ENGINE = """
import sys
from pyoxigraph import Store
from graph.engine.sandbox.confinement import confine

{restrictions}
try:
    print(list(Store().query(sys.argv[1])))
except OSError as error:
    print("refused")
"""
CALLS = {
    "plain": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?u { <URL> } FILTER EXISTS { SERVICE ?u { ?s ?p ?o } } }",
    "variable_silent": "SELECT * { VALUES ?u { <URL> } FILTER EXISTS { SERVICE SILENT ?u { ?s ?p ?o } } }",
}


def call(case: str, canary: Canary, restrictions: str, scheme: str = "http") -> str:
    """Run the engine on a query that calls *canary* over *scheme* behind *restrictions*, and give what it printed."""
    query = CALLS[case].replace("URL", canary.address.replace("http", scheme, 1))
    command = [sys.executable, "-c", ENGINE.format(restrictions=restrictions), query]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout


@pytest.mark.parametrize("without", [RLIMIT, SECCOMP])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("case", CALLS)
def test_engine_behind_either_wall_calls_nobody(canary: Canary, case: str, scheme: str, without: str) -> None:
    """A call that nobody saw coming ends at the operating system, by the filter alone and by the limit alone."""
    need(SECCOMP if without == RLIMIT else RLIMIT)
    said = call(case, canary, f"confine(1_000_000_000, {{{without!r}}})", scheme)

    assert canary.visits() == 0
    if scheme == "https":  # the engine ends before it calls: it is refused the certificates that it would trust
        assert said == ""
    elif case == "plain":  # elsewhere the language has it that nothing is said
        assert said == "refused\n"


@pytest.mark.parametrize("case", CALLS)
def test_engine_without_walls_does_call(canary: Canary, case: str) -> None:
    """Without the restrictions the same query calls: the test above can fail."""
    call(case, canary, "")

    assert canary.visits() > 0


def test_calls_are_seen_by_the_screen_too(canary: Canary) -> None:
    """What the engine is tried with behind the restrictions does not get that far: the screen refuses it first."""
    for query in CALLS.values():
        with pytest.raises(QueryRefused):
            screen(query.replace("URL", canary.address), QueryBounds())


MARKER = "what no answer may hold"
CONTEXT = '{"@context": "URL", "@id": "urn:a", "name": "b"}'
ENTITIES = (
    '<!DOCTYPE r [<!ENTITY x SYSTEM "FILE"><!ENTITY y SYSTEM "URL"><!ENTITY % z SYSTEM "URL"> %z;]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
    '<rdf:Description rdf:about="urn:a"><u:b>&x;&y;</u:b></rdf:Description></rdf:RDF>'
)
LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {after} "{f"&{before};" * 20}">' for before, after in zip("abcdefg", "bcdefgh", strict=True))
    + "]><r>&h;</r>"
)
GRAPHS = "<urn:s> <urn:p> <urn:o> <https://w3id.org/samendoen/id/graph/model> ."
FOREIGN = {
    "context.jsonld": (CONTEXT, "context can stand at another address"),
    "context.json": (CONTEXT, "context can stand at another address"),
    "context.JSONLD": (CONTEXT, "context can stand at another address"),
    "entities.rdf": (ENTITIES, "entities can name other files"),
    "entities.xml": (ENTITIES, "entities can name other files"),
    "laughs.rdf": (LAUGHS, "entities can name other files, and grow without end"),
    "graphs.trig": ("<URL> { <urn:s> <urn:p> <urn:o> }", "graphs of its own"),
    "graphs.nq": (GRAPHS, "graphs of its own"),
}
DISGUISED = {
    "context.ttl": CONTEXT,
    "context.nt": CONTEXT,
    "entities.ttl": ENTITIES,
    "entities.nt": ENTITIES,
    "laughs.ttl": LAUGHS,
    "graphs.ttl": "<URL> { <urn:s> <urn:p> <urn:o> }",
    "graphs.nt": GRAPHS,
}
# All that a Turtle file can say of other addresses; nothing of it is an order to go there.
POINTERS = """@base <URL> .
@prefix u: <URL/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<> a owl:Ontology ; owl:imports <URL>, <FILE>, u:more ; rdfs:seeAlso <URL> .
<> sh:shapesGraph <URL> ; sh:suggestedShapesGraph <> .
u:shape a sh:NodeShape ; sh:targetNode <> ; sh:sparql [
    sh:message "called" ; sh:select "SELECT $this { SERVICE SILENT <URL> { ?s ?p ?o } }" ] .
"""


def written(name: str, text: str, folder: Path, canary: Canary) -> Path:
    """Write *text* to a file called *name* in *folder*, pointing to *canary* and to a secret beside it."""
    secret = folder / "secret"
    secret.write_text(MARKER, encoding="utf-8")
    path = folder / name
    path.write_text(text.replace("URL", canary.address).replace("FILE", secret.as_uri()), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FOREIGN)
def test_file_that_could_fetch_is_refused_with_the_reason(tmp_path: Path, canary: Canary, name: str) -> None:
    """JSON-LD, RDF/XML and what holds graphs of its own is not even opened; the message says why and what to give."""
    text, why = FOREIGN[name]
    path = written(name, text, tmp_path, canary)

    with pytest.raises(SourceError) as caught:
        read_source(make_user_sources([path])[0])

    assert str(caught.value).startswith(f"{path}: This kind of file is not read: ")
    assert why in str(caught.value)
    assert str(caught.value).endswith("Give Turtle (.ttl) or N-Triples (.nt).")
    assert canary.visits() == 0


@pytest.mark.parametrize("name", DISGUISED)
def test_file_in_disguise_is_a_broken_file(tmp_path: Path, canary: Canary, name: str) -> None:
    """Under the name of a kind that is read, the same text is refused by its first line; nothing is followed."""
    path = written(name, DISGUISED[name], tmp_path, canary)

    with pytest.raises(SourceError) as caught:
        read_source(make_user_sources([path])[0])

    assert caught.value.line == 1
    assert MARKER not in str(caught.value)
    assert canary.visits() == 0


@pytest.mark.slow
def test_turtle_that_points_elsewhere_is_read_where_it_is(tmp_path: Path, canary: Canary) -> None:
    """A base, imports and shapes at other addresses are names: checking follows none, and runs no shape of the file."""
    path = written("pointers.ttl", POINTERS, tmp_path, canary)

    checked = check_sources([*list_packaged_sources(), *make_user_sources([path])], {})

    subjects = {quad.subject.value for quad in checked.readings[-1].quads if hasattr(quad.subject, "value")}
    assert canary.address in subjects
    assert not any(MARKER in str(quad) for reading in checked.readings for quad in reading.quads)
    assert not any("called" in str(fault) for fault in checked.faults)
    assert canary.visits() == 0
