"""The formats an answer comes in, and how to write each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.engine.store import Request, turtle
from graph.terms import iri, to_json
from queries import table
from queries.library import panel

if TYPE_CHECKING:
    from graph.engine.store import Engine
    from queries.answer import Answer

#: Short name to media type; the first is the default of a program.
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ttl": "text/turtle",
    "table": "text/plain",
}


def write(engine: Engine, answer: Answer, name: str, version: str) -> bytes:
    """Write *answer*, over data *version*, in the format called *name*.

    `ttl` holds what is stated of each thing in the answer, read from *engine*.
    """
    match name:
        case "json":
            return table.to_json(answer, version)
        case "csv":
            return table.to_csv(answer)
        case "xlsx":
            return table.to_xlsx(answer, version)
        case "ttl":
            return _linked(engine, answer)
        case _:
            return table.to_table(answer, version)


def _linked(engine: Engine, answer: Answer) -> bytes:
    """Give what is stated of each thing in the rows of *answer*, as Turtle."""
    names = [column.name for column in answer.columns if column.type == "thing"]
    things = sorted({str(row[name]) for row in answer.rows for name in names if row[name]})
    lines: set[bytes] = set()
    for thing in things:
        request = Request(panel("description"), {"_thing": to_json(iri(thing))}, graph_type="application/n-triples")
        lines.update(engine.ask(request).body.splitlines())
    return turtle(b"\n".join(sorted(lines)))
