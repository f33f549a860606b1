"""An answer as rows and columns: JSON, CSV, a spreadsheet, or a table to read in a terminal."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

    from queries.answer import Answer, Value

#: A spreadsheet program reads a cell that begins so as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
#: A moment as a workbook writes when it was made and changed.
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[0-9T:.+-]+Z?")


def to_json(answer: Answer, version: str) -> bytes:
    """Write *answer* over data *version* as the JSON that the addresses under `/api/v1` promise."""
    columns = [{"name": c.name, "label": c.label[answer.language], "type": c.type} for c in answer.columns]
    body: dict[str, object] = {
        "question": answer.question.name,
        "version": version,
        "parameters": dict(answer.parameters),
        "columns": columns,
        "rows": answer.rows,
        "count": len(answer.rows),
    }
    if answer.question.counted:
        body["basis"] = "derived"
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def to_csv(answer: Answer) -> bytes:
    """Write *answer* as CSV (RFC 4180) in UTF-8 with a byte order mark, so that Excel reads it right."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in answer.columns])
    for row in answer.rows:
        writer.writerow([_defused(row[column.name]) for column in answer.columns])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(answer: Answer, version: str) -> bytes:
    """Write *answer* as a workbook: a sheet with the rows, and one that says what was asked of which *version*."""
    from openpyxl import Workbook  # noqa: PLC0415  slow to load, and few answers are spreadsheets
    from openpyxl.styles import Font  # noqa: PLC0415  as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Antwoord" if answer.language == "nl" else "Answer"
    sheet.append([column.label[answer.language] for column in answer.columns])
    for place, row in enumerate(answer.rows, 2):
        for number, column in enumerate(answer.columns, 1):
            _set(sheet.cell(place, number), row[column.name])
    for number, column in enumerate(answer.columns, 1):
        longest = max([len(str(row[column.name] or "")) for row in answer.rows] + [len(column.label["nl"]) + 4])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest, _WIDEST) + 2
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    about_sheet = book.create_sheet("Vraag" if answer.language == "nl" else "Question")
    question = answer.question
    facts = {
        question.title[answer.language]: question.question[answer.language],
        **answer.parameters,
        "version": version,
    }
    for place, (name, value) in enumerate(facts.items(), 1):
        _set(about_sheet.cell(place, 1), name)
        _set(about_sheet.cell(place, 2), value)
    out = BytesIO()
    book.save(out)
    return _frozen(out.getvalue())


def to_table(answer: Answer, version: str) -> bytes:
    """Write *answer* as a table for a terminal, without addresses, with the count and *version* under it."""
    columns = [column for column in answer.columns if column.type != "thing"]
    cells = [[column.label[answer.language] for column in columns]]
    cells += [["" if row[c.name] is None else str(row[c.name]) for c in columns] for row in answer.rows]
    widths = [min(_WIDEST, max(len(line[i]) for line in cells)) for i in range(len(columns))]
    ruled = [cells[0], ["-" * width for width in widths], *cells[1:]]
    lines = ["  ".join(_fit(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in ruled]
    rows = "rijen" if answer.language == "nl" else "rows"
    return "\n".join([*lines, "", f"{len(answer.rows)} {rows} ({version[:12]})", ""]).encode()


def _frozen(workbook: bytes) -> bytes:
    """Give *workbook* without the time of day, so that the same answer is the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(ZipInfo(name), _MOMENT.sub(rb"1980-01-01T00:00:00Z", old.read(name)), ZIP_DEFLATED)
    return out.getvalue()


def _defused(value: Value) -> Value:
    """Give *value* so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _set(cell: Cell | MergedCell, value: Value) -> None:
    """Put *value* in *cell*; text stays text, also where it begins with '='."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _fit(cell: str, width: int) -> str:
    """Give *cell* in exactly *width* characters."""
    return (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)
