"""The small plan that the tests of the product run on: it is small, it shows every idea, and it is nobody's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from graph.checks import check_sources
from graph.checks.completeness import measure_completeness
from graph.engine import Request
from graph.reasoning.nearest import GOAL_GAPS
from graph.sources import (
    list_model_sources,
    list_packaged_sources,
    make_user_sources,
    read_document,
    read_source,
)
from graph.terms import value_of
from ontology.namespaces import DEF, ID, PREFIXES, RDF, SKOS
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from tests.builds import FIXTURE, FIXTURE_FILES

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graph.engine import Store
    from graph.sources import Source, SourceText

PREFIX = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
MOST = 120
#: What locates a statement and says nothing by itself.
PLACES = {f"{DEF}{name}" for name in ("Evidence", "Section", "MeasureSection", "Document")}
#: The words in which both plans may say the same: a name of one word, or two.
COMMON = 2


def select(store: Store, where: str) -> set[str]:
    """Select the values of `?it` in *where*."""
    reply = json.loads(store.ask(Request(f"{PREFIX} SELECT DISTINCT ?it WHERE {{ {where} }}")).body)
    return {row["it"]["value"] for row in reply["results"]["bindings"]}


def read_quads(sources: list[Source]) -> list[Quad]:
    """Read what *sources* state."""
    return [quad for source in sources for quad in read_source(source).quads]


def list_fixture_quads() -> list[Quad]:
    """List what the small plan states."""
    return read_quads(make_user_sources(FIXTURE_FILES))


def list_plan_quads() -> list[Quad]:
    """List what the packaged plan and its reference data state."""
    model = {source.path for source in list_model_sources()}
    return read_quads([source for source in list_packaged_sources() if source.path not in model])


def list_things(quads: list[Quad]) -> dict[str, set[str]]:
    """List what *quads* give a class of ours, each with its classes."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == f"{RDF}type" and value_of(quad.object).startswith(DEF):
            found.setdefault(value_of(quad.subject), set()).add(value_of(quad.object))
    return found


def test_fixture_is_small() -> None:
    """At most a hundred and twenty nodes state something."""
    stating = [thing for thing, classes in list_things(list_fixture_quads()).items() if not classes & PLACES]

    assert 0 < len(stating) <= MOST


def test_every_class_is_shown(store: Store) -> None:
    """Each class of the model has a thing in the small plan, or in the lists of values."""
    classes = select(store, f'?it a owl:Class FILTER(STRSTARTS(STR(?it), "{DEF}"))')
    shown = select(store, "?thing a ?it")

    assert len(classes) > 50
    assert classes - shown == set()


def test_every_property_of_the_data_is_shown() -> None:
    """Whatever property the packaged plan uses, the small one uses too."""
    used, shown = ({quad.predicate.value for quad in quads} for quads in (list_plan_quads(), list_fixture_quads()))

    assert len(used) > 80
    assert used - shown == set()


@pytest.mark.parametrize("name", load_questions())
def test_every_question_has_a_row(store: Store, name: str) -> None:
    """Each question of the library is answered with something, in both languages."""
    assert ask(Plans(store), find_question(name), {}).rows
    assert ask(Plans(store), find_question(name), {}, "en").rows


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("gaps", "kind", {"owner", "deadline", *GOAL_GAPS, "legal_basis", "money"}),
        ("gaps", "reading", {"mentioned_open", "not_mentioned"}),
        ("cooperation", "basis", {"stated", "derived"}),
        ("measures", "owner_basis", {None, "stated"}),
        ("actors-of-measures", "basis", {"stated", "implied", "agreed"}),
        ("instruments", "status", {"existing", "possible"}),
        ("announced", "status", {None, "planned", "possible"}),
        ("budget", "status", {"budgeted", "requested"}),
        ("duplicates", "kind", {"identical", "near"}),
        ("legislation", "status", {"in_force", "adopted", "bill"}),
    ],
)
def test_every_value_is_shown(store: Store, name: str, column: str, values: set[str | None]) -> None:
    """Each kind of gap, reading, basis and status that an answer can hold is in one."""
    assert {row[column] for row in ask(Plans(store), find_question(name), {}).rows} == values


def test_time_passes(store: Store) -> None:
    """A law starts, ends and is followed by another, and a municipality ended with an heir."""
    later = {
        row["law"]: row["status"] for row in ask(Plans(store), find_question("legislation"), {"on": "2033-06-01"}).rows
    }
    heirs = [row["heirs"] for row in ask(Plans(store), find_question("municipalities"), {}).rows if row["valid_until"]]

    assert set(later.values()) == {"in_force", "repealed", "adopted"}
    assert heirs == ["Gemeente Zilverhaven"]


def test_fixture_breaks_no_rule() -> None:
    """Held against its own documents it gives no fault, not even a warning, and no line of them is left open."""
    texts = {text.sha256: text for text in map(read_document, FIXTURE.glob("*.txt"))}
    checked = check_sources([*list_model_sources(), *make_user_sources(FIXTURE_FILES)], texts)
    quads = [(quad, reading.source.name) for reading in checked.readings for quad in reading.quads]
    measured = measure_completeness(quads, texts)

    assert checked.faults == []
    assert checked.unproved == [f"{ID}document/zilverhaven-2031/kaart"]
    assert len(measured) == len(texts) == 4
    for found in measured:
        assert found.counts["open"] == 0
        assert found.sentences[0] == found.sentences[1] > 0
    states = {state for found in measured for state, count in found.counts.items() if count}
    assert {"represented", "omitted", "structure"} <= states


def test_fixture_is_of_nobody(plan: SourceText) -> None:
    """No thing of the packaged plan is in it, and no name or line of more than two words is the same."""
    mine, theirs = list_fixture_quads(), list_plan_quads()
    names = [
        {value_of(quad.object).casefold() for quad in quads if quad.predicate.value.startswith(f"{SKOS}prefLabel")}
        for quads in (mine, theirs)
    ]
    lines = "\n".join(plan.lines).casefold()

    assert set(list_things(mine)) & set(list_things(theirs)) == set()
    assert {name for name in names[0] & names[1] if len(re.findall(r"\w+", name)) > COMMON} == set()
    assert "meierij" not in lines


def test_what_repeats_is_missing_once(store: Store) -> None:
    """The goal that stands again at the end of the plan is among no gaps; the one that it repeats is."""
    rows = ask(Plans(store), find_question("gaps"), {}).rows
    found = {(row["kind"], row.text("node").rpartition("/")[2]) for row in rows}

    assert ("monitor", "rustigste-haven") in found
    assert not {kind for kind, name in found if name == "rustigste-haven-nogmaals"}
    assert {kind for kind, name in found if name == "slapen"} == set(GOAL_GAPS)
