"""A workbook: real numbers and days, text that stays text, and a sheet that says what was asked of what."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from api.catalogue import load_catalogue
from queries.answers.answer import Answer, ask
from queries.answers.selection import Selection, select_rows
from queries.exports import write_answer
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from tests.queries.exports.test_table import COLUMNS, FORMULAS, PROVENANCE, QUESTION, answer

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from graph.engine.store import Store


def book_of(store: Store, found: Answer) -> Workbook:
    """Write *found* as a workbook and read it back."""
    written = write_answer(store, found, "xlsx", PROVENANCE, load_catalogue(found.language))
    return openpyxl.load_workbook(BytesIO(written))


def plain(value: object) -> object:
    """Give *value* of a cell as JSON has it."""
    return value.date().isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize(("name", "language"), list(zip(load_questions(), cycle(("nl", "en")), strict=False)))
def test_sheet_has_the_rows_under_their_labels(store: Store, name: str, language: str) -> None:
    """The first sheet is the answer, cell by cell, with numbers as numbers; its head stays and can be filtered by."""
    found = ask(Plans(store), find_question(name), {}, language)
    sheet = book_of(store, found).worksheets[0]
    rows = json.loads(write_answer(store, found, "json", PROVENANCE, load_catalogue(found.language)))["rows"]

    assert [cell.value for cell in sheet[1]] == [column.label[language] for column in found.columns]
    assert [[plain(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [row[column.name] for column in found.columns] for row in rows
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)


def test_day_is_a_day(store: Store) -> None:
    """A column of days holds days, so that a spreadsheet can put them in order and reckon with them."""
    found = ask(Plans(store), find_question("legislation"), {})
    sheet = book_of(store, found).worksheets[0]
    place = [column.name for column in found.columns].index("in_force_from") + 1
    cells = [sheet.cell(row, place) for row in range(2, sheet.max_row + 1)]
    days = [cell for cell in cells if cell.value is not None]

    assert len(days) > 5
    assert {cell.data_type for cell in days} == {"d"}
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}


def test_second_sheet_says_what_was_asked_of_what(store: Store) -> None:
    """The question, what was chosen, the version, the sources, how absence is read, and the query itself."""
    found = ask(Plans(store), find_question("cooperation"), {"theme": "jeugd"})
    part = select_rows(found, Selection({"basis": "stated"}, "-measures"), lambda _column, value: str(value))
    sheet = book_of(store, part).worksheets[1]
    lines = [(str(name.value or ""), str(value.value or "")) for name, value in sheet.iter_rows()]
    told = dict(lines)

    assert sheet.title == "Vraag"
    assert told["Thema"] == "Jeugdoverlast en jeugdcriminaliteit"
    assert told["Alleen de rijen met"] == "Grond: stated"
    assert told["Gesorteerd op"] == "Gedeelde maatregelen (aflopend)"
    assert told["theme"] == found.parameters["theme"]
    assert PROVENANCE.version in told["Versie van de gegevens"]
    assert told["Vast adres"] == PROVENANCE.address
    assert found.parameters["theme"] in told["SPARQL"]
    assert any(name == "Bronnen" and "SHA-256" in value for name, value in lines)
    assert any(found.question.unseen["nl"] in value for _, value in lines)


def test_third_sheet_explains_the_codes(store: Store) -> None:
    """The codes that data formats hold are explained for people, and only those that are there."""
    found = ask(Plans(store), find_question("cooperation"), {"theme": "jeugd"}, "en")
    sheet = book_of(store, found).worksheets[2]

    assert {row[0].value: row[1].value for row in sheet.iter_rows()} == {
        "derived": "derived",
        "implied": "implied",
        "stated": "stated",
    }


@pytest.mark.parametrize("text", [text for text in FORMULAS if text.isprintable()])
def test_formula_stays_text(store: Store, text: str) -> None:
    """A text that begins as a formula is a text in the workbook, unchanged."""
    cell = book_of(store, answer(text)).worksheets[0].cell(2, 2)

    assert cell.value == text
    assert cell.data_type == "s"


def test_sign_that_xml_cannot_hold_is_replaced(store: Store) -> None:
    """A control sign in somebody's data does not make the whole workbook unreadable."""
    assert book_of(store, answer("a\x00b\ufffec")).worksheets[0].cell(2, 2).value == "a\ufffdb\ufffdc"


def test_without_rows_it_is_a_workbook(store: Store) -> None:
    """No rows is an answer too."""
    assert book_of(store, answer()).worksheets[0].max_row == 1


def test_holds_no_time_of_day(store: Store) -> None:
    """A workbook says of which version it is, not when it was written: the same answer is the same bytes."""
    found = replace(answer("x"), question=replace(QUESTION, columns=COLUMNS))
    written = BytesIO(write_answer(store, found, "xlsx", PROVENANCE, load_catalogue("nl")))
    created = openpyxl.load_workbook(written).properties.created
    stamps = [entry.date_time for entry in ZipFile(written).infolist()]

    assert len(stamps) > 0
    assert max(stamps) < (2020, 1, 1, 0, 0, 0)
    assert created is None or created.year < 2020
