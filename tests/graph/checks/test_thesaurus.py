"""A Dutch thesaurus, as libraries and ministries publish them: it loads as it is, without English or definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.checks import check_sources
from graph.sources import list_model_sources, make_user_sources
from graph.terms import value_of
from ontology.namespaces import PREFIXES, SKOS
from tests.builds import FIXTURE_FILES

if TYPE_CHECKING:
    from pathlib import Path

#: Concepts with names in Dutch alone, several other names, notations, places in two schemes, and a collection.
THESAURUS = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://thesaurus.example.org/id/> .
@prefix theme: <https://w3id.org/samendoen/id/theme/zilverhaven-2031/> .

t:water a skos:ConceptScheme ; dct:title "Thesaurus van het water"@nl ; skos:hasTopConcept t:1 .
t:haven a skos:ConceptScheme ; skos:prefLabel "Thesaurus van de haven"@nl .
t:1 a skos:Concept ; skos:prefLabel "wateren"@nl ; skos:altLabel "waters"@nl , "het water"@nl ; skos:notation "1" ;
    skos:topConceptOf t:water ; skos:inScheme t:water ; skos:narrower t:2 , t:3 .
t:2 a skos:Concept ; skos:prefLabel "havens"@nl ; skos:altLabel "haven"@nl , "ligplaatsen"@nl ;
    skos:hiddenLabel "haavens"@nl ; skos:notation "1.1" , "H" ; skos:inScheme t:water , t:haven ; skos:broader t:1 ;
    skos:related t:3 ; skos:scopeNote "Ook voor jachten."@nl ; skos:closeMatch theme:water .
t:3 a skos:Concept ; skos:prefLabel "kades"@nl ; skos:inScheme t:water ; skos:exactMatch <urn:elders:9> ;
    skos:changeNote "In 2030 toegevoegd." .
t:lijst a skos:Collection ; skos:prefLabel "Aan de wal"@nl ; skos:member t:2 , t:3 .
"""


def test_dutch_thesaurus_loads(tmp_path: Path) -> None:
    """Beside a plan it is told only not to be of our model; what is narrower is found from the other side."""
    (tmp_path / "thesaurus.ttl").write_text(THESAURUS, encoding="utf-8")
    sources = [*list_model_sources(), *make_user_sources([*FIXTURE_FILES, tmp_path / "thesaurus.ttl"])]

    checked = check_sources(sources, {})

    told = [(fault.rule, fault.severity) for fault in checked.faults if "thesaurus" in fault.place]
    assert told == [("uses-model", "warning")]
    follows = {(value_of(it.subject), it.predicate.value, value_of(it.object)) for it in checked.derived}
    kade, water = (f"https://thesaurus.example.org/id/{number}" for number in (3, 1))
    assert (kade, f"{SKOS}broader", water) in follows
    assert not [it for it in follows if it[0] == kade and it[1].startswith(PREFIXES["smd"])]
