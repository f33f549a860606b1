"""The key words of evidence: the terms of its sentence, so that who searches for one of them finds it."""

from graph.keywords.maker import find_passage, make_keywords, renew_keywords
from graph.keywords.turtle import KEYWORDS_FILE, list_keywords, write_keywords
from graph.keywords.wording import is_telling, split_words

__all__ = [
    "KEYWORDS_FILE",
    "find_passage",
    "is_telling",
    "list_keywords",
    "make_keywords",
    "renew_keywords",
    "split_words",
    "write_keywords",
]
