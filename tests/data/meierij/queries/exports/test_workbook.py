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
from queries.answers import Row
from queries.answers.answer import Answer, ask
from queries.answers.selection import Selection, select_rows
from queries.exports import book_file, write_answer
from queries.exports.book import name_sheet
from queries.exports.memo import format_cell, select_shown_columns
from queries.plans import Plans
from queries.questions import Column
from queries.questions.library import find_question, load_questions
from tests.queries.exports.test_table import COLUMNS, FORMULAS, PROVENANCE, QUESTION, answer

if TYPE_CHECKING:
    from flask.testing import FlaskClient
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
@pytest.mark.turns(4)
def test_sheets_have_the_rows_to_read_and_for_programs(store: Store, name: str, language: str) -> None:
    """The first sheet is the answer in words, under labels, with numbers as numbers; another has all that JSON has.

    Their heads stay and can be filtered by.
    """
    found = ask(Plans(store), find_question(name), {}, language)
    book = book_of(store, found)
    sheet, data = book.worksheets[0], book["Gegevens" if language == "nl" else "Data"]
    rows = json.loads(write_answer(store, found, "json", PROVENANCE, load_catalogue(found.language)))["rows"]
    columns = select_shown_columns(found)

    assert sheet.title == found.question.title[language][:31].rstrip()
    assert [cell.value for cell in sheet[1]] == [column.label[language] for column in columns]
    assert [[plain(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [in_words(store, found, place, column) for column in columns] for place in range(len(rows))
    ]
    assert [[cell.value for cell in row] for row in data.iter_rows()] == [
        [column.name for column in found.columns],
        *([row[column.name] for column in found.columns] for row in rows),
    ]
    for it in (sheet, data):
        assert (it.freeze_panes, it.auto_filter.ref, it.print_title_rows) == ("A2", it.dimensions, "$1:$1")


def in_words(store: Store, found: Answer, place: int, column: Column) -> object:
    """Give what people read in *column* of the row of *found* at *place*."""
    value = found.rows[place][column.name]
    return (format_cell(store, found, place, column) or None) if isinstance(value, str) else value


def test_names_lead_to_their_pages(client: FlaskClient) -> None:
    """A name leads to the page of its thing, and lines to the first of them, in the language of the file."""
    written = client.get("/api/v1/questions/measures?lang=en&theme=jeugd&format=xlsx", base_url="https://example.org")
    sheet = openpyxl.load_workbook(BytesIO(written.data)).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    links = {name: cell.hyperlink.target for name, cell in zip(head, sheet[2], strict=True) if cell.hyperlink}

    assert links["Measure"] == "https://example.org/measures/meierij-2019-2022/jeugd-01?lang=en"
    assert links["Lines"] == "https://example.org/documents/meierij-2019-2022/plan/lines/342?lang=en"
    for it in links.values():
        assert client.get(it.removeprefix("https://example.org")).status_code == 200


def test_paper_says_what_it_is(store: Store) -> None:
    """Each page of paper is on its side, as wide as the sheet, with what was chosen, the version, its day, a number."""
    found = ask(Plans(store), find_question("cooperation"), {"theme": "jeugd"})
    part = select_rows(found, Selection({"basis": "stated"}, "-measures"), lambda _column, value: str(value))
    for sheet in book_of(store, part):
        setup = sheet.page_setup
        assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        above, below = sheet.oddHeader, sheet.oddFooter
        for text in ("Wie werkt met wie", "Meierij", "Thema: Jeugdoverlast", "Grond: stated", "Gedeelde maatregelen"):
            assert text in above.left.text
        assert PROVENANCE.version[:12] in below.left.text
        assert (below.center.text, below.right.text) == (PROVENANCE.created, "Pagina &P van &N")


def test_day_is_a_day(store: Store) -> None:
    """A column of days holds days, so that a spreadsheet can put them in order and reckon with them."""
    found = ask(Plans(store), find_question("legislation"), {})
    sheet = book_of(store, found).worksheets[0]
    place = [column.name for column in select_shown_columns(found)].index("in_force_from") + 1
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
    assert (told["Titel"], told["Taal"]) == ("Wie werkt met wie samen waaraan", "Nederlands")
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


def as_excel(value: object) -> str:
    """Give the text *value* of a cell as Excel reads it (ECMA-376 Part 1, 22.9.2.19)."""
    return str(value).replace("_x005F_", "_")


#: Texts that Excel would make something else of.
ODD = ["1.1", "007", "0612345678", "12345678901234567890", "1e5", "3-4", "TRUE", "#N/A", "_x0041_", " a ", "'a"]


@pytest.mark.parametrize("text", [*(text for text in FORMULAS if text.isprintable()), *ODD])
def test_formula_stays_text(store: Store, text: str) -> None:
    """A text that Excel would run or read as something else is a text in the workbook, unchanged, also when edited."""
    cell = book_of(store, answer(text)).worksheets[0].cell(2, 1)

    assert as_excel(cell.value) == text
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.quotePrefix or text[0] not in "=+-@"


def test_sign_that_xml_cannot_hold_is_replaced(store: Store) -> None:
    """A control sign in somebody's data does not make the whole workbook unreadable."""
    assert book_of(store, answer("a\x00b\ufffec")).worksheets[0].cell(2, 1).value == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("text", ["a" * 32_768, "\U0001f600" * 20_000, "_x0041_" * 5_000, "ab\n" * 40_000])
def test_long_text_stands_whole_in_pieces(store: Store, text: str) -> None:
    """A text that no cell can hold begins in its cell, which leads to where it stands whole; the file says so."""
    book = book_of(store, answer("kort", text))
    cell = book.worksheets[0].cell(3, 1)
    pieces = list(book["Lange teksten"].iter_rows(min_row=2, values_only=True))

    assert as_excel(cell.value) == f"{text[:1000]} … (het geheel staat op het blad 'Lange teksten')"
    assert cell.hyperlink.location == "'Lange teksten'!A2"
    assert "".join(as_excel(piece) for _, _, piece in pieces) == text
    assert all(len(str(piece).encode("utf-16-le")) // 2 <= 32_767 for _, _, piece in pieces)
    assert [(place, number) for place, number, _ in pieces] == [("Wie!A3", n) for n in range(1, len(pieces) + 1)]
    assert any("langer" in str(value) for (value,) in book["Vraag"].iter_rows(min_col=2, values_only=True))
    assert "Lange teksten" not in book_of(store, answer("a" * 32_767)).sheetnames


def test_what_excel_has_not_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days before 1900 and long numbers are texts, and rows past the end of a sheet stand on the next; each is told."""
    monkeypatch.setattr(book_file, "MOST_ROWS", 2)
    columns = (Column("day", "date", {"nl": "Dag"}), Column("count", "number", {"nl": "Aantal"}))
    rows = [
        Row({"day": day, "count": count})
        for day, count in (("1886-03-03", 10**16), ("1900-01-01", 10**14), ("2020", 1))
    ]
    book = book_of(store, Answer(replace(QUESTION, columns=columns), {}, "nl", rows))
    cells = [
        [plain(it) for it in row]
        for name in ("Wie", "Wie (2)")
        for row in book[name].iter_rows(min_row=2, values_only=True)
    ]
    told = " ".join(str(value) for (value,) in book["Vraag"].iter_rows(min_col=2, values_only=True))

    assert cells == [["1886-03-03", "10000000000000000"], ["1900-01-01", 10**14], ["2020", 1]]
    assert all(text in told for text in ("vóór 1900", "meer dan 15 cijfers", "meer rijen"))


def test_link_that_would_spoil_the_file_is_left_out(store: Store) -> None:
    """An address that Excel takes for none, or that is past what a sheet holds, is no link; the latter is told."""
    question = replace(QUESTION, columns=(Column("actor", "thing", {"nl": "Adres"}),))
    found = Answer(
        question, {}, "nl", [Row({"actor": it}) for it in ("urn:a", 'https://x/"', "https://x/a", "https://x/b")]
    )
    for most, expected in ((9, [None, None, "https://x/a", "https://x/b"]), (1, [None, None, "https://x/a", None])):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(book_file, "MOST_LINKS", most)
            book = book_of(store, found)
        cells = [row[0].hyperlink for row in book.worksheets[0].iter_rows(min_row=2)]
        assert [it.target if it else None for it in cells] == expected
        told = [str(value) for (value,) in book["Vraag"].iter_rows(min_col=2, values_only=True)]
        assert any("meer links" in text for text in told) == (most == 1)


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Wie [dan] ook: a/b?", [], "Wie dan ook a b"),
        ("w" * 40, [], "w" * 31),
        ("w" * 40, ["W" * 31], f"{'w' * 27} (2)"),
        ("'", [], "1"),
    ],
)
def test_sheet_has_a_name_that_excel_takes(wanted: str, taken: list[str], name: str) -> None:
    """A name is short, without what Excel forbids, and no other sheet has it."""
    assert name_sheet(wanted, taken) == name


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
