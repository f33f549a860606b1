"""An answer as a file: for programs, for an office, and as linked data."""

from queries.exports.formats import MEDIA_TYPES, write_answer
from queries.exports.memo import build_memo, select_readable_columns
from queries.exports.table import to_answer_json

__all__ = ["MEDIA_TYPES", "build_memo", "select_readable_columns", "to_answer_json", "write_answer"]
