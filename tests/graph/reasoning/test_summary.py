"""The summaries: what publishing counts is what its queries say, and no question is answered otherwise by it."""

from __future__ import annotations

import importlib
import random
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, RdfFormat, Store, parse
from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.plugins.sparql import prepareQuery

from graph.checks.shapes import validate_data
from graph.reasoning import summary
from graph.reasoning.rules import load_ontology_rules
from graph.reasoning.summary_input import select_counted
from graph.sources.rule import read_rule
from graph.sources.source import list_packaged_sources, read_source
from graph.versions import open_version, parse_graph_iri
from ontology.namespaces import DEF, ID, PREFIXES, SUMMARY_ENDING, find_plan_key, make_graph_iri, make_plan_graph_iri
from tests.graph.reasoning.closing import derive_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.versions.archive import Version

ROOT = Path(__file__).parents[3]
ASKED = ROOT / "benchmarks" / "asked"
QB = Namespace(PREFIXES["qb"])
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
SUMMARY = f"{ID}summary/"
#: How the line ends that says of something that it is a plan, but for its graph.
IS_PLAN = f" <{PREFIXES['rdf']}type> <{DEF}Plan> ".encode()

#: The data sets of counts.
CUBES = ("coverage", "gaps", "partners", "steps", "theme-gaps", "theme-steps")

#: What the queries must not stumble over; the roles and what follows are written out.
ODD = """
role:executor a smd:ActiveRole . role:informed a smd:Role . role:advisor a smd:ActiveRole , smd:SupportingRole .
actor:a a smd:Partner . actor:a-b a smd:Partner . actor:ab a smd:Partner . gemeente:gm1 a smd:Partner .
actor:group a smd:TargetGroup . actor:word a smd:GenericActor .
theme:top a smd:Theme . theme:sub a smd:Theme .
plan:p a smd:Plan ; smd:setOutIn document:own .
measure:m a smd:Measure ; smd:hasTheme theme:sub ; smd:countsFor theme:sub , theme:top ; smd:inPlan plan:p , plan:q ;
    skos:prefLabel "Zeg \\"NEE\\" tegen\\n\\\\N ÏJ, ΟΔΟΣ @nl <x> ."@nl , "SAY NO"@en , "ZEG NEE"@nl-BE , "ZEG" .
measure:n a smd:Measure ; smd:countsFor theme:top , "top" ; smd:inPlan plan:p .
measure:n skos:prefLabel "İstanbul ẞ"@nl , "Tweede"@nl .
measure:planless a smd:Measure ; smd:countsFor theme:top .
measure:themeless a smd:Measure ; smd:inPlan plan:p .
theme:top skos:prefLabel "Geen Maatregel"@nl .
involvement:1 smd:actor actor:a ; smd:role role:executor ; smd:concerns measure:m .
involvement:2 smd:actor actor:a ; smd:role role:advisor ; smd:concerns measure:m .
involvement:3 smd:actor actor:a-b ; smd:role role:advisor ; smd:concerns measure:m , measure:n .
involvement:4 smd:actor actor:ab , actor:a ; smd:role role:informed , role:executor ; smd:concerns measure:n .
involvement:5 smd:actor actor:group ; smd:role role:executor ; smd:concerns measure:n .
involvement:6 smd:actor gemeente:gm1 ; smd:role role:informed ; smd:concerns measure:m .
involvement:7 smd:actor gemeente:gm1 ; smd:role role:executor .
involvement:7 smd:concerns theme:top , measure:themeless , measure:planless .
involvement:8 smd:actor actor:ab ; smd:role role:executor ; smd:concerns measure:themeless .
plan:p smd:publisher actor:ab . plan:q smd:publisher actor:a-b , actor:a , "a" . plan:r smd:publisher actor:a .
measure:m smd:sameActionAs measure:n , measure:m , measure:r , measure:planless .
measure:n smd:sameActionAs measure:m . measure:r smd:sameActionAs measure:m ; smd:inPlan plan:r .
legal-reference:1 smd:refersTo legislation:x , "x" ; smd:concerns measure:m .
legal-reference:2 smd:refersTo legislation:x ; smd:concerns measure:m , measure:n , measure:planless .
involvement:9 smd:actor actor:a , actor:group ; smd:role role:executor ; smd:concerns theme:sub .
involvement:9 smd:countsFor theme:sub , theme:top , "top" ; smd:evidence evidence:1 , evidence:2 .
involvement:10 smd:actor actor:a , gemeente:gm1 ; smd:role role:advisor , role:owner .
involvement:10 smd:concerns theme:top , measure:n .
involvement:10 smd:countsFor theme:top ; smd:evidence evidence:2 .
involvement:11 smd:actor gemeente:gm1 ; smd:role role:informed ; smd:concerns theme:top ; smd:countsFor theme:top .
involvement:11 smd:evidence evidence:3 .
claim:1 smd:leavesOpen gap:owner , gap:indicator ; smd:concerns theme:sub ; smd:relevantTo theme:top .
goal:g a smd:Goal ; smd:countsFor theme:top , "top" . goal:i a smd:Goal ; smd:concerns theme:sub .
goal:h a smd:Goal ; smd:measuredBy indicator:i ; smd:concerns theme:sub ; smd:countsFor theme:sub .
duty:d a smd:Duty , smd:Power ; smd:legalBasis legislation:x . power:p a smd:Power ; smd:leavesOpen gap:legal_basis .
data-sharing:s a smd:DataSharing ; smd:countsFor theme:top .
measure:m smd:deadline "2020-01-31 of zo" . measure:n smd:horizon horizon:short , horizon:long .
budget-line:b smd:funds measure:m . amount:1 smd:ofLine budget-line:b ; smd:budgetStatus budget-status:budgeted .
evidence:1 a smd:Evidence ; smd:inDocument document:own ; smd:firstLine 7 .
evidence:2 a smd:Evidence ; smd:inDocument document:other ; smd:firstLine 1234567 . evidence:3 a smd:Evidence .
evidence:4 a smd:Evidence ; smd:inDocument document:other ; smd:page 12 . actor:no smd:inDocument document:own .
involvement:4 smd:role role:owner ; smd:validFrom "2024-03-01"^^xsd:date . involvement:12 smd:role role:owner .
involvement:12 smd:concerns measure:m ; smd:validUntil "2025-01-01"^^xsd:date .
budget-line:c smd:funds measure:n . amount:2 smd:ofLine budget-line:c ; smd:budgetStatus budget-status:requested .
involvement:1 smd:basis basis:stated . involvement:4 smd:basis basis:stated , basis:implied .
involvement:4 smd:evidence evidence:5 . measure:n smd:evidence evidence:6 . measure:themeless smd:evidence evidence:4 .
involvement:8 smd:basis basis:implied ; smd:evidence evidence:7 , evidence:1 .
involvement:13 smd:concerns measure:planless ; smd:basis basis:stated ; smd:role role:informed ; smd:actor actor:word .
involvement:14 smd:concerns measure:planless ; smd:basis basis:implied ; smd:role role:executor ; smd:actor actor:a .
involvement:14 smd:evidence evidence:5 . measure:planless smd:evidence evidence:8 .
measure:worded a smd:Measure . involvement:15 smd:concerns measure:worded ; smd:basis basis:stated .
involvement:15 smd:role role:advisor ; smd:actor actor:word , actor:group . measure:partnered a smd:Measure .
involvement:16 smd:concerns measure:partnered ; smd:basis basis:stated ; smd:role role:advisor ; smd:actor actor:a .
measure:nobodys a smd:Measure .
involvement:17 smd:concerns measure:nobodys ; smd:role role:executor ; smd:actor actor:a .
measure:n smd:addresses phenomenon:x ; smd:evidence evidence:1 . duty:e a smd:Duty ; smd:bearer actor:a .
duty:e smd:about phenomenon:x , actor:group ; smd:evidence evidence:9 , evidence:5 . duty:d smd:about phenomenon:y .
duty:d smd:evidence evidence:9 . claim:3 a smd:Claim ; smd:about phenomenon:y ; smd:evidence evidence:9 , evidence:1 .
measure:worded smd:addresses phenomenon:y ; smd:evidence evidence:6 .
role:answering a smd:AnsweringRole , smd:ActiveRole .
involvement:18 smd:role role:answering ; smd:basis basis:stated ; smd:actor actor:word .
involvement:18 smd:concerns plan:p , theme:top .
involvement:18 smd:evidence evidence:10 , evidence:9 ; smd:about phenomenon:x .
measure:nobodys smd:addresses phenomenon:z .
involvement:19 smd:role role:executor ; smd:basis basis:stated ; smd:actor actor:a ; smd:concerns measure:other .
involvement:19 smd:evidence evidence:8 . measure:other a smd:Measure ; smd:addresses phenomenon:z .
measure:nobodys smd:similarTo measure:partnered , measure:other ; smd:evidence evidence:10 .
measure:m smd:evidence evidence:1 .
measure:partnered smd:similarTo measure:nobodys ; smd:hasTheme theme:sub ; smd:countsFor theme:sub , theme:top .
involvement:16 smd:evidence evidence:11 . budget-line:b smd:evidence evidence:9 .
budget-line:c smd:evidence evidence:11 , evidence:1 . budget-line:c smd:concerns plan:p .
budget-line:d smd:funds theme:top ; smd:evidence evidence:10 .
legal-reference:1 a smd:LegalReference ; smd:evidence evidence:9 , evidence:11 .
measure:other smd:hasTheme theme:top .
goal:j a smd:Goal ; smd:repeats goal:g ; smd:concerns theme:sub . goal:k a smd:Goal ; smd:measuredBy indicator:k .
goal:k smd:concerns theme:sub . indicator:k smd:baselineValue 1 ; smd:frequency frequency:f .
indicator:i smd:targetValue 2 .
involvement:20 smd:concerns indicator:i ; smd:basis basis:stated ; smd:role role:executor ; smd:actor actor:a .
figure:f a smd:Figure ; smd:concerns goal:g . claim:1 smd:leavesOpen gap:reporting .
duty:f a smd:Duty ; smd:repeats duty:d .
goal:k smd:evidence evidence:10 . goal:j smd:evidence evidence:10 .
legislation:k a smd:Standard . legal-reference:5 a smd:LegalReference ; smd:refersTo legislation:k .
legal-reference:5 smd:concerns measure:nobodys , theme:sub ; smd:evidence evidence:9 .
legal-reference:4 a smd:LegalReference ; smd:refersTo legislation:x ; smd:concerns theme:sub .
legal-reference:4 smd:evidence evidence:11 .
duty:e smd:legalBasis legislation:x ; smd:concerns theme:top . power:p smd:about phenomenon:x , phenomenon:z .
power:p smd:legalBasis legislation:y ; smd:evidence evidence:11 . data-sharing:s smd:about phenomenon:z .
measure:n smd:evidence evidence:12 .
evidence:12 a smd:Evidence ; smd:inSection section:s , section:none ; smd:firstLine 80 .
section:s a smd:Section ; smd:inDocument document:own ; smd:firstLine 79 . evidence:12 smd:inDocument document:own .
claim:1 smd:evidence evidence:11 , evidence:9 . goal:h smd:concerns plan:p .
evidence:9 a smd:Evidence ; smd:inDocument document:own ; smd:firstLine 40 ; smd:lastLine 44 .
evidence:10 a smd:Evidence ; smd:inDocument document:own ; smd:firstLine 44 ; smd:lastLine 44 .
evidence:11 a smd:Evidence ; smd:inDocument document:own ; smd:firstLine 60 .
evidence:5 a smd:Evidence ; smd:inDocument document:other ; smd:firstLine 10 ; smd:lastLine 12 .
evidence:6 a smd:Evidence ; smd:inDocument document:other ; smd:firstLine 12 ; smd:lastLine 15 .
evidence:7 a smd:Evidence ; smd:inDocument document:other ; smd:page 12 .
evidence:8 a smd:Evidence ; smd:inDocument document:other ; smd:firstLine 13 .
legal-reference:3 smd:refersTo legislation:y ; smd:concerns theme:top , measure:themeless .
"""


def odd() -> list[bytes]:
    """Give `ODD` as lines of two graphs, with a part of it in both."""
    quads = list(parse(HEADER + ODD, RdfFormat.TURTLE))
    lines = [f"{quad.triple} <{make_graph_iri('one')}> .\n" for quad in quads]
    return [line.encode() for line in [*lines, *(it.replace("graph/one", "graph/two") for it in lines[::2])]]


@cache
def region(size: int = 1) -> list[bytes]:
    """Give *size* invented plans, with the model, the register and what follows, as the lines of a version."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ASKED.parent))
        made = "".join(importlib.import_module("region").region(size))
    common = [make_graph_iri("model"), make_graph_iri("register")]
    model = [source for source in list_packaged_sources() if source.graph in common]
    stated = [*(quad for it in model for quad in read_source(it).quads), *parse(made, RdfFormat.N_QUADS)]
    quads = [*stated, *derive_quads(stated, load_ontology_rules())]
    return sorted(f"{quad} .\n".encode() for quad in quads if "_:" not in str(quad))


@pytest.fixture(params=["packaged", "region", "odd"])
def lines(request: pytest.FixtureRequest, version: Version) -> list[bytes]:
    """Give the lines of a version: the packaged one, that of a region, and one with everything that is odd."""
    if request.param == "packaged":
        with open_version(version.path) as file:
            return [line for line in file if SUMMARY_ENDING.encode() not in line]
    return region() if request.param == "region" else odd()


def held(*parts: list[bytes]) -> Store:
    """Hold lines in a store."""
    store = Store()
    for part in parts:
        store.bulk_load(b"".join(part), RdfFormat.N_QUADS)
    return store


def constructed(store: Store, text: str) -> set[str]:
    """Give the triples that the CONSTRUCT in *text* makes."""
    made = store.query(text, use_default_graph_as_union=True)
    assert isinstance(made, QueryTriples)
    return {str(triple) for triple in made}


def summarised(lines: Iterable[bytes], plan: str = "p") -> list[bytes]:
    """Summarise the *plan* that *lines* are of."""
    return list(summary.summarise_plan(plan, lines, []))


def made(found: list[bytes], plan: str = "p") -> set[str]:
    """Give the triples of summaries, which are all in the graph of summaries of their plan."""
    quads = list(parse(b"".join(found), RdfFormat.N_QUADS))
    assert {quad.graph_name for quad in quads} == {NamedNode(make_plan_graph_iri(plan, "summary"))}
    return {str(quad.triple) for quad in quads}


def key_of(lines: list[bytes]) -> str:
    """Give the key of the one plan that *lines* are of."""
    (key,) = {line.split(b" ")[0].rpartition(b"/")[2][:-1].decode() for line in lines if IS_PLAN in line}
    return key


def answer(store: Store, text: str) -> Counter[tuple[str, ...]]:
    """Give the rows that a SELECT gives, over the union of all graphs."""
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = sorted(str(variable) for variable in found.variables)
    return Counter(tuple(str(row[name.removeprefix("?")]) for name in names) for row in found)


def test_summaries_are_what_their_queries_say(lines: list[bytes]) -> None:
    """Each query makes something, and together with what the data sets are they make exactly what is published."""
    store = held(lines)
    said = {file.stem: constructed(store, read_rule(file).text) for file in summary.SUMMARY_QUERIES}
    cubes = {str(quad.triple) for quad in parse(summary.CUBES_FILE.read_bytes(), RdfFormat.TURTLE)}

    assert set(said) == {
        *("coverage", "gaps", "nearest", "ownership-steps", "partners", "places", "steps", "untranslated")
    }
    assert all(said[name] or name == "untranslated" for name in said)
    assert made(summarised(lines, key_of(lines)), key_of(lines)) == cubes.union(*said.values())


def test_what_is_not_counted_may_be_left_out_of_what_is_common() -> None:
    """Beside a plan only what the counts look at is needed of what is common; the summaries are the same."""
    (key,) = {key for line in region() if (key := find_plan_key(parse_graph_iri(line).decode()))}
    common = [line for line in region() if not find_plan_key(parse_graph_iri(line).decode())]
    own = [line for line in region() if find_plan_key(parse_graph_iri(line).decode())]
    counted = select_counted(common)

    assert 0 < len(counted) < len(common)
    assert list(summary.summarise_plan(key, own, counted)) == list(summary.summarise_plan(key, own, common))


def test_dutch_without_english_is_marked() -> None:
    """A text that is there in Dutch alone is there once more for a reader of English; a spelling is not."""
    found = {triple for triple in made(summarised(odd())) if triple.endswith("@nl-x-en")}

    assert {triple.rpartition('"@')[0].partition('"')[2] for triple in found} == {
        "İstanbul ẞ",
        "Tweede",
        "Geen Maatregel",
    }


def test_same_data_gives_the_same_bytes() -> None:
    """The order of the lines makes no difference, and what is in two graphs counts once."""
    mixed = [*region(), *(line.replace(b"/stated>", b"/copy>") for line in region())]
    random.Random(1).shuffle(mixed)  # noqa: S311  not for secrets: any order will do
    found = summarised(region())

    assert summarised(mixed) == found == sorted(set(found))


def test_nothing_gives_nothing() -> None:
    """A version of which nothing is counted has no summaries, and no lines at all are no fault."""
    counted = [f"<{DEF}{name}> " for name in ("Measure", "Goal", "Duty", "Power", "DataSharing", "countsFor")]
    lines = [line for line in region() if not any(name.encode() in line for name in counted)]

    assert lines
    assert summarised([]) == []
    assert summarised(line for line in lines if b"/id/measure/" not in line and b"/id/evidence/" not in line) == []


def test_open_indicators_of_a_plan_are_those_of_all_its_goals() -> None:
    """Where a plan says of itself that indicators are still to come, each goal without one is left open."""
    whole = f"{HEADER} claim:2 smd:leavesOpen gap:indicator ; smd:concerns plan:p ."
    more = [f"{quad.triple} <{make_graph_iri('one')}> .\n".encode() for quad in parse(whole, RdfFormat.TURTLE)]
    query = next(file for file in summary.SUMMARY_QUERIES if file.stem == "gaps")
    before, after = made(summarised(odd())), made(summarised([*odd(), *more]))

    assert constructed(held(odd(), more), read_rule(query).text) <= after
    assert after != before


@pytest.mark.parametrize("file", summary.SUMMARY_QUERIES, ids=lambda file: file.stem)
def test_query_says_what_it_makes(file: Path) -> None:
    """Each summary is explained in both languages, like the rules."""
    rule = read_rule(file)

    assert rule.about["nl"] != rule.about["en"]
    assert rule.about["description"]


def test_counts_are_a_data_cube(lines: list[bytes]) -> None:
    """Each observation is in one data set and has every dimension and measure of it once, and no other.

    No two have the same dimensions (RDF Data Cube Vocabulary, section 11.1: IC-1, IC-11, IC-12, IC-14).
    """
    model = Graph().parse(summary.CUBES_FILE)
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(b"".join(summarised(lines)), RdfFormat.N_QUADS):
        said[str(quad.subject)][quad.predicate.value].append(str(quad.object).strip("<>"))
    cells = {node: values for node, values in said.items() if str(QB.dataSet) in values}
    parts = {
        str(cube): {str(p) for part in model.objects(cube, QB.structure / QB.component) for p in model.objects(part)}
        for cube in model.subjects(RDF.type, QB.DataSet)
    }
    dimensions = {str(prop) for prop in model.subjects(RDF.type, QB.DimensionProperty)} | {str(QB.dataSet)}
    places = [sorted((prop, *values) for prop, values in it.items() if prop in dimensions) for it in cells.values()]

    assert cells
    assert set(parts) == {f"{SUMMARY}{name}" for name in CUBES}
    assert max(Counter(map(str, places)).values()) == 1
    for node, cell in cells.items():
        (cube,) = cell[str(QB.dataSet)]
        assert set(cell) - {str(QB.dataSet)} == parts[cube] - {str(QB.ComponentSpecification)}, node
        assert all(len(values) == 1 for values in cell.values()), node


@pytest.mark.parametrize("name", CUBES)
def test_each_count_is_asked_for(name: str) -> None:
    """Nothing is counted that no page asks for: a panel names each data set of counts."""
    panels = [file.read_text(encoding="utf-8") for file in (ROOT / "queries" / "panels").glob("*.rq")]

    assert any(f"qb:dataSet summary:{name} ;" in text for text in panels)


@pytest.mark.parametrize("name", sorted(it.stem for it in ASKED.glob("*.rq") if not it.stem.endswith(".ours")))
def test_question_of_ours_has_the_same_answer(name: str) -> None:
    """What the benchmark asks our own endpoint gives, row for row, what the question as written gives without us.

    Where nothing else is written for ours, that is the question as written, over the counts as well.
    """
    written, ours = ASKED / f"{name}.rq", ASKED / f"{name}.ours.rq"
    theirs = answer(held(region(6)), written.read_text(encoding="utf-8"))
    store = held(region(6), summarised(region(6)))

    assert theirs
    assert prepareQuery(written.read_text(encoding="utf-8"))
    assert answer(store, written.read_text(encoding="utf-8")) == theirs
    assert not ours.exists() or answer(store, ours.read_text(encoding="utf-8")) == theirs


@pytest.mark.parametrize(
    "prop",
    sorted(str(it) for it in Graph().parse(ROOT / "ontology/model/summary.ttl").subjects(RDFS.range)),
    ids=lambda prop: prop.removeprefix(DEF),
)
def test_summary_by_hand_is_refused(prop: str) -> None:
    """Nobody states what publishing counts: each property of a summary is refused where it is."""
    quads = [(quad, "hand.ttl") for quad in parse(f"<urn:it> <{prop}> <urn:value> .", RdfFormat.TURTLE)]

    assert [fault.node for fault in validate_data(quads) if "makes counts itself" in str(fault.words)] == ["urn:it"]
