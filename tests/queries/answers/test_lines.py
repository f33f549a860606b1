"""The lines of a row: each once, in order, with the document where there are more, and each part where it leads."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest

from queries.answers import Lines, Selection, ask, select_rows
from queries.answers.lines import read_lines
from queries.exports import select_readable_columns
from queries.plans import Plans
from queries.questions.library import find_question, load_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Store
    from queries.answers import Answer, Row
    from queries.questions import Column, Question

#: The questions whose rows are one piece of evidence each, so that nothing is merged in them.
OF_ONE_PLACE = {"evidence", "foci", "omissions"}
#: The line that another sentence stands on, to which a gap points: it is one place, and not where the row rests.
ELSEWHERE = "nearest_line"
#: What picks the first of several places in a query, and of which variable.
FIRST = re.compile(r"\bM(?:IN|AX)\(\?(\w+)\)")
#: What says of which thing the evidence is merged.
MERGED = re.compile(r"SELECT \?(\w+) \(MIN\(\?at\) AS \?place\w*\)")
#: Every thing with the places of its evidence.
PLACES = """
PREFIX smd: <https://w3id.org/samendoen/def#>
SELECT ?thing ?first ?document
WHERE { ?thing smd:evidence ?it . ?it smd:inDocument ?document ; smd:firstLine|smd:page ?first }
"""
#: What names the documents in the examples.
NAMES = {"https://x/plan": "Plan", "https://x/map": "Map"}


def tell(gathered: str, language: str = "nl") -> Lines:
    """Tell the lines in *gathered*."""
    return read_lines(gathered, language, lambda iri, _: NAMES[iri])


@pytest.mark.parametrize(
    ("gathered", "language", "text"),
    [
        ("0https://x/plan l0000191|0https://x/plan l0000037|0https://x/plan l0000191", "nl", "37, 191"),
        ("0https://x/plan l0000010|0https://x/plan l0000009|", "nl", "9, 10"),
        (
            "0https://x/plan l0000136|0https://x/plan l0000136-0000138|0https://x/plan l0000140",
            "nl",
            "136\u2013138, 140",
        ),
        ("1https://x/map p0000003|1https://x/map p0000001", "nl", "p. 1, 3"),
        ("1https://x/map p0000003|0https://x/plan l0000037", "en", "Plan: 37; Map: p. 3"),
    ],
)
def test_lines_are_told_in_order(gathered: str, language: str, text: str) -> None:
    """Each line is there once, by number, with ranges whole, pages called pages, and documents named where several."""
    told = tell(gathered, language)

    assert told == text
    assert "".join(part.text for part in told.parts) == text


def test_each_line_leads_to_its_own_place() -> None:
    """Each line leads to its document and number, also when it came from another process; what is between, nowhere."""
    told = pickle.loads(pickle.dumps(tell("1https://x/map p0000003|0https://x/plan l0000037")))  # noqa: S301  our own

    assert [(str(it.place), it.place.document, it.place.is_page) for it in told.parts if it.place] == [
        ("37", "https://x/plan", False),
        ("3", "https://x/map", True),
    ]


def list_lines_columns(question: Question) -> list[tuple[Column, Column | None]]:
    """List the columns of *question* that hold a line, each with the one that holds all lines."""
    found = [it for it in question.columns if it.is_line and it.name != ELSEWHERE]
    return [(it, question.column(it.name_of_lines)) for it in found]


#: The questions whose rows show a line that may be the first of several, each with all of them.
WITH_LINES = [
    name
    for name in load_questions()
    if name not in OF_ONE_PLACE and any(all_lines for _, all_lines in list_lines_columns(find_question(name)))
]


def test_every_question_shows_all_lines() -> None:
    """A question that shows the first of several lines shows all of them."""
    first_only = {
        name
        for name in set(load_questions()) - OF_ONE_PLACE
        for _, every in list_lines_columns(find_question(name))
        if every is None
    }

    assert first_only == set()


@pytest.mark.parametrize("name", WITH_LINES)
def test_query_that_picks_a_place_gathers_all(name: str) -> None:
    """A query that picks the first of several places gathers those very places too."""
    text = find_question(name).text
    places = {it for it in FIRST.findall(text) if re.search(rf"smd:place \?{it}\b", text)}

    assert places, "no place is picked, so the test is no use"
    for place in places:
        picked = re.findall(rf"\bM(?:IN|AX)\(\?{place}\) AS", text)
        gathered = re.findall(rf"GROUP_CONCAT\(DISTINCT (?:CONCAT\()?\?{place}\b", text)
        assert len(gathered) >= max(1, len(picked)), place


def read_places(store: Store) -> dict[str, set[tuple[str, int]]]:
    """Read of each thing the documents and numbers of the places that it rests on."""
    found: dict[str, set[tuple[str, int]]] = {}
    for row in store.select(PLACES):
        found.setdefault(row.iri("thing"), set()).add((row.iri("document"), row.integer("first")))
    return found


def iter_lines(row: Row, column: Column) -> Iterator[tuple[str, int]]:
    """Yield the documents and numbers of all the lines in *column* of *row*."""
    for part in row.all_lines(column.name).parts:
        if part.place:
            yield from ((part.place.document, it) for it in range(part.place.first, part.place.last + 1))


def find_forgotten(answer: Answer, places: dict[str, set[tuple[str, int]]]) -> Iterator[tuple[Row, str]]:
    """Yield each row of *answer* whose lines lack its line, or one of the thing whose evidence the query merges."""
    merged = [name for name in MERGED.findall(answer.question.text) if answer.question.column(name)]
    for one, every in list_lines_columns(answer.question):
        for row in answer.rows:
            line = (row[one.name.replace("line", "document")], row[one.name])
            shown = set(iter_lines(row, every)) if every and row[every.name] is not None else set()
            if line[1] is not None and line not in shown:
                yield row, one.name
            for name in merged:
                its = places.get(str(row[name]), set())
                if line in its and not its <= shown:
                    yield row, name


@pytest.mark.parametrize("name", WITH_LINES)
def test_row_that_merges_places_shows_them_all(store: Store, name: str) -> None:
    """A row has its line among its lines, and with it all the lines of the thing that it is about."""
    assert list(find_forgotten(ask(Plans(store), find_question(name), {}), read_places(store))) == []


@pytest.mark.parametrize("name", WITH_LINES)
def test_people_see_all_lines_and_no_first_one(store: Store, name: str) -> None:
    """In what people read the column of all lines stands in the place of the first, which the data keep."""
    answer = ask(Plans(store), find_question(name), {})
    readable = {column.name for column in select_readable_columns(answer)}

    for one, every in list_lines_columns(answer.question):
        if every is not None:
            assert one.name not in readable
            assert every.name in readable


def test_rows_are_sorted_by_their_first_line(store: Store) -> None:
    """Sorted by its lines, an answer is in the order of the document, and not in that of letters."""
    answer = ask(Plans(store), find_question("measures"), {})
    chosen = select_rows(answer, Selection({}, "-lines"), lambda _, value: str(value))

    numbers = [row.integer("line") for row in chosen.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert len({len(str(number)) for number in numbers}) > 1 or len(set(numbers)) > 1
