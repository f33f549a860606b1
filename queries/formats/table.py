"""An answer as rows of text: JSON, CSV for programs, CSV for a spreadsheet in Dutch, and a table for a terminal."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

from queries.trust import trust

if TYPE_CHECKING:
    from collections.abc import Callable

    from queries.answer import Answer, Value

#: A spreadsheet program reads a cell that begins so as a formula (OWASP, CSV injection); the last four are full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_WIDEST = 60
_ROWS = {"nl": "rijen", "en": "rows"}


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
        "trust": trust(answer).to_json(answer.language),
    }
    if answer.question.counted:
        body["basis"] = "derived"
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def to_csv(answer: Answer) -> bytes:
    """Write *answer* as CSV (RFC 4180) in UTF-8 with a byte order mark, so that Excel reads it right."""
    return _csv(answer, ",", _defused)


def to_excel_csv(answer: Answer) -> bytes:
    """Write *answer* as CSV that a Dutch Excel opens in columns: with semicolons, and commas before decimals."""
    return _csv(answer, ";", _dutch)


def to_table(answer: Answer, version: str) -> bytes:
    """Write *answer* as a table for a terminal, without addresses, with what it rests on and the *version* under it."""
    columns = [column for column in answer.columns if column.type != "thing"]
    cells = [[column.label[answer.language] for column in columns]]
    cells += [["" if row[c.name] is None else str(row[c.name]) for c in columns] for row in answer.rows]
    widths = [min(_WIDEST, max(len(line[i]) for line in cells)) for i in range(len(columns))]
    ruled = [cells[0], ["-" * width for width in widths], *cells[1:]]
    lines = ["  ".join(_fit(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in ruled]
    bases = "".join(f", {count} {basis}" for basis, count in trust(answer).bases.items())
    under = f"{len(answer.rows)} {_ROWS[answer.language]}{bases} ({version[:12]})"
    return "\n".join([*lines, "", under, ""]).encode()


def _csv(answer: Answer, delimiter: str, shown: Callable[[Value], Value]) -> bytes:
    """Write *answer* with *delimiter* between its cells, each of them *shown* so."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([column.name for column in answer.columns])
    for row in answer.rows:
        writer.writerow([shown(row[column.name]) for column in answer.columns])
    return out.getvalue().encode("utf-8-sig")


def _defused(value: Value) -> Value:
    """Give *value* so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _dutch(value: Value) -> Value:
    """Give *value* as Dutch writes it, and as no formula."""
    return str(value).replace(".", ",") if isinstance(value, float) else _defused(value)


def _fit(cell: str, width: int) -> str:
    """Give *cell* in exactly *width* characters."""
    cell = " ".join(cell.split())
    return (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)
