"""The formats an answer comes in, and how to write each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from queries.exports.book_file import write_book
from queries.exports.draft import Draft
from queries.exports.memo import build_memo
from queries.exports.sparql_results import build_results, list_names, write_results_xml
from queries.exports.table import (
    build_answer_json,
    build_table,
    list_lines,
    write_csv,
    write_excel_csv,
    write_json,
    write_table,
)
from queries.exports.turtle import draft_turtle
from queries.exports.word import write_docx
from queries.exports.workbook import build_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Answer, Provenance

    Drafter = Callable[[Engine, Answer, Provenance, Translator], Draft]

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
_DRAFTERS: dict[str, Drafter] = {
    "json": lambda _engine, answer, provenance, translator: _draft(
        answer, write_json, build_answer_json(answer, provenance.version, translator)
    ),
    "csv": lambda _engine, answer, _provenance, _translator: _draft(answer, write_csv, *list_lines(answer)),
    "csv-excel": lambda _engine, answer, _provenance, _translator: _draft(answer, write_excel_csv, *list_lines(answer)),
    "xlsx": lambda engine, answer, provenance, translator: _draft(
        answer, write_book, build_workbook(engine, answer, provenance, translator), heavy=True
    ),
    "ttl": lambda engine, answer, _provenance, _translator: draft_turtle(engine, answer),
    "srj": lambda _engine, answer, _provenance, _translator: _draft(answer, write_json, build_results(answer)),
    "srx": lambda _engine, answer, _provenance, _translator: _draft(
        answer, write_results_xml, list_names(answer), answer.solutions
    ),
    "docx": lambda engine, answer, provenance, translator: _draft(
        answer, write_docx, build_memo(engine, answer, provenance, translator, MOST_WORD_CELLS), heavy=True
    ),
    "table": lambda _engine, answer, provenance, translator: _draft(
        answer, write_table, build_table(answer, provenance.version, translator)
    ),
}


def draft_answer(engine: Engine, answer: Answer, name: str, provenance: Provenance, translator: Translator) -> Draft:
    """Draft *answer*, which has *provenance*, in the format called *name*; *engine* holds the version it was asked of.

    *translator* has the texts of the language that the answer is in. `ttl` holds what is stated of each thing in it.
    """
    return _DRAFTERS[name](engine, answer, provenance, translator)


def write_answer(engine: Engine, answer: Answer, name: str, provenance: Provenance, translator: Translator) -> bytes:
    """Write *answer* as `draft_answer` drafts it, in this process."""
    return draft_answer(engine, answer, name, provenance, translator).write()


def _draft(answer: Answer, write: Callable[..., bytes], *values: object, heavy: bool = False) -> Draft:
    """Draft what *write* makes of *values*, in which every cell of *answer* is."""
    return Draft(partial(write, *values), len(answer.rows) * len(answer.columns), heavy)
