"""An answer as a file: for programs, for an office, and as linked data."""

from queries.exports.book import Book, BookWords, Content, Linked, Notes, Sheet
from queries.exports.book_file import write_book
from queries.exports.choice import Choice, list_choices_made
from queries.exports.draft import Draft
from queries.exports.file_name import join_parts, name_answer, to_ascii_name
from queries.exports.formats import MEDIA_TYPES, draft_answer, write_answer
from queries.exports.handout import Handout, HandoutLine, HandoutPart
from queries.exports.handout_word import write_handout
from queries.exports.icalendar import ICALENDAR_TYPE, Event, write_icalendar
from queries.exports.memo import Memo, build_memo, select_readable_columns
from queries.exports.table import build_answer_json, write_csv, write_excel_csv, write_json
from queries.exports.worklist import Worklist, WorklistRow, draft_worklist, explain_severity

__all__ = [
    "ICALENDAR_TYPE",
    "MEDIA_TYPES",
    "Book",
    "BookWords",
    "Choice",
    "Content",
    "Draft",
    "Event",
    "Handout",
    "HandoutLine",
    "HandoutPart",
    "Linked",
    "Memo",
    "Notes",
    "Sheet",
    "Worklist",
    "WorklistRow",
    "build_answer_json",
    "build_memo",
    "draft_answer",
    "draft_worklist",
    "explain_severity",
    "join_parts",
    "list_choices_made",
    "name_answer",
    "select_readable_columns",
    "to_ascii_name",
    "write_answer",
    "write_book",
    "write_csv",
    "write_excel_csv",
    "write_handout",
    "write_icalendar",
    "write_json",
]
