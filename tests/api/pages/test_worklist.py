"""The list to work off: locked rows that can be found again, columns to fill in, and the same bytes each time."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from queries.answers.answer import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.builds import SMALL_PLAN

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from openpyxl import Workbook

    from graph.engine.store import Store
    from graph.versions.archive import Version


def read_book(client: FlaskClient, query: str = "") -> Workbook:
    """Read the list with *query*."""
    answer = client.get(f"/gaps/worklist.xlsx{query}")
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data))


def read_manifest(book: Workbook) -> dict[str, str]:
    """Read what *book* says that it was made of."""
    return {str(name): str(value or "") for name, value in book["samendoen"].iter_rows(values_only=True)}


def test_rows_are_those_of_the_question(client: FlaskClient, store: Store) -> None:
    """There is a row for each measure without an owner, with its IRI, its plan, its title and the line of it."""
    rows = ask(Plans(store), find_question("gaps"), {"kind": "owner"}).rows
    sheet = read_book(client, "?kind=owner").worksheets[0]
    found = {str(row[0]): row for row in sheet.iter_rows(min_row=2, values_only=True)}

    assert found.keys() == {row["node"] for row in rows}
    for row in rows:
        assert found[row.text("node")][3] == row["node_label"]
        assert str(row["line"]) in str(found[row.text("node")][9])
        assert "eigenaar" in str(found[row.text("node")][5])


def test_choice_narrows_the_list(client: FlaskClient) -> None:
    """A theme, a step and a day narrow the rows, and the list says which; without a kind it is of all measures."""
    whole, theme, step = (
        read_book(client, query).worksheets[0].max_row for query in ("", "?theme=water", "?step=nobody&kind=owner")
    )
    manifest = read_manifest(read_book(client, "?theme=water&on=2031-01-01"))

    assert 1 < theme < whole
    assert 1 < step < whole
    assert (manifest["choice.theme"], manifest["day"]) == ("water", "2031-01-01")


def test_only_what_is_filled_in_is_open(client: FlaskClient) -> None:
    """Ids are in hidden columns, and of each row all is locked but the owner, the day and the source."""
    book = read_book(client)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]

    assert sheet.protection.sheet
    assert all(sheet.column_dimensions[letter].hidden for letter in "AB")
    assert heads[-3:] == ["eigenaar", "vanaf", "bron"]
    for row in sheet.iter_rows(min_row=2):
        assert [not cell.protection.locked for cell in row] == [False] * 10 + [True] * 3
        assert [cell.value for cell in row[-3:]] == [None] * 3
    assert {it.title: it.sheet_state for it in book.worksheets[1:]} == {
        "Uitleg": "visible",
        "lists": "hidden",
        "samendoen": "veryHidden",
    }


def test_owner_is_chosen_from_the_partners_of_the_plan(client: FlaskClient, store: Store) -> None:
    """An owner is chosen from a list of each partner of the plan, with its IRI beside it; a day has to be one."""
    book = read_book(client)
    rules = {it.type: it for it in book.worksheets[0].data_validations.dataValidation}
    names = [row for row in book["lists"].iter_rows(min_row=2, values_only=True) if row[0]]
    partners = ask(Plans(store), find_question("partners"), {}).rows

    assert {(row["actor_label"], row["actor"]) for row in partners} == set(names)
    assert rules["list"].formula1 == f"lists!$A$2:$A${len(names) + 1}"
    assert rules["list"].errorStyle == "warning"
    assert rules["date"].errorStyle == "stop"
    assert book.worksheets[0]["L2"].number_format == "dd-mm-yyyy"


def test_list_says_what_it_was_made_of(client: FlaskClient, version: Version) -> None:
    """The hidden sheet has form, version, question and plan, and a digest that what is locked can be held against."""
    book = read_book(client, "?kind=owner")
    manifest, sheet = read_manifest(book), book.worksheets[0]
    locked = [
        ["" if cell is None else str(cell) for cell in row[:10]] for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    text = "\x1e".join("\x1f".join(row) for row in locked)

    assert (manifest["format"], manifest["format_number"]) == ("samendoen-worklist", "1")
    assert (manifest["version"], manifest["question"], manifest["plans"]) == (version.digest, "gaps", SMALL_PLAN)
    assert manifest["edition"] == find_question("gaps").edition
    assert date.fromisoformat(manifest["day"])
    assert manifest["columns"].split()[-3:] == manifest["filled_in"].split() == ["owner", "from", "source"]
    assert int(manifest["rows"]) == len(locked) == sheet.max_row - 1
    assert manifest["locked_sha256"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("query", ["", "?kind=owner&lang=en"])
def test_same_choice_is_the_same_bytes(client: FlaskClient, query: str) -> None:
    """Whoever asks twice gets the same bytes, and nothing at all where the client has them already."""
    first, second = (client.get(f"/gaps/worklist.xlsx{query}") for _ in range(2))

    assert first.data == second.data
    assert (
        client.get(f"/gaps/worklist.xlsx{query}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    )


def test_list_is_offered_where_something_is_chosen(client: FlaskClient) -> None:
    """The page offers the list with what was chosen on it."""
    text = client.get("/gaps?kind=owner&theme=water&lang=nl", headers={"Accept": "text/html"}).get_data(as_text=True)

    assert 'href="/gaps/worklist.xlsx?kind=owner&amp;theme=water&amp;lang=nl"' in text


def test_wrong_choice_is_refused(client: FlaskClient) -> None:
    """What names nothing is no empty list."""
    assert client.get("/gaps/worklist.xlsx?theme=nope").status_code == 400
    assert client.get("/gaps/worklist.xlsx?kind=nope").status_code == 400
