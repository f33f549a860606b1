"""The shapes, proved from both sides: what is whole passes, and each rule has a fault that breaks it."""

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Namespace
from rdflib.term import Literal, Node

from api.catalogue import load_catalogue
from graph.checks.shapes import validate_data
from graph.fault import Fault
from graph.sources.source import Source, read_source
from ontology.namespaces import make_plan_graph_iri

ROOT = Path(__file__).parents[2]
SD = Namespace("https://w3id.org/samendoen/def#")
SHAPE = Namespace("https://w3id.org/samendoen/shapes#")
MODEL = sorted(ROOT.glob("ontology/model/*.ttl"))
VOCABULARIES = sorted(ROOT.glob("ontology/vocabularies/*.ttl"))
SHAPES = sorted(ROOT.glob("ontology/shapes/*.ttl"))
GROUND = ROOT / "tests" / "ground.ttl"
#: Where what the counterexamples say stands; some of them are about two plans.
PLAN_GRAPH = make_plan_graph_iri("grond-2019-2022", "stated")
COUNTEREXAMPLES = sorted(ROOT.glob("tests/violates/*.ttl"))
HOSTILE = ["a" * 100_000, " " * 100_000, "a" + " " * 100_000, "a " * 50_000, "a" * 36 + " b" * 20]

NAMELESS = {SD.Involvement, SD.Evidence}
#: What is in the language of a document, and no text of ours.
WORDS_OF_DOCUMENTS = {SD.keywords, SD.readsAs}
NO_RULE = {
    *(SH.path, SH.message, SH.severity, SH.property, SH.sparql, SH.prefixes),
    *(SH.targetClass, SH.targetNode, SH.targetSubjectsOf),
    SH.qualifiedMinCount,  # belongs to sh:qualifiedValueShape
}


def read(files: list[Path]) -> Graph:
    """Read *files* into one graph."""
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


@cache
def shapes() -> Graph:
    """Read all shapes, once."""
    return read(SHAPES)


@cache
def model() -> Graph:
    """Read the model, once."""
    return read(MODEL)


def classes() -> set[Node]:
    """Give every class of the model, but of the lists of values only smd:Value: its shape is that of them all."""
    found = {term for term in model().subjects(RDF.type, OWL.Class) if str(term).startswith(str(SD))}
    return found - set(model().transitive_subjects(RDFS.subClassOf, SD.Value)) | {SD.Value}


def shape_of(term: Node | None) -> Node:
    """Give the shape of the name of class *term*."""
    return SHAPE[str(term).removeprefix(str(SD))]


def violations(*files: Path) -> list[Fault]:
    """Hold *files*, the ground and the schemes against the shapes, each file with examples (voorbeeld) of its own."""
    sources = [Source(path, PLAN_GRAPH) for path in [*VOCABULARIES, GROUND, *files]]
    return validate_data([(set_apart(q, s.path.stem), s.path.stem) for s in sources for q in read_source(s).quads])


def set_apart(quad: Quad, name: str) -> Quad:
    """Give *quad* with each example in it made the example of the file called *name*."""
    subject, value = quad.subject, quad.object
    if isinstance(subject, NamedNode) and "voorbeeld" in subject.value:
        subject = NamedNode(f"{subject.value}-{name}")
    if isinstance(value, NamedNode) and "voorbeeld" in value.value:
        value = NamedNode(f"{value.value}-{name}")
    return Quad(subject, quad.predicate, value, quad.graph_name)


@cache
def faults() -> dict[str, list[Fault]]:
    """Hold all counterexamples against the shapes at once, and give the faults by the file they are in."""
    found = violations(*COUNTEREXAMPLES)
    return {place: [fault for fault in found if fault.place == place] for place in {fault.place for fault in found}}


def messages(language: str) -> set[str]:
    """Give every message of the shapes in *language*."""
    said = [message for message in shapes().objects(None, SH.message) if isinstance(message, Literal)]
    return {str(message) for message in said if message.language == language}


def constraints() -> list[Node]:
    """Give every node that holds a rule: node shapes, their property shapes and their SPARQL constraints."""
    nodes = set(shapes().subjects(RDF.type, SH.NodeShape))
    parts = {part for node in nodes for part in shapes().transitive_objects(node, SH.property)}
    queries = {query for part in parts for query in shapes().objects(part, SH.sparql)}
    return sorted((node for node in parts | queries if node and rules(node)), key=str)


def rules(node: Node | None) -> set[Node]:
    """Give the predicates by which *node* demands something."""
    return {p for p in shapes().predicates(node) if str(p).startswith(str(SH)) and p not in NO_RULE}


def test_ground_is_whole() -> None:
    """The ground of the counterexamples breaks no rule, also beside all of them, so that every fault is theirs."""
    assert violations() == []
    assert set(faults()) <= {file.stem for file in COUNTEREXAMPLES}


@pytest.mark.parametrize("file", COUNTEREXAMPLES, ids=lambda file: file.stem)
def test_counterexample_is_stopped_once(file: Path) -> None:
    """A counterexample shows exactly one fault, so its name can say which, and speaks of examples of its own only."""
    assert all("voorbeeld" in str(quad.subject) for quad in read_source(Source(file, PLAN_GRAPH)).quads)
    assert len(faults().get(file.stem, [])) == 1


def test_every_message_has_a_counterexample() -> None:
    """No rule that nothing ever broke, and one counterexample to a rule."""
    seen = [found.words.describe(load_catalogue("nl")) for file in COUNTEREXAMPLES for found in faults()[file.stem]]

    assert len(seen) > 0
    assert set(seen) == messages("nl")
    assert len(seen) == len(set(seen))


def test_counterexample_says_what_is_wrong() -> None:
    """A counterexample begins with one sentence, and is short enough to see the fault."""
    assert len(COUNTEREXAMPLES) > 0
    for file in COUNTEREXAMPLES:
        first, *rest = file.read_text(encoding="utf-8").splitlines()
        assert re.fullmatch(r"# [A-Z].*[^.]\.", first), file.name
        assert len([line for line in rest if line and not line.startswith("@prefix")]) < 15, file.name


def test_every_constraint_has_a_message_of_its_own() -> None:
    """A message says one rule exactly: one constraint, one message per language, in Dutch and in English."""
    assert len(constraints()) > 0
    for node in constraints():
        said = [message for message in shapes().objects(node, SH.message) if isinstance(message, Literal)]
        assert len(rules(node)) == 1, said
        assert sorted(str(message.language) for message in said) == ["en", "nl"], node
        assert all(list(shapes().subjects(SH.message, message)) == [node] for message in said), said


def test_every_message_is_in_dutch_and_english() -> None:
    """An adviser and a developer read the same rules."""
    assert len(messages("nl")) == len(messages("en")) == len(constraints())
    assert len(set(shapes().objects(None, SH.message))) == 2 * len(constraints())
    assert set(shapes().subjects(SH.message)) == set(constraints())


@pytest.mark.parametrize("term", sorted(classes(), key=str), ids=lambda term: term.removeprefix(str(SD)))
def test_every_class_has_its_shape(term: Node) -> None:
    """Every class of the model has the shape of its name, which asks something; a list of values that of smd:Value."""
    shape = shape_of(term)

    assert (shape, RDF.type, SH.NodeShape) in shapes()
    assert (shape, SH.targetClass, term) in shapes()
    assert rules(shape) or (shape, SH.property, None) in shapes()


def test_every_property_has_a_rule() -> None:
    """No property goes unasked but those that nobody writes by hand: the rules or the model's axioms make them."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    known = {prop for kind in kinds for prop in model().subjects(RDF.type, kind)}
    derived = {SD.activeOn, SD.cooperatesWith, *model().objects(None, OWL.inverseOf)}
    derived |= set(model().subjects(OWL.propertyChainAxiom))

    assert len(known) > 0
    assert known - derived - shapes().all_nodes() == set()


def test_every_text_is_held_to_the_rules_of_texts() -> None:
    """A text of our own is short, in Dutch or English, and there in both: three rules, of which two are shared."""
    texts = set(model().subjects(RDFS.range, RDF.langString)) - WORDS_OF_DOCUMENTS

    assert len(texts) > 0
    assert set(shapes().objects(SHAPE.HasText, SH.targetSubjectsOf)) == texts
    for rule in shapes().objects(SHAPE.HasText, SH.property):
        choice = shapes().value(shapes().value(rule, SH.path), SH.alternativePath)
        assert choice
        assert set(shapes().items(choice)) == texts
    for text in texts:
        name = str(text).removeprefix(str(SD))
        own = SHAPE[f"Has{name[0].upper()}{name[1:]}"]
        assert (own, SH.targetSubjectsOf, text) in shapes()
        assert (own, SH["and"], None) in shapes()


def test_shared_rules_go_together() -> None:
    """A class that shares one rule about a property shares them all, and whatever has a name shares those."""
    shared = [(s, shapes().value(s, SH.path)) for s in shapes().subjects(RDF.type, SH.PropertyShape)]
    named = {shape for shape, path in shared if path == SKOS.prefLabel}

    assert len(named) > 0
    for node in set(shapes().subjects(RDF.type, SH.NodeShape)):
        has = set(shapes().objects(node, SH.property))
        for _, path in shared:
            family = {shape for shape, about in shared if about == path}
            assert has & family in (set(), family), (node, path)
    for term in classes() - NAMELESS:
        above = [shape_of(cls) for cls in model().transitive_objects(term, RDFS.subClassOf)]
        assert any(named <= set(shapes().objects(shape, SH.property)) for shape in above), term


def test_every_model_file_has_its_shapes() -> None:
    """Shapes are found under the name of the model file; only the shared shapes have a file of their own."""
    assert len(MODEL) > 0
    assert {file.name for file in SHAPES} - {file.name for file in MODEL} == {"vocabulary.ttl"}
    assert {file.name for file in MODEL} <= {file.name for file in SHAPES}


def test_bare_thing_of_any_class_is_refused(tmp_path: Path) -> None:
    """Nothing passes by its class alone: no shape has lost its rules."""
    file = tmp_path / "bare.ttl"
    bare = {f"urn:bare:{i}": term for i, term in enumerate(sorted(classes(), key=str))}
    file.write_text("\n".join(f"<{thing}> a <{term}> ." for thing, term in bare.items()), encoding="utf-8")

    assert {found.node for found in violations(file)} == set(bare)


@pytest.mark.parametrize(("name", "above"), [("theme_above_itself", "broader"), ("area_within_itself", "within")])
def test_circle_is_found(name: str, above: str, tmp_path: Path) -> None:
    """A thing that is above itself by a detour is found too, at each thing of the circle."""
    example = (ROOT / "tests" / "violates" / f"{name}.ttl").read_text(encoding="utf-8")
    circle = {"een": "twee", "twee": "drie", "drie": "een"}
    for one, other in circle.items():
        turned = re.sub(rf"({above} \w+):voorbeeld", rf"\1:{other}", example)
        turned = re.sub(r"^(\w+):voorbeeld a", rf"\1:{one} a", turned, flags=re.MULTILINE)
        (tmp_path / f"{one}.ttl").write_text(turned, encoding="utf-8")

    said = [found.rule for found in violations(*sorted(tmp_path.iterdir()))]

    assert said == [found.rule for found in faults()[name]] * len(circle)


def test_warnings_are_few_and_chosen() -> None:
    """What stops and what warns is decided, not left to a default."""
    warned = [file.stem for file in COUNTEREXAMPLES if faults()[file.stem][0].severity != "violation"]

    assert warned == [
        *("phenomenon_without_kind", "role_without_counterexample", "role_without_example", "role_without_test"),
        "target_group_in_active_role",
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_pattern_refuses_a_hostile_text(text: str) -> None:
    """A text made to keep a pattern busy is refused; a pattern that doubles its work with each letter never ends."""
    patterns = [str(pattern) for pattern in shapes().objects(None, SH.pattern)]

    assert len([pattern for pattern in patterns if re.search(pattern, text) is None]) > 0
