"""An answer as a workbook: the rows with real numbers and days, what was asked of what, and what codes mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from graph.terms import to_xml_text
from queries.answers import FIRST_PLAN_ONLY, format_value
from queries.exports.memo import build_memo, is_stand_in
from queries.exports.zip_file import strip_timestamps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Answer, Provenance, Value
    from queries.exports.memo import Memo
    from queries.questions import Column

_WIDEST = 60
#: The width of a column of counts, in characters.
_MATRIX_WIDTH = 15
_DAY_FORMAT = "yyyy-mm-dd"
#: Where the rows begin, under the head.
FIRST_ROW = 2


#: The fills of the steps of shading, beginning with the lightest: black text reads well on each.
_FILLS = ("E3F0F2", "C3DDE2", "A0C8D0", "7DB2BD")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: what it is called, the heads of its columns, and its rows.

    A cell with a step of shading, from 1, has that in `shades` by the places of its row and column. A sheet that
    `is_matrix` keeps its first column in sight, has no filters, and is printed on one A3 sheet.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value | date]]
    shades: Mapping[tuple[int, int], int] = field(default_factory=dict)
    is_matrix: bool = False


@dataclass(frozen=True)
class Workbook:
    """A workbook of plain values: the rows, and sheets of named lines, each under the title of its sheet."""

    rows: Sheet
    named: Mapping[str, Sequence[tuple[str, str]]]


def build_workbook(engine: Engine, answer: Answer, provenance: Provenance, translator: Translator) -> Workbook:
    """Build the workbook of *answer*, which has *provenance*; *engine* holds the version that it was asked of.

    *translator* has the texts of the language that the answer is in.
    """
    about = build_memo(engine, answer, provenance, translator)
    codes = _list_codes(engine, answer)
    return Workbook(
        _make_sheet(answer, translator.gettext("Answer")),
        {
            translator.gettext("Question"): _describe(about, answer, translator),
            **({translator.gettext("Codes"): codes} if codes else {}),
        },
    )


def write_workbook(content: Workbook) -> bytes:
    """Write *content* as a workbook."""
    import openpyxl  # noqa: PLC0415  slow to load, and few answers are spreadsheets

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = content.rows.title
    _fill_sheet(sheet, content.rows)
    for title, lines in content.named.items():
        _write_lines(book.create_sheet(title), lines)
    out = BytesIO()
    book.save(out)
    return strip_timestamps(out.getvalue())


def write_sheets(sheets: Sequence[Sheet]) -> bytes:
    """Write *sheets* as a workbook."""
    import openpyxl  # noqa: PLC0415  as above

    book = openpyxl.Workbook()
    for place, it in enumerate(sheets):
        sheet = book.worksheets[0] if place == 0 else book.create_sheet()
        sheet.title = it.title
        _fill_sheet(sheet, it)
    out = BytesIO()
    book.save(out)
    return strip_timestamps(out.getvalue())


def _make_sheet(answer: Answer, title: str) -> Sheet:
    """Make the sheet of the rows of *answer*, called *title*, with days as days."""
    rows = [[_show_value(answer, place, column) for column in answer.columns] for place in range(len(answer.rows))]
    return Sheet(title, [column.label[answer.language] for column in answer.columns], rows)


def _show_value(answer: Answer, place: int, column: Column) -> Value | date:
    """Show the value of *column* in the row of *answer* at *place*: a day as a day, a Dutch stand-in marked as such."""
    value = answer.rows[place][column.name]
    if is_stand_in(answer, place, column.name):
        return f"{value} (NL)"
    return _to_day(value) if column.type == "date" else value


def _fill_sheet(sheet: Worksheet, content: Sheet) -> None:
    """Put *content* in *sheet*, under a head that stays and can be filtered by."""
    from openpyxl.styles import Font  # noqa: PLC0415  as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    for number, label in enumerate(content.head, 1):
        set_cell(sheet.cell(1, number), label)
        sheet.cell(1, number).font = Font(bold=True)
        values = [row[number - 1] for row in content.rows]
        longest = max([len(str(value or "")) for value in values] + [len(label) + 4])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest, _WIDEST) + 2
        for place, value in enumerate(values, FIRST_ROW):
            set_cell(sheet.cell(place, number), value)
    if content.is_matrix:
        _lay_out_matrix(sheet, content)
        return
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _lay_out_matrix(sheet: Worksheet, content: Sheet) -> None:
    """Shade *sheet* as *content* says, and lay it out so that it reads on a screen and on one sheet of paper."""
    from openpyxl.styles import Alignment, PatternFill  # noqa: PLC0415  as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415  as above

    fills = [PatternFill("solid", start_color=colour) for colour in _FILLS]
    for (row, column), shade in content.shades.items():
        sheet.cell(row + FIRST_ROW, column + 1).fill = fills[min(shade, len(fills)) - 1]
    for number in range(2, len(content.head) + 1):
        sheet.cell(1, number).alignment = Alignment(wrap_text=True, vertical="bottom", horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = _MATRIX_WIDTH
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"


def _describe_query(answer: Answer, translator: Translator) -> str:
    """Describe, as a comment before the query of *answer*, of which plan it is, where several were asked."""
    if len(answer.plans) <= 1:
        return ""
    first = answer.plans[0].find_label(answer.language)
    return f"# {FIRST_PLAN_ONLY.fill(plan=first).describe(translator)}\n"


def _describe(about: Memo, answer: Answer, translator: Translator) -> list[tuple[str, str]]:
    """Describe what was asked, of which version, how *answer* is read, and where it comes from, each by a name."""
    headings, provenance = about.headings, about.provenance
    return [
        (headings.question, about.question),
        (answer.question.name, about.title),
        *([("", about.plans)] if about.plans else []),
        *about.choices,
        *((name, value) for name, value in answer.parameters.items()),
        (headings.version, provenance.version),
        *([("", about.made)] if about.made else []),
        *([(headings.url, provenance.address)] if provenance.address else []),
        (headings.answer, about.trust),
        *([("", about.empty)] if about.empty else []),
        *((headings.method if place == 0 else "", text) for place, text in enumerate(about.method)),
        *((headings.sources, "; ".join(filter(None, (it.label, it.address, it.identifier)))) for it in about.sources),
        ("SPARQL", f"{_describe_query(answer, translator)}{answer.sparql}"),
    ]


def _write_lines(sheet: Worksheet, lines: Sequence[tuple[str, str]]) -> None:
    """Put *lines* in *sheet*, each with its name before it."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  as above

    for place, (name, value) in enumerate(lines, 1):
        set_cell(sheet.cell(place, 1), name)
        set_cell(sheet.cell(place, 2), value)
        sheet.cell(place, 1).font = Font(bold=True)
        sheet.cell(place, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = _WIDEST / 2
    sheet.column_dimensions["B"].width = _WIDEST * 2


def _list_codes(engine: Engine, answer: Answer) -> list[tuple[str, str]]:
    """List each code in *answer* with what it means, in the order of the columns."""
    found: dict[str, str] = {}
    for column in answer.columns:
        if column.type == "concept":
            codes = {str(row[column.name]) for row in answer.rows if row[column.name] is not None}
            found |= {code: format_value(engine, column, code, answer.language) for code in sorted(codes)}
    return list(found.items())


def _to_day(value: Value) -> Value | date:
    """Convert *value* to a day where it is one."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value


def set_cell(cell: Cell | MergedCell, value: Value | date) -> None:
    """Put *value* in *cell*; text stays text, also where it begins with '='."""
    cell.value = to_xml_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = _DAY_FORMAT
