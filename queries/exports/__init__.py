"""An answer as a file: for programs, for an office, and as linked data."""

from queries.exports.formats import MEDIA_TYPES, write_answer
from queries.exports.memo import build_memo, select_readable_columns
from queries.exports.table import to_answer_json, write_csv, write_excel_csv
from queries.exports.workbook import Sheet, write_sheets

__all__ = [
    "MEDIA_TYPES",
    "Sheet",
    "build_memo",
    "select_readable_columns",
    "to_answer_json",
    "write_answer",
    "write_csv",
    "write_excel_csv",
    "write_sheets",
]
