"""A handout as a Word document of one sheet of A4: small letters, narrow margins, and no table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from graph.terms import to_xml_text
from queries.exports.word import set_language, set_paper
from queries.exports.zip_file import strip_timestamps

if TYPE_CHECKING:
    from docx.document import Document

    from queries.exports.handout import Handout, HandoutLine, HandoutPart

#: The size of the letters, and of what is said beside them, in points; and the margins, in millimetres.
_SIZE, _SMALL, _MARGIN = 9.5, 8, 15


def write_handout(handout: Handout) -> bytes:
    """Write *handout* as a Word document."""
    from docx import Document  # noqa: PLC0415  slow to load, and few answers are documents

    document = Document()
    _prepare_document(document, handout)
    document.add_heading(to_xml_text(handout.title), 0)
    if handout.lead:
        document.add_paragraph(to_xml_text(f"{handout.kind}. {handout.lead}"))
    for part in handout.parts:
        _add_part(document, part)
    foot = document.sections[0].footer.paragraphs[0]
    _add_text(foot, f"{handout.foot} {handout.address}", small=True)
    out = BytesIO()
    document.save(out)
    return strip_timestamps(out.getvalue())


def _prepare_document(document: Document, handout: Handout) -> None:
    """Set the language, properties, paper and letters of *document*."""
    from docx.shared import Mm, Pt  # noqa: PLC0415  as above

    set_language(document, handout.language)
    set_paper(document)
    properties = document.core_properties
    properties.title, properties.author = to_xml_text(handout.title), "Samendoen"
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    for name, size, before in (("Normal", _SIZE, 0), ("List Bullet", _SIZE, 0), ("Title", 16, 0), ("Heading 2", 11, 6)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(1)


def _add_part(document: Document, part: HandoutPart) -> None:
    """Add *part* to *document*: its heading, and its lines or paragraph."""
    document.add_heading(to_xml_text(part.heading), 2)
    if part.paragraph:
        document.add_paragraph(to_xml_text(part.paragraph))
    for line in part.lines:
        paragraph = document.add_paragraph(style="List Bullet")
        _add_text(paragraph, line.text)
        _add_text(paragraph, _describe_rest(line), small=True)
    if part.left_out:
        _add_text(document.add_paragraph(), part.left_out, small=True)


def _describe_rest(line: HandoutLine) -> str:
    """Describe what *line* says besides its text."""
    rest = "; ".join(filter(None, (line.note, line.ground, line.places)))
    return f" ({rest})" if rest else ""


def _add_text(paragraph: object, text: str, *, small: bool = False) -> None:
    """Add *text* to *paragraph*, in small letters where it is beside the point."""
    from docx.shared import Pt  # noqa: PLC0415  as above

    run = paragraph.add_run(to_xml_text(text))  # type: ignore[attr-defined]  # a paragraph of docx
    if small:
        run.font.size = Pt(_SMALL)
