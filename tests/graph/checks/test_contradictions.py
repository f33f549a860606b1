"""What cannot be true together: each kind of contradiction once, by what is stated and by what follows from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from api.catalogue import load_catalogue
from graph.checks.check import check_sources
from graph.checks.contradictions import check_consistency
from graph.checks.division import MODEL_GRAPHS, graph_of
from graph.reasoning.rules import OntologyRules, load_ontology_rules
from graph.sources.source import list_packaged_sources, make_user_sources, read_source
from ontology.namespaces import PREFIXES, compact_iri
from tests.graph.reasoning.closing import close_quads

if TYPE_CHECKING:
    from pathlib import Path

    from graph.fault import Fault

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
LANGUAGES = ("nl", "en")

# A small graph, the node that contradicts itself, and what is said of it in Dutch and in English.
CLASHES = {
    "by_two_properties": (
        "actor:a smd:memberOf actor:x ; smd:hasTheme theme:t .",
        "actor:a",
        (
            "Is zowel smd:Actor als smd:Measure, en niets is beide (smd:Actor volgt uit smd:memberOf)"
            " (smd:Measure volgt uit smd:hasTheme); haal weg wat er een van de twee van maakt."
        ),
        (
            "Is both smd:Actor and smd:Measure, and nothing is both (smd:Actor follows from smd:memberOf)"
            " (smd:Measure follows from smd:hasTheme); remove what makes it one of the two."
        ),
    ),
    "as_subject_and_as_value": (
        "actor:b smd:kind kind:b . kind:b smd:memberOf actor:b .",
        "kind:b",
        (
            "Is zowel smd:Actor als smd:Value, en niets is beide (smd:Actor volgt uit smd:memberOf)"
            " (smd:Value volgt uit smd:kind); haal weg wat er een van de twee van maakt."
        ),
        (
            "Is both smd:Actor and smd:Value, and nothing is both (smd:Actor follows from smd:memberOf)"
            " (smd:Value follows from smd:kind); remove what makes it one of the two."
        ),
    ),
    "two_things": (
        "legislation:c smd:horizon horizon:short , horizon:long .",
        "legislation:c",
        "Heeft 2 waarden voor smd:horizon: horizon:long, horizon:short; er kan er één zijn. Houd er één over.",
        "Has 2 values for smd:horizon: horizon:long, horizon:short; there can be one. Keep one.",
    ),
    "three_numbers": (
        "actor:d smd:euros 1.5 , 2.5 , 3.5 .",
        "actor:d",
        "Heeft 3 waarden voor smd:euros: 1.5, 2.5, 3.5; er kan er één zijn. Houd er één over.",
        "Has 3 values for smd:euros: 1.5, 2.5, 3.5; there can be one. Keep one.",
    ),
    "two_by_the_inverse": (
        "actor:e smd:hasMembership membership:e . actor:f smd:hasMembership membership:e .",
        "membership:e",
        "Heeft 2 waarden voor smd:member: actor:e, actor:f; er kan er één zijn. Houd er één over.",
        "Has 2 values for smd:member: actor:e, actor:f; there can be one. Keep one.",
    ),
    "both_ways": (
        "legislation:g smd:succeeds legislation:h . legislation:g smd:succeededBy legislation:h .",
        "legislation:g",
        "Staat met legislation:h in smd:succeeds, en omgekeerd ook; dat kan niet allebei. Haal een van de twee weg.",
        "Is by smd:succeeds related to legislation:h and the other way round; both cannot be. Remove one of the two.",
    ),
    "to_itself": (
        "legislation:i smd:succeeds legislation:i .",
        "legislation:i",
        "Staat met legislation:i in smd:succeeds, en omgekeerd ook; dat kan niet allebei. Haal een van de twee weg.",
        "Is by smd:succeeds related to legislation:i and the other way round; both cannot be. Remove one of the two.",
    ),
}
WHOLE = """
actor:a a smd:Partner ; smd:kind kind:police ; smd:hasMembership membership:m , membership:n .
measure:m smd:inPlan plan:p ; smd:hasTheme theme:t , theme:u . legislation:g smd:succeeds legislation:h .
amount:a smd:euros 1.5 . amount:b smd:euros 2.5 .
"""


@pytest.fixture(scope="module")
def rules() -> OntologyRules:
    """Compile our ontology once."""
    return load_ontology_rules()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every contradiction into a file of the user's."""
    path = tmp_path_factory.mktemp("clashes") / "clashes.ttl"
    # Of the addresses that lack their plan one is told for all of the file: this one, and so none of the others.
    told = "agreement:told smd:status status:existing ."
    path.write_text("\n".join([HEADER, told, *(turtle for turtle, *_ in CLASHES.values())]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def checked(file: Path) -> dict[str, list[str]]:
    """Check the file once, and give the faults as people see them in each language."""
    found = check_sources(make_user_sources([file]), {}).violations
    return {language: [fault.describe(load_catalogue(language)) for fault in found] for language in LANGUAGES}


def said(fault: Fault, language: str = "nl") -> str:
    """Give what is said of *fault*, without its place."""
    return fault.words.describe(load_catalogue(language))


def clashes(turtle: str, rules: OntologyRules) -> list[Fault]:
    """Give the contradictions in *turtle* and what follows from it."""
    quads = list(parse(HEADER + turtle, RdfFormat.TURTLE))
    places = {str(getattr(quad.subject, "value", "")): "test.ttl" for quad in quads}
    return check_consistency(close_quads(quads, rules), rules, places)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CLASHES)
def test_contradiction_is_told(case: str, language: str, file: Path, checked: dict[str, list[str]]) -> None:
    """A contradiction in a user's file is one line that names the file, the node, the rule and the remedy."""
    _, node, *told = CLASHES[case]
    line = re.compile(rf"{re.escape(str(file))}:(\d+): {re.escape(f'{node}: {told[LANGUAGES.index(language)]}')}")

    (found,) = (it for it in map(line.fullmatch, checked[language]) if it)

    assert node in file.read_text(encoding="utf-8").splitlines()[int(found[1]) - 1]


@pytest.mark.parametrize("case", CLASHES)
def test_contradiction_is_told_of_nothing_else(case: str, rules: OntologyRules) -> None:
    """A contradiction is of one node; only one between two laws is told of both, as either can be mended."""
    turtle, node, *_ = CLASHES[case]

    told = {compact_iri(fault.node) for fault in clashes(turtle, rules)}

    assert told == {node} | ({"legislation:h"} if case == "both_ways" else set())


@pytest.mark.parametrize(
    ("turtle", "pairs"),
    [
        ("<urn:x> a smd:Partner , smd:TargetGroup .", ["smd:Partner als smd:TargetGroup"]),
        ("<urn:x> a smd:Bill , smd:Standard .", ["smd:Law als smd:Standard"]),
        (
            "<urn:x> a smd:Sector , smd:Law , smd:Theme .",
            ["smd:Norm als smd:Statement", "smd:Sector als smd:Theme"],
        ),
    ],
    ids=["stated", "by_a_wider_class", "two_pairs"],
)
def test_classes_that_exclude_each_other(turtle: str, pairs: list[str], rules: OntologyRules) -> None:
    """Two classes of which one excludes the other are named; where no property makes them so, none is named."""
    assert sorted(said(fault) for fault in clashes(turtle, rules)) == [
        f"Is zowel {pair}, en niets is beide; haal weg wat er een van de twee van maakt." for pair in pairs
    ]


def test_what_is_whole_has_no_contradiction(rules: OntologyRules) -> None:
    """Two values of a property that may have more, or one of one that may not, are no fault."""
    assert clashes(WHOLE, rules) == []


def test_same_value_twice_is_one_value(rules: OntologyRules) -> None:
    """What two files both say, and what is stated and derived too, is one value."""
    turtle = (
        "actor:a smd:hasMembership membership:m . membership:m smd:member actor:a . amount:a smd:euros 1.5 , 1.50 ."
    )

    assert [said(fault, "en") for fault in clashes(turtle, rules)] == [
        "Has 2 values for smd:euros: 1.5, 1.50; there can be one. Keep one."
    ]


def test_packaged_data_has_no_contradiction(rules: OntologyRules) -> None:
    """All that is packaged, with all that follows from it, can be true together."""
    readings = [read_source(source) for source in list_packaged_sources()]
    data = [(quad, reading.source.name) for reading in readings for quad in reading.quads]
    quads = [quad for quad, _ in data if graph_of(quad) != MODEL_GRAPHS[1]]
    places = {str(getattr(quad.subject, "value", "")): place for quad, place in data}

    facts = close_quads(quads, rules)

    assert len(facts) > 30_000
    assert [str(fault) for fault in check_consistency(facts, rules, places)] == []


def test_what_a_shape_tells_is_not_told_twice(tmp_path: Path, rules: OntologyRules) -> None:
    """Two actors of one involvement break a shape and contradict each other: only the shape says so, more exactly."""
    turtle = "involvement:i a smd:Involvement ; smd:actor actor:a , actor:b ."
    file = tmp_path / "two.ttl"
    file.write_text(HEADER + turtle, encoding="utf-8")

    told = [said(fault) for fault in check_sources(make_user_sources([file]), {}).faults]

    (clash,) = clashes(turtle, rules)
    assert "smd:actor: actor:a, actor:b" in said(clash)
    assert said(clash) not in told
    assert len([rule for rule in told if rule.startswith("Een betrokkenheid heeft één actor")]) == 1
