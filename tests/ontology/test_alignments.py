"""How our terms relate to published standards: a file for each, and nothing that would follow wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Literal

import ontology
from graph.reasoning.rules import OntologyRules, load_ontology_rules
from ontology.namespaces import DEF, PREFIXES
from tests.graph.reasoning.closing import close_facts

if TYPE_CHECKING:
    from pathlib import Path

CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
ABOUT = {RDF.type, DCTERMS.title, DCTERMS.references, DCTERMS.license}
#: From these something follows, from those nothing.
BINDING, LOOSE = {RDFS.subClassOf, RDFS.subPropertyOf}, {SKOS.closeMatch, SKOS.relatedMatch}


def statements(file: Path) -> list[tuple[str, URIRef, str]]:
    """Give what *file* says of our terms."""
    found = Graph().parse(file)
    return [(str(s), URIRef(str(p)), str(o)) for s, p, o in found if str(s).startswith(DEF)]


@pytest.fixture(scope="module")
def rules() -> OntologyRules:
    """Compile the model and its alignments once."""
    return load_ontology_rules()


def follows(turtle: str, rules: OntologyRules) -> set[tuple[str, str, str]]:
    """Give what *rules* add to the data in *turtle*, in N-Triples terms."""
    quads = list(parse(HEADER + turtle, RdfFormat.TURTLE))
    stated = {(quad.subject, quad.predicate.value, quad.object) for quad in quads}
    return {(str(s), f"<{p}>", str(o)) for s, p, o in close_facts(rules, stated).facts - stated}


def triples(turtle: str) -> set[tuple[str, str, str]]:
    """Read *turtle*, with our prefixes, as N-Triples terms."""
    quads = parse(HEADER + turtle, RdfFormat.TURTLE)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


@pytest.mark.parametrize("file", ontology.ALIGNMENTS, ids=lambda file: file.stem)
def test_file_says_which_standard_it_is_about(file: Path) -> None:
    """Each file has a title in both languages, a licence, and the namespace of the one standard it speaks of."""
    found = Graph().parse(file)
    (about,) = found.subjects(RDF.type, OWL.Ontology)
    titles = [title for title in found.objects(about, DCTERMS.title) if isinstance(title, Literal)]
    (namespace,) = found.objects(about, DCTERMS.references)

    assert str(about) == f"{DEF.removesuffix('#')}/alignment/{file.stem}"
    assert sorted(str(title.language) for title in titles) == ["en", "nl"]
    assert list(found.objects(about, DCTERMS.license)) == [CC0]
    assert set(found.predicates(about)) == ABOUT
    assert all(value.startswith(str(namespace)) for _, _, value in statements(file))


@pytest.mark.parametrize("file", ontology.ALIGNMENTS, ids=lambda file: file.stem)
def test_file_relates_terms_that_we_have(file: Path) -> None:
    """Whatever is aligned is a term of the model, and is aligned in one of the known ways."""
    known = {str(term) for model in ontology.MODEL for term in Graph().parse(model).subjects(RDFS.label)}
    said = statements(file)

    assert said or file.stem == "skos"
    assert {term for term, _, _ in said} <= known
    assert {how for _, how, _ in said} <= BINDING | LOOSE


def test_nothing_is_said_of_the_terms_of_others() -> None:
    """No file gives a term of another a domain, a range or a class above it; only of SKOS we repeat what it says."""
    files = [file for file in ontology.ALIGNMENTS if file.stem != "skos"]
    others = {
        str(subject)
        for file in files
        for subject in Graph().parse(file).subjects()
        if not str(subject).startswith(DEF.removesuffix("#"))
    }

    assert files
    assert others == set()


@pytest.mark.parametrize("prefix", ["cids", "dpv", "fibo", "odrl", "sdgo"])
def test_loose_alignment_feeds_no_rule(prefix: str, rules: OntologyRules) -> None:
    """Of a standard that is only alike nothing follows: no rule speaks of its terms."""
    tables = (rules.superclasses, rules.superproperties, rules.domains, rules.ranges, rules.inverses)
    loose = {value for file in ontology.ALIGNMENTS for _, how, value in statements(file) if how in LOOSE}

    assert [value for value in loose if value.startswith(PREFIXES[prefix])]
    for table in tables:
        assert [it for it in {*table, *set().union(*table.values())} if it.startswith(PREFIXES[prefix])] == []


def test_membership_is_one_of_org(rules: OntologyRules) -> None:
    """Who reads ORG finds members, bodies and the shortcut between them, and the change of a municipality."""
    data = """
        membership:x smd:member actor:a ; smd:body actor:b .
        change:c smd:originalMunicipality gemeente:gm0788 ; smd:resultingMunicipality gemeente:gm0757 .
    """
    wanted = """
        membership:x a org:Membership ; org:member actor:a ; org:organization actor:b .
        actor:a org:memberOf actor:b .
        change:c a org:ChangeEvent ; org:originalOrganization gemeente:gm0788 .
        change:c org:resultingOrganization gemeente:gm0757 .
        gemeente:gm0788 org:changedBy change:c ; a org:FormalOrganization , tooiont:Gemeente , cv:PublicOrganisation .
    """

    assert triples(wanted) <= follows(data, rules)


def test_unit_and_province_are_known_elsewhere(rules: OntologyRules) -> None:
    """Who reads ORG finds the police unit and what it is a unit of; who reads TOOI the province of a municipality."""
    data = "actor:u a smd:PoliceUnit ; smd:unitOf oorg:oorg10264 . gemeente:gm0757 smd:inProvince provincie:pv30 ."
    wanted = """
        actor:u a org:OrganizationalUnit , org:Organization ; org:unitOf oorg:oorg10264 .
        gemeente:gm0757 tooiont:ligtInProvincie provincie:pv30 . provincie:pv30 a tooiont:Provincie .
    """

    assert triples(wanted) <= follows(data, rules)


@pytest.mark.parametrize("how", ["close", "broad", "narrow"])
def test_match_gives_the_relation_of_skos(how: str, rules: OntologyRules) -> None:
    """A match that carries its reason says the plain SKOS relation as well, and only the one that it is."""
    data = f"match:m smd:matches theme:t ; smd:{how}MatchTo yardstick:y ."
    found = follows(data, rules)
    said = {triple for triple in found if triple[0] == f"<{PREFIXES['theme']}t>" and "skos/core#" in triple[1]}

    assert triples(f"theme:t skos:{how}Match yardstick:y .") == {t for t in said if t[1].endswith("Match>")}


def test_law_is_one_of_eli_without_its_days(rules: OntologyRules) -> None:
    """A law is a legal resource with its number; its days stay ours, since ELI's mean something else."""
    data = """
        legislation:x a smd:Law ; smd:officialId "32016R0679" ; smd:lawKind law-kind:regulation ;
            smd:inForceFrom "2018-05-25"^^xsd:date ; smd:inForceUntil "2030-01-01"^^xsd:date .
    """
    found = follows(data, rules)
    eli = {predicate for _, predicate, _ in found if PREFIXES["eli"] in predicate}

    assert triples('legislation:x a eli:LegalResource ; eli:id_local "32016R0679" .') <= found
    assert eli == {f"<{PREFIXES['eli']}{name}>" for name in ("id_local", "type_document")}


def test_number_of_a_bill_is_none_of_eli(rules: OntologyRules) -> None:
    """Who reads ELI finds the day from which a law applies, and never the number of a bill as that of a law."""
    data = """
        legislation:x a smd:Bill ; smd:billNumber "34883" .
        legislation:y a smd:Law ; smd:appliesFrom "2018-05-25"^^xsd:date .
    """
    found = follows(data, rules)

    assert triples('legislation:y eli:date_applicability "2018-05-25"^^xsd:date .') <= found
    assert not [triple for triple in found if "id_local" in triple[1]]


def test_indicator_is_the_data_set_of_its_observations(rules: OntologyRules) -> None:
    """Who reads Data Cube finds the observations of an indicator, and their data set."""
    data = "indicator:i a smd:Indicator . observation:o smd:ofIndicator indicator:i ; smd:observedValue 3.8 ."
    wanted = "observation:o a qb:Observation ; qb:dataSet indicator:i . indicator:i a qb:DataSet ."

    assert triples(wanted) <= follows(data, rules)


def test_article_is_a_part_of_its_law(rules: OntologyRules) -> None:
    """Who reads ELI finds an article as a part of a law."""
    wanted = "legislation:a a eli:LegalResourceSubdivision ; eli:is_part_of legislation:l ."

    assert triples(wanted) <= follows("legislation:a smd:articleOf legislation:l .", rules)


def test_match_of_a_theme_is_no_theme_above_it(rules: OntologyRules) -> None:
    """A theme that is matched with a concept of TOOI does not thereby fall under it."""
    found = follows("theme:a skos:broadMatch tooitop:b . measure:m smd:countsFor theme:a .", rules)

    assert found
    assert [triple for triple in found if PREFIXES["tooitop"] in "".join(triple)] == []
