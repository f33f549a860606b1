"""A memo as a Word document (DOCX), with styles, a table whose head is repeated, and links that can be followed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from graph.terms import to_xml_text
from queries.exports.zip_file import strip_timestamps

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

    from queries.exports.memo import Memo

_SMALL = 8
#: From so many columns on, a table is set on its side.
_WIDE = 6
#: The width and height of the paper, in millimetres (ISO 216).
_A4 = (210, 297)
#: The language and country by which an office program checks spelling (BCP 47).
_LANGUAGE_TAGS = {"nl": "nl-NL", "en": "en-GB"}
#: A column is as wide as its longest text, counted in characters, within these bounds, and the room beside it.
_NARROWEST, _WIDEST, _BESIDE = 6, 40, 6


def write_docx(memo: Memo) -> bytes:
    """Write *memo* as a Word document."""
    from docx import Document  # noqa: PLC0415  slow to load, and few answers are documents

    document = Document()
    headings = memo.headings
    _prepare_document(document, memo)
    document.add_heading(to_xml_text(memo.title), 0)
    if memo.plans:
        document.add_paragraph(to_xml_text(memo.plans), style="Subtitle")
    document.add_heading(headings.question, 1)
    document.add_paragraph(to_xml_text(memo.question))
    for name, value in memo.choices:
        document.add_paragraph(f"{to_xml_text(name)}: {to_xml_text(value)}", style="List Bullet")
    document.add_heading(headings.answer, 1)
    document.add_paragraph(memo.trust)
    _add_table(document, memo)
    document.add_heading(headings.method, 1)
    for text in memo.method:
        document.add_paragraph(to_xml_text(text))
    _add_origin(document, memo)
    _number_pages(document, memo.title)
    out = BytesIO()
    document.save(out)
    return strip_timestamps(out.getvalue())


def set_language(document: Document, language: str) -> None:
    """Set in which *language* the spelling of *document* is checked."""
    from docx.oxml.ns import qn  # noqa: PLC0415  as above

    document.core_properties.language = language
    fonts = document.styles.element.find(f".//{qn('w:lang')}")
    if fonts is not None:
        fonts.set(qn("w:val"), _LANGUAGE_TAGS[language])


def set_paper(document: Document, *, is_wide: bool = False) -> None:
    """Set *document* on A4; where it *is_wide*, on its side."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415  as above
    from docx.shared import Mm  # noqa: PLC0415  as above

    section = document.sections[0]
    section.page_width, section.page_height = (Mm(it) for it in (_A4[::-1] if is_wide else _A4))
    if is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE


def _prepare_document(document: Document, memo: Memo) -> None:
    """Set the language, properties and paper of *document*; a wide table gets a page in landscape."""
    properties = document.core_properties
    properties.title, properties.author = to_xml_text(memo.title), "Samendoen"
    properties.comments = memo.provenance.version
    set_language(document, memo.language)
    set_paper(document, is_wide=len(memo.head) >= _WIDE)


def _add_table(document: Document, memo: Memo) -> None:
    """Add the rows of *memo* to *document*, or say that there are none."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  as above
    from docx.shared import Emu, Pt  # noqa: PLC0415  as above

    if not memo.rows:
        document.add_paragraph(memo.empty)
        return
    if memo.part:
        document.add_paragraph(memo.part)
    table = document.add_table(rows=1 + len(memo.rows), cols=len(memo.head), style="Light Grid Accent 1")
    _repeat_head(table)
    section = document.sections[0]
    room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    widths = [Emu(int(room * share)) for share in _divide_width(memo)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # some programs read the width of a column, others that of its cells
    # A row or cell of this library is looked up anew each time, so each is asked for once.
    for row, texts in zip(table.rows, (memo.head, *memo.rows), strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.add_run(to_xml_text(text)).font.size = Pt(_SMALL)
            if place in memo.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _divide_width(memo: Memo) -> list[float]:
    """Divide the width over the columns of *memo*, as a fraction for each."""
    longest = [max(len(text) for text in column) for column in zip(memo.head, *memo.rows, strict=True)]
    wanted = [min(max(length, _NARROWEST), _WIDEST) + _BESIDE for length in longest]
    return [width / sum(wanted) for width in wanted]


def _repeat_head(table: Table) -> None:
    """Repeat the head of *table* on every page, and break no row over two pages."""
    from docx.oxml import OxmlElement  # noqa: PLC0415  as above

    table.autofit = False
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  docx has no call for it
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  as above


def _number_pages(document: Document, title: str) -> None:
    """Put at the foot of each page of *document* its *title*, and which page it is of how many.

    An office program fills in the fields (ECMA-376 part 1, 17.16.5.44 and 17.16.5.39).
    """
    from docx.oxml import OxmlElement  # noqa: PLC0415  as above
    from docx.oxml.ns import qn  # noqa: PLC0415  as above
    from docx.shared import Pt  # noqa: PLC0415  as above

    foot = document.sections[0].footer.paragraphs[0]
    for before, field in ((f"{to_xml_text(title)}  ", "PAGE"), (" / ", "NUMPAGES")):
        foot.add_run(before).font.size = Pt(_SMALL)
        run = foot.add_run("1")
        run.font.size = Pt(_SMALL)
        filled = OxmlElement("w:fldSimple")
        filled.set(qn("w:instr"), field)
        filled.append(run._r)  # noqa: SLF001  docx has no call for it
        foot._p.append(filled)  # noqa: SLF001  as above


def _add_origin(document: Document, memo: Memo) -> None:
    """Add to *document* the sources, the version, and the URL that gives the answer again."""
    headings, provenance = memo.headings, memo.provenance
    document.add_heading(headings.sources, 1)
    for source in memo.sources:
        parts = filter(None, (source.label, source.address, source.identifier))
        document.add_paragraph(to_xml_text("; ".join(parts)), style="List Bullet")
    made = f" {memo.made}" if memo.made else ""
    document.add_paragraph(f"{headings.version}: {provenance.version}{made}")
    if provenance.address:
        document.add_paragraph(f"{headings.url}: {provenance.address}")
        document.add_paragraph(memo.lasting)
