"""What cannot be an address, or is out of place, is told once with what to do; what the project packages is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from api.http.negotiation import QUAD_TYPES, RESULT_TYPES
from api.linked_data.graph_response import FORMATS
from graph.checks.ids import FORMAT_ENDINGS, SENTENCES, check_ids
from graph.sources.source import list_packaged_sources, read_source
from ontology.namespaces import ID, PREFIXES, compact_iri, make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from graph.fault import Fault

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
OWN, OTHER = "een-2023", "ander-2023"
PLANS = f"""
plan:{OWN} a smd:Plan ; smd:planKey "{OWN}" . plan:{OTHER} a smd:Plan ; smd:planKey "{OTHER}" ; smd:follows plan:{OWN} .
"""


def actor(name: str) -> str:
    """Give a statement about the actor of our plan that is called *name*."""
    return f"<{ID}actor/{OWN}/{name}> a smd:Partner ."


#: What is wrong in the graph of a plan, the rule, and the node that is told.
WRONG = {
    "hash": (actor("h#1"), "id-characters", f"actor:{OWN}/h#1"),
    "percent": (actor("100%25-x"), "id-characters", f"actor:{OWN}/100%25-x"),
    "up": (actor(".."), "id-characters", f"actor:{OWN}/.."),
    "two_dots": (actor("a..b"), "id-characters", f"actor:{OWN}/a..b"),
    "accent": (actor("caf\u00e9"), "id-characters", f"actor:{OWN}/caf\u00e9"),
    "only_pointed_at": (f"plan:{OWN} smd:namesOnly <{ID}actor/h#1> .", "id-characters", "actor:h#1"),
    "format": (actor("naam.ttl"), "id-format", f"actor:{OWN}/naam.ttl"),
    "format_in_capitals": (actor("naam.JSON"), "id-format", f"actor:{OWN}/naam.JSON"),
    "four_parts": (actor("a/b"), "id-parts", f"actor:{OWN}/a/b"),
    "one_part": (f"<{ID}actor> a smd:Partner .", "id-parts", f"{ID}actor"),
    "no_id": (actor(""), "id-parts", f"actor:{OWN}/"),
    "unknown_plan": (f"plan:{OWN} smd:namesOnly <{ID}actor/a/b> .", "id-plan", "actor:a/b"),
    "no_plan": (f"<{ID}measure/m> a smd:Measure .", "id-owner", "measure:m"),
    "other_key": (f'plan:{OWN} smd:planKey "{OTHER}" .', "plan-key", f"plan:{OWN}"),
    "plan_elsewhere": ("<urn:plan> a smd:Plan .", "plan-address", "urn:plan"),
    "plan_in_plan": (f"plan:{OTHER} a smd:Plan .", "one-plan", f"plan:{OTHER}"),
    "evidence": (
        f"<{ID}measure/{OWN}/m> smd:evidence <{ID}evidence/{OTHER}/e> .",
        "other-plans-evidence",
        f"measure:{OWN}/m",
    ),
    "measure": (f"<{ID}measure/{OWN}/m> smd:hasTheme <{ID}theme/{OTHER}/t> .", "other-plan", f"measure:{OWN}/m"),
    "in_other_plan": (f"<{ID}measure/{OWN}/m> smd:inPlan plan:{OTHER} .", "other-plan", f"measure:{OWN}/m"),
}
#: What is right in the graph of a plan.
RIGHT = {
    "own": f"<{ID}measure/{OWN}/m-1.2_a~b> smd:hasTheme <{ID}theme/{OWN}/t> ; smd:inPlan plan:{OWN} .",
    "register": "<urn:x> smd:taskField <https://w3id.org/samendoen/id/task-field/1.1> .",
    "plan_before": f"plan:{OWN} smd:follows plan:{OTHER} , plan:not-here-2019 .",
    "named": f"gemeente:gm1 a smd:Partner ; smd:evidence <{ID}evidence/{OWN}/e> .",
    "policy": f"<{ID}policy-relation/{OWN}/p> smd:toPolicy plan:{OTHER} .",
    "elsewhere": "<https://example.org/a#b> <urn:p> <https://example.org/c%20d/naam.ttl> .",
}


def check(turtle: str, graph: str) -> list[Fault]:
    """Check *turtle* in the *graph* of that IRI, beside two plans that are whole."""
    plans = [
        Quad(
            it.subject,
            it.predicate,
            it.object,
            NamedNode(make_plan_graph_iri(it.subject.value.rpartition("/")[2], "stated")),
        )
        for it in parse(HEADER + PLANS, RdfFormat.TURTLE)
        if isinstance(it.subject, NamedNode)
    ]
    quads = [
        Quad(it.subject, it.predicate, it.object, NamedNode(graph)) for it in parse(HEADER + turtle, RdfFormat.TURTLE)
    ]
    return check_ids([(quad, "file.ttl") for quad in [*plans, *quads]])


@pytest.mark.parametrize("name", WRONG)
def test_what_is_out_of_place_is_told_once(name: str) -> None:
    """Each is told by the rule it breaks, at its node."""
    turtle, rule, node = WRONG[name]

    assert [(it.rule, compact_iri(it.node)) for it in check(turtle, make_plan_graph_iri(OWN, "stated"))] == [
        (rule, node)
    ]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_in_place_is_left_alone(name: str) -> None:
    """What a plan may say of itself, the register and the plan before it, and what is not ours."""
    assert check(RIGHT[name], make_plan_graph_iri(OWN, "stated")) == []


def test_register_points_at_no_plan() -> None:
    """The register stands without any plan."""
    said = f"gemeente:gm1 smd:evidence <{ID}evidence/{OWN}/e> ."

    assert [it.rule for it in check(said, make_graph_iri("register"))] == ["plan-in-register"]


def test_plan_that_is_not_here_is_told_once_a_file() -> None:
    """A plan of a thousand things whose description was forgotten gives one fault, not a thousand."""
    said = "".join(f"<{ID}theme/nergens-2023/t{number}> a smd:Theme ." for number in range(10))

    assert [it.rule for it in check(said, make_plan_graph_iri("nergens-2023", "stated"))] == ["id-plan"]


def test_every_rule_is_broken_once() -> None:
    """No sentence that nothing ever says."""
    assert {rule for _, rule, _ in WRONG.values()} | {"plan-in-register"} == set(SENTENCES)


def test_every_format_of_the_website_is_one_to_avoid() -> None:
    """Whatever ending asks for a format somewhere, no address of ours has."""
    assert {*FORMATS, *QUAD_TYPES, *RESULT_TYPES} <= FORMAT_ENDINGS


def test_packaged_data_are_in_place() -> None:
    """Nothing that comes with the project is told."""
    readings = [read_source(source) for source in list_packaged_sources()]

    assert check_ids([(quad, reading.source.name) for reading in readings for quad in reading.quads]) == []
