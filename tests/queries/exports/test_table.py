"""An answer written out: the JSON that is promised, and text that stays text in every spreadsheet."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from queries.answers import Answer, Row, Value, ask
from queries.answers.provenance import Provenance
from queries.answers.trust import CHOICE_CAVEAT
from queries.exports.formats import MEDIA_TYPES, write_answer
from queries.exports.table import build_answer_json, build_table, list_lines, write_csv, write_excel_csv, write_json
from queries.plans import Plans
from queries.questions.library import find_question
from queries.questions.question import Column, Question

if TYPE_CHECKING:
    from graph.engine.store import Store
    from queries.answers.row import Value

VERSION = "0123456789abcdef" * 4
PROVENANCE = Provenance(VERSION, "2026-11-24", "https://example.org/memo")
FORMULAS = [
    "\uff1d1+1",
    "\n=1",
    "=1+1",
    '=HYPERLINK("http://x/")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
]
PLAIN = ["a=1", "1-2", "politie, OM", 'zei "nee"', "twee\nregels", "ë", "", "'x", " "]

LABELS = {"nl": "Adres", "en": "Address"}
COLUMNS = (
    Column("actor", "thing", LABELS),
    Column("actor_label", "text", {"nl": "Actor", "en": "Actor"}),
    Column("measures", "number", {"nl": "Maatregelen", "en": "Measures"}),
)
QUESTION = Question(
    name="who",
    path=Path("who.rq"),
    title={"nl": "Wie", "en": "Who"},
    question={"nl": "Wie doet wat?", "en": "Who does what?"},
    description={"nl": "Een rij per actor.", "en": "One row per actor."},
    absence={"nl": "Leeg is niet genoemd.", "en": "Empty is not mentioned."},
    unseen={"nl": "wat er niet staat.", "en": "what is not there."},
    parameters=(),
    columns=COLUMNS,
    basis="derived",
    text="",
    first=1,
    edition="0" * 64,
)


def answer(*labels: Value, language: str = "nl") -> Answer:
    """Make an answer with a row for each of *labels*."""
    rows = [Row({"actor": f"urn:{n}", "actor_label": label, "measures": n}) for n, label in enumerate(labels)]
    return Answer(QUESTION, {"theme": "urn:t"}, language, rows)


def test_json_has_the_promised_shape() -> None:
    """The members, in order, with the type of each column and the values as they are."""
    written = write_json(build_answer_json(answer("één", None, language="en"), VERSION, load_catalogue("en")))

    assert list(json.loads(written).items()) == [
        ("question", "who"),
        ("version", VERSION),
        ("parameters", {"theme": "urn:t"}),
        (
            "columns",
            [
                {"name": "actor", "label": "Address", "type": "thing"},
                {"name": "actor_label", "label": "Actor", "type": "text"},
                {"name": "measures", "label": "Measures", "type": "number"},
            ],
        ),
        (
            "rows",
            [
                {"actor": "urn:0", "actor_label": "één", "measures": 0},
                {"actor": "urn:1", "actor_label": None, "measures": 1},
            ],
        ),
        ("count", 2),
        (
            "trust",
            {
                "bases": {"derived": 2},
                "absence": f"{CHOICE_CAVEAT}Empty is not mentioned.",
                "unseen": "what is not there.",
                "remarks": [],
            },
        ),
        ("plans", []),
        ("basis", "derived"),
    ]
    assert "één".encode() in written


def test_values_are_plain(store: Store) -> None:
    """A real answer holds only strings, numbers and null, and a label beside each thing."""
    body = build_answer_json(ask(Plans(store), find_question("measures"), {}), VERSION, load_catalogue("nl"))
    names = [column["name"] for column in body["columns"]]

    assert body["count"] == len(body["rows"]) == 6
    assert {type(value) for row in body["rows"] for value in row.values()} == {str, int, type(None)}
    assert all(list(row) == names for row in body["rows"])
    assert {f"{c['name']}_label" for c in body["columns"] if c["type"] == "thing"} <= set(names)


def rows_of(written: bytes) -> list[list[str]]:
    """Read CSV as a program does."""
    return list(csv.reader(StringIO(written.decode(), newline="")))


def test_csv_keeps_every_text() -> None:
    """Any text comes back as it was: with commas, quotes and line breaks, like a formula, or of digits."""
    texts = [*PLAIN, *FORMULAS, "+31 73 5532000", "007", "1.10", "12345678901234567890"]

    assert [row[1] for row in rows_of(write_csv(*list_lines(answer(*texts))))[1:]] == texts


def test_csv_leaves_numbers_alone() -> None:
    """A negative number is a number, and nothing is an empty cell."""
    below = Answer(QUESTION, {}, "nl", [{"actor": None, "actor_label": None, "measures": -1}])

    assert rows_of(write_csv(*list_lines(below))) == [["actor", "actor_label", "measures"], ["", "", "-1"]]


def test_csv_is_what_programs_expect() -> None:
    """UTF-8 without a mark, which would become a part of the first name, and lines that end in CR LF (RFC 4180)."""
    written = write_csv(*list_lines(answer("één")))

    assert written.startswith(b"actor,actor_label,measures\r\n")
    assert next(csv.DictReader(StringIO(written.decode())))["actor"] == "urn:0"
    assert written.count(b"\n") == written.count(b"\r\n") == 2


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_for_excel_is_defused(text: str) -> None:
    """In the file for a Dutch Excel a text that it would run has an apostrophe before it, and a mark says UTF-8."""
    excel = write_excel_csv(*list_lines(answer(text)))
    written = excel.decode("utf-8-sig")

    assert excel.startswith(b"\xef\xbb\xbf")

    assert list(csv.reader(StringIO(written, newline=""), delimiter=";"))[1] == ["urn:0", f"'{text}", "0"]


def test_csv_for_excel_is_as_dutch_writes() -> None:
    """A Dutch Excel puts what is between semicolons in columns, and reads a comma before decimals."""
    found = Answer(QUESTION, {}, "nl", [{"actor": "urn:1", "actor_label": "één; twee", "measures": 0.5}])

    assert write_excel_csv(*list_lines(found)).decode("utf-8-sig").splitlines()[1] == 'urn:1;"één; twee";0,5'


def test_table_is_to_be_read() -> None:
    """The terminal shows labels without addresses, cuts what is long, and counts the rows."""
    lines = build_table(answer("Politie", "x" * 100), VERSION, load_catalogue("nl"))

    assert lines[0].split() == ["Actor", "Maatregelen"]
    assert lines[2].split() == ["Politie", "0"]
    assert lines[3] == f"{'x' * 59}…  1"
    assert lines[5] == "2 rijen, 2 derived (0123456789ab)"
    assert "urn:" not in "\n".join(lines)


def test_table_without_rows_says_so() -> None:
    """No rows still gives the heading and the count, in the reader's language."""
    lines = build_table(answer(language="en"), VERSION, load_catalogue("en"))

    assert lines[0].split() == ["Actor", "Measures"]
    assert lines[-1] == "0 rows (0123456789ab)"


@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_every_format_is_written(store: Store, name: str) -> None:
    """Every format that is offered gives something of its own."""
    found = ask(Plans(store), find_question("themes"), {})
    written = {other: write_answer(store, found, other, PROVENANCE, load_catalogue("nl")) for other in MEDIA_TYPES}

    assert written[name]
    assert [other for other in MEDIA_TYPES if written[other] == written[name]] == [name]


@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_same_answer_gives_same_bytes(store: Store, name: str) -> None:
    """Asked twice of one version, an answer is the same bytes."""
    texts = load_catalogue("nl")
    first, second = (
        write_answer(store, ask(Plans(store), find_question("themes"), {}), name, PROVENANCE, texts) for _ in range(2)
    )

    assert first == second
