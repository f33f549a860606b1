"""The register: it stands without any plan, what it counts is whole, and no identifier in it has the wrong form."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from graph.checks import check_sources
from graph.sources import Source, list_model_sources
from ontology.namespaces import PREFIXES, compact_iri, make_graph_iri
from tests.absence import missing

if TYPE_CHECKING:
    from rdflib.term import Node

    from graph.checks import CheckResult

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "graph" / "data" / "register").glob("*.ttl"))
TABLES = ROOT.parent / "shared" / "reference" / "data"
SMD = Namespace(PREFIXES["smd"])
KIND = Namespace(PREFIXES["kind"])
SOURCE = PREFIXES["public-source"]
FIRST_DAY, SINCE = "2017-01-01", "2019-01-01"
#: The form of the last part of an IRI that another has given, by the prefix of its register.
OFFICIAL_IDS = {
    "gemeente": r"gm\d{4}",
    "ministerie": r"mnre\d{4}",
    "oorg": r"oorg\d{5}",
    "provincie": r"pv\d{2}",
    "so": r"so\d{4}",
    "zbo": r"zb\d{6}",
}
#: A BWB id, a CELEX number, or the number of a file of parliament.
LAW_IDS = {"bwb": r"BWBR\d{7}", "celex": r"3\d{4}[RL]\d{4}"}
BILL_NUMBER = r"\d{5}"
OFFICES = {
    "burgemeester": ("Burgemeester van {}", "Mayor of {}"),
    "college": ("College van burgemeester en wethouders van {}", "Municipal executive of {}"),
    "gemeenteraad": ("Gemeenteraad van {}", "Municipal council of {}"),
}


@pytest.fixture(scope="module")
def checked() -> CheckResult:
    """Check the register on the model, without any plan."""
    return check_sources([*list_model_sources(), *(Source(file, make_graph_iri("register")) for file in FILES)], {})


@cache
def register() -> Graph:
    """Read the files of the register into one graph, once."""
    graph = Graph()
    for file in FILES:
        graph.parse(file)
    return graph


def members(name: str) -> set[Node]:
    """Give what the register says is a smd: *name*."""
    return set(register().subjects(RDF.type, SMD[name]))


def one(node: Node, predicate: URIRef) -> str:
    """Give the one value that *node* has for *predicate*."""
    (value,) = register().objects(node, predicate)
    return str(value)


def name_of(node: Node, language: str) -> str:
    """Give the name of *node* in *language*."""
    labels = [label for label in register().objects(node, SKOS.prefLabel) if isinstance(label, Literal)]
    (name,) = [str(label) for label in labels if label.language == language]
    return name


def local_id(node: Node) -> str:
    """Give the id by which a page knows *node*: its identifier, or the end of an IRI of ours."""
    known = register().value(node, DCTERMS.identifier)
    return str(known) if known else str(node).removeprefix(PREFIXES["actor"])


def bodies() -> set[Node]:
    """Give every municipality, organisation and office of the register."""
    classes = ("Municipality", "Organisation", "Province", "SafetyRegion", "PoliceUnit", "Office")
    return set().union(*(members(name) for name in classes))


def types(checked: CheckResult) -> list[tuple[str, str]]:
    """Give each thing with each class that is stated of it or follows."""
    quads = [*(quad for reading in checked.readings for quad in reading.quads), *checked.derived]
    return [(q.subject.value, q.object.value) for q in quads if q.predicate.value == str(RDF.type)]


def current() -> set[Node]:
    """Give the municipalities of today."""
    return {node for node in members("Municipality") if (node, SMD.validUntil, None) not in register()}


def table(name: str) -> list[dict[str, str]]:
    """Read the reference table called *name*, or say that it is not here."""
    if not (TABLES / name).exists():
        missing(f"the reference table is not at {TABLES / name}, so the register cannot be held against it")
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_register_stands_without_a_plan(checked: CheckResult) -> None:
    """Without any plan the register breaks no rule, and nothing in it stands alone."""
    assert [str(fault) for fault in checked.faults] == []


def test_register_makes_nobody_an_actor(checked: CheckResult) -> None:
    """Who is in the register is a partner of no plan: neither a statement nor a rule makes an actor of it."""
    actors = {f"{SMD}{name}" for name in ("Actor", "Partner", "TargetGroup", "GenericActor")}

    assert {node for node, cls in types(checked) if cls in actors} == set()


def test_every_body_is_marked_as_of_the_register(checked: CheckResult) -> None:
    """A rule or a statement says of each body, municipalities too, that the register has it."""
    assert len(bodies()) > 0
    assert {str(node) for node in bodies()} == {node for node, cls in types(checked) if cls == f"{SMD}RegisteredBody"}


def test_municipalities_of_today() -> None:
    """There are 342, each with a code that is in its IRI, a province and a safety region, and all of one kind."""
    assert len(current()) == 342
    for node in current():
        code = one(node, SMD.municipalityCode)
        assert str(node) == f"{PREFIXES['gemeente']}{code.lower()}"
        assert (URIRef(one(node, SMD.inProvince)), RDF.type, SMD.Province) in register()
        assert (URIRef(one(node, SMD.inSafetyRegion)), RDF.type, SMD.SafetyRegion) in register()
    assert {one(node, SMD.kind) for node in members("Municipality")} == {str(KIND.municipality)}
    assert [len(members(name)) for name in ("Province", "SafetyRegion", "PoliceUnit")] == [12, 25, 10]


def test_municipalities_are_those_of_the_table() -> None:
    """Every code of the reference table is there, under the province that the table gives, and no other."""
    named = {"Friesland": "Fryslân"}
    rows = table("municipalities-2025.csv")
    given = {row["code"]: f"Provincie {named.get(row['province'], row['province'])}" for row in rows}

    assert {one(n, SMD.municipalityCode): name_of(URIRef(one(n, SMD.inProvince)), "nl") for n in current()} == given


def test_every_municipality_is_found_by_its_name_in_the_table() -> None:
    """The name that the table gives is a name of the municipality, so that a list of names can be matched."""
    names = {one(n, SMD.municipalityCode): {str(x) for x in register().objects(n, SKOS.altLabel)} for n in current()}

    assert [row for row in table("municipalities-2025.csv") if row["name"] not in names[row["code"]]] == []


def test_safety_regions_are_those_of_the_table() -> None:
    """Each region has the code of the reference table, and falls under the police unit that the table gives."""
    given = {row["code"]: row["police_unit"] for row in table("safety-regions.csv")}
    units = {
        one(node, SMD.regionCode): name_of(URIRef(one(node, SMD.policedBy)), "nl").removeprefix("Politie-eenheid ")
        for node in members("SafetyRegion")
    }

    assert units == given


def test_every_municipality_has_a_police_unit(checked: CheckResult) -> None:
    """A rule gives every municipality of today the police unit of its safety region, and uses all ten."""
    found = {q.subject.value: q.object.value for q in checked.derived if q.predicate.value == f"{SMD}policedBy"}

    assert set(found) == {str(node) for node in current()}
    assert set(found.values()) == {str(node) for node in members("PoliceUnit")}


def test_who_ended_has_an_heir() -> None:
    """Each municipality that ended did so in one change, on its day, and its heirs exist then and after."""
    events = members("ChangeEvent")
    ended = members("Municipality") - current()

    assert len([node for node in ended if one(node, SMD.validUntil) >= SINCE]) == 52
    for node in ended:
        (event,) = register().subjects(SMD.originalMunicipality, node)
        heirs = set(register().objects(event, SMD.resultingMunicipality))
        assert one(node, SMD.validUntil) == one(event, SMD.happenedOn)
        assert heirs
        assert heirs <= current()
        for heir in heirs:
            assert str(register().value(heir, SMD.validFrom) or FIRST_DAY) <= one(event, SMD.happenedOn)
    assert {str(d) for d in register().objects(None, SMD.happenedOn)} == {
        one(event, SMD.happenedOn) for event in events
    }


def test_every_new_municipality_came_from_a_change() -> None:
    """Who began since 2019 took over somebody on its first day."""
    new = [node for node in current() if str(register().value(node, SMD.validFrom) or "") >= SINCE]

    assert len(new) == 14
    for node in new:
        changes = list(register().subjects(SMD.resultingMunicipality, node))
        assert one(node, SMD.validFrom) in {one(change, SMD.happenedOn) for change in changes}


def test_no_two_bodies_share_an_id() -> None:
    """Each id leads to one body, and can stand in an address as it is."""
    ids = Counter(local_id(node) for node in bodies())

    assert [name for name, count in ids.items() if count > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert {"bergen-nh", "bergen-l", "politie", "meierijstad", "kadaster"} <= set(ids)


def test_no_two_bodies_share_a_name() -> None:
    """A Dutch name leads to one body, and so does an English one."""
    for language in ("nl", "en"):
        names = Counter(name_of(node, language) for node in bodies())
        assert [name for name, count in names.items() if count > 1] == []


def test_every_municipality_has_its_three_offices() -> None:
    """A mayor, an executive and a council each, called after the municipality, and no office besides."""
    assert len(members("Office")) == 3 * len(members("Municipality"))
    for node in members("Municipality"):
        name = name_of(node, "en").removeprefix("Municipality of ")
        for office, (dutch, english) in OFFICES.items():
            found = URIRef(f"{PREFIXES['actor']}{office}-{local_id(node)}")
            assert one(found, SMD.officeOf) == str(node)
            assert name_of(found, "nl") == dutch.format(name)
            assert name_of(found, "en") == english.format(name)


def test_no_identifier_has_the_wrong_form() -> None:
    """An IRI that another gave, and the number of a law, look as that register writes them."""
    given = [compact_iri(str(node)).partition(":") for node in bodies() if not str(node).startswith(PREFIXES["actor"])]

    assert {prefix for prefix, _, _ in given} == set(OFFICIAL_IDS)
    assert [name for prefix, _, name in given if not re.fullmatch(OFFICIAL_IDS[prefix], name)] == []
    own = {law for law in members("Law") if (law, SMD.officialId, None) in register()}
    bills = {law for law in members("Law") if (law, SMD.billNumber, None) in register()}
    assert own
    assert bills
    assert (own & bills, own | bills) == (set(), members("Law"))
    kinds = {law: one(law, SMD.identifierKind).rpartition("/")[2] for law in own}
    assert [law for law in own if not re.fullmatch(LAW_IDS[kinds[law]], one(law, SMD.officialId))] == []
    assert [law for law in bills if not re.fullmatch(BILL_NUMBER, one(law, SMD.billNumber))] == []


def test_number_is_that_of_one_law() -> None:
    """No two laws have one number, and none that has a number of its own is given that of a bill."""
    numbers = Counter(str(it) for name in ("officialId", "billNumber") for it in register().objects(None, SMD[name]))

    assert len(numbers) == len(members("Law"))
    assert set(numbers.values()) == {1}


def test_what_ended_has_a_successor_that_begins_in_time() -> None:
    """A law or standard that is over names what took its place, which begins no later than the day after it ended."""
    ended = {node: one(node, SMD.inForceUntil) for node in register().subjects(SMD.inForceUntil, None)}

    assert len(ended) > 4
    for node, end in ended.items():
        later = set(register().subjects(SMD.succeeds, node))
        begins = [str(day) for it in later for day in register().objects(it, SMD.inForceFrom)]
        assert begins, node
        assert min(begins) <= end, node


def test_what_was_not_verified_is_said() -> None:
    """A law or standard without a first day says that it was not verified, in both languages."""
    norms = members("Law") | members("Standard")
    undated = [it for it in norms if not {*register().objects(it, SMD.inForceFrom | SMD.introducedOn)}]

    assert undated
    for norm in undated:
        assert {it.language for it in register().objects(norm, SMD.notVerified)} == {"nl", "en"}, norm


def test_every_source_is_used() -> None:
    """A source on which nothing rests is none, and what rests on one names one that is described."""
    used = set(register().objects(None, SMD.publicSource))

    assert used == members("PublicSource")
    assert all(str(source).startswith(SOURCE) for source in used)


def test_yardstick_has_five_fields() -> None:
    """The yardstick has the five fields, and each theme is in one of them by its number."""
    themes = members("YardstickTheme")
    fields = set(register().objects(None, SKOS.broader)) & themes
    numbers = {node: one(node, SKOS.notation) for node in themes}

    assert sorted(numbers[node] for node in fields) == ["1", "2", "3", "4", "5"]
    assert len(set(numbers.values())) == len(themes) == 26
    for node in themes - fields:
        assert numbers[node].partition(".")[0] == numbers[URIRef(one(node, SKOS.broader))]


def test_collectives_have_names_of_their_own() -> None:
    """No two common kinds have one name, and the offices of municipalities have theirs."""
    names = Counter(str(name) for node in members("Collective") for name in register().objects(node, SKOS.prefLabel))

    assert len(members("Collective")) > 50
    assert [name for name, count in names.items() if count > 1] == []
    assert {one(node, SMD.commonKind) for node in members("Office")} <= {str(node) for node in members("Collective")}
