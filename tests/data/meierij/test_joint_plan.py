"""What 'we' is in the plan of six municipalities: all of them together, each of which takes part through the plan."""

from __future__ import annotations

from functools import cache

from graph.checks import check_sources
from graph.sources import list_packaged_sources
from graph.terms import value_of
from ontology.namespaces import DEF, ID, PREFIXES

PLAN = "meierij-2019-2022"
SIX = {f"{PREFIXES['gemeente']}gm{code}" for code in ("0757", "0788", "0797", "0845", "0865", "1948")}
TOGETHER = f"{ID}actor/{PLAN}/gemeenten-basisteam-meierij"
MEIERIJSTAD = f"{PREFIXES['gemeente']}gm1948"


@cache
def pairs() -> dict[str, set[tuple[str, str]]]:
    """Give for each property of ours the nodes that have it with its values, as stated and as follows."""
    checked = check_sources(list_packaged_sources(), {})
    found: dict[str, set[tuple[str, str]]] = {}
    for quad in (*checked.derived, *(quad for reading in checked.readings for quad in reading.quads)):
        prop = quad.predicate.value.removeprefix(DEF)
        found.setdefault(prop, set()).add((value_of(quad.subject), value_of(quad.object)))
    return found


def test_six_publish_the_plan() -> None:
    """Each of the six is a publisher, and the collective is all of them together."""
    assert {one for plan, one in pairs()["publisher"] if plan == f"{PREFIXES['plan']}{PLAN}"} == SIX
    assert (TOGETHER, f"{PREFIXES['plan']}{PLAN}") in pairs()["allPublishersOf"]


def test_each_of_the_six_takes_part_through_the_plan() -> None:
    """Whatever the six do together each of them does through the joint plan, and nobody else does."""
    together = {subject for actor, subject in pairs()["involvedIn"] if actor == TOGETHER}

    assert len([it for it in together if "/measure/" in it]) > 70
    assert pairs()["takesPartThroughPlan"] == {(one, subject) for one in SIX for subject in together}


def test_we_is_meierijstad_only_where_the_sentence_says_so() -> None:
    """An involvement that is implied is of the six together, but for a measure that holds for Meierijstad alone."""
    implied = {node for node, basis in pairs()["basis"] if basis == f"{PREFIXES['basis']}implied"}
    alone = {node for node, actor in pairs()["actor"] if node in implied and actor == MEIERIJSTAD}
    held = {node for node, one in pairs()["holdsFor"] if one == MEIERIJSTAD}

    assert len(implied) > 100
    assert {subject for node, subject in pairs()["concerns"] if node in alone} <= held
