"""One answer in every format: the rows of JSON are those of each file, in both languages, whole and in part."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from itertools import cycle, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from openpyxl import load_workbook
from rdflib import Graph, URIRef

from queries.answers.labels import format_value
from queries.questions.library import find_question, load_questions
from tests.data.meierij.queries.without_rows import WITHOUT_ROWS
from tests.terminal import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.engine.store import Store
    from graph.versions.archive import Version

    Body = dict[str, Any]
    Read = Callable[[bytes, Body], list[list[str]]]

API = "/api/v1/questions"
SPARQL = "{http://www.w3.org/2005/sparql-results#}"
#: The bytes of these are the same on the command line; the others hold an address, which a terminal has not.
SAME = ("json", "csv", "csv-excel", "srj", "srx", "ttl")
#: What a document says above an answer about the plan, in each language.
OF_THE_PLAN = {
    "nl": "Plan: Integraal veiligheidsplan 2019-2022 (basisteam Meierij)",
    "en": "Of the plan: Integrated safety plan 2019-2022 (Meierij base team)",
}


def asks() -> list[tuple[str, dict[str, str]]]:
    """Give each question without a value and with the examples of its header, in turns in each language and order."""
    found: list[tuple[str, dict[str, str]]] = []
    for place, (name, question) in enumerate(load_questions().items()):
        needed = {it.name: it.examples[0] for it in question.parameters if it.required and not it.default}
        first, last = question.columns[0].name, question.columns[-1].name
        found.append((name, {**needed, "lang": ("nl", "en")[place % 2]}))
        found.append((name, {**needed, "lang": ("en", "nl")[place % 2], "sort": f"-{last}"}))
        for it in question.parameters:
            found += [(name, {**needed, it.name: value, "lang": "nl", "sort": first}) for value in it.examples[:1]]
    return found


def take_turns(found: list[tuple[str, dict[str, str]]]) -> list[tuple[str, dict[str, str]]]:
    """Give of what was *found* one for each question: of the first question the first, of the next the second."""
    groups = [list(group) for _name, group in groupby(found, key=itemgetter(0))]
    return [group[place % len(group)] for place, group in enumerate(groups)]


def named(it: object) -> str:
    """Give what a test with *it* is called."""
    return it if isinstance(it, str) else "-".join(it) if isinstance(it, dict) else ""


ASKED = pytest.mark.parametrize(("name", "values"), asks(), ids=named)
#: For the formats that take long to read: each question once, in turns whole, in another order and in part.
ONCE = pytest.mark.parametrize(("name", "values"), take_turns(asks()), ids=named)


def body(client: FlaskClient, name: str, values: dict[str, str]) -> Body:
    """Give the answer in JSON, which the others are held against."""
    answer = client.get(f"{API}/{name}", query_string=values)
    assert answer.status_code == 200, answer.text
    found: Body = answer.get_json()
    return found


def written(client: FlaskClient, name: str, values: dict[str, str], short: str) -> bytes:
    """Give the same answer in the format *short*."""
    answer = client.get(f"{API}/{name}", query_string={**values, "format": short})
    assert answer.status_code == 200, answer.text
    return bytes(answer.get_data())


def cells(found: Body) -> list[list[Any]]:
    """Give the rows of the JSON that was *found* as lists."""
    return [list(row.values()) for row in found["rows"]]


@ASKED
@pytest.mark.turns(4)
def test_every_text_format_has_the_rows_of_json(client: FlaskClient, name: str, values: dict[str, str]) -> None:
    """CSV, and CSV for a Dutch Excel with its semicolons and commas, have the values of JSON as text."""
    found = body(client, name, values)
    texts = {short: written(client, name, values, short).decode("utf-8-sig") for short in ("csv", "csv-excel")}
    head, *rows = csv.reader(StringIO(texts["csv"], newline=""))
    dutch_head, *dutch = csv.reader(StringIO(texts["csv-excel"], newline=""), delimiter=";")

    assert head == dutch_head == [column["name"] for column in found["columns"]]
    assert rows == [["" if it is None else str(it) for it in row] for row in cells(found)]
    assert dutch == [
        ["" if it is None else str(it).replace(".", ",") if isinstance(it, float) else str(it) for it in row]
        for row in cells(found)
    ]


@ASKED
@pytest.mark.turns(4)
def test_results_formats_have_the_rows_of_json(client: FlaskClient, name: str, values: dict[str, str]) -> None:
    """SPARQL results in JSON and in XML bind, row by row, the very values that JSON has, and leave out what is none."""
    found = body(client, name, values)
    names = [column["name"] for column in found["columns"]]
    srj = json.loads(written(client, name, values, "srj"))
    srx = ET.fromstring(written(client, name, values, "srx"))  # noqa: S314  it is our own answer
    texts = [{key: value for key, value in row.items() if value is not None} for row in found["rows"]]

    assert srj["head"]["vars"] == names
    assert [{key: as_value(it) for key, it in row.items()} for row in srj["results"]["bindings"]] == texts
    assert [it.get("name") for it in srx.iter(f"{SPARQL}variable")] == names
    assert [
        {
            str(it.get("name")): as_value({"value": it[0].text or "", "datatype": it[0].get("datatype", "")})
            for it in row
        }
        for row in srx.iter(f"{SPARQL}result")
    ] == texts


def as_value(term: dict[str, str]) -> str | int | float:
    """Give what a program reads from *term*: a number where its type is one."""
    kind = term.get("datatype", "").rpartition("#")[2]
    if kind == "integer" or (kind == "decimal" and "." not in term["value"]):
        return int(term["value"])
    return float(term["value"]) if kind in ("decimal", "double") else term["value"]


@ONCE
@pytest.mark.turns(4)
def test_workbook_has_the_rows_of_json(client: FlaskClient, name: str, values: dict[str, str]) -> None:
    """A workbook has a sheet with the very values of JSON, under their names."""
    found = body(client, name, values)
    book = load_workbook(BytesIO(written(client, name, values, "xlsx")))
    head, *rows = book["Gegevens" if values["lang"] == "nl" else "Data"].iter_rows(values_only=True)

    assert list(head) == [column["name"] for column in found["columns"]]
    assert [list(row) for row in rows] == cells(found)


@ONCE
@pytest.mark.turns(4)
def test_document_shows_the_rows_of_json(client: FlaskClient, store: Store, name: str, values: dict[str, str]) -> None:
    """The table of a Word document has each row, as people read it: labels in place of addresses and codes.

    It has no plan, which is named above it, no page where no row has one, no first line where all lines stand, and
    nothing of what was not chosen.
    """
    found = body(client, name, values)
    document = Document(BytesIO(written(client, name, values, "docx")))
    names = list_read_names(found)
    columns = [it for it in find_question(name).columns if it.name in names]
    expected = [[format_value(store, it, row[it.name], values["lang"]) for it in columns] for row in found["rows"]]

    assert [it.name for it in columns] == names
    said = OF_THE_PLAN[values["lang"]] in [it.text for it in document.paragraphs]
    assert said == find_question(name).by_plan
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert len(tables) == (1 if expected else 0)
    if expected:
        assert tables[0] == [[it.label[values["lang"]] for it in columns], *expected]


def list_read_names(found: Body) -> list[str]:
    """Give the columns of what was *found* that people read in a document about one plan."""
    names = [column["name"] for column in found["columns"]]
    things = {column["name"] for column in found["columns"] if column["type"] == "thing"}
    left = {name for name in things if f"{name}_label" in names} | {"plan_label"}
    pages = [it for it in names if "page" in it.split("_") and it not in things]
    left |= {it for it in pages if all(row.get(it) is None for row in found["rows"])}
    columns, chosen = find_question(found["question"]).columns, found["parameters"]
    left |= {it.name for it in columns if it.when and it.when not in chosen}
    left |= {it for it in names if f"{it}_label" in names}
    left |= {it for it in names if re.match(r"(line|page)(?=_|$)", it) and re.sub("^[a-z]+", "lines", it) in names}
    return [name for name in names if name not in left]


@ONCE
@pytest.mark.turns(4)
def test_turtle_describes_every_thing_in_the_rows(client: FlaskClient, name: str, values: dict[str, str]) -> None:
    """Turtle has something to say of each thing in the rows, and of no thing where there are no rows."""
    found = body(client, name, values)
    things = {column["name"] for column in found["columns"] if column["type"] == "thing"}
    shown = {URIRef(row[it]) for row in found["rows"] for it in things if row[it]}
    told = Graph().parse(data=written(client, name, values, "ttl"), format="turtle")

    assert shown <= set(told.subjects())
    assert bool(shown) == bool(len(told))


@pytest.mark.parametrize("name", [name for name in load_questions() if name not in WITHOUT_ROWS])
def test_each_value_that_one_can_narrow_by_gives_its_rows(client: FlaskClient, name: str) -> None:
    """Narrowed by the shown value of a row, an answer holds the rows with that value, the same ones in CSV."""
    found = body(client, name, {"lang": "nl"})
    column = next(
        (it["name"] for it in found["columns"] if it["type"] == "text" and found["rows"][0][it["name"]]), None
    )
    if column is None:
        column = next(it["name"] for it in found["columns"] if it["type"] == "thing")
    value = str(found["rows"][0][column])
    part = {"lang": "nl", f"only.{column}": value}
    camel = {"lang": "nl", "only" + "".join(it.capitalize() for it in column.split("_")): value}

    expected = [row for row in found["rows"] if row[column] == value]
    assert body(client, name, part)["rows"] == expected == body(client, name, camel)["rows"]
    rows = list(csv.reader(StringIO(written(client, name, part, "csv").decode("utf-8-sig"), newline="")))[1:]
    assert len(rows) == len(expected) > 0


@pytest.mark.parametrize(("name", "short"), list(zip(load_questions(), cycle(SAME), strict=False)))
@pytest.mark.turns(4)
def test_command_line_gives_the_same_bytes(  # noqa: PLR0913  what pytest hands in, and the two that vary
    client: FlaskClient, store: Store, version: Version, monkeypatch: pytest.MonkeyPatch, name: str, short: str
) -> None:
    """`samendoen ask` gives, byte for byte, what the address gives, with the same parameters and order.

    Each question in one of the formats, which come in turns, as to start the command takes most of the time.
    """
    # The store holds this very version; to load it anew for each question takes most of the rest.
    monkeypatch.setattr("api.commands.ask.Store", lambda _path: store)
    values = next((it for asked, it in reversed(asks()) if asked == name), {})
    own = {key: value for key, value in values.items() if key not in ("lang", "sort")}
    given = [word for key, value in own.items() for word in ("-p", f"{key}={value}")]
    options = ["--lang", values["lang"], "--sort", values.get("sort", ""), "--data", str(version.path.parents[1])]

    told = run("ask", name, *given, *options, "--format", short)

    assert told.exit_code == 0, told.output
    assert told.stdout_bytes == written(client, name, values, short)
