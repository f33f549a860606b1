"""Tests of files of several plans: each row and each source is of its own plan, and the file says of which it is."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse

from api.catalogue import load_catalogue
from graph.build import build_version
from graph.engine import Store, write_turtle
from graph.sources import list_model_sources
from queries.answers import Provenance, ask, list_sources
from queries.exports import build_memo, write_answer
from queries.plans import Plans
from queries.questions import find_question
from tests.builds import FIXTURE_FILES
from tests.several import FIRST, SECOND, several, several_version, write_named_copy
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

    from graph.terms import TermJson
    from queries.answers import Answer

__all__ = ["several", "several_version"]

DUTCH = load_catalogue("nl")
LABEL = f"Veilig {SECOND} 2031-2034"
PROVENANCE = Provenance("0" * 64, "2026-11-28", "https://example.org/memo")


def answer_of(plans: Plans, *keys: str, name: str = "measures", language: str = "nl") -> Answer:
    """Answer the question called *name* of the *plans* with these *keys*."""
    return ask(plans, find_question(name), {}, language, plans.select(keys))


@pytest.fixture(scope="module")
def unlike(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    """Hold a second plan that names its document otherwise."""
    folder = tmp_path_factory.mktemp("unlike")
    changes = [
        ("Tekst van het plan van Zilverhaven", "Tekst van de kopie"),
        ("Text of the plan of Zilverhaven", "Text of the copy"),
    ]
    copy = write_named_copy(folder / "copy", SECOND, changes)
    version = build_version(folder / "data", [*FIXTURE_FILES, *copy], packaged=list_model_sources())
    return Plans(Store(version.path))


@pytest.mark.parametrize("key", [FIRST, SECOND])
def test_sources_are_those_of_the_plan(unlike: Plans, key: str) -> None:
    """The sources of an answer of one plan are documents of that plan; of several plans those of each."""
    labels = {FIRST: "Tekst van het plan van Zilverhaven", SECOND: "Tekst van de kopie"}
    one = {source.label for source in list_sources(unlike.engine, answer_of(unlike, key))}
    both = {source.label for source in list_sources(unlike.engine, answer_of(unlike))}

    assert one & set(labels.values()) == {labels[key]}
    assert both >= set(labels.values())


def test_sources_of_many_plans_are_the_documents_of_the_lines(unlike: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the plans are too many to look at one by one, their sources are documents of the rows, and public ones."""
    for name in ("measures", "legislation"):
        answer = answer_of(unlike, name=name)
        apart = list_sources(unlike.engine, answer)
        with monkeypatch.context() as patch:
            patch.setattr("queries.answers.provenance.MOST_APART", 1)
            together = list_sources(unlike.engine, answer)

        documents = {str(row["document_label"]) for row in answer.rows if row["document"]}
        assert documents
        assert documents <= {source.label for source in together}
        assert set(together) <= set(apart)
        assert [source for source in together if source.address and not source.identifier] == [
            source for source in apart if source.address and not source.identifier
        ]


def test_memo_says_of_which_plan_it_is(several: Plans) -> None:
    """A memo of one plan has its name under the title; one of several names each, and in each row its plan."""
    one = build_memo(several.engine, answer_of(several, SECOND), PROVENANCE, DUTCH)
    both = build_memo(several.engine, answer_of(several), PROVENANCE, DUTCH)

    assert one.plans == f"Plan: {LABEL}"
    assert "Plan" not in one.head
    assert LABEL in both.plans
    assert "Veilig Zilverhaven 2031-2034" in both.plans
    assert {row[both.head.index("Plan")] for row in both.rows} == {LABEL, "Veilig Zilverhaven 2031-2034"}
    assert len(both.method) == len(one.method) + 1
    assert {row[one.head.index("Document")] for row in one.rows} == {"Tekst van het plan van Zilverhaven"}


def test_word_and_workbook_say_of_which_plan_they_are(several: Plans) -> None:
    """A Word document has the plans under its title, a workbook a column for the plan and a line about the query."""
    answer = answer_of(several)
    word = Document(BytesIO(write_answer(several.engine, answer, "docx", PROVENANCE, DUTCH)))
    book = load_workbook(BytesIO(write_answer(several.engine, answer, "xlsx", PROVENANCE, DUTCH)))
    rows, about = ([[cell.value for cell in row] for row in sheet.rows] for sheet in book.worksheets[:2])

    assert any(LABEL in paragraph.text for paragraph in word.paragraphs[:3])
    assert {row[rows[0].index("Plan")] for row in rows[1:]} == {LABEL, "Veilig Zilverhaven 2031-2034"}
    assert any(LABEL in str(value) for _, value in about)
    query = next(str(value) for name, value in about if name == "SPARQL")
    assert query.startswith("# ")
    assert f"/graph/{answer.plans[0].key}/stated>" in query


def test_dutch_text_in_an_english_file_is_marked(unlike: Plans) -> None:
    """Where there is no English, memo and workbook have the Dutch text and say that it is Dutch; in Dutch nothing."""
    english = answer_of(unlike, SECOND, language="en")
    (first, *others) = english.solutions
    told: TermJson = {"type": "literal", "value": str(english.rows[0]["measure_label"]), "xml:lang": "nl-x-en"}
    english = replace(english, solutions=[{**first, "measure_label": told}, *others])
    memo = build_memo(unlike.engine, english, PROVENANCE, load_catalogue("en"))
    book = load_workbook(BytesIO(write_answer(unlike.engine, english, "xlsx", PROVENANCE, load_catalogue("en"))))
    dutch = build_memo(unlike.engine, answer_of(unlike, SECOND), PROVENANCE, DUTCH)

    marked = f"{english.rows[0]['measure_label']} (NL)"
    assert [cell for row in memo.rows for cell in row if cell.endswith("(NL)")] == [marked]
    assert marked in {cell.value for row in book.worksheets[0].rows for cell in row}
    assert not [cell for row in dutch.rows for cell in row if cell.endswith("(NL)")]


def test_memo_sets_no_more_than_it_is_told_and_says_so(several: Plans) -> None:
    """A memo of more rows than fit has the first, and says how many there are."""
    memo = build_memo(several.engine, answer_of(several), PROVENANCE, load_catalogue("en"), 30)

    assert 0 < len(memo.rows) * len(memo.head) <= 30
    assert f"{len(memo.rows)} of {len(answer_of(several).rows)} rows" in memo.part


def test_json_names_the_plans(several: Plans) -> None:
    """JSON has the keys of the plans that were asked beside the parameters, of which the plan is none."""
    body = json.loads(write_answer(several.engine, answer_of(several, SECOND), "json", PROVENANCE, DUTCH))

    assert body["plans"] == [SECOND]
    assert "plan" not in body["parameters"]


@pytest.mark.parametrize("keys", [(SECOND,), (FIRST, SECOND)])
def test_turtle_says_of_each_thing_what_its_plan_says(several: Plans, keys: tuple[str, ...]) -> None:
    """No statement of a plan that was not asked is in it; it can be read again, and is the same bytes each time."""
    answer = answer_of(several, *keys)
    text = write_answer(several.engine, answer, "ttl", PROVENANCE, DUTCH)
    triples = {str(quad.triple) for quad in parse(text, RdfFormat.TURTLE)}

    assert text == write_answer(several.engine, answer_of(several, *keys), "ttl", PROVENANCE, DUTCH)
    assert {key for key in (FIRST, SECOND) if any(f"/measure/{key}/" in triple for triple in triples)} == set(keys)
    assert (f"@prefix measure: <https://w3id.org/samendoen/id/measure/{SECOND}/>".encode() in text) is (len(keys) == 1)
    assert {str(quad.triple) for quad in parse(write_turtle(_to_lines(text)), RdfFormat.TURTLE)} == triples


def _to_lines(turtle: bytes) -> bytes:
    """Convert *turtle* to N-Triples."""
    return "".join(f"{quad.triple} .\n" for quad in parse(turtle, RdfFormat.TURTLE)).encode()


def test_memo_of_a_plan_that_was_removed_stays_askable(tmp_path: Path) -> None:
    """Its permanent address names the plan and the version; without the version the plan is not there any more."""
    copy = write_named_copy(tmp_path / "copy", SECOND)
    folder = tmp_path / "data"
    build_version(folder, [*FIXTURE_FILES, *copy], packaged=list_model_sources())
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        page = app.test_client().get(f"/questions/measures/memo?plan={SECOND}").get_data(as_text=True)
    address = page.partition('class="permanent"')[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    build_version(folder, FIXTURE_FILES, packaged=list_model_sources())
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        client = app.test_client()
        again = client.get(address).get_data(as_text=True)
        gone = client.get(f"/questions/measures/memo?plan={SECOND}")

    assert f"plan={SECOND}" in address
    assert f"Plan: {LABEL}" in again
    assert again.count("<tr>") == page.count("<tr>") > 2
    assert gone.status_code == 400
