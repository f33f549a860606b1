"""The workbook of a list to work off: locked rows with columns to fill in, an explanation, and what was chosen from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from queries.exports.cells import set_cell
from queries.exports.zip_file import strip_timestamps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: The names of the columns, in their order, and how wide each is; the last three are to be filled in.
COLUMNS = {
    "thing": 8,
    "plan": 8,
    "plan_label": 24,
    "title": 52,
    "theme": 26,
    "lacks": 26,
    "step": 20,
    "severity": 9,
    "nearest": 48,
    "lines": 14,
    "owner": 34,
    "from": 14,
    "source": 40,
}
FILLED_IN = ("owner", "from", "source")
#: What only a program reads, in hidden columns.
HIDDEN = ("thing", "plan")
#: The sheets that nobody has to see: who can be chosen, and what the list was made of.
LISTS, MANIFEST = "lists", "samendoen"
FIRST_ROW = 2
_DAY_FORMAT = "dd-mm-yyyy"
_INVITING = "FFF8E1"
#: As long a text as Excel takes as the title and the text of a message with a cell.
_LONGEST_PROMPT = 250


@dataclass(frozen=True)
class WorklistTexts:
    """What the workbook says, in one language: titles of sheets, heads, messages with cells, and the explanation."""

    sheet: str
    explanation: str
    heads: Sequence[str]
    prompts: Mapping[str, str]
    wrong_day: str
    unknown_owner: str
    lines: Sequence[tuple[str, str]]


def write_worklist(
    cells: Sequence[Sequence[str]],
    partners: Mapping[str, Mapping[str, str]],
    manifest: Sequence[tuple[str, str]],
    texts: WorklistTexts,
) -> bytes:
    """Write the workbook: *cells* to fill in for, *partners* to choose from, the *manifest*, and all that it says."""
    import openpyxl  # noqa: PLC0415  slow to load, and few answers are spreadsheets

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.sheet
    ranges = _fill_lists(book, partners)
    _fill_rows(sheet, cells, texts.heads)
    _add_rules(sheet, cells, ranges, texts)
    _lock(sheet, len(cells))
    _fill_pairs(book.create_sheet(texts.explanation, 1), texts.lines)
    named = book.create_sheet(MANIFEST)
    named.sheet_state = "veryHidden"
    _fill_pairs(named, manifest)
    out = BytesIO()
    book.save(out)
    return strip_timestamps(out.getvalue())


def _fill_lists(book: Workbook, partners: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Fill a hidden sheet of *book* with the *partners* of each plan, and say where those of each plan stand."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    sheet, ranges = book.create_sheet(LISTS), {}
    sheet.sheet_state = "hidden"
    for place, (plan, its) in enumerate(sorted(partners.items())):
        column = 2 * place + 1
        set_cell(sheet.cell(1, column), plan)
        for row, (label, iri) in enumerate(its.items(), FIRST_ROW):
            set_cell(sheet.cell(row, column), label)
            set_cell(sheet.cell(row, column + 1), iri)
        letter = get_column_letter(column)
        ranges[plan] = f"{LISTS}!${letter}${FIRST_ROW}:${letter}${len(its) + 1}"
    return ranges


def _fill_rows(sheet: Worksheet, cells: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
    """Fill *sheet* with *cells* under *heads*, which stay in sight with what each row is about."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415  as above

    for number, (name, width) in enumerate(COLUMNS.items(), 1):
        letter = get_column_letter(number)
        set_cell(sheet.cell(1, number), heads[number - 1])
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].hidden = name in HIDDEN
    for place, row in enumerate(cells, FIRST_ROW):
        for number, value in enumerate(row, 1):
            set_cell(sheet.cell(place, number), value)
            sheet.cell(place, number).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(cells) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _add_rules(
    sheet: Worksheet, cells: Sequence[Sequence[str]], ranges: Mapping[str, str], texts: WorklistTexts
) -> None:
    """Add to *sheet* what may be filled in: an owner from the list of its plan, a day, and where it was agreed."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415  as above

    rows: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(cells, FIRST_ROW):
        rows[row[HIDDEN.index("plan")]].append(place)
    letters = {name: get_column_letter(number) for number, name in enumerate(COLUMNS, 1)}
    rules = [
        (DataValidation("list", ranges[plan], errorStyle="warning", error=texts.unknown_owner), "owner", places)
        for plan, places in rows.items()
        if plan in ranges
    ]
    if cells:
        places = [FIRST_ROW, len(cells) + 1]
        day = DataValidation("date", "36526", "73050", errorStyle="stop", error=texts.wrong_day, operator="between")
        rules += [(day, "from", places), (DataValidation(), "source", places)]
    for rule, name, places in rules:
        rule.promptTitle, rule.prompt = texts.heads[list(COLUMNS).index(name)], texts.prompts[name][:_LONGEST_PROMPT]
        rule.showInputMessage = rule.showErrorMessage = rule.allowBlank = True
        rule.add(f"{letters[name]}{min(places)}:{letters[name]}{max(places)}")
        sheet.add_data_validation(rule)


def _lock(sheet: Worksheet, count: int) -> None:
    """Lock all cells of *sheet* but those that are filled in, in *count* rows; sorting and filtering stays possible."""
    from openpyxl.styles import Alignment, PatternFill, Protection  # noqa: PLC0415  as above

    fill = PatternFill("solid", fgColor=_INVITING)
    for number, name in enumerate(COLUMNS, 1):
        for place in range(1, count + FIRST_ROW) if name in FILLED_IN else ():
            cell = sheet.cell(place, number)
            cell.fill = fill
            if place >= FIRST_ROW:
                cell.protection = Protection(locked=False)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.number_format = _DAY_FORMAT if name == "from" else "@"
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _fill_pairs(sheet: Worksheet, pairs: Sequence[tuple[str, str]]) -> None:
    """Fill *sheet* with *pairs*, each a name and a text."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  as above

    for place, (name, text) in enumerate(pairs, 1):
        set_cell(sheet.cell(place, 1), name)
        set_cell(sheet.cell(place, 2), text)
        sheet.cell(place, 1).font = Font(bold=True)
        sheet.cell(place, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
