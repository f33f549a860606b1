"""The shapes, proved from both sides: what is whole passes, and each rule has a fault that breaks it."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Namespace
from rdflib.term import Literal, Node

from graph import load
from graph.fault import Fault
from graph.validate import validate

ROOT = Path(__file__).parents[2]
SD = Namespace("https://w3id.org/samendoen/def#")
SHAPE = Namespace("https://w3id.org/samendoen/shapes#")
MODEL = sorted(ROOT.glob("ontology/model/*.ttl"))
VOCABULARIES = sorted(ROOT.glob("ontology/vocabularies/*.ttl"))
SHAPES = sorted(ROOT.glob("ontology/shapes/*.ttl"))
PLAN = ROOT / "graph" / "data" / "meierij-2019-2022"
GROUND = (PLAN / "plan.ttl", PLAN / "themes.ttl", ROOT / "tests" / "ground.ttl")
COUNTEREXAMPLES = sorted(ROOT.glob("tests/violates/*.ttl"))
HOSTILE = ["a" * 100_000, " " * 100_000, "a" + " " * 100_000, "a " * 50_000, "a" * 36 + " b" * 20]

INSTANTIABLE = {
    *(SD.Actor, SD.Partner, SD.TargetGroup, SD.GenericActor),
    *(SD.Plan, SD.Theme, SD.Measure, SD.Involvement, SD.Cooperation, SD.Document, SD.Section, SD.Evidence),
    *(SD.Role, SD.Kind, SD.Basis, SD.Horizon, SD.Status),
}
OWN = INSTANTIABLE - {SD.Partner, SD.TargetGroup, SD.GenericActor}  # these three add only a kind to sd:Actor
NAMED = OWN - {SD.Involvement, SD.Evidence}
NO_RULE = {
    *(SH.path, SH.message, SH.severity, SH.targetClass, SH.property, SH.sparql, SH.prefixes),
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
def violations(*files: Path) -> list[Fault]:
    """Hold *files*, and the schemes they need, against the shapes."""
    readings = [load.read(source) for source in load.given([*VOCABULARIES, *files])]
    return validate([(quad, reading.source.name) for reading in readings for quad in reading.quads])


def messages(language: str) -> set[str]:
    """Give every message of the shapes in *language*."""
    said = [message for message in shapes().objects(None, SH.message) if isinstance(message, Literal)]
    return {str(message) for message in said if message.language == language}


def constraints() -> list[Node]:
    """Give every node that holds a rule: node shapes, their property shapes and their SPARQL constraints."""
    nodes = set(shapes().subjects(RDF.type, SH.NodeShape))
    parts = {part for node in nodes for p in (SH.property, SH.sparql) for part in shapes().objects(node, p)}
    return sorted(parts | {node for node in nodes if rules(node)}, key=str)


def rules(node: Node) -> set[Node]:
    """Give the predicates by which *node* demands something."""
    return {p for p in shapes().predicates(node) if str(p).startswith(str(SH)) and p not in NO_RULE}


def test_ground_is_whole() -> None:
    """The ground of the counterexamples breaks no rule, so that every fault is theirs."""
    assert violations(*GROUND) == []


@pytest.mark.parametrize("file", COUNTEREXAMPLES, ids=lambda file: file.stem)
def test_counterexample_is_stopped_once(file: Path) -> None:
    """A counterexample shows exactly one fault, so its name can say which."""
    assert len(violations(*GROUND, file)) == 1


def test_every_message_has_a_counterexample() -> None:
    """No rule that nothing ever broke, and one counterexample to a rule."""
    seen = [found.rule for file in COUNTEREXAMPLES for found in violations(*GROUND, file)]

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


def test_every_class_has_its_shape() -> None:
    """Every class of the model has the shape of its name; a sort of role is held to the shape of a role."""
    model = read(MODEL)
    classes = {term for term in model.subjects(RDF.type, OWL.Class) if str(term).startswith(str(SD))}
    sorts_of_role = set(model.transitive_subjects(RDFS.subClassOf, SD.Role)) - {SD.Role}

    assert classes - sorts_of_role == INSTANTIABLE
    for term in INSTANTIABLE:
        shape = SHAPE[term.removeprefix(str(SD))]
        assert (shape, RDF.type, SH.NodeShape) in shapes()
        assert (shape, SH.targetClass, term) in shapes()


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
    for term in NAMED:
        assert named <= set(shapes().objects(SHAPE[term.removeprefix(str(SD))], SH.property)), term


def test_every_model_file_has_its_shapes() -> None:
    """Shapes are found under the name of the model file; only the shared shapes have a file of their own."""
    assert len(MODEL) > 0
    assert {file.name for file in SHAPES} - {file.name for file in MODEL} == {"vocabulary.ttl"}
    assert {file.name for file in MODEL} <= {file.name for file in SHAPES}


def test_bare_thing_of_any_class_is_refused(tmp_path: Path) -> None:
    """Nothing passes by its class alone: no shape has lost its rules."""
    file = tmp_path / "bare.ttl"
    bare = {f"urn:bare:{i}": term for i, term in enumerate(sorted(OWN))}
    file.write_text("\n".join(f"<{thing}> a <{term}> ." for thing, term in bare.items()), encoding="utf-8")

    assert {found.node for found in violations(*GROUND, file)} == set(bare)


def test_circle_of_themes_is_found(tmp_path: Path) -> None:
    """A theme that is above itself by a detour is found too, at each theme of the circle."""
    itself = ROOT / "tests" / "violates" / "theme_above_itself.ttl"
    example = itself.read_text(encoding="utf-8")
    circle = {"een": "twee", "twee": "drie", "drie": "een"}
    for name, above in circle.items():
        turned = example.replace("broader theme:voorbeeld", f"broader theme:{above}")
        turned = turned.replace("theme:voorbeeld a", f"theme:{name} a")
        (tmp_path / f"{name}.ttl").write_text(turned, encoding="utf-8")

    said = [found.rule for found in violations(*GROUND, *sorted(tmp_path.iterdir()))]

    assert said == [found.rule for found in violations(*GROUND, itself)] * len(circle)


def test_only_the_role_of_a_target_group_is_a_warning() -> None:
    """What stops and what warns is decided, not left to a default."""
    warned = [file.stem for file in COUNTEREXAMPLES if violations(*GROUND, file)[0].severity != "violation"]

    assert warned == ["target_group_in_active_role"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_pattern_refuses_a_hostile_text(text: str) -> None:
    """A text made to keep a pattern busy is refused; a pattern that doubles its work with each letter never ends."""
    patterns = [str(pattern) for pattern in shapes().objects(None, SH.pattern)]

    assert len([pattern for pattern in patterns if re.search(pattern, text) is None]) > 0
