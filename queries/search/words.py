"""Words as the search sees them: without case, accents and endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer

#: What can stand within a word without being a letter: accents that are signs of their own, and invisible signs.
_WITHIN = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_WITHIN}])*(?:['\u2019]s\b)?")
#: The ending of `thema's` and `police's`.
_APOSTROPHE = re.compile(r"['\u2019]s$", re.IGNORECASE)
#: Which stemmer knows the words of a language. Snowball's newer one for Dutch tells `maatregelen` from `maatregel`.
_STEMMERS = {"nl": snowballstemmer.stemmer("dutch_porter"), "en": snowballstemmer.stemmer("english")}
#: A stemmer keeps the word it works on, so only one thread may use it.
_LOCK = Lock()
#: Dutch writes a last z as s, and a last v as f: `huizen`, `huis`.
_HARDENED = str.maketrans("zv", "sf")

#: Words that say nothing by themselves; they are looked for only where there are no others.
_DUTCH = """aan al als bij dan dat de deze die dit door een en er haar had heb hebben heeft het hij hoe hun ik in is kan
    maar me met mijn na naar niet nog nu of om omdat ons onze ook op over te tot uit van veel voor waar waarom wanneer
    was wat we welk welke wie wij wordt worden zal ze zich zij zijn zo zonder"""
_ENGLISH = """a about an and are as at be by can do does for from had has have he her his how i in into is it its
    me my no not of on or our she so that the their them they this to us was we what when where which who whose why
    with you your"""
FUNCTION_WORDS = frozenset((*_DUTCH.split(), *_ENGLISH.split()))


class Word(NamedTuple):
    """A word of a text: as the search sees it, and where it stands."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """Give *text* without case, accents, and whatever is neither letter nor digit.

    >>> fold("Coöperatie's")
    'cooperaties'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()).casefold() if sign.isalnum())


def words(text: str) -> list[Word]:
    """Give the words of *text*, in order.

    >>> [word.form for word in words("Thema's: Vught & één")]
    ['thema', 'vught', 'een']
    """
    found = ((fold(_APOSTROPHE.sub("", it[0])), it.start(), it.end()) for it in _WORD.finditer(text))
    return [Word(*it) for it in found if it[0]]


def phrase(text: str) -> str:
    """Give the words of *text* as one line, to hold one name against another.

    >>> phrase("'s-Hertogenbosch")
    's hertogenbosch'
    """
    return " ".join(word.form for word in words(text))


def visible(text: str) -> str:
    r"""Give *text* without what cannot be seen in it, such as a sign that turns the order of the others around.

    >>> visible("jeugd\u202e\x00")
    'jeugd'
    """
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")


@lru_cache(maxsize=65_536)
def stem(form: str, language: str) -> str:
    """Give what the forms of a word share in *language*; a word with a digit in it has no other forms.

    >>> stem("maatregelen", "nl") == stem("maatregel", "nl"), stem("huizen", "nl"), stem("duties", "en")
    (True, 'huis', 'duti')
    """
    if not form.isalpha():
        return form
    with _LOCK:
        stemmed: str = _STEMMERS[language].stemWord(form)
    if language == "nl" and stemmed != form:
        stemmed = stemmed[:-1] + stemmed[-1:].translate(_HARDENED)
    return stemmed


def telling(asked: list[str]) -> list[str]:
    """Give the words *asked* for, each once, without those that say nothing; where there are no others, all.

    >>> telling(["wie", "helpt", "de", "jeugd"])
    ['helpt', 'jeugd']
    """
    once = list(dict.fromkeys(asked))
    return [word for word in once if word not in FUNCTION_WORDS] or once
