"""An answer as linked data: what is stated of each thing in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graph.engine import Request, write_turtle
from graph.terms import make_iri, to_json
from queries.answers import group_things
from queries.exports.draft import Draft
from queries.questions import load_panel

if TYPE_CHECKING:
    from graph.engine import Engine
    from queries.answers import Answer


def draft_turtle(engine: Engine, answer: Answer) -> Draft:
    """Draft what is stated of each thing in the rows of *answer*, as Turtle: of each row what its own plan states.

    Where no plan was asked, what was asked is the register, or else *engine*.
    """
    engines = {plan.iri: plan.engine for plan in answer.plans}
    lines: set[bytes] = set()
    for plan, things in group_things(answer).items():
        asked = engines.get(plan) or answer.register or engine
        for thing in sorted(things):
            lines.update(_describe(asked, thing))
    return Draft(partial(write_turtle, b"\n".join(sorted(lines))), len(lines))


def _describe(engine: Engine, thing: str) -> list[bytes]:
    """List what *engine* states of *thing*, and what points to it, as lines of N-Triples."""
    bound = {"_thing": to_json(make_iri(thing))}
    return engine.ask(Request(load_panel("description"), bound, graph_type="application/n-triples")).body.splitlines()
