"""A workbook as a file of Excel (XLSX): to read on a screen, to print, and to sort and filter in."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from graph.terms import to_xml_text
from queries.exports.book import Linked, Sheet, name_sheet
from queries.exports.cells import HEAD, MOST_LINKS, CellWriter, add_styles, split_text
from queries.exports.zip_file import strip_timestamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from queries.exports.book import Book, Content

#: As many rows as a sheet holds under its head (Excel, specifications and limits).
MOST_ROWS = 1_048_575
#: Where the rows begin, under the head.
FIRST_ROW = 2
#: A column is as wide as its longest line, counted in characters, within these bounds.
_NARROWEST, _WIDEST = 8, 60
#: As many characters as one reads next to each other on paper, and as narrow as a column becomes to fit there.
_PAPER, _NARROWED = 190, 14
#: The fills of the steps of shading, beginning with the lightest: black text reads well on each.
_FILLS = ("E3F0F2", "C3DDE2", "A0C8D0", "7DB2BD")
#: The width of a column of counts, in characters.
_MATRIX_WIDTH = 15
#: How wide the two columns of notes are.
_NAME_WIDTH, _LINE_WIDTH = 30, 110
#: As many characters as a header has, with its marks (Excel, specifications and limits).
_LONGEST_HEADER = 220
#: The number of A4 (ECMA-376 Part 1, 18.3.1.63), and margins in inches: room for what stands above and below.
_A4, _SIDES, _ENDS = 9, 0.4, 0.8


def write_book(content: Book) -> bytes:
    """Write *content* as a workbook; no value of it is lost, and limits that were met are told in its first notes."""
    import openpyxl  # noqa: PLC0415  slow to load, and few answers are spreadsheets

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    book.properties.title, book.properties.creator = to_xml_text(content.title), "Samendoen"
    book.properties.language = content.language
    writer = CellWriter(content.words, name_sheet(content.words.long_texts, [it.title for it in content.sheets]))
    notes, matrices = [], []
    for it in content.sheets:
        if isinstance(it, Sheet):
            _add_table(book, it, writer)
            matrices += [(book.worksheets[-1], it)] if it.is_matrix else []
        else:
            notes.append((book.create_sheet(name_sheet(it.title, book.sheetnames)), it))
    for number, (sheet, it) in enumerate(notes):
        remarks = [(content.words.remarks if place == 0 else "", text) for place, text in enumerate(writer.met)]
        _write_lines(sheet, [*it.lines, *([] if number else remarks)], writer)
    _add_long_texts(book, writer)
    for sheet in book.worksheets:
        _set_print(sheet, content)
    for sheet, it in matrices:
        _lay_out_matrix(sheet, it)
    out = BytesIO()
    book.save(out)
    return strip_timestamps(out.getvalue())


def _add_table(book: Workbook, content: Sheet, writer: CellWriter) -> None:
    """Add to *book* a sheet with *content*, or as many as it takes."""
    for start in range(0, max(len(content.rows), 1), MOST_ROWS):
        if start:
            writer.met[writer.words.rows] = None
        sheet = book.create_sheet(name_sheet(content.title, book.sheetnames))
        rows = content.rows[start : start + MOST_ROWS]
        _fill_table(sheet, content.head, rows, writer)
        _set_widths(sheet, content.head, rows, _PAPER if content.is_read else None)


def _fill_table(sheet: Worksheet, head: Sequence[str], rows: Sequence[Sequence[Content]], writer: CellWriter) -> None:
    """Put *rows* in *sheet*, under a *head* that stays, is printed on each page, and can be filtered by."""
    links = 0
    for number, label in enumerate(head, 1):
        writer.fill(sheet.cell(1, number), label)
        sheet.cell(1, number).style = HEAD
    for place, row in enumerate(rows, FIRST_ROW):
        for number, value in enumerate(row, 1):
            if value is not None:
                links += writer.fill(sheet.cell(place, number), value, may_link=links < MOST_LINKS)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"


def _lay_out_matrix(sheet: Worksheet, content: Sheet) -> None:
    """Shade *sheet* as *content* says, and lay it out so that it reads on a screen and on one sheet of paper."""
    from openpyxl.styles import Alignment, PatternFill  # noqa: PLC0415  as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    fills = [PatternFill("solid", start_color=colour) for colour in _FILLS]
    for (row, column), shade in content.shades.items():
        sheet.cell(row + FIRST_ROW, column + 1).fill = fills[min(shade, len(fills)) - 1]
    for number in range(2, len(content.head) + 1):
        sheet.cell(1, number).alignment = Alignment(wrap_text=True, vertical="bottom", horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = _MATRIX_WIDTH
    sheet.freeze_panes, sheet.auto_filter.ref = "B2", None
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = sheet.PAPERSIZE_A3, 1
    sheet.print_title_cols = "A:A"


def _set_widths(
    sheet: Worksheet, head: Sequence[str], rows: Sequence[Sequence[Content]], most: int | None = None
) -> None:
    """Set the widths of the columns of *sheet*, to hold *rows* under *head*; the widest give way so that they fit."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    widths = [
        min(max([_measure(row[place]) for row in rows] + [min(len(label) + 4, _WIDEST // 3), _NARROWEST]), _WIDEST)
        for place, label in enumerate(head)
    ]
    widest = _WIDEST
    while most and widest > _NARROWED and sum(min(it, widest) for it in widths) > most:
        widest -= 1
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width, widest) + 2


def _measure(content: Content) -> int:
    """Measure how many characters the longest line of *content* has."""
    value = content.value if isinstance(content, Linked) else content
    return max(map(len, str("" if value is None else value).split("\n")))


def _write_lines(sheet: Worksheet, lines: Sequence[tuple[str, Content]], writer: CellWriter) -> None:
    """Put *lines* in *sheet*, each with its name before it; one that is too long for a cell goes on below it."""
    from openpyxl.styles import Font  # noqa: PLC0415  as above

    place = 0
    for name, content in lines:
        pieces = list(split_text(content)) if isinstance(content, str) else [content]
        for number, piece in enumerate(pieces):
            place += 1
            writer.fill(sheet.cell(place, 1), name if number == 0 else "")
            sheet.cell(place, 1).font = Font(bold=True)
            writer.fill(sheet.cell(place, 2), piece)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _NAME_WIDTH, _LINE_WIDTH


def _add_long_texts(book: Workbook, writer: CellWriter) -> None:
    """Add to *book* a sheet with the texts that were too long for their cells, in pieces, where there are any."""
    if writer.longer:
        sheet = book.create_sheet(writer.long_texts)
        _fill_table(sheet, writer.words.long_head, list(writer.longer), writer)
        _set_widths(sheet, writer.words.long_head, writer.longer)


def _set_print(sheet: Worksheet, content: Book) -> None:
    """Set how *sheet* is printed: on its side, as wide as the paper, and with what it is on each page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart  # noqa: PLC0415  as above
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415  as above

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = _SIDES
    margins.top = margins.bottom = _ENDS
    footer, day = _to_header(content.footer, _LONGEST_HEADER // 2), _to_header(content.day, _LONGEST_HEADER // 4)
    number = content.words.page % {"page": "&P", "pages": "&N"}
    sheet.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(_to_header(content.header, _LONGEST_HEADER)), right=_HeaderFooterPart("&A")
    )
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(footer), center=_HeaderFooterPart(day), right=_HeaderFooterPart(number)
    )


def _to_header(text: str, most: int) -> str:
    """Write *text* as it stands in a header: what begins a mark there is doubled, and what does not fit is marked."""
    plain = to_xml_text(text)
    shown = plain if len(plain) <= most else f"{plain[: most - 1]}…"
    while len(shown.replace("&", "&&")) > most:
        shown = f"{shown[:-2]}…"
    return shown.replace("&", "&&")
