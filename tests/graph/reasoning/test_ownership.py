"""The steps of ownership: each measure stands on the first that holds, by what its own sentence says."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import SKOS, Graph

from graph.reasoning.ownership import OWNERSHIP_STEPS, count_steps, find_steps
from graph.reasoning.summary_input import SummaryInput
from ontology import VOCABULARIES
from ontology.namespaces import ID, PREFIXES
from tests.builds import SMALL_PLAN_HEADER

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
#: A measure on line 10, and 'we' in its own line, in the heading above it, and on a page.
GIVEN = """
role:owner a smd:ActiveRole . role:executor a smd:ActiveRole . role:partner a smd:ActiveRole .
role:informed a smd:Role .
actor:police a smd:Partner . actor:victims a smd:TargetGroup . actor:partners a smd:GenericActor .
measure:m a smd:Measure ; smd:evidence evidence:own .
evidence:own a smd:Evidence ; smd:inDocument document:plan ; smd:firstLine 10 ; smd:lastLine 11 .
evidence:here a smd:Evidence ; smd:inDocument document:plan ; smd:firstLine 11 ; smd:lastLine 11 .
evidence:heading a smd:Evidence ; smd:inDocument document:plan ; smd:firstLine 8 ; smd:lastLine 8 .
evidence:other a smd:Evidence ; smd:inDocument document:other ; smd:firstLine 10 ; smd:lastLine 10 .
"""
SAID = """
involvement:{0} smd:concerns measure:m ; smd:actor actor:{1} ; smd:role role:{2} ; smd:basis basis:{3} .
involvement:{0} smd:evidence evidence:{4} .
"""
EXECUTOR = SAID.format("a", "police", "executor", "stated", "here")
PARTNER = SAID.format("b", "police", "partner", "stated", "here")
WORD = SAID.format("c", "partners", "executor", "stated", "here")
WE = SAID.format("d", "police", "executor", "implied", "here")
HEADING = SAID.format("e", "police", "executor", "implied", "heading")
ELSEWHERE = SAID.format("f", "police", "executor", "implied", "other")
GROUP = SAID.format("g", "victims", "informed", "stated", "here")
AGREED = SAID.format("h", "police", "executor", "agreed", "here")
OWNED = SAID.format("i", "police", "owner", "stated", "here")
UNTIL = 'involvement:i smd:validUntil "2025-01-01"^^xsd:date .\n'


def read(said: str) -> SummaryInput:
    """Read what is given with what is *said* of the measure."""
    header = f"{HEADER}{SMALL_PLAN_HEADER}@prefix role: <{ID}role/> .\n"
    quads = parse(f"{header}{GIVEN}{said}", RdfFormat.TURTLE)
    return SummaryInput(f"{quad.triple} <urn:graph> .\n".encode() for quad in quads)


@pytest.mark.parametrize(
    ("said", "step", "grounds"),
    [
        (EXECUTOR + PARTNER + WORD + WE + GROUP, "executor", "a"),
        (PARTNER + WORD + WE + GROUP, "partner", "b"),
        (WORD + WE + GROUP, "general_word", "c"),
        (WE + HEADING + GROUP, "we", "d"),
        (HEADING + ELSEWHERE + GROUP, "target_group", "g"),
        (HEADING + ELSEWHERE + AGREED, "nobody", ""),
        (OWNED, "partner", "i"),
        ("", "nobody", ""),
    ],
)
def test_measure_stands_on_the_first_step_that_holds(said: str, step: str, grounds: str) -> None:
    """What is better hides what is less, and only what makes the step is its ground."""
    (found,) = find_steps(read(said)).values()

    assert found.name == step
    assert sorted(it.decode().rpartition("/")[2][:-1] for it in found.grounds) == sorted(grounds)


def test_steps_are_those_of_the_list() -> None:
    """Each step that a measure can stand on is in the list of values, and the list has no other."""
    (file,) = (it for it in VOCABULARIES if it.stem == "ownership-step")
    graph = Graph().parse(file)
    listed = sorted((str(order), str(it).rpartition("/")[2]) for it, order in graph.subject_objects(SKOS.notation))

    assert [name for _, name in listed] == [*OWNERSHIP_STEPS]


def test_owner_counts_until_the_day() -> None:
    """Until its day an owner is counted as one, and from then on the measure stands on its other step."""
    found = read(OWNED + UNTIL + GROUP)
    steps = find_steps(found)
    counts = {(step.decode().rpartition("/")[2][:-1], since) for step, _, _, since in count_steps(found, steps)}

    assert counts == {("owner", "0001-01-01"), ("partner", "2025-01-01")}
