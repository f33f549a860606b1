"""The formats an answer comes in, and how to write each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.exports.memo import build_memo
from queries.exports.sparql_results import to_results_json, to_results_xml
from queries.exports.table import to_answer_json, to_csv, to_excel_csv, to_table
from queries.exports.turtle import to_turtle
from queries.exports.word import to_docx
from queries.exports.workbook import to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Answer, Provenance

    Writer = Callable[[Engine, Answer, Provenance, Translator], bytes]

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
#: As many cells as are set in a Word document, which takes a second for some thousands.
MOST_WORD_CELLS = 20_000
_WRITERS: dict[str, Writer] = {
    "json": lambda _engine, answer, provenance, translator: to_answer_json(answer, provenance.version, translator),
    "csv": lambda _engine, answer, _provenance, _translator: to_csv(answer),
    "csv-excel": lambda _engine, answer, _provenance, _translator: to_excel_csv(answer),
    "xlsx": to_xlsx,
    "ttl": lambda engine, answer, _provenance, _translator: to_turtle(engine, answer),
    "srj": lambda _engine, answer, _provenance, _translator: to_results_json(answer),
    "srx": lambda _engine, answer, _provenance, _translator: to_results_xml(answer),
    "docx": lambda engine, answer, provenance, translator: to_docx(
        build_memo(engine, answer, provenance, translator, MOST_WORD_CELLS)
    ),
    "table": lambda _engine, answer, provenance, translator: to_table(answer, provenance.version, translator),
}


def write_answer(engine: Engine, answer: Answer, name: str, provenance: Provenance, translator: Translator) -> bytes:
    """Write *answer*, which has *provenance*, in the format called *name*; *engine* holds the version it was asked of.

    *translator* has the texts of the language that the answer is in. `ttl` holds what is stated of each thing in it.
    """
    return _WRITERS[name](engine, answer, provenance, translator)
