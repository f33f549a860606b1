"""An answer as rows of text: JSON, CSV for programs, CSV for a spreadsheet in Dutch, and a table for a terminal."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

from queries.answers import Lines, assess_trust, describe_empty, list_remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph.message import Translator
    from queries.answers import Answer, Value

#: A spreadsheet program reads a cell that begins so as a formula (OWASP, CSV injection); the last four are full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_WIDEST = 60


def build_answer_json(answer: Answer, version: str, translator: Translator) -> dict[str, object]:
    """Build of *answer* over data *version* the object that the routes under `/api/v1` promise."""
    columns = [{"name": c.name, "label": c.label[answer.language], "type": c.type} for c in answer.columns]
    body: dict[str, object] = {
        "question": answer.question.name,
        "version": version,
        "parameters": dict(answer.parameters),
        "columns": columns,
        "rows": [{name: to_plain(value) for name, value in row.items()} for row in answer.rows],
        "count": len(answer.rows),
        "trust": assess_trust(answer).to_json(translator),
        "plans": [plan.key for plan in answer.plans],
    }
    if answer.question.counted:
        body["basis"] = "derived"
    return body


def to_plain(value: Value) -> Value:
    """Convert *value* to a plain one: lines, which know what they are made of, to their text alone."""
    return str(value) if isinstance(value, Lines) else value


def write_json(body: Mapping[str, object]) -> bytes:
    """Write *body* as JSON that people can read too."""
    return json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def list_lines(answer: Answer) -> tuple[list[str], list[list[Value]]]:
    """List the head of *answer*, and the values of each row in the order of its columns."""
    names = [column.name for column in answer.columns]
    return names, [[row[name] for name in names] for row in answer.rows]


def build_table(answer: Answer, version: str, translator: Translator) -> list[str]:
    """Build of *answer* the lines of a table for a terminal, without IRIs; under it what it rests on, and *version*."""
    columns = [column for column in answer.columns if column.type != "thing"]
    cells = [[column.label[answer.language] for column in columns]]
    cells += [["" if row[c.name] is None else str(row[c.name]) for c in columns] for row in answer.rows]
    widths = [min(_WIDEST, max(len(line[i]) for line in cells)) for i in range(len(columns))]
    ruled = [cells[0], ["-" * width for width in widths], *cells[1:]]
    lines = [
        "  ".join(_fit_width(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in ruled
    ]
    bases = "".join(f", {count} {basis}" for basis, count in assess_trust(answer).bases.items())
    count = len(answer.rows)
    rows = translator.ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    remarks = [it.describe_whole(translator) for it in list_remarks(answer)]
    said = remarks if answer.rows else [describe_empty(answer, translator)]
    return [*lines, "", *said, f"{rows}{bases} ({version[:12]})"]


def write_table(lines: Iterable[str]) -> bytes:
    """Write the *lines* of a table."""
    return "".join(f"{line}\n" for line in lines).encode()


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Write *rows* under *head* as CSV for programs (RFC 4180): in UTF-8 without a mark, each text as it is.

    A spreadsheet may run what looks like a formula in it: for that there is `write_excel_csv`.
    """
    return _write_lines(head, rows, ",", _keep).encode()


def write_excel_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Write *rows* under *head* as CSV that a Dutch Excel opens in columns: with semicolons and decimal commas.

    It begins with a byte order mark, by which Excel knows UTF-8, and a text that it would run has an apostrophe before
    it.
    """
    return _write_lines(head, rows, ";", _to_dutch).encode("utf-8-sig")


def _write_lines(
    head: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str, shown: Callable[[Value], Value]
) -> str:
    """Write *rows* under *head* as CSV with *delimiter* between cells, each as *shown* returns it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows([shown(value) for value in row] for row in rows)
    return out.getvalue()


def _keep(value: Value) -> Value:
    """Give *value* as it is."""
    return value


def _defuse_formula(value: Value) -> Value:
    """Quote *value* where a spreadsheet would take it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _to_dutch(value: Value) -> Value:
    """Format *value* as Dutch writes it, with a decimal comma, and never as a formula."""
    return str(value).replace(".", ",") if isinstance(value, float) else _defuse_formula(value)


def _fit_width(cell: str, width: int) -> str:
    """Cut or pad *cell* to exactly *width* characters."""
    cell = " ".join(cell.split())
    return (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)
