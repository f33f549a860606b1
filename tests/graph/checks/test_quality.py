"""The rules of the house: each finds what breaks it, says so once in both languages, and leaves the ground alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.checks import quality
from graph.checks.division import MODEL_GRAPHS
from graph.reasoning.rules import load_ontology_rules
from graph.sources.source import list_packaged_sources, make_user_sources, read_source
from ontology.namespaces import PREFIXES, compact_iri
from tests.graph.reasoning.closing import close_quads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.fault import Fault
    from graph.reasoning.closure import Fact

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
NAMED = 'skos:prefLabel "Grond"@nl , "Ground"@en'

MEASURE = f"a smd:Measure ; {NAMED} ; smd:hasTheme theme:t"
ROLE = "a smd:Involvement ; smd:basis basis:stated ; smd:evidence evidence:e ; smd:role role:"
CLAIM = f"a smd:Claim ; {NAMED} ; smd:concerns theme:t ; smd:evidence evidence:five"
FROM_2020, SOURCED = 'smd:inForceFrom "2020-01-01"^^xsd:date', "smd:publicSource public-source:p"
LAW = f"legislation:x a smd:Law ; {NAMED} ; {SOURCED}"

IMPLIED = "a smd:Involvement ; smd:basis basis:implied ; smd:evidence evidence:e"

# What breaks no rule: one thing of each class that a rule speaks of, joined to another.
GROUND = f"""
document:d a smd:Document ; {NAMED} .
evidence:e a smd:Evidence ; smd:inDocument document:d ; smd:anchor "Grond" .
theme:t a smd:Theme ; {NAMED} ; smd:evidence evidence:e .
actor:a a smd:Partner ; {NAMED} ; skos:altLabel "Dhr.Grondstraat"@nl , "de heer of mevrouw"@nl ;
    skos:altLabel "Prof. dr. Grondschool"@nl ; smd:evidence evidence:e .
involvement:i a smd:Involvement ; smd:actor actor:a ; smd:concerns theme:t ; smd:evidence evidence:e .
legislation:l a smd:Law ; {NAMED} ; {FROM_2020} ; smd:officialId "BWBR0000001" ;
    smd:identifierKind identifier-kind:bwb ; {SOURCED} ; smd:inForceUntil "2030-01-01"^^xsd:date ;
    smd:noSuccessor "Grond"@nl .
legislation:b a smd:Bill ; {NAMED} ; smd:billNumber "34883" ; smd:introducedOn "2019-01-01"^^xsd:date ; {SOURCED} ;
    smd:becameAct legislation:a .
legislation:a a smd:Law ; {NAMED} ; {FROM_2020} ; smd:billNumber "34883" ; smd:succeeds legislation:o ; {SOURCED} .
legislation:o a smd:Law ; {NAMED} ; smd:notVerified "Grond"@nl ; smd:inForceUntil "2020-01-01"^^xsd:date ; {SOURCED} .
legal-reference:r a smd:LegalReference ; {NAMED} ; smd:refersTo legislation:l ; smd:concerns theme:t ;
    smd:evidence evidence:e .
public-source:p a smd:PublicSource ; {NAMED} ; smd:consultedOn "2026-01-31"^^xsd:date .
omission:o a smd:Omission ; {NAMED} ; smd:evidence evidence:e .
theme:n a smd:Theme ; skos:prefLabel "Grond"@nl ; smd:evidence evidence:e .
match:t a smd:Match ; {NAMED} ; smd:matches theme:t . match:n a smd:Match ; {NAMED} ; smd:matches theme:n .
actor:b a smd:Partner ; {NAMED} ; smd:evidence evidence:e .
actor:both a smd:Partner ; {NAMED} ; smd:allPublishersOf plan:p ; smd:evidence evidence:e .
plan:p a smd:Plan ; {NAMED} ; smd:publisher actor:a , actor:b ; smd:setOutIn document:d ; smd:evidence evidence:e .
involvement:we {IMPLIED} ; smd:actor actor:both ; smd:concerns theme:t .
involvement:here {IMPLIED} ; smd:actor actor:a ; smd:concerns theme:t ; smd:holdsFor actor:a .
measure:here a smd:Measure ; {NAMED} ; smd:hasTheme theme:t ; smd:holdsFor actor:a ; smd:evidence evidence:e .
involvement:there {IMPLIED} ; smd:actor actor:a ; smd:concerns measure:here .
cooperation:both a smd:Cooperation ; {NAMED} ; smd:party actor:a , actor:b ; smd:concerns theme:t ;
    smd:basis basis:implied ; smd:evidence evidence:e .
evidence:four a smd:Evidence ; smd:inDocument document:d ; smd:firstLine 4 ; smd:lastLine 4 .
evidence:five a smd:Evidence ; smd:inDocument document:d ; smd:firstLine 5 ; smd:lastLine 5 .
evidence:page a smd:Evidence ; smd:inDocument document:d ; smd:page 4 .
claim:c a smd:Claim ; {NAMED} ; smd:concerns theme:t ; smd:evidence evidence:four ;
    smd:claimStatus claim-status:assertion ; smd:claimKind claim-kind:reason .
claim:same a smd:Claim ; {NAMED} ; smd:concerns theme:t ; smd:evidence evidence:four ; smd:repeats claim:c ;
    smd:claimStatus claim-status:assertion ; smd:claimKind claim-kind:reason .
phenomenon:f a smd:Phenomenon ; {NAMED} ; smd:evidence evidence:five .
measure:five {MEASURE} ; smd:addresses phenomenon:f ; smd:evidence evidence:five .
phenomenon:p a smd:Phenomenon ; {NAMED} ; smd:evidence evidence:page .
measure:page {MEASURE} ; smd:addresses phenomenon:p ; smd:evidence evidence:page .
actor:police a smd:Partner ; {NAMED} ; smd:kind kind:police_and_justice ; smd:evidence evidence:e .
involvement:relieved {ROLE}affected ; smd:actor actor:police ; smd:concerns theme:t .
involvement:owns {ROLE}owner ; smd:actor actor:a ; smd:concerns measure:five .
involvement:wrote {ROLE}author ; smd:actor actor:a ; smd:concerns plan:p .
<urn:other> skos:prefLabel "Autre"@fr ; dct:description "{"a" * 20_000}" .
"""

# What to add to the ground for each rule: one node that breaks it, and nothing else.
BREAKS = {
    "addressed_elsewhere": [
        f"measure:x {MEASURE} ; smd:evidence evidence:four ; smd:addresses phenomenon:f .",
        f"measure:x {MEASURE} ; smd:evidence evidence:page ; smd:addresses phenomenon:f .",
    ],
    "bill_number": [
        f"""legislation:x a smd:Bill ; {NAMED} ; {SOURCED} ; smd:introducedOn "2019-01-01"^^xsd:date ;
            smd:officialId "34884" .""",
    ],
    "ended_without_successor": [f'{LAW} ; {FROM_2020} ; smd:inForceUntil "2025-01-01"^^xsd:date .'],
    "evidence": [
        f"theme:x a smd:Theme ; {NAMED} .",
        "involvement:x a smd:Involvement ; smd:actor actor:a ; smd:concerns theme:t .",
        f'focus:x a smd:Focus ; {NAMED} ; smd:concerns theme:t ; smd:anchor "Grond" .',
    ],
    "identifier_form": [
        f'{LAW} ; {FROM_2020} ; smd:officialId "BWBR001" ; smd:identifierKind identifier-kind:bwb .',
        f'{LAW} ; {FROM_2020} ; smd:officialId "2016/679" ; smd:identifierKind identifier-kind:celex .',
        f'{LAW} ; {FROM_2020} ; smd:officialId "34884" ; smd:identifierKind identifier-kind:bill .',
    ],
    "identifier_twice": [f'{LAW} ; {FROM_2020} ; smd:officialId "34884" ; smd:billNumber "34884" .'],
    "implied_of_one": [
        f"involvement:x {IMPLIED} ; smd:actor actor:a ; smd:concerns theme:t .",
        f"involvement:x {IMPLIED} ; smd:actor actor:b ; smd:concerns theme:t ; smd:holdsFor actor:a .",
        f"""cooperation:x a smd:Cooperation ; {NAMED} ; smd:centre actor:a ; smd:party actor:a , actor:y ;
            smd:concerns theme:t ; smd:basis basis:implied ; smd:evidence evidence:e .""",
    ],
    "languages": [
        'theme:x a smd:Theme ; skos:prefLabel "One"@en ; smd:evidence evidence:e .',
        'theme:x a smd:Theme ; skos:prefLabel "Een" , "One"@en ; smd:evidence evidence:e .',
    ],
    "orphan": [
        f"actor:x a smd:TargetGroup ; {NAMED} ; smd:kind kind:police ; smd:evidence evidence:e .",
        f"standard:x a smd:Standard ; {NAMED} ; smd:evidence evidence:e ; smd:webPage <urn:page> .",
        f"claim:x a smd:Claim ; {NAMED} ; smd:evidence evidence:e . <urn:list> skos:member claim:x .",
        f"public-source:x a smd:PublicSource ; {NAMED} .",
    ],
    "persons": [
        "<urn:x> a foaf:Person .",
        "<urn:x> a <https://schema.org/Person> .",
        "<urn:x> a <http://www.w3.org/2006/vcard/ns#Individual> .",
        '<urn:x> foaf:familyName "Naam" .',
        "<urn:x> foaf:mbox <mailto:naam@example.org> .",
        '<urn:x> skos:altLabel "Mevr. Naam"@nl .',
        '<urn:x> skos:hiddenLabel "burgemeester drs. Naam"@nl .',
        '<urn:x> skos:altLabel "de heer Naam"@nl .',
        '<urn:x> skos:prefLabel "dr. J. Naam"@nl .',
        '<urn:x> skos:prefLabel "Jan Naam, wijkagent"@nl .',
    ],
    "role_misused": [
        f"involvement:x {ROLE}owner ; smd:actor actor:a ; smd:concerns theme:t .",
        f"involvement:x {ROLE}author ; smd:actor actor:a ; smd:concerns theme:t .",
        f"involvement:x {ROLE}publisher ; smd:actor actor:a ; smd:concerns measure:here .",
        f"involvement:x {ROLE}beneficiary ; smd:actor actor:police ; smd:concerns theme:t .",
    ],
    "size": [f'<urn:x> dct:description "{"a" * 20_001}" .', f'<urn:x> dct:title "{"é" * 20_001}"@nl .'],
    "successor_before": [
        f'{LAW} ; smd:inForceFrom "2019-12-31"^^xsd:date ; smd:succeeds legislation:l .',
        f"""legislation:x a smd:Law ; {NAMED} ; {SOURCED} ; smd:inForceFrom "2018-12-31"^^xsd:date .
            legislation:b smd:becameAct legislation:x .""",
    ],
    "two_firmnesses": [
        f"claim:x {CLAIM} ; smd:claimStatus claim-status:fact ; smd:repeats claim:c .",
        f"claim:x {CLAIM} ; smd:claimKind claim-kind:trend ; smd:repeats claim:c .",
    ],
    "unknown_term": [
        "theme:x smd:abov theme:t .",
        f"theme:x a smd:Thema ; {NAMED} ; smd:evidence evidence:e .",
    ],
    "unmarked_day": [f"standard:x a smd:Standard ; {NAMED} ; {SOURCED} .", f'{LAW} ; smd:officialId "X1" .'],
    "unmatched_theme": [
        f"theme:x a smd:Theme ; {NAMED} ; smd:evidence evidence:e . yardstick:y a smd:YardstickTheme ; {NAMED} .",
    ],
    "unused_evidence": ['evidence:x a smd:Evidence ; smd:inDocument document:d ; smd:anchor "Grond" .'],
}
CASES = [(name, number) for name, breaks in BREAKS.items() for number in range(len(breaks))]
WARNINGS = {
    *("addressed_elsewhere", "bill_number", "ended_without_successor", "implied_of_one", "orphan", "role_misused"),
    *("two_firmnesses", "unmarked_day", "unmatched_theme"),
    "unused_evidence",
}


def given(files: Sequence[Path]) -> tuple[set[Fact], dict[str, str]]:
    """Read the model and the user's *files*: what they say with all that follows, and which file speaks of what."""
    model = [source for source in list_packaged_sources() if source.graph == MODEL_GRAPHS[0]]
    own = [read_source(source) for source in make_user_sources(files)]
    quads = [quad for reading in [*map(read_source, model), *own] for quad in reading.quads]
    places = {str(getattr(quad.subject, "value", "")): it.source.name for it in own for quad in it.quads}
    return close_quads(quads, load_ontology_rules()), places


def broken(folder: Path, turtle: str) -> list[Fault]:
    """Give the rules of the house that a file of *turtle*, on top of the ground, breaks."""
    ground, file = folder / "ground.ttl", folder / "user.ttl"
    ground.write_text(HEADER + GROUND, encoding="utf-8")
    file.write_text(HEADER + turtle, encoding="utf-8")
    facts, places = given([ground, file])
    return quality.HouseRules(facts).check((), places)


def test_ground_breaks_no_rule(tmp_path: Path) -> None:
    """What has evidence, names in both languages and a relation is left alone, and so is the model."""
    assert broken(tmp_path, "") == []


@pytest.mark.parametrize(("name", "number"), CASES)
@pytest.mark.turns(3)
def test_counterexample_is_found_once(name: str, number: int, tmp_path: Path) -> None:
    """What breaks one rule gives one fault, with the file, the node, and the rule as its header has it."""
    turtle = BREAKS[name][number]
    node = turtle.split()[0].strip("<>")
    rule = next(rule for rule in quality.load_house_rules() if rule.name == name)
    severity = "warning" if name in WARNINGS else "violation"

    (fault,) = broken(tmp_path, turtle)

    assert fault.place == str(tmp_path / "user.ttl")
    assert compact_iri(fault.node) == node
    assert (fault.rule, fault.severity) == (name, severity)
    assert fault.words.describe(load_catalogue("nl")) == rule.about["nl"]


def test_two_laws_with_one_number_are_both_found(tmp_path: Path) -> None:
    """An official identifier that another law has, as its own or as that of its bill, is a fault of both."""
    turtle = f"""{LAW} ; {FROM_2020} ; smd:officialId "BWBR0000001" .
        legislation:y a smd:Law ; {NAMED} ; {SOURCED} ; {FROM_2020} ; smd:billNumber "34883" ."""
    found = {(compact_iri(fault.node), fault.rule) for fault in broken(tmp_path, turtle)}

    assert found == {(f"legislation:{name}", "identifier_twice") for name in "lxyab"}


@pytest.mark.parametrize("name", BREAKS)
def test_rule_is_told_in_the_language_asked(name: str, tmp_path: Path) -> None:
    """The same fault is told in Dutch and in English."""
    (fault,) = broken(tmp_path, BREAKS[name][0])
    dutch, english = (fault.words.describe(load_catalogue(language)) for language in ("nl", "en"))

    rule = next(rule for rule in quality.load_house_rules() if rule.name == name)
    assert (dutch, english) == (rule.about["nl"], rule.about["en"])
    assert dutch != english


def test_every_rule_has_a_counterexample() -> None:
    """No rule that nothing ever broke; those that only warn are named above."""
    assert {rule.name for rule in quality.load_house_rules()} == BREAKS.keys()
    assert {rule.name for rule in quality.load_house_rules() if rule.about.get("severity") == "warning"} == WARNINGS


def test_what_no_file_speaks_of_is_left_alone(tmp_path: Path) -> None:
    """A node that a file only points at is not held against the rules: another file may yet describe it."""
    (tmp_path / "user.ttl").write_text(HEADER + "<urn:x> a foaf:Person .", encoding="utf-8")
    facts, places = given([tmp_path / "user.ttl"])

    assert len(quality.HouseRules(facts).check((), places)) == 1
    assert quality.HouseRules(facts).check((), {}) == []


def test_rule_that_is_no_select_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that asks in another way is a fault of the project, and stops the check at once."""
    file = tmp_path / "wrong.rq"
    file.write_text("#+ nl: Zo\n#+ en: So\nASK { ?node ?p ?o }\n", encoding="utf-8")
    monkeypatch.setattr(quality, "RULES_FOLDER", tmp_path)
    quality.load_house_rules.cache_clear()

    try:
        with pytest.raises(TypeError, match="wrong is not a SELECT"):
            quality.HouseRules([]).check((), {})
    finally:
        quality.load_house_rules.cache_clear()
