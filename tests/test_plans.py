"""The two made-up plans: what a second and a third plan need of the model is there, and rests on their documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from graph.checks import check_sources
from graph.checks.completeness import measure_completeness
from graph.sources import list_model_sources, make_user_sources, read_document, read_source
from graph.sources.source import list_register_sources
from graph.terms import value_of
from ontology.namespaces import DEF, ID, PREFIXES, RDF, SKOS
from tests.absence import missing

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.checks import CheckResult
    from graph.sources import SourceText

PLANS = Path(__file__).parent / "plans"
DOCUMENTS = Path(__file__).parents[2] / "shared" / "plans"
KEYS = ("dommelland-2023-2026", "voorbeeldstad-2023-2026")
#: What a plan of three municipalities, with a decision and a report, shows of the model.
WIDENED = {"Observation", "Decision", "Progress", "ProgressReport", "Indicator", "Match"}
FILES = sorted(PLANS.glob("*/*.ttl"))


@pytest.fixture(scope="module")
def texts() -> dict[str, SourceText]:
    """Read the documents of the plans, which are no part of the project: they lie beside it, or are absent."""
    found = [path for path in sorted(DOCUMENTS.glob("*")) if path.stem.startswith(("dommelland", "voorbeeldstad"))]
    if not found:
        missing(f"the documents of the made-up plans are not in {DOCUMENTS}, so nothing can be held against them")
    return {text.sha256: text for text in map(read_document, found)}


@cache
def check() -> CheckResult:
    """Check both plans beside the register, without their documents."""
    return check_sources([*list_model_sources(), *list_register_sources(), *make_user_sources(FILES)], {})


@cache
def quads(key: str) -> list[Quad]:
    """Read what the plan with that *key* states."""
    return [
        quad for source in make_user_sources(sorted((PLANS / key).glob("*.ttl"))) for quad in read_source(source).quads
    ]


def pairs(key: str, prop: str) -> set[tuple[str, str]]:
    """Give the local ids of what has our *prop*, each with its value, in the plan with that *key*."""
    found = ((value_of(it.subject), value_of(it.object)) for it in quads(key) if it.predicate.value == f"{DEF}{prop}")
    return {(one.rpartition("/")[2], other.rpartition("/")[2]) for one, other in found}


def test_plans_break_no_rule() -> None:
    """Beside the register and each other they give no fault, not even a warning."""
    assert {path.parent.name for path in FILES} == set(KEYS)
    assert check().faults == []


def test_plans_rest_on_their_documents(texts: dict[str, SourceText]) -> None:
    """Each anchor stands on its line, each actor that a measure names is with it, and no line is left open."""
    sources = [*list_model_sources(), *list_register_sources(), *make_user_sources(FILES)]
    checked = check_sources(sources, texts)
    said = [(quad, "") for key in KEYS for quad in quads(key)]

    assert checked.faults == []
    assert checked.unproved == []
    measured = measure_completeness(said, texts)
    assert len(measured) == len(texts) == 4
    assert [found.counts["open"] for found in measured] == [0] * 4


@pytest.mark.parametrize("key", KEYS)
def test_english_is_there_for_a_part(key: str) -> None:
    """Some names are there in Dutch alone and some in English too, so that both can be seen; none is English alone."""
    found: dict[str, set[str]] = {}
    for quad in quads(key):
        if quad.predicate.value == f"{SKOS}prefLabel" and isinstance(quad.object, Literal):
            found.setdefault(value_of(quad.subject), set()).add(quad.object.language or "")

    alone = [node for node, languages in found.items() if languages == {"nl"}]
    assert 0.2 < len(alone) / len(found) < 0.8
    assert {frozenset(languages) for languages in found.values()} == {frozenset({"nl"}), frozenset({"nl", "en"})}


def test_second_plan_shows_what_the_model_was_widened_for() -> None:
    """Indicators with observations, a decision, progress, matches; an article of a law and money for a theme."""
    shown = {value_of(it.object) for it in quads(KEYS[0]) if it.predicate.value == f"{RDF}type"}

    assert {f"{DEF}{name}" for name in WIDENED} <= shown
    assert ("opiumwet-13b", "ondermijning") in {
        (law, theme)
        for reference, law in pairs(KEYS[1], "refersTo")
        for node, theme in pairs(KEYS[1], "concerns")
        if node == reference
    }
    assert ("ondermijning", "ondermijning") in pairs(KEYS[1], "funds")


def test_owner_of_later_is_agreed_and_has_a_day() -> None:
    """Two owners are agreed in a decision, one of them from a day far off; the plan itself names none for those."""
    agreed = {node for node, basis in pairs(KEYS[0], "basis") if basis == "agreed"}
    days = dict(pairs(KEYS[0], "validFrom"))

    assert {(node, days[node]) for node in agreed} == {
        ("actie-2.2--dommeldam--besluit", "2024-03-01"),
        ("actie-4.2--riec--besluit", "2099-01-01"),
    }
    assert {node for node, _ in pairs(KEYS[0], "agreedIn")} == agreed


def test_each_publisher_takes_part_through_the_joint_plan() -> None:
    """What the three municipalities do together follows for each of them, and for nobody of the other plan."""
    through = NamedNode(f"{DEF}takesPartThroughPlan")
    found = {(value_of(it.subject), value_of(it.object)) for it in check().derived if it.predicate == through}

    plan = f"{PREFIXES['plan']}{KEYS[0]}"
    assert found == {(f"{ID}actor/{KEYS[0]}/{name}", plan) for name in ("aadorp", "beekloo", "dommeldam")}


def test_law_of_an_article_is_cited_too() -> None:
    """Who refers to an article of the Opiumwet cites the Opiumwet."""
    cites = NamedNode(f"{DEF}cites")
    found = {value_of(it.object) for it in check().derived if it.predicate == cites}

    assert f"{PREFIXES['legislation']}opiumwet" in found
