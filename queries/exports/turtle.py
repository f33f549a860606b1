"""An answer as linked data: what is stated of each thing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.engine import Request, write_turtle
from graph.terms import make_iri, to_json
from queries.questions import load_panel

if TYPE_CHECKING:
    from graph.engine import Engine
    from queries.answers import Answer


def to_turtle(engine: Engine, answer: Answer) -> bytes:
    """Write what *engine* states of each thing in the rows of *answer*, as Turtle."""
    names = [column.name for column in answer.columns if column.type == "thing"]
    things = sorted({str(row[name]) for row in answer.rows for name in names if row[name]})
    lines: set[bytes] = set()
    for thing in things:
        request = Request(
            load_panel("description"), {"_thing": to_json(make_iri(thing))}, graph_type="application/n-triples"
        )
        lines.update(engine.ask(request).body.splitlines())
    return write_turtle(b"\n".join(sorted(lines)))
