"""The concept schemes against NL-SBB, the Dutch standard for describing concepts, by Geonovum's own shapes.

The results are counted in the report, each as severe as the standard says of that rule. pyshacl's `conforms` is True
beside a violation, and in the report a rule written as SPARQL takes the severity of the shape of a concept as a whole,
which is milder. The shapes are no part of the project: they lie beside it, or are absent.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef

from tests.absence import missing

if TYPE_CHECKING:
    from rdflib.term import Node

ROOT = Path(__file__).parents[2]
SHAPES = ROOT.parent / "shared" / "shapes" / "skos-ap-nl.ttl"
FILES = [*ROOT.glob("ontology/vocabularies/*.ttl"), *ROOT.glob("graph/data/**/*.ttl")]
SCHEMES = sorted(file for file in FILES if "a skos:ConceptScheme" in file.read_text(encoding="utf-8"))
THEMES = ROOT / "graph" / "data" / "plans" / "meierij-2019-2022" / "themes.ttl"
MATCHES = THEMES.with_name("themes-matches.ttl")
MATCHING = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
THEME = Namespace("https://w3id.org/samendoen/id/theme/meierij-2019-2022/")
SCHEME = Namespace("https://w3id.org/samendoen/id/scheme/meierij-2019-2022/")
TOP = Namespace("https://identifier.overheid.nl/tooi/def/thes/top/")


@pytest.fixture(scope="module")
def rules() -> Graph:
    """Read the shapes of NL-SBB, or say that they are not here."""
    if not SHAPES.exists():
        missing(f"the shapes of NL-SBB are not at {SHAPES}, so nothing can be held against them")
    return Graph().parse(SHAPES)


@cache
def schemes() -> Graph:
    """Read every scheme into one graph."""
    graph = Graph()
    for file in SCHEMES:
        graph.parse(file)
    return graph


@cache
def plan() -> Graph:
    """Read the plan, which describes the document that the themes come from."""
    return Graph().parse(THEMES.with_name("plan.ttl"))


def scheme(file: Path) -> Graph:
    """Read the scheme in *file*, with what the things of other schemes are of which it speaks."""
    graph = Graph().parse(file)
    for other in set(graph.objects()) - set(graph.subjects()):
        graph += schemes().triples((other, RDF.type, None))
    return graph


def results(data: Graph, rules: Graph, *severities: URIRef) -> list[tuple[str, str]]:
    """Give node and message of each result of one of the *severities* that *rules* have over *data*."""
    _, report, _ = pyshacl.validate(data, shacl_graph=rules)
    assert isinstance(report, Graph)
    found = [it for it in report.subjects(RDF.type, SH.ValidationResult) if severity(report, it, rules) in severities]
    return sorted((str(report.value(it, SH.focusNode)), str(report.value(it, SH.resultMessage))) for it in found)


def severity(report: Graph, result: Node, rules: Graph) -> Node | None:
    """Give how severe the standard calls what *result* found."""
    constraint = report.value(result, SH.sourceConstraint)
    declared = rules.value(constraint, SH.severity) if constraint else None
    return declared or report.value(result, SH.resultSeverity)


def themes(*removed: tuple[URIRef, URIRef], added: str = "") -> Graph:
    """Read the themes, without what the *removed* subjects say by those properties, and with the Turtle *added*."""
    graph = Graph().parse(THEMES)
    for source in set(graph.objects(None, DCTERMS.source)):
        for told in (DCTERMS.title, DCTERMS.bibliographicCitation):
            graph += plan().triples((source, told, None))
    for subject, predicate in removed:
        assert (subject, predicate, None) in graph
        graph.remove((subject, predicate, None))
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in graph.namespaces())
    return graph.parse(data=prefixes + added, format="turtle")


def described(matches: Graph) -> Graph:
    """Give *matches* with the concepts of TOOI as full as TOOI's own scheme has them: it is theirs to describe."""
    graph = Graph() + matches
    for concept in matches.subjects(RDF.type, SKOS.Concept):
        label = matches.value(concept, RDFS.label)
        graph.add((concept, SKOS.prefLabel, label))  # type: ignore[arg-type]  # a missing label is a fault worth an error
        graph.add((concept, SKOS.definition, Literal("Stands for what TOOI says of it.", lang="en")))
        graph.add((concept, SKOS.topConceptOf, TOP[""]))
    graph.add((TOP[""], RDF.type, SKOS.ConceptScheme))
    graph.add((TOP[""], DCTERMS.title, Literal("TOP", lang="nl")))
    return graph


def test_every_scheme_is_held_against_the_standard() -> None:
    """The themes are among the schemes, and so is each list of values."""
    assert THEMES in SCHEMES
    assert {file for file in SCHEMES if file.is_relative_to(ROOT / "ontology")} == set(
        ROOT.glob("ontology/vocabularies/*.ttl")
    )


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
@pytest.mark.turns(4)
def test_scheme_conforms(file: Path, rules: Graph) -> None:
    """No concept and no scheme breaks what the standard demands."""
    nodes = {str(node) for node in Graph().parse(file).subjects()}

    assert len(nodes) > 1
    assert [it for it in results(scheme(file), rules, SH.Violation) if it[0] in nodes] == []


def test_themes_follow_every_advice(rules: Graph) -> None:
    """The themes leave nothing to warn of or to remark on either."""
    assert results(themes(), rules, SH.Violation, SH.Warning, SH.Info) == []


def test_themes_are_explained_in_plain_words() -> None:
    """Each theme has an explanation in short sentences, in both languages, and names its source, which has a title."""
    graph = themes()
    found = set(graph.subjects(SKOS.inScheme, SCHEME.theme))

    assert len(found) == 8
    for theme in found:
        told = [text for text in graph.objects(theme, RDFS.comment) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in told) == ["en", "nl"], theme
        assert max(len(sentence.split()) for text in told for sentence in text.split(".")) <= 25, theme
        sources = list(graph.objects(theme, DCTERMS.source))
        assert sources, theme
        assert all((source, DCTERMS.title, None) in graph for source in sources), theme


BREAKS = {
    "no_definition": ((THEME.jeugd, SKOS.definition), ""),
    "in_no_scheme": ((THEME.jeugd, SKOS.inScheme), "theme:jeugd skos:inScheme theme:ondermijning ."),
    "notation_twice": ((THEME.jeugd, SKOS.notation), 'theme:jeugd skos:notation "1" .'),
    "top_below_another": ((THEME.jeugd, SKOS.broader), "theme:ondermijning skos:broader theme:jeugd ."),
    "match_within_the_scheme": ((THEME.jeugd, SKOS.altLabel), "theme:jeugd skos:broadMatch theme:ondermijning ."),
}


@pytest.mark.parametrize("name", BREAKS)
def test_broken_copy_is_caught(name: str, rules: Graph) -> None:
    """A copy of the themes with one fault has a violation, so the shapes do look."""
    removed, added = BREAKS[name]

    assert results(themes(removed, added=added), rules, SH.Violation) != []


@pytest.mark.parametrize(
    "removed", [(THEME.jeugd, SKOS.prefLabel), (SCHEME.theme, DCTERMS.title)], ids=["no_label", "no_title"]
)
def test_advice_left_is_caught(removed: tuple[URIRef, URIRef], rules: Graph) -> None:
    """A copy of the themes that leaves out what the standard advises has a warning, and no violation."""
    broken = themes(removed)

    assert results(broken, rules, SH.Warning) != []
    assert results(broken, rules, SH.Violation) == []


def test_matches_conform(rules: Graph) -> None:
    """The matches with TOOI lead from our themes to concepts of another scheme, none to two places at once."""
    matches = Graph().parse(MATCHES)
    pairs = [(s, o) for match in MATCHING for s, o in matches.subject_objects(match)]

    assert len(pairs) > 5
    assert {theme for theme, _ in pairs} <= set(themes().subjects(SKOS.inScheme, SCHEME.theme))
    assert {concept for _, concept in pairs} == set(matches.subjects(RDF.type, SKOS.Concept))
    assert all(str(concept).startswith(TOP) for _, concept in pairs)
    assert len(set(pairs)) == len(pairs)
    assert results(themes() + described(matches), rules, SH.Violation, SH.Warning, SH.Info) == []
