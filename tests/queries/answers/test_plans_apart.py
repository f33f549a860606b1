"""Plans beside each other: what is answered for one does not depend on any other, and no row of another is in it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.build import build_version
from graph.engine import Store
from graph.errors import BadParameter
from graph.reasoning import Reasoner, load_ontology_rules, summarise_plan
from graph.sources import list_model_sources, list_packaged_sources
from graph.terms import value_of
from graph.versions import open_version
from ontology.namespaces import find_plan_key, make_graph_iri, make_plan_graph_iri
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from tests.builds import FIXTURE, FIXTURE_FILES, SMALL_PLAN
from tests.several import MADE_UP_PLANS, PLANS_FOLDER, build_plans, write_copy

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Version
    from queries.answers import Row

MEIERIJ = "meierij-2019-2022"


@cache
def answer(plans: Plans, key: str, name: str) -> list[Row]:
    """Answer the question called *name* for the plan with *key*, with an example for each value that it needs."""
    question = find_question(name)
    values = {it.name: it.examples[0] for it in question.parameters if it.required and not it.default}
    return ask(plans, question, values, chosen=[plans.find(key)]).rows


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build the packaged plan with the made-up ones beside it."""
    files = sorted(file for key in MADE_UP_PLANS for file in (PLANS_FOLDER / key).glob("*.ttl"))
    return build_version(tmp_path_factory.mktemp("beside"), files, packaged=list_packaged_sources())


@pytest.fixture(scope="module")
def beside_plans(beside: Version) -> Plans:
    """Hold the three plans in memory."""
    return Plans(Store(beside.path))


@cache
def hold_plans(store: Store) -> Plans:
    """Hold the plans in *store*, once."""
    return Plans(store)


def test_three_plans_are_there(beside_plans: Plans) -> None:
    """Each plan is there with its own names and documents, and an engine of its own."""
    assert {plan.key for plan in beside_plans} == {MEIERIJ, *MADE_UP_PLANS}
    assert len(MADE_UP_PLANS) == 2
    assert all(plan.documents and plan.publishers and plan.starts for plan in beside_plans)
    for plan in beside_plans:
        assert {find_plan_key(document) for document in plan.documents} == {plan.key}


@pytest.mark.parametrize("name", load_questions())
def test_answer_is_what_it_is_without_the_others(packaged_store: Store, beside_plans: Plans, name: str) -> None:
    """With two plans beside it, each answer for the first plan is what it is without them."""
    assert answer(beside_plans, MEIERIJ, name) == answer(hold_plans(packaged_store), MEIERIJ, name)


@pytest.mark.parametrize("name", load_questions())
def test_answer_holds_no_row_of_another_plan(beside_plans: Plans, name: str) -> None:
    """Nothing in a row is of another plan than the row says, and all plans together give the rows of each."""
    question = find_question(name)
    rows = [row for plan in beside_plans for row in answer(beside_plans, plan.key, name)]

    for row in rows:
        owners = {key for value in row.values() if isinstance(value, str) and (key := find_plan_key(value))}
        assert owners <= {find_plan_key(str(row["plan"]))}
    if question.by_plan and not any(it.required and not it.default for it in question.parameters):
        assert ask(beside_plans, question, {}).rows == rows


def test_each_row_says_its_plan_and_document(beside_plans: Plans) -> None:
    """A row names its plan, and a line never stands without its document."""
    rows = [row for name in load_questions() for plan in beside_plans for row in answer(beside_plans, plan.key, name)]

    assert len(rows) > 4_000
    assert all(row["plan"] and row["plan_label"] for row in rows)
    for row in rows:
        for column in [it for it in row if "line" in it.split("_") and row[it] is not None and it != "last_line"]:
            assert row[column.replace("line", "document")], (column, row)
        assert (row.get("document") is None) == (row.get("document_label") is None)


def test_word_means_what_it_means_in_each_plan(tmp_path: Path) -> None:
    """A local id is looked up in each plan by itself, and one that is nowhere is refused."""
    files = [
        *FIXTURE_FILES,
        *(it for it in write_copy(tmp_path / "copy", "kopie-2031") if is_of_plan(it, "kopie-2031")),
    ]
    plans = Plans(Store(build_plans(tmp_path / "data", files).path))
    question = find_question("measures")
    both = ask(plans, question, {"theme": "water"})
    one = ask(plans, question, {"theme": "kopie-2031/water"})

    assert len(plans) == 2
    assert {find_plan_key(str(row["theme"])) for row in both.rows} == {SMALL_PLAN, "kopie-2031"}
    assert both.parameters["theme"] == "water"
    assert {find_plan_key(str(row["theme"])) for row in one.rows} == {"kopie-2031"}
    assert len(both.rows) == 2 * len(one.rows) > 0
    with pytest.raises(BadParameter, match="'nergens' is not a value"):
        ask(plans, question, {"theme": "nergens"})


def is_of_plan(file: Path, key: str) -> bool:
    """Say whether *file* speaks of the plan with *key*, and not of the register alone."""
    return f"/{key}/" in file.read_text(encoding="utf-8")


@cache
def read_small_plan(path: Path) -> tuple[tuple[Quad, ...], tuple[bytes, ...]]:
    """Read what the version at *path* says of the model and the register, and all its lines."""
    with open_version(path) as file:
        lines = tuple(file)
    common = (make_graph_iri("model"), make_graph_iri("register"))
    quads = parse(b"".join(lines), RdfFormat.N_QUADS)
    return tuple(quad for quad in quads if value_of(quad.graph_name) in common), lines


@cache
def answer_alone(path: Path) -> dict[str, list[Row]]:
    """Answer each question for the small plan where it stands alone, in the version at *path*."""
    plans = Plans(Store(path))
    return {name: answer(plans, SMALL_PLAN, name) for name in load_questions()}


@settings(max_examples=10, deadline=timedelta(seconds=60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_answer_depends_on_another_plan(version: Version, tmp_path: Path, data: st.DataObject) -> None:
    """Whatever another plan states, and were it of the things of this one, no answer for this one changes.

    The other plan states what the small plan states, some of it left out, some of it about its own things, and some
    of it, which no check would let pass, about those of the small plan itself.
    """
    common, lines = read_small_plan(version.path)
    own = [quad for quad in parse(b"".join(lines), RdfFormat.N_QUADS) if is_stated(quad)]
    kept = data.draw(st.lists(st.sampled_from(own), min_size=1, max_size=60, unique=True))
    moved = data.draw(st.lists(st.booleans(), min_size=len(kept), max_size=len(kept)))
    stated = [move(quad) if it else stay(quad) for quad, it in zip(kept, moved, strict=True)]
    plan = [move(quad) for quad in PLAN_QUADS]
    deduced = Reasoner(common, load_ontology_rules()).deduce(OTHER, [*plan, *stated])
    more = [*(f"{quad} .\n".encode() for quad in [*plan, *stated]), *deduced.lines]
    path = tmp_path / "both.nq"
    path.write_bytes(b"".join([*lines, *more, *summarise_plan(OTHER, more, [])]))

    plans = Plans(Store(path))

    assert {it.key for it in plans} == {SMALL_PLAN, OTHER}
    assert {name: answer(plans, SMALL_PLAN, name) for name in load_questions()} == answer_alone(version.path)


OTHER = "andere-2040"
OTHER_GRAPH = NamedNode(make_plan_graph_iri(OTHER, "stated"))
PLAN_QUADS = [
    quad
    for quad in parse((FIXTURE / "plan.ttl").read_bytes(), RdfFormat.TURTLE)
    if value_of(quad.subject).endswith(f"/id/plan/{SMALL_PLAN}")
    and value_of(quad.predicate).endswith(("type", "Label"))
]


def is_stated(quad: Quad) -> bool:
    """Say whether the small plan states *quad*."""
    return value_of(quad.graph_name) == make_plan_graph_iri(SMALL_PLAN, "stated")


def stay(quad: Quad) -> Quad:
    """Let the other plan state *quad* as it is."""
    return Quad(quad.subject, quad.predicate, quad.object, OTHER_GRAPH)


def move(quad: Quad) -> Quad:
    """Let the other plan state *quad* of its own things."""
    subject, value = (rename(term) for term in (quad.subject, quad.object))
    return Quad(subject, quad.predicate, value, OTHER_GRAPH)


def rename(term: Any) -> Any:
    """Rename *term* to the thing of the other plan that is called the same."""
    return NamedNode(term.value.replace(SMALL_PLAN, OTHER)) if isinstance(term, NamedNode) else term


def test_register_alone_is_no_plan(tmp_path: Path) -> None:
    """Without any plan there are no rows of plans, and an unknown value is refused all the same."""
    plans = Plans(Store(build_version(tmp_path, packaged=[*list_model_sources()]).path))

    assert len(plans) == 0
    assert [name for name, it in load_questions().items() if it.by_plan and answer_of_none(plans, name)] == []
    with pytest.raises(BadParameter, match="no parameter 'nope'"):
        ask(plans, find_question("measures"), {"nope": "1"})
    with pytest.raises(BadParameter, match="no plan 'nope' here"):
        plans.find("nope")


def answer_of_none(plans: Plans, name: str) -> list[Row]:
    """Answer the question called *name* of no plan; one that needs a value has no answer."""
    question = find_question(name)
    needs = any(it.required and not it.default for it in question.parameters)
    return [] if needs else ask(plans, question, {}).rows
