"""The library of questions: one `.rq` file each, with a header that says what it asks and what it answers."""

from queries.questions.edition import DIGEST_LENGTH, Editions
from queries.questions.library import Library, find_question, load_panel
from queries.questions.question import BASES, LANGUAGES, PARAMETER_TYPES, SEVERITIES, Column, Parameter, Question, Texts

__all__ = [
    "BASES",
    "DIGEST_LENGTH",
    "LANGUAGES",
    "PARAMETER_TYPES",
    "SEVERITIES",
    "Column",
    "Editions",
    "Library",
    "Parameter",
    "Question",
    "Texts",
    "find_question",
    "load_panel",
]
