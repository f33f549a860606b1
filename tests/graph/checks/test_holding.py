"""What a plan breaks is what it breaks beside the register, whichever other plans are judged with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from graph.checks import check_sources
from graph.checks.processes import FEWEST, map_plans
from graph.checks.shapes import PlanShapes, validate_data
from graph.sources.source import list_model_sources, make_user_sources, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

COMMON = """@prefix smd: <https://w3id.org/samendoen/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/> .
gemeente:gm9997 a smd:Municipality ; skos:prefLabel "Zonder code"@nl ."""
PLAN = """@prefix smd: <https://w3id.org/samendoen/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix gemeente: <https://identifier.overheid.nl/tooi/id/gemeente/> .
@prefix measure: <https://w3id.org/samendoen/id/measure/{key}/> .
@prefix theme: <https://w3id.org/samendoen/id/theme/{key}/> .
@prefix plan: <https://w3id.org/samendoen/id/plan/> .
@prefix involvement: <https://w3id.org/samendoen/id/involvement/{key}/> .
@prefix role: <https://w3id.org/samendoen/id/role/> .
plan:{key} a smd:Plan ; skos:prefLabel "Plan"@nl ; smd:publisher gemeente:gm9997 .
measure:een a smd:Measure ; smd:hasTheme theme:er-is-geen ; smd:inPlan plan:{key} .
involvement:een a smd:Involvement ; smd:actor gemeente:gm9997 ; smd:role role:owner ; smd:concerns measure:een .
involvement:twee a smd:Involvement ; smd:actor plan:{key} ; smd:role role:owner ; smd:concerns measure:een ."""


def place(text: str, name: str) -> list[tuple[Quad, str]]:
    """Parse *text* into quads of the file called *name*."""
    return [(quad, name) for quad in parse(text, RdfFormat.TURTLE)]


def test_plan_beside_the_register_breaks_what_it_breaks_in_one_heap() -> None:
    """Held by itself, a plan has the faults it has when all is held at once; those of the register are not told."""
    lists = [source for source in list_model_sources() if source.name.startswith("ontology/vocabularies/")]
    common = [(quad, it.name) for it in lists for quad in read_source(it).quads] + place(COMMON, "register.ttl")
    shapes = PlanShapes(common)
    before = validate_data(common)
    for key in ("een-2020", "twee-2020"):
        plan = place(PLAN.format(key=key), "plan.ttl")
        whole = {(fault.node, fault.rule) for fault in validate_data([*common, *plan])}
        alone = {(fault.node, fault.rule) for fault in shapes.validate(plan)}

        assert alone - {(fault.node, fault.rule) for fault in before} == whole - {(it.node, it.rule) for it in before}
        assert {node.rpartition("/")[2] for node, _ in alone} >= {"een", "twee", key}


def test_one_plan_does_not_make_another_sound(tmp_path: Path) -> None:
    """A theme that only another plan has is no theme of this one."""
    files = []
    for key, theme in (("een-2020", ""), ("twee-2020", "theme:er-is-geen a smd:Theme .")):
        files.append(tmp_path / f"{key}.ttl")
        text = PLAN.format(key=key).replace("id/theme/een-2020/", "id/theme/twee-2020/")
        files[-1].write_text(f"{text}\n{theme}", encoding="utf-8")
    found = check_sources([*list_model_sources(), *make_user_sources(files)], {})
    told = {(it.node.split("/id/")[1], it.rule) for it in found.faults if "hasTheme Class" in it.rule}

    assert ("measure/een-2020/een", "shape:Measure smd:hasTheme Class") in told
    assert ("measure/twee-2020/een", "shape:Measure smd:hasTheme Class") not in told


@pytest.mark.parametrize("count", [1, FEWEST + 3])
def test_plans_are_worked_on_in_their_order(count: int) -> None:
    """In one process or in several, what comes of each key comes in the place of that key."""
    keys = [f"plan-{number}" for number in range(count)]

    assert list(map_plans(str.upper, keys)) == [key.upper() for key in keys]


def test_what_goes_wrong_in_a_process_is_told() -> None:
    """An error of one plan is raised here, and the next plans can be worked on."""
    keys = ["1"] * FEWEST + ["no number"]
    with pytest.raises(ValueError, match="no number"):
        list(map_plans(int, keys))

    assert list(map_plans(int, keys[:FEWEST])) == [1] * FEWEST
