"""The documentation of the model: every term, rule, list and standard, in both languages, from the Turtle."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyshacl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

import ontology
from api.http.negotiation import GRAPH_TYPES
from graph.engine.request import Request
from ontology.namespaces import DEF, ID, PREFIXES, SHAPE, make_graph_iri

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from rdflib.term import Node

    from graph.engine.store import Store

HTML = {"Accept": "text/html"}
LANGUAGES = ("nl", "en")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
NONE_YET = {"nl": "nog geen in de graaf", "en": "none in the graph yet"}
READERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
SMD = Namespace(DEF)
TOPICS = (*(file.stem for file in ontology.MODEL), "lists", "standards")
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


@cache
def read(*files: object) -> Graph:
    """Read Turtle *files* into one graph, once."""
    found = Graph()
    for file in files:
        found.parse(str(file), format="turtle")
    return found


def model() -> Graph:
    """Read the model."""
    return read(*ontology.MODEL)


def terms(*kinds: URIRef) -> list[str]:
    """Give the local ids of our terms of *kinds*."""
    found = {term for kind in kinds for term in model().subjects(RDF.type, kind)}
    return sorted(str(term).removeprefix(DEF) for term in found if str(term).startswith(DEF))


def said(subject: Node, predicate: Node, language: str, where: Graph) -> str:
    """Give the one text in *language* that *subject* has by *predicate*."""
    texts = [str(it) for it in where.objects(subject, predicate) if isinstance(it, Literal) and it.language == language]
    assert len(texts) == 1, (subject, predicate, language)
    return texts[0]


def page(client: FlaskClient, language: str, topic: str = "") -> str:
    """Give the page of the model in *language*, or of one *topic* of it."""
    answer = client.get(f"/def{topic and '/topics/'}{topic}?lang={language}", headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return answer.get_data(as_text=True)


def in_full(client: FlaskClient, language: str) -> str:
    """Give the pages of all topics in *language*, one after another."""
    return "".join(page(client, language, topic) for topic in TOPICS)


def sections(text: str) -> dict[str, str]:
    """Give the HTML of the section of each term on the page, by its local id."""
    parts = text.split('<section class="term">')[1:]
    return {part.split('id="')[1].partition('"')[0]: part.partition("</section>")[0] for part in parts}


def words(markup: str) -> str:
    """Give the text of *markup* as one reads it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def fact(section: str, heading: str) -> str:
    """Give what stands at *heading* in the *section* of a term, as one reads it, or nothing."""
    found = re.search(rf"<dt>{re.escape(heading)}</dt><dd>(.*?)</dd>", section, re.DOTALL)
    return words(found[1]).replace(" ,", ",") if found else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_documented(client: FlaskClient, language: str) -> None:
    """Each class and property of the Turtle has a section with its name and definition in the reader's language."""
    found = sections(in_full(client, language))
    wanted = terms(*KINDS)

    assert len(wanted) > 150
    assert sorted(found) == wanted
    for name in wanted:
        shown = words(found[name])
        assert said(SMD[name], RDFS.label, language, model()) in shown, name
        assert said(SMD[name], SKOS.definition, language, model()) in shown, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_stand_under_their_topic(client: FlaskClient, language: str) -> None:
    """The title of each file of the model is a heading, with the terms of that file below it and no other."""
    parts = dict(re.findall(r'<h2 id="topic-([^"]+)">(.*?)</section>', page(client, language), re.DOTALL))

    assert set(parts) == {file.stem for file in ontology.MODEL}
    for file in ontology.MODEL:
        own = {str(term).removeprefix(DEF) for term in read(file).subjects(RDFS.label) if str(term).startswith(DEF)}
        title = said(URIRef(f"{DEF.removesuffix('#')}/{file.stem}"), DCTERMS.title, language, read(file))
        full = page(client, language, file.stem)
        assert set(re.findall(r'<dt id="([^"]+)">', parts[file.stem])) == own, file.stem
        assert set(sections(full)) == own, file.stem
        assert words(parts[file.stem].partition("</h2>")[0]) == title
        assert words(re.findall("<h1>(.*?)</h1>", full)[0]) == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_named_in_short(client: FlaskClient, language: str) -> None:
    """The page of the model has each term with its name and definition, and leads to where the rest stands."""
    text = page(client, language)
    found = dict(re.findall(r'<dt id="([^"]+)">(.*?</dd>)', text, re.DOTALL))
    linked = {name: re.findall(r'href="([^"]+)"', it)[0] for name, it in found.items()}

    assert sorted(found) == terms(*KINDS)
    for name, it in found.items():
        assert said(SMD[name], RDFS.label, language, model()) in words(it)
        assert said(SMD[name], SKOS.definition, language, model()) in words(it)
        assert linked[name].endswith(f"#{name}")
    assert {urlsplit(it).path for it in linked.values()} == {f"/def/topics/{file.stem}" for file in ontology.MODEL}


@pytest.mark.parametrize("topic", ["nope", "Measure", "%3Cscript%3E", "lists.ttl"])
def test_topic_that_is_not_there_is_not_found(client: FlaskClient, topic: str) -> None:
    """At the address of no topic there is nothing, and the page says where to look."""
    answer = client.get(f"/def/topics/{topic}", headers=HTML)

    assert answer.status_code == 404
    assert "/def" in answer.get_data(as_text=True)
    assert "<script>" not in answer.get_data(as_text=True).partition("<main")[2]


@pytest.mark.parametrize("topic", ["", *TOPICS])
def test_page_of_the_model_keeps_within_bounds(client: FlaskClient, topic: str) -> None:
    """No page of the model is heavier than a page may be."""
    text = page(client, "nl", topic)

    assert len(text.encode()) <= 300_000
    assert len(re.findall("<[a-z]", text)) <= 5_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_an_example_or_says_there_is_none(client: FlaskClient, store: Store, language: str) -> None:
    """A term that is used has an example that leads to a page; of one that is not used yet the page says so."""
    found = sections(in_full(client, language))
    heading = {"nl": "Voorbeeld", "en": "Example"}[language]
    used = [name for name in found if fact(found[name], heading) != NONE_YET[language]]
    query = f"PREFIX smd: <{DEF}> SELECT ?n {{ {{ SELECT (COUNT(*) AS ?n) {{ %s }} }} }}"
    for name in found:
        pattern = f"?it a smd:{name}" if name[0].isupper() else f"?it smd:{name} ?value"
        reply = json.loads(store.ask(Request(query % pattern)).body)["results"]["bindings"][0]["n"]["value"]
        assert fact(found[name], heading), name
        assert (int(reply) > 0) == (name in used), name

    assert len(used) > 100


def test_examples_lead_to_pages(client: FlaskClient) -> None:
    """Behind every example is a page of that very thing."""
    examples = [
        re.search(r"<dt>Voorbeeld</dt><dd>(.*?)</dd>", it, re.DOTALL) for it in sections(in_full(client, "nl")).values()
    ]
    links = {link for found in examples if found for link in re.findall(r'href="(/[^"#]+)"', found[1])}

    assert len(links) > 50
    assert [
        link for link in sorted(links) if client.get(link, headers=HTML, follow_redirects=True).status_code != 200
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_told(client: FlaskClient, language: str) -> None:
    """Each message of the shapes stands at every class or property that its shape looks at, and none is left out."""
    shapes, found = read(*ontology.SHAPES), sections(in_full(client, language))
    text = words(in_full(client, language))
    messages = [
        str(it) for it in shapes.objects(None, SH.message) if isinstance(it, Literal) and it.language == language
    ]
    pairs = [
        (str(target).removeprefix(DEF), message)
        for way in TARGETS
        for shape, target in shapes.subject_objects(way)
        for rule in (shape, *shapes.objects(shape, SH.property))
        for message in shapes.objects(rule, SH.message)
        if isinstance(message, Literal) and message.language == language
    ]

    assert len(messages) > 50
    assert [message for message in messages if " ".join(message.split()) not in text] == []
    assert len(pairs) > 100
    assert [(name, told) for name, told in pairs if " ".join(str(told).split()) not in words(found[name])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_has_its_values(client: FlaskClient, language: str) -> None:
    """Each list of values of the Turtle is on the page, with each value and what it means."""
    text, found = page(client, language, "lists"), read(*ontology.VOCABULARIES)
    shown = words(text)
    values = list(found.subject_objects(SKOS.inScheme))

    assert len(values) > 100
    for value, scheme in values:
        assert f'id="list-{str(scheme).rpartition("/")[2]}"' in text
        assert (
            f"{said(value, SKOS.prefLabel, language, found)} {said(value, SKOS.definition, language, found)}" in shown
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_test_is_told_with_what_is_and_what_is_not_one(client: FlaskClient, language: str) -> None:
    """Who has to choose between kinds reads by what test: at the class, and at each value of a list that has one."""
    shown, found = words(in_full(client, language)), read(*ontology.MODEL, *ontology.VOCABULARIES)
    decided = set(found.subjects(SKOS.scopeNote))

    assert len(decided) > 50
    for term in decided:
        test, example, other = (
            said(term, prop, language, found) for prop in (SKOS.scopeNote, SKOS.example, SMD.counterexample)
        )
        assert re.search(rf"{re.escape(test)} [^:]+: {re.escape(example)} [^:]+: {re.escape(other)}", shown), term


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alignment_is_told(client: FlaskClient, language: str) -> None:
    """Each standard is named, and each term of it stands at the term of ours that is aligned to it."""
    text, found = page(client, language, "standards"), sections(in_full(client, language))
    relations = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    for file in ontology.ALIGNMENTS:
        about = read(file).value(predicate=RDF.type, object=OWL.Ontology)
        assert about is not None
        assert said(about, DCTERMS.title, language, read(file)) in words(text)
        for relation in relations:
            for ours, theirs in read(file).subject_objects(relation):
                if str(ours).startswith(DEF):
                    assert f'href="{theirs}"' in found[str(ours).removeprefix(DEF)], (ours, theirs)


def test_facts_of_a_term_are_those_of_the_model(client: FlaskClient) -> None:
    """What a term is a sort of, leads to, follows from and excludes stands in its section, in words."""
    found = sections(in_full(client, "en"))

    assert fact(found["SupportingRole"], "Is a sort of") == "active role"
    assert "supporting role" in fact(found["ActiveRole"], "Sorts of it")
    assert fact(found["actor"], "The other way round") == "has involvement"
    assert fact(found["hasInvolvement"], "The other way round") == "has actor"
    assert (fact(found["inPlan"], "Said of"), fact(found["inPlan"], "Leads to")) == ("measure", "plan")
    assert fact(found["firstLine"], "Leads to") == "xsd:integer"
    assert "counts for theme, and then skos:broader" in fact(found["countsFor"], "Follows from").split(" ; ")
    assert fact(found["heir"], "Follows from") == "ended in, and then resulting municipality"
    assert fact(found["cooperatesWith"], "Always") == "holds both ways"
    assert fact(found["within"], "Always") == "goes on through steps in between"
    assert fact(found["inPlan"], "Always") == "at most one value"
    assert "target group" in fact(found["Partner"], "Never also")
    assert "partner" in fact(found["TargetGroup"], "Never also")
    assert fact(found["Kind"], "Values") == "Kinds of actors"
    assert fact(found["Involvement"], "In standards") == "is a sort of cv:Participation"
    assert "The rules that hold for : value ." in words(found["Reading"]).replace("for:", "for :")
    assert "(derived)" in fact(found["cooperatesWith"], "Example")
    assert "(derived)" not in fact(found["hasTheme"], "Example")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_anchor_is_broken(client: FlaskClient, language: str) -> None:
    """Each link to a place on a page of the model leads to one place on it; the contents name every topic and list."""
    texts = {topic: page(client, language, topic) for topic in ("", *TOPICS)}
    places = {topic: re.findall(r'\sid="([^"]+)"', text) for topic, text in texts.items()}
    contents = texts[""][texts[""].index('<nav class="contents"') :].partition("</nav>")[0]
    listed = set(re.findall(r'href="[^"]*#([^"]+)"', contents))

    for topic, text in texts.items():
        assert len(places[topic]) == len(set(places[topic]))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(places[topic])
        for other, place in re.findall(r'href="/def/topics/([a-z-]+)#([^"]+)"', text):
            assert place in places[other], (topic, other, place)
    assert {place for its in places.values() for place in its if place.startswith(("topic-", "list-"))} <= listed


@pytest.mark.parametrize("topic", ["", *TOPICS])
def test_headings_go_down_by_one(client: FlaskClient, topic: str) -> None:
    """Who hears a page can walk its headings: one h1, and no level is skipped."""
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page(client, "nl", topic))]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_model_as_data_says_which_topic_defines_a_term(client: FlaskClient) -> None:
    """The model as linked data has every term with its topic, and no rule of the shapes."""
    told = Graph().parse(data=client.get("/def?format=nt").get_data(), format="nt")

    assert {str(it).removeprefix(DEF) for it in told.subjects(RDFS.isDefinedBy)} == set(terms(*KINDS))
    assert not [it for it in told.predicates() if str(it).startswith(str(SH))]


@pytest.mark.parametrize("short", GRAPH_TYPES)
@pytest.mark.parametrize("how", ["accept", "format"])
def test_shapes_come_in_each_format(client: FlaskClient, short: str, how: str) -> None:
    """The rules are given as linked data at the address of their namespace, and say the same in each format."""
    query = {"format": short} if how == "format" else {}
    answer = client.get(
        "/shapes", query_string=query, headers={"Accept": GRAPH_TYPES[short]} if how == "accept" else {}
    )
    told = Graph().parse(data=answer.get_data(), format=READERS[short])

    assert answer.mimetype == GRAPH_TYPES[short]
    assert set(told.subjects(RDF.type, SH.NodeShape)) == set(read(*ontology.SHAPES).subjects(RDF.type, SH.NodeShape))
    assert isomorphic(told, Graph().parse(data=client.get("/shapes?format=nt").get_data(), format="nt"))


def test_person_reads_the_rules_with_the_model(client: FlaskClient) -> None:
    """The address of a shape leads a person to the class of its name: a browser keeps what follows the #."""
    answer = client.get("/shapes", headers=HTML)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/def")
    assert URIRef(f"{SHAPE}Measure") in set(read(*ontology.SHAPES).subjects(RDF.type, SH.NodeShape))
    assert 'id="Measure"' in page(client, "nl")


def test_shapes_as_given_find_a_fault(client: FlaskClient) -> None:
    """Who takes the rules from here can hold data against them: a bare measure breaks them."""
    rules = Graph().parse(data=client.get("/shapes?format=ttl").get_data(), format="turtle")
    data = Graph().parse(data=f"<urn:bare> a <{DEF}Measure> .", format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, ont_graph=model())

    assert isinstance(report, Graph)
    assert len(set(report.objects(None, SH.resultMessage))) > 3


def test_rules_are_no_part_of_what_is_said(client: FlaskClient, store: Store) -> None:
    """No page or data about a thing shows the rules that name it, and nothing is derived from a rule."""
    shaped = f"<{make_graph_iri('shapes')}>"
    named = f'SELECT DISTINCT ?it {{ GRAPH {shaped} {{ ?s ?p ?it FILTER(STRSTARTS(STR(?it), "{ID}kind/")) }} }}'
    derived = (
        f"ASK {{ GRAPH {shaped} {{ ?shape ?p ?o }} GRAPH <{make_graph_iri('derived')}> {{ ?shape ?q ?v }} "
        f'FILTER(STRSTARTS(STR(?shape), "{SHAPE}") || STRSTARTS(STR(?shape), "{ID}node/")) }}'
    )
    things = [row["it"]["value"] for row in json.loads(store.ask(Request(named)).body)["results"]["bindings"]]

    assert things
    for thing in things:
        path = thing.replace(ID, "/doc/")
        assert "/node/" not in client.get(path, headers=HTML).get_data(as_text=True)
        assert PREFIXES["rdf"] + "first" not in client.get(f"{path}.nt").get_data(as_text=True)
    assert json.loads(store.ask(Request(derived)).body)["boolean"] is False
