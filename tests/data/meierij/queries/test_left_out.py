"""What a question leaves out is in its header: held against every choice that both plans offer.

For each parameter that takes a thing, and each class of what it takes: where no thing of that class gives a row, while
things of other classes do, the header says that the class is left out; and what is left out wholly gives no row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from ontology.namespaces import DEF
from queries.answers import ask, ask_rows, list_choices
from queries.plans import Plans
from queries.questions import Library

if TYPE_CHECKING:
    from graph.engine import Store
    from queries.answers import Thing
    from queries.plans import Plan
    from queries.questions import LeftOut, Parameter, Question

QUESTIONS = Library().questions
#: Classes of which a question leaves none out for what they are: where one has no row, the plan could have said it. A
#: bill is rare, and what is registered belongs to a class that a plan names too.
NEVER_LEFT_OUT = frozenset({"Bill", "Municipality", "Organisation", "PoliceUnit", "RegisteredBody", "SafetyRegion"})
#: The list of values of which some are no partners, and what they are.
KINDS, NO_PARTNERS = "kind", ("generic", "target_group")
#: So many things of a class tell something of the class.
ENOUGH = 3
CLASSES = (
    f'SELECT ?thing ?class WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?class), "{DEF}")) }} ORDER BY ?thing ?class'
)
NAMED = """SELECT DISTINCT ?thing WHERE {
  GRAPH ?graph { { ?thing ?any ?value } UNION { ?other ?any ?thing FILTER(isIRI(?thing)) } }
  FILTER(STRENDS(STR(?graph), "/stated"))
} ORDER BY ?thing"""


@dataclass
class Tried:
    """How many things of a class, or how often a concept, was chosen, and how many of those gave a row."""

    without: Counter[str] = field(default_factory=Counter)
    giving: Counter[str] = field(default_factory=Counter)


class Offer:
    """What one plan has to choose from: what it names, and the classes of each."""

    def __init__(self, store: Store) -> None:
        """Look at the only plan in *store*."""
        self.plans = Plans(store)
        self.plan: Plan = next(iter(self.plans))
        self._named = {row.text("thing") for row in ask_rows(self.plan.engine, NAMED, {}, "nl")}
        self._classes: dict[str, set[str]] = defaultdict(set)
        for row in ask_rows(self.plan.engine, CLASSES, {}, "nl"):
            self._classes[row.text("thing")].add(row.text("class").removeprefix(DEF))

    def list_choices(self, parameter: Parameter) -> list[Thing]:
        """List what *parameter* can be set to: of things those that the plan names."""
        found = list_choices(self.plan.engine, parameter)
        return [it for it in found if parameter.type == "concept" or it.iri in self._named]

    def list_classes(self, parameter: Parameter, thing: Thing) -> set[str]:
        """List the classes of *thing*; a concept is by itself."""
        return {thing.id} if parameter.type == "concept" else self._classes[thing.iri]

    def try_all(self, question: Question, parameter: Parameter, tried: Tried) -> None:
        """Ask *question* with each choice for *parameter*, and count in *tried* by class what gives rows."""
        needed = {it.name: it.examples[0] for it in question.parameters if it.required and it.name != parameter.name}
        for thing in self.list_choices(parameter):
            rows = ask(self.plans, question, {**needed, parameter.name: thing.iri}).rows
            (tried.giving if rows else tried.without).update(self.list_classes(parameter, thing))


@pytest.fixture(scope="module")
def offers(store: Store, small_store: Store) -> list[Offer]:
    """Look at what both plans have to choose from."""
    return [Offer(store), Offer(small_store)]


def list_undeclared(parameter: Parameter, tried: Tried, declared: list[LeftOut]) -> set[str]:
    """List the classes of which no thing gave a row while others did, and that are not *declared*."""
    silent = {name for name, count in tried.without.items() if count >= ENOUGH and not tried.giving[name]}
    if parameter.type == "concept":
        silent = {*tried.without} - {*tried.giving} if parameter.of == KINDS else set()
        silent &= {*NO_PARTNERS}
    return silent - NEVER_LEFT_OUT - {it.of for it in declared} if tried.giving else set()


@pytest.mark.parametrize("name", [name for name, it in QUESTIONS.items() if it.by_plan])
@pytest.mark.turns(4)
def test_what_gives_no_row_is_declared(name: str, offers: list[Offer]) -> None:
    """A class that a question leaves out is in its header, and one that is wholly left out gives no row."""
    question = QUESTIONS[name]
    for parameter in question.parameters:
        if parameter.type not in ("thing", "concept"):
            continue
        tried = Tried()
        for offer in offers:
            offer.try_all(question, parameter, tried)
        declared = [it for it in question.left_out if it.parameter == parameter.name]

        assert list_undeclared(parameter, tried, declared) == set()
        assert {it.of for it in declared if not it.partly and tried.giving[it.of]} == set()
        assert {it.of for it in declared} <= {*tried.giving, *tried.without}


def test_check_finds_what_is_not_declared(offers: list[Offer]) -> None:
    """Without its declaration, the check says that the members of a target group are left out."""
    question, tried = QUESTIONS["members"], Tried()
    body = question.parameters[0]
    for offer in offers:
        offer.try_all(question, body, tried)

    assert list_undeclared(body, tried, []) == {"GenericActor", "TargetGroup"}
    assert list_undeclared(body, tried, list(question.left_out)) == set()


def test_declarations_lead_to_questions() -> None:
    """What a declaration says to see is a question of the library."""
    named = {it.see for question in QUESTIONS.values() for it in question.left_out if it.see}

    assert named
    assert named <= QUESTIONS.keys()
