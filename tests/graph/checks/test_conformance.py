"""What is passed without pyshacl is what pyshacl passes, and what cannot be told is left to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

import ontology
from graph.checks.conformance import ConformanceReader
from graph.checks.lookup import Lookup, list_triples
from graph.checks.shapes import PlanShapes, _Judge, _list_places, _list_triples, _read_shapes
from graph.sources.source import Source, read_source
from tests.builds import FIXTURE_FILES
from tests.ontology.test_shapes import COUNTEREXAMPLES, GROUND, PLAN_GRAPH, VOCABULARIES, set_apart

if TYPE_CHECKING:
    from pyoxigraph import Quad

ROOT = Path(__file__).parents[3]
REGISTER = sorted(ROOT.glob("graph/data/register/*.ttl"))
#: A shape that looks at every thing, and what it asks; nothing that is held against it is wrong.
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <urn:> .
:shape a sh:NodeShape ; sh:targetClass :Thing ; {} ."""
THING = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:> .
:it a :Thing ; :name "een"@nl , "one"@en ; :count 3 ; :on "2020-01-31"^^xsd:date ; :until "2020-02-01"^^xsd:date ;
    :odd "2020-01-31Z"^^xsd:date ; :near :other . :other :near :it ; :count 4 ."""
#: What the thing meets, each told without doubt.
MET = {
    "minCount": "sh:property [ sh:path :name ; sh:minCount 2 ; sh:maxCount 2 ; sh:uniqueLang true ; sh:maxLength 3 ]",
    "datatype": "sh:property [ sh:path :count ; sh:datatype xsd:integer ; sh:minInclusive 3 ; sh:maxInclusive 3.0 ]",
    "language": 'sh:property [ sh:path :name ; sh:languageIn ( "nl" "en" ) ; sh:pattern "^.ne|een$" ]',
    "days": "sh:property [ sh:path :on ; sh:datatype xsd:date ; sh:lessThan :until ; sh:lessThanOrEquals :until ]",
    "path": "sh:property [ sh:path ( [ sh:oneOrMorePath :near ] [ sh:inversePath :near ] ) ; sh:hasValue :it ]",
    "class": "sh:property [ sh:path [ sh:zeroOrMorePath :near ] ; sh:in ( :it :other ) ; sh:nodeKind sh:IRI ]",
    "some": "sh:property [ sh:path :name ; sh:qualifiedValueShape [ sh:in ( 1 ) ] ; sh:qualifiedMaxCount 0 ]",
    "logic": "sh:or ( [ sh:class :No ] [ sh:class :Thing ] ) ; sh:not [ sh:class :No ]",
    "one": "sh:xone ( [ sh:class :No ] [ sh:class :Thing ] ) ; sh:and ( [ sh:class :Thing ] )",
    "query": 'sh:sparql [ sh:select "SELECT $this { $this <urn:count> ?c FILTER (?c > 3) }" ]',
}
#: What the thing does not meet.
BROKEN = {
    "minCount": "sh:property [ sh:path :name ; sh:minCount 3 ]",
    "maxCount": "sh:property [ sh:path :name ; sh:maxCount 1 ]",
    "datatype": "sh:property [ sh:path :count ; sh:datatype xsd:decimal ]",
    "least": "sh:property [ sh:path :count ; sh:minInclusive 4 ]",
    "most": "sh:property [ sh:path :count ; sh:maxInclusive 2.5 ]",
    "languageIn": 'sh:property [ sh:path :name ; sh:languageIn ( "nl" ) ]',
    "pattern": 'sh:property [ sh:path :name ; sh:pattern "^e" ]',
    "maxLength": "sh:property [ sh:path :name ; sh:maxLength 2 ]",
    "lessThan": "sh:property [ sh:path :until ; sh:lessThan :on ]",
    "lessThanOrEquals": "sh:property [ sh:path :until ; sh:lessThanOrEquals :on ]",
    "disjoint": "sh:property [ sh:path :near ; sh:disjoint :near ]",
    "hasValue": "sh:property [ sh:path :near ; sh:hasValue :it ]",
    "in": "sh:property [ sh:path :near ; sh:in ( :it ) ]",
    "class": "sh:class :No",
    "nodeKind": "sh:property [ sh:path :name ; sh:nodeKind sh:IRI ]",
    "not": "sh:not [ sh:class :Thing ]",
    "or": "sh:or ( [ sh:class :No ] [ sh:class :Other ] )",
    "xone": "sh:xone ( [ sh:class :Thing ] [ sh:class :Thing ] )",
    "and": "sh:and ( [ sh:class :Thing ] [ sh:class :No ] )",
    "some": "sh:property [ sh:path :near ; sh:qualifiedValueShape [ sh:class :No ] ; sh:qualifiedMinCount 1 ]",
    "sparql": 'sh:sparql [ sh:select "SELECT $this { $this <urn:count> ?c FILTER (?c > 2) }" ]',
}
#: What the thing meets, or may, and is not told here.
DOUBTED = {
    "equals": "sh:property [ sh:path :near ; sh:equals :near ]",
    "node": "sh:node [ sh:class :Thing ]",
    "closed": "sh:closed false",
    "flags": 'sh:property [ sh:path :name ; sh:pattern "ne?" ; sh:flags "i" ]',
    "kind": "sh:property [ sh:path :name ; sh:nodeKind sh:Literal ]",
    "datatype": "sh:property [ sh:path :on ; sh:datatype xsd:dateTime ]",
    "day": "sh:property [ sh:path :odd ; sh:datatype xsd:date ]",
    "compared": "sh:property [ sh:path :odd ; sh:lessThan :until ]",
    "unlike": "sh:property [ sh:path :count ; sh:lessThan :on ]",
    "path": "sh:property [ sh:path [ sh:inversePath [ sh:inversePath :near ] ] ; sh:minCount 0 ]",
    "query": 'sh:sparql [ sh:select "SELECT $this { $this $PATH ?x }" ]',
    "no query": 'sh:sparql [ sh:select "SELECT" ]',
    "class of its own": "a rdfs:Class",
    "other target": "sh:targetObjectsOf :near",
}


def read(*files: Path) -> list[tuple[Quad, str]]:
    """Read *files* as what one plan says, each with examples of its own."""
    found = [(quad, file.stem) for file in files for quad in read_source(Source(file, PLAN_GRAPH)).quads]
    return [(set_apart(quad, name), name) for quad, name in found]


def list_suspects(demand: str, thing: str = THING) -> set[str]:
    """List what of *thing* may break a shape that makes this *demand*."""
    shapes, data = (Lookup(list_triples(parse(text, RdfFormat.TURTLE))) for text in (SHAPE.format(demand), thing))
    return ConformanceReader(shapes).list_suspects(data, data.nodes)


def test_counterexamples_have_the_faults_that_pyshacl_finds_by_itself() -> None:
    """Of all counterexamples together no fault is passed over, and none is told otherwise."""
    own = read(GROUND, *COUNTEREXAMPLES)
    triples = list_triples(quad for quad, _ in own)
    common = [*_list_triples(ontology.MODEL), *list_triples(quad for quad, _ in read(*VOCABULARIES))]
    judge = _Judge(common, ontology.SHAPES)

    found = PlanShapes(read(*VOCABULARIES)).validate(own)

    assert len(found) >= len(COUNTEREXAMPLES) > 0
    assert found == judge.validate(triples, Lookup(triples).nodes, _list_places(own))


def test_nothing_of_a_plan_that_is_whole_is_doubted() -> None:
    """All that the shapes ask is told here, so that a plan without a fault does not wait for pyshacl."""
    common = [*_list_triples(ontology.MODEL), *list_triples(quad for quad, _ in read(*VOCABULARIES, *REGISTER))]
    data = Lookup(list_triples(quad for quad, _ in read(*FIXTURE_FILES)), Lookup(common))

    assert len(data.nodes) > 100
    assert _read_shapes(ontology.SHAPES).list_suspects(data, data.nodes) == set()


@pytest.mark.parametrize("demand", MET.values(), ids=MET)
def test_what_is_met_is_no_suspect(demand: str) -> None:
    """What a shape asks and a node has is told without doubt."""
    assert list_suspects(demand) == set()


@pytest.mark.parametrize("demand", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_a_suspect(demand: str) -> None:
    """What a shape asks and a node has not makes it a suspect, and no other node."""
    assert list_suspects(demand) == {"urn:it"}


@pytest.mark.parametrize("demand", DOUBTED.values(), ids=DOUBTED)
def test_what_is_not_known_is_a_suspect(demand: str) -> None:
    """What is not told here is left to pyshacl, also where it may be met."""
    assert "urn:it" in list_suspects(demand)


def test_query_over_what_is_not_fit_for_its_datatype_is_doubted() -> None:
    """Where values are no values, one engine compares what another does not."""
    wrong = THING.replace("2020-02-01", "later")

    assert list_suspects(MET["query"], wrong) == {"urn:it"}
    assert list_suspects(MET["minCount"], wrong) == set()


def test_shape_that_holds_itself_is_doubted() -> None:
    """A shape that leads back to itself is no shape that is told here."""
    assert list_suspects(
        "sh:property [ sh:path :near ; sh:property :part ] . :part sh:path :near ; sh:property :part"
    ) == {"urn:it"}
