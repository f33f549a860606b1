"""What is said of a thing, by whom: by the plan that owns it alone, or by the register and each plan by itself.

Of a thing in the register, such as a role or the police, hundreds of plans may say something. What is shown of that is
bounded, and says what was left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.components.thing import ask_panel
from graph.engine import Request, SelectedGraphs
from graph.terms import make_iri, to_json
from ontology.namespaces import find_plan_key
from queries.answers import Row
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.requests.scope import Scope
    from graph.engine import Engine
    from queries.plans import Plan

#: As many statements as a page has of a thing, and as many that point to it.
MOST_ROWS = 200
#: As many plans as are described together; where more speak of a thing, each is described by itself.
MOST_DESCRIBED = 25
#: In which ways a graph speaks of a thing.
SPEAKING = ("stating", "pointing")
N_TRIPLES = "application/n-triples"


@dataclass(frozen=True)
class Speakers:
    """The plans that say something of a thing in the register, in order, and those that point to it."""

    stating: tuple[Plan, ...] = ()
    pointing: tuple[Plan, ...] = ()

    @property
    def all(self) -> tuple[Plan, ...]:
        """Those that do either."""
        both = {plan.key: plan for plan in (*self.stating, *self.pointing)}
        return tuple(both.values())


@dataclass(frozen=True)
class Statements:
    """The first rows of a panel about a thing, each with its plan under `owner`, and whether there are more."""

    rows: list[Row]
    is_part: bool


def enter_owner(scope: Scope, iri: str) -> Scope:
    """Narrow *scope* to the dataset in which the thing *iri* is explained.

    That is the one of the plan that owns it; else that of the one plan that is chosen or that there is; else the
    register.
    """
    owner = scope.plans.find_owner(iri)
    if owner:
        return scope.within(owner)
    return scope if len(scope.chosen) == 1 else replace(scope, engine=scope.plans.register)


def find_speakers(scope: Scope, iri: str) -> Speakers:
    """Find those of the chosen plans that say something of the thing *iri* in the register, or point to it.

    None where only one plan could: then *scope* is about that one.
    """
    if scope.plans.find_owner(iri) or len(scope.chosen) <= 1:
        return Speakers()
    rows = ask_panel(replace(scope, engine=scope.plans.engine), "speaking", iri)
    keys = {name: {find_plan_key(row.text("source")) for row in rows if row["way"] == name} for name in SPEAKING}
    return Speakers(*(tuple(plan for plan in scope.chosen if plan.key in keys[name]) for name in SPEAKING))


def list_statements(scope: Scope, name: str, iri: str, speakers: Sequence[Plan]) -> Statements:
    """List the rows of the panel called *name* about *iri*: of its own dataset, and of what each of *speakers* says."""
    rows: list[Row] = []
    for row in _iter_statements(scope, name, iri, speakers):
        if len(rows) == MOST_ROWS:
            return Statements(rows, is_part=True)
        rows.append(row)
    return Statements(rows, is_part=False)


def _iter_statements(scope: Scope, name: str, iri: str, speakers: Sequence[Plan]) -> Iterator[Row]:
    """Yield the rows that `list_statements` lists, and the others."""
    several = len(scope.plans) > 1
    for row in ask_panel(enter_owner(scope, iri), name, iri):
        plan = scope.plans.find_owner(row.text("source")) if several else None
        yield _name_owner(row, plan, scope.language)
    for plan in speakers:
        for row in ask_panel(scope.within(plan), name, iri):
            if find_plan_key(row.text("source")) == plan.key:
                yield _name_owner(row, plan, scope.language)


def _name_owner(row: Row, plan: Plan | None, language: str) -> Row:
    """Add to *row* what its *plan* is called, and the key; both are empty for what no plan says."""
    return Row({**row, "owner": plan.find_label(language) if plan else "", "plan": plan.key if plan else ""})


def describe_as_lines(scope: Scope, iri: str, speakers: Sequence[Plan]) -> list[bytes]:
    """Describe the thing *iri* as lines of N-Triples, sorted: what is stated of it, and what points to it.

    Where more plans speak of it than are described together, it is what the register states, and where each plan is
    described.
    """
    engine = enter_owner(scope, iri).engine
    if speakers and len(speakers) <= MOST_DESCRIBED:
        graphs = [graph for plan in speakers for graph in plan.graphs]
        engine = SelectedGraphs(scope.plans.engine, dict.fromkeys((*scope.plans.common, *graphs)))
    return sorted({*_ask_description(engine, iri), *_iter_elsewhere(scope, iri, speakers)})


def _ask_description(engine: Engine, iri: str) -> list[bytes]:
    """Ask *engine* for the description of the thing *iri*, in lines."""
    bound = {"_thing": to_json(make_iri(iri))}
    return engine.ask(Request(load_panel("description"), bound, graph_type=N_TRIPLES)).body.splitlines()


def _iter_elsewhere(scope: Scope, iri: str, speakers: Sequence[Plan]) -> Iterator[bytes]:
    """Yield a line for each of *speakers*, where they are too many to be described together: where it is described."""
    if len(speakers) > MOST_DESCRIBED:
        here = f"{scope.origin}{scope.paths.find_identity(iri).replace('/id/', '/doc/', 1)}"
        for plan in speakers:
            seen = f"<{iri}> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <{here}?plan={plan.key}> ."
            yield seen.encode()
