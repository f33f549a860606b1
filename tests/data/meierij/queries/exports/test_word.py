"""A memo as a Word document: all that a council may ask after, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from api.catalogue import load_catalogue
from queries.answers.answer import Answer, ask
from queries.exports.memo import Headings, build_memo
from queries.exports.word import write_docx
from queries.plans import Plans
from queries.questions.library import find_question
from tests.queries.exports.test_table import PROVENANCE, answer

if TYPE_CHECKING:
    from docx.document import Document

    from graph.engine.store import Store


def document_of(store: Store, found: Answer) -> Document:
    """Write the memo of *found* as a document and read it back."""
    return docx.Document(BytesIO(write_docx(build_memo(store, found, PROVENANCE, load_catalogue(found.language)))))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_memo_says_it_all(store: Store, language: str) -> None:
    """The question, what was chosen, the answer and what it rests on, the method, the sources, and the address."""
    found = ask(Plans(store), find_question("cooperation"), {"theme": "jeugd"}, language)
    document = document_of(store, found)
    texts = [paragraph.text for paragraph in document.paragraphs]
    whole = "\n".join(texts)

    assert texts[0] == found.question.title[language]
    for told in (found.question.question, found.question.description, found.question.absence, found.question.unseen):
        assert told[language] in whole
    headings = Headings.translate(load_catalogue(language))
    for heading in (headings.question, headings.answer, headings.method, headings.sources):
        assert heading in texts
    assert {"nl": "Thema: Jeugdoverlast", "en": "Theme: Youth"}[language] in whole
    assert {"nl": "33 rijen: 3 staan met zoveel woorden", "en": "33 rows: 3 are in the source"}[language] in whole
    assert PROVENANCE.version in whole
    assert PROVENANCE.address in whole
    assert "SHA-256" in whole


def test_table_reads_as_people_read(store: Store) -> None:
    """Labels and words, no addresses and no codes; the head is repeated on each page."""
    found = ask(Plans(store), find_question("cooperation"), {"theme": "jeugd"})
    (table,) = document_of(store, found).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert rows[0] == ["Partner", "Werkt samen met", "Waaraan", "Grond", "Gedeelde maatregelen", "Document", "Regels"]
    assert len(rows) == 1 + len(found.rows)
    assert {row[3] for row in rows[1:]} == {"vermeld", "bedoeld", "afgeleid"}
    assert not [cell for row in rows for cell in row if "://" in cell]
    assert "w:tblHeader" in table.rows[0]._tr.xml  # noqa: SLF001  docx has no call for it
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)  # noqa: SLF001  as above


@pytest.mark.parametrize(("name", "size"), [("cooperation", (297, 210)), ("partners", (210, 297))])
def test_paper_is_a4(store: Store, name: str, size: tuple[int, int]) -> None:
    """The page is A4, on its side for a wide table, and the columns share its width by what stands in them."""
    document = document_of(store, ask(Plans(store), find_question(name), {}))
    (section,), (table,) = document.sections, document.tables
    widths = [cell.width or 0 for cell in table.rows[1].cells]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)

    assert (round((section.page_width or 0) / 36_000), round((section.page_height or 0) / 36_000)) == size
    assert abs(sum(widths) - room) < len(widths) * 1_000
    assert len(set(widths)) > 1


def test_hostile_text_is_text(store: Store) -> None:
    """Marks of XML stay marks, and a sign that XML cannot hold is replaced."""
    (table,) = document_of(store, answer("<w:p>&\x00\ufffe")).tables

    assert table.rows[1].cells[0].text == "<w:p>&\ufffd\ufffd"


def test_no_rows_is_said(store: Store) -> None:
    """An answer without rows is told in words, not by an empty table."""
    document = document_of(store, answer(language="en"))

    assert document.tables == []
    assert "No rows: there is no plan here." in [paragraph.text for paragraph in document.paragraphs]


def test_pages_are_numbered(store: Store) -> None:
    """At the foot of each page is what it is of, and which page of how many, which the office program fills in."""
    document = document_of(store, ask(Plans(store), find_question("measures"), {}))
    foot = document.sections[0].footer.paragraphs[0]
    fields = [it.get(qn("w:instr")) for it in foot._p.iter(qn("w:fldSimple"))]  # noqa: SLF001  docx has no call for it

    assert foot.text.startswith(document.core_properties.title)
    assert fields == ["PAGE", "NUMPAGES"]
