"""The changes between two versions as a file: CSV, CSV for a Dutch Excel, and a workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from queries.changes import COLUMNS, describe_groups, list_rows
from queries.exports import MEDIA_TYPES, Book, BookWords, Draft, Sheet, write_book, write_csv, write_excel_csv

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.changes import KeptDifference, Wanted

FILE_FORMATS = {name: MEDIA_TYPES[name] for name in ("csv", "csv-excel", "xlsx")}
#: As many changes as a file holds.
MOST_ROWS = 100_000


def draft_changes(scope: Scope, kept: KeptDifference, wanted: Wanted, short: str) -> Draft:
    """Draft the changes *wanted* of *kept* as a file in the format called *short*."""
    changes = [change for _, change in kept.select(wanted, 0, MOST_ROWS)]
    rows = [[row[name] for name in COLUMNS] for row in list_rows(changes, kept, scope.translator)]
    if short != "xlsx":
        write = {"csv": write_csv, "csv-excel": write_excel_csv}[short]
        return Draft(partial(write, COLUMNS, rows), len(rows) * len(COLUMNS), heavy=False)
    _ = scope.translator.gettext
    sentences = [[text] for text in describe_groups(kept.list_groups(wanted), kept, scope.translator)]
    ends = [[name, end.created, end.digest] for name, end in zip((_("From"), _("To")), kept.ends, strict=True)]
    sheets = (
        Sheet(_("Changes"), COLUMNS, rows),
        Sheet(_("In short"), (_("What changed"),), sentences),
        Sheet(_("Versions"), ("", _("Made on"), _("Data version")), ends),
    )
    title, last = _("What changed"), kept.ends[-1]
    footer = f"Samendoen, {last.digest[:12]}"
    book = Book(title, scope.language, sheets, title, footer, last.created[:10], BookWords.translate(scope.translator))
    return Draft(partial(write_book, book), len(rows) * len(COLUMNS), heavy=True)
