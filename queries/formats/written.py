"""The formats an answer comes in, and how to write each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.formats import table
from queries.formats.document import to_docx
from queries.formats.linked import to_turtle
from queries.formats.solutions import to_results_json, to_results_xml
from queries.formats.workbook import to_xlsx
from queries.memo import build_memo

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine.store import Engine
    from queries.answer import Answer
    from queries.provenance import Provenance

    Writer = Callable[[Engine, Answer, Provenance], bytes]

#: Short name to media type; the first is the default of a program.
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ttl": "text/turtle",
    "srj": "application/sparql-results+json",
    "srx": "application/sparql-results+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv-excel": "text/csv",
    "table": "text/plain",
}
_WRITERS: dict[str, Writer] = {
    "json": lambda _engine, answer, provenance: table.to_answer_json(answer, provenance.version),
    "csv": lambda _engine, answer, _provenance: table.to_csv(answer),
    "csv-excel": lambda _engine, answer, _provenance: table.to_excel_csv(answer),
    "xlsx": to_xlsx,
    "ttl": lambda engine, answer, _provenance: to_turtle(engine, answer),
    "srj": lambda _engine, answer, _provenance: to_results_json(answer),
    "srx": lambda _engine, answer, _provenance: to_results_xml(answer),
    "docx": lambda engine, answer, provenance: to_docx(build_memo(engine, answer, provenance)),
    "table": lambda _engine, answer, provenance: table.to_table(answer, provenance.version),
}


def write_answer(engine: Engine, answer: Answer, name: str, provenance: Provenance) -> bytes:
    """Write *answer*, which has *provenance*, in the format called *name*; *engine* holds the version it was asked of.

    `ttl` holds what is stated of each thing in the answer.
    """
    return _WRITERS[name](engine, answer, provenance)
