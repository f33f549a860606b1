"""Why a triple is there: every derived one has a reason that holds, down to what is stated."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.catalogue import load_catalogue
from graph.engine.request import Request
from graph.engine.store import Store
from graph.explanation.explainer import RULE_SENTENCES, Explainer, Fact, ProofStep
from graph.explanation.premises import load_construct_rules
from graph.message import ENGLISH
from graph.reasoning.closure import CONSTRUCT_FILES, to_quad
from graph.reasoning.rules import compile_rules, load_ontology_rules
from graph.terms import from_json, make_literal
from graph.versions.compression import open_version
from ontology.namespaces import DERIVED_ENDING, PREFIXES, compact_iri, expand_iri, make_graph_iri, make_plan_graph_iri
from tests.builds import SMALL_PLAN
from tests.graph.reasoning.closing import close_facts, close_quads, derive_quads, to_fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.reasoning.closure import Fact as Terms
    from graph.reasoning.rules import OntologyRules
    from graph.versions.archive import Version

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
STATED = NamedNode(make_graph_iri("stated"))

# A small graph, the triple to explain, and the tree of its reasons: rule, terms and, further in, what it came from.
REASONS = {
    "cax-sco": ("actor:a a smd:Actor .", "actor:a rdf:type foaf:Agent", ["cax-sco smd:Actor foaf:Agent", " stated"]),
    "prp-dom": (
        "actor:a smd:worksIn area:b .",
        "actor:a rdf:type smd:Actor",
        ["prp-dom smd:worksIn smd:Actor", " stated"],
    ),
    "prp-rng": (
        "actor:a smd:worksIn area:b .",
        "area:b rdf:type smd:Area",
        ["prp-rng smd:worksIn smd:Area", " stated"],
    ),
    "prp-spo1": (
        "measure:m smd:hasTheme theme:t .",
        "measure:m smd:countsFor theme:t",
        ["prp-spo1 smd:hasTheme smd:countsFor", " stated"],
    ),
    "prp-inv": (
        "involvement:i smd:actor actor:a .",
        "actor:a smd:hasInvolvement involvement:i",
        ["prp-inv smd:actor smd:hasInvolvement", " stated"],
    ),
    "prp-symp": (
        "measure:m smd:similarTo measure:n .",
        "measure:n smd:similarTo measure:m",
        ["prp-symp smd:similarTo smd:similarTo", " stated"],
    ),
    "prp-trp": (
        "area:a smd:within area:b . area:b smd:within area:c .",
        "area:a smd:within area:c",
        ["prp-trp smd:within smd:within smd:within", " stated", " stated"],
    ),
    "prp-spo2": (
        "membership:m smd:member actor:a ; smd:body actor:b .",
        "actor:a smd:memberOf actor:b",
        [
            "prp-spo2 smd:hasMembership smd:body smd:memberOf",
            " prp-inv smd:member smd:hasMembership",
            "  stated",
            " stated",
        ],
    ),
    "counts_for": (
        "claim:c smd:concerns theme:t . theme:t a smd:Theme .",
        "claim:c smd:countsFor theme:t",
        ["counts_for", " stated", " stated"],
    ),
    "active_on": (
        """
        actor:a a smd:Partner . involvement:i smd:actor actor:a ; smd:role role:r ; smd:concerns theme:t .
        role:r a smd:ActiveRole . theme:t a smd:Theme .
        """,
        "actor:a smd:activeOn theme:t",
        ["active_on", *[" stated"] * 6],
    ),
    "cooperates_with": (
        """
        cooperation:c a smd:Cooperation ; smd:party actor:a , actor:b .
        actor:a a smd:Partner . actor:b a smd:Partner .
        """,
        "actor:b smd:cooperatesWith actor:a",
        ["prp-symp smd:cooperatesWith smd:cooperatesWith", " cooperates_with", *["  stated"] * 5],
    ),
}


def fact(written: str) -> Fact:
    """Make the fact that *written* says in three prefixed names."""
    subject, prop, value = (NamedNode(expand_iri(name)) for name in written.split())
    return Fact(subject, prop.value, value)


def integer(written: str) -> Literal:
    """Make the number that is *written*."""
    return Literal(written, datatype=NamedNode(f"{PREFIXES['xsd']}integer"))


def held(folder: Path, turtle: str, derived: str = "", rules: OntologyRules | None = None) -> Explainer:
    """Explain over a version of *turtle* with what follows by *rules*, ours if none, and with what *derived* says."""
    rules = rules or load_ontology_rules()
    stated = [Quad(q.subject, q.predicate, q.object, STATED) for q in parse(HEADER + turtle, RdfFormat.TURTLE)]
    more = [to_quad(to_fact(q)) for q in parse(HEADER + derived, RdfFormat.TURTLE)]
    path = folder / "version.nq"
    quads = [*stated, *derive_quads(stated, rules), *more]
    path.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    return Explainer(Store(path), rules)


def tree(step: ProofStep | None, depth: int = 0) -> Iterator[str]:
    """Give *step* and what it came from as lines, each further in than what it explains."""
    assert step is not None
    terms = "" if step.rule == "stated" else " ".join(["", *map(compact_iri, step.terms)])
    yield f"{' ' * depth}{step.rule}{terms}"
    for premise in step.because:
        yield from tree(premise, depth + 1)


def steps(step: ProofStep, above: tuple[Fact, ...] = ()) -> Iterator[ProofStep]:
    """Give *step* and every step it came from, none of them explaining what it is to explain."""
    assert step.fact not in above
    yield step
    for premise in step.because:
        yield from steps(premise, (*above, step.fact))


def follows(step: ProofStep) -> bool:
    """Say whether the fact of *step* follows from its premises alone."""
    return follows_from(to_terms(step.fact), tuple(to_terms(it.fact) for it in step.because))


def to_terms(told: Fact) -> Terms:
    """Convert what is *told* to a fact of the reasoner."""
    return told.subject, told.property, told.value


@cache
def follows_from(wanted: Terms, premises: tuple[Terms, ...]) -> bool:
    """Say whether what is *wanted* follows from *premises* alone; many proofs have the same step."""
    return wanted in close_facts(load_ontology_rules(), premises).facts or wanted in close_quads(
        map(to_quad, premises), load_ontology_rules()
    )


def test_every_derived_triple_is_explained(packaged_version: Version, packaged_store: Store) -> None:
    """A derived triple of the packaged data follows from its reasons, in the end from what is stated: one in four."""
    with open_version(packaged_version.path) as file:
        quads = list(parse(file, format=RdfFormat.N_QUADS))
    derived = {to_fact(quad) for quad in quads if quad.graph_name.value.endswith(DERIVED_ENDING)}
    stated = {to_fact(quad) for quad in quads if not quad.graph_name.value.endswith(DERIVED_ENDING)}
    explainer = Explainer(packaged_store, load_ontology_rules())
    rules = set()

    assert len(derived) > 10_000
    for subject, prop, value in sorted(derived, key=str)[::4]:
        explained = explainer.explain(Fact(subject, prop, value))  # type: ignore[arg-type]  # terms by construction
        assert explained is not None, (subject, prop, value)
        for step in steps(explained):
            told = to_terms(step.fact)
            assert (step.rule == "stated") == (told in stated) == (not step.because), step
            assert step.rule == "stated" or follows(step), step
            rules.add(step.rule)
    assert {"cax-sco", "prp-spo1", "prp-inv", "prp-symp", "prp-spo2", "active_on", "cooperates_with"} <= rules


@pytest.mark.parametrize("rule", REASONS)
def test_triple_is_explained_by_its_rule(rule: str, tmp_path: Path) -> None:
    """Each kind of rule explains what it made: the terms it is about, and what it came from, further in."""
    turtle, wanted, expected = REASONS[rule]

    explained = held(tmp_path, turtle).explain(fact(wanted))

    assert list(tree(explained)) == expected
    assert explained is not None
    assert follows(explained)


def test_every_rule_is_tried() -> None:
    """No rule without a case above: those that the ontology is compiled into, and those in files."""
    assert REASONS.keys() == RULE_SENTENCES.keys() | {rule.name for rule in load_construct_rules()}
    assert {rule.name for rule in load_construct_rules()} == {path.stem for path in CONSTRUCT_FILES}


@pytest.mark.parametrize("rule", REASONS)
def test_rule_is_a_sentence_in_both_languages(rule: str, tmp_path: Path) -> None:
    """Each rule is told in Dutch and in English, not in the same words, with the names that it is about."""
    turtle, wanted, _ = REASONS[rule]
    step = held(tmp_path, turtle).explain(fact(wanted))
    assert step is not None

    dutch, english = step.describe_rule(load_catalogue("nl")), step.describe_rule(ENGLISH)

    assert dutch
    assert english
    assert dutch != english
    for sentence in (dutch, english):
        assert "{" not in sentence
        assert all(sentence.count(compact_iri(term)) == 1 for term in set(step.terms))


def test_longer_chain_is_explained(tmp_path: Path) -> None:
    """What follows in three turns is explained in as many, each stop named once."""
    turtle = """
        focus:f smd:focusOn phenomenon:p ; smd:concerns theme:deep . theme:deep skos:broader theme:sub .
        theme:sub skos:broader theme:top .
    """

    explained = held(tmp_path, turtle).explain(fact("phenomenon:p smd:countsFor theme:top"))

    assert explained is not None
    found = list(steps(explained))
    assert {step.rule for step in found} == {"prp-spo2", "prp-spo1", "prp-inv", "stated"}
    assert len([step for step in found if step.rule == "stated"]) == 4
    assert all(follows(step) for step in found if step.because)


def test_stated_triple_names_its_graphs_and_line(tmp_path: Path) -> None:
    """What is stated is explained by the graphs that state it, and by the first line of the evidence, if it has any."""
    path = tmp_path / "version.nq"
    turtle = "theme:t smd:evidence evidence:b , evidence:a . evidence:a smd:firstLine 12 . evidence:b smd:firstLine 9 ."
    turtle += "evidence:a smd:inDocument document:d . evidence:b smd:inDocument document:d ."
    triples = list(parse(HEADER + turtle, RdfFormat.TURTLE))
    graphs = [NamedNode(make_graph_iri(name)) for name in ("two", "one")]
    quads = [Quad(q.subject, q.predicate, q.object, name) for q in triples for name in graphs]
    path.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    explainer = Explainer(Store(path), load_ontology_rules())

    step = explainer.explain(fact("theme:t smd:evidence evidence:a"))
    other = explainer.explain(Fact(NamedNode(expand_iri("evidence:a")), expand_iri("smd:firstLine"), integer("12")))

    assert step == ProofStep(
        fact("theme:t smd:evidence evidence:a"),
        "stated",
        (make_graph_iri("one"), make_graph_iri("two")),
        (),
        9,
        expand_iri("document:d"),
    )
    assert step.describe_rule(load_catalogue("nl")) == step.describe_rule(ENGLISH) == ""
    assert other is not None
    assert (other.rule, other.line) == ("stated", None)


def test_what_was_counted_beforehand_says_so(store: Store) -> None:
    """A count of the summaries is neither stated by anybody nor derived by a rule."""
    prop = f"{PREFIXES['smd']}measureCount"
    graph = make_plan_graph_iri(SMALL_PLAN, "summary")
    query = f"SELECT ?s ?o WHERE {{ GRAPH <{graph}> {{ ?s <{prop}> ?o }} }} ORDER BY ?s LIMIT 1"
    (count,) = json.loads(store.ask(Request(query)).body)["results"]["bindings"]
    step = Explainer(store, load_ontology_rules()).explain(Fact(from_json(count["s"]), prop, from_json(count["o"])))
    assert step is not None
    assert (step.rule, step.terms, step.because) == ("summary", (graph,), ())
    assert step.describe_rule(load_catalogue("nl")) == "vooraf geteld, bij publicatie"


def test_what_is_stated_and_derived_is_stated(tmp_path: Path) -> None:
    """What would also follow is not explained by a rule where a source says it."""
    turtle = "measure:m smd:similarTo measure:n . measure:n smd:similarTo measure:m ."

    step = held(tmp_path, turtle).explain(fact("measure:m smd:similarTo measure:n"))

    assert step is not None
    assert (step.rule, step.because) == ("stated", ())


@pytest.mark.parametrize(
    "unknown",
    [
        fact("measure:m smd:hasTheme theme:other"),
        fact("measure:m urn:nothing theme:t"),
        fact("measure:m rdf:type smd:Theme"),
        Fact(NamedNode("urn:nobody"), expand_iri("smd:hasTheme"), NamedNode(expand_iri("theme:t"))),
        Fact(NamedNode(expand_iri("measure:m")), expand_iri("smd:hasTheme"), make_literal("t")),
        Fact(make_literal("m"), expand_iri("smd:hasTheme"), NamedNode(expand_iri("theme:t"))),
    ],
    ids=["value", "property", "class", "subject", "text_as_value", "text_as_subject"],
)
def test_unknown_triple_has_no_reason(unknown: Fact, tmp_path: Path) -> None:
    """What the version does not hold is not explained."""
    assert held(tmp_path, "measure:m smd:hasTheme theme:t .").explain(unknown) is None


def test_triples_that_only_lean_on_each_other_have_no_reason(tmp_path: Path) -> None:
    """A circle without anything stated in it explains nothing, and the search ends."""
    circle = """
        measure:m smd:similarTo measure:n . measure:n smd:similarTo measure:m .
        area:a smd:within area:b . area:b smd:within area:a . area:a smd:within area:a . area:b smd:within area:b .
    """
    explainer = held(tmp_path, "theme:t skos:broader theme:u .", circle)

    assert explainer.explain(fact("measure:m smd:similarTo measure:n")) is None
    assert explainer.explain(fact("area:a smd:within area:b")) is None


def test_circle_that_is_stated_is_explained(tmp_path: Path) -> None:
    """Areas that are stated to lie in each other in a circle: all that follows has its reason, and is found at once."""
    names = [f"area:{letter}" for letter in "abcdefgh"]
    turtle = "".join(f"{one} smd:within {other} . " for one, other in zip(names, [*names[1:], *names[:1]], strict=True))
    explainer = held(tmp_path, turtle)

    for one in names:
        for other in names:
            explained = explainer.explain(fact(f"{one} smd:within {other}"))
            assert explained is not None
            assert all(follows(step) for step in steps(explained) if step.because)


def test_what_was_in_a_circle_is_explained_later(tmp_path: Path) -> None:
    """What has no reason while another is being explained has one as soon as that other is."""
    model = tmp_path / "model.ttl"
    model.write_text(
        f"""{HEADER}
        smd:child owl:inverseOf smd:parent . smd:parent owl:propertyChainAxiom ( smd:livesIn smd:houseOf ) .
        smd:likes owl:propertyChainAxiom ( smd:parent smd:child ) .
        """,
        encoding="utf-8",
    )
    rules = compile_rules([model])
    explainer = held(tmp_path, "actor:a smd:livesIn area:a . area:a smd:houseOf actor:b .", rules=rules)

    explained = explainer.explain(fact("actor:a smd:likes actor:a"))

    assert list(tree(explained)) == [
        "prp-spo2 smd:parent smd:child smd:likes",
        *(" prp-spo2 smd:livesIn smd:houseOf smd:parent", "  stated", "  stated"),
        " prp-inv smd:parent smd:child",
        *("  prp-spo2 smd:livesIn smd:houseOf smd:parent", "   stated", "   stated"),
    ]


def test_long_way_is_explained(tmp_path: Path) -> None:
    """What lies forty steps up is explained too."""
    explainer = held(tmp_path, "".join(f"area:a{step} smd:within area:a{step + 1} . " for step in range(40)))

    explained = explainer.explain(fact("area:a0 smd:within area:a40"))

    assert explained is not None
    assert len([step for step in steps(explained) if step.rule == "stated"]) == 40


def test_reason_is_found_past_a_circle(tmp_path: Path) -> None:
    """What is stated goes first: a partner by a stated cooperation is not explained by one that follows from it."""
    turtle = """
        actor:x smd:cooperatesWith actor:z . actor:a a smd:Partner . measure:m a smd:Measure .
        involvement:i smd:actor actor:a ; smd:role role:r ; smd:concerns measure:m . role:r a smd:ActiveRole .
        involvement:j smd:actor actor:x ; smd:role role:r ; smd:concerns measure:m .
    """
    explainer = held(tmp_path, turtle)

    explained = explainer.explain(fact("actor:x smd:cooperatesWith actor:a"))

    assert explained is not None
    found = {compact_iri(str(getattr(step.fact.value, "value", ""))) for step in steps(explained) if not step.because}
    assert "actor:z" in found


def test_property_is_an_iri() -> None:
    """A property that is no IRI is refused when the fact is made, not when it is looked for."""
    with pytest.raises(ValueError, match="IRI"):
        Fact(NamedNode("urn:a"), "no iri", NamedNode("urn:b"))
