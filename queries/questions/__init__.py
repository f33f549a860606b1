"""The library of questions: one `.rq` file each, with a header that says what it asks and what it answers."""

from queries.questions.edition import DIGEST_LENGTH, Editions
from queries.questions.library import Library, find_question, load_panel
from queries.questions.phrase import Phrase
from queries.questions.phrasing import SLOT
from queries.questions.piece import find_pattern_start
from queries.questions.question import (
    BASES,
    LANGUAGES,
    NETWORK_LAYOUTS,
    PARAMETER_TYPES,
    SEVERITIES,
    Column,
    EdgeHeader,
    LeftOut,
    NetworkHeader,
    Parameter,
    Question,
    Texts,
)
from queries.questions.text import MARKED_TAG, DutchText, find_text
from queries.questions.value import is_day, is_number, is_year

__all__ = [
    "BASES",
    "DIGEST_LENGTH",
    "LANGUAGES",
    "MARKED_TAG",
    "NETWORK_LAYOUTS",
    "PARAMETER_TYPES",
    "SEVERITIES",
    "SLOT",
    "Column",
    "DutchText",
    "EdgeHeader",
    "Editions",
    "LeftOut",
    "Library",
    "NetworkHeader",
    "Parameter",
    "Phrase",
    "Question",
    "Texts",
    "find_pattern_start",
    "find_question",
    "find_text",
    "is_day",
    "is_number",
    "is_year",
    "load_panel",
]
