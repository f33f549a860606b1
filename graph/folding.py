"""Texts as they are compared: with one sign where people type several, and by their letters to put them in order."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: What is typed, or made of what is typed, for an apostrophe.
APOSTROPHES = "'\u2019\u2018\u201b\u02bc\u02b9\u02bb\u2032`\u00b4\uff07"
#: The same for a hyphen, and for a quotation mark.
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb'
#: They are put in place before accents are, as an acute by itself would else become a space and an accent.
_PLAIN_SIGNS = str.maketrans(
    {**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(_HYPHENS, "-"), **dict.fromkeys(_QUOTES, '"')}
)
#: Letters that are no letter with an accent to Unicode, by what Dutch looks them up as.
_LIKE = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h"}
)
#: The general category (Unicode) of a soft hyphen, of what turns the order of others around, and their like.
_FORMATTING = "Cf"


@lru_cache(maxsize=65_536)
def to_plain_text(text: str) -> str:
    r"""Write *text* with plain signs: one kind of apostrophe, hyphen, quotation mark and space, letters whole.

    What is not seen is left out, an accent that stands by itself is put on its letter, and a ligature is its letters.

    >>> to_plain_text("boa\u2019s in\u00a0caf" + "e\u0301 co\u2011o\u00adperatie")
    "boa's in café co-operatie"
    """
    if text.isascii():
        return text.replace("`", "'")
    return unicodedata.normalize("NFKC", strip_formatting(text.translate(_PLAIN_SIGNS)))


def strip_formatting(text: str) -> str:
    r"""Strip *text* of the characters that are not seen and say how others are set, such as a soft hyphen.

    >>> strip_formatting("vei\u00adligheid")
    'veiligheid'
    """
    return "".join(sign for sign in text if unicodedata.category(sign) != _FORMATTING)


@lru_cache(maxsize=65_536)
def to_sort_key(text: str) -> str:
    """Convert *text* to what it is sorted by: without regard to case and accents, a letter by the one it is like.

    >>> to_sort_key("Één"), to_sort_key("Ørsted")
    ('een', 'orsted')
    """
    plain = to_plain_text(text).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain.translate(_LIKE))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
