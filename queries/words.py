"""Words as the search sees them: without case, accents and endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer

from graph.folding import APOSTROPHES

#: What can stand within a word without being a letter: accents that are signs of their own, and invisible signs.
_WITHIN = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
#: A letter or digit; some of what is typed for an apostrophe is a letter to Unicode.
_LETTER = rf"[^\W_{APOSTROPHES}]"
#: The ending of `thema's` and `police's`.
_ENDING = rf"[{APOSTROPHES}][{_WITHIN}]*s"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[{_WITHIN}])*(?:{_ENDING}\b)?", re.IGNORECASE)
_APOSTROPHE = re.compile(rf"{_ENDING}$", re.IGNORECASE)
#: Which stemmer knows the words of a language. Snowball's newer one for Dutch tells `maatregelen` from `maatregel`.
_STEMMERS = {"nl": snowballstemmer.stemmer("dutch_porter"), "en": snowballstemmer.stemmer("english")}
#: A stemmer keeps the word it works on, so only one thread may use it.
_LOCK = Lock()
#: Dutch writes a last z as s, and a last v as f: `huizen`, `huis`.
_HARDENED = str.maketrans("zv", "sf")

#: Letters that a word needs for words that begin with it to count, and to be looked for within others.
BEGINNING, PART = 3, 4
#: What is no part of a word, in a regular expression. Letters are those of Europe, spelt out: an engine takes
#: milliseconds to make a class of all letters that there are, and makes it anew for each text it looks in.
_EDGE = "[^0-9A-Za-zÀ-ÖØ-öø-ɏ]"
#: The accents that a letter may have, which no `REGEX` of SPARQL overlooks.
_ACCENTED = {it[0]: f"[{it}]" for it in ("aàáâãäå", "cç", "eèéêë", "iìíîï", "nñ", "oòóôõö", "uùúûü", "yýÿ")}
_VOWELS, _DOUBLED = "aeiouy", "aeou"
#: What a stem ends in, and what forms of it have there.
_ENDINGS = {"s": "[sz]", "f": "[fv]", "i": "[iìíîïy]"}

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


@lru_cache(maxsize=100_000)
def fold_text(text: str) -> str:
    """Strip *text* of case, accents, and whatever is neither letter nor digit.

    >>> fold_text("Coöperatie's")
    'cooperaties'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()).casefold() if sign.isalnum())


def split_words(text: str) -> list[Word]:
    """Split *text* into its words, in order.

    >>> [word.form for word in split_words("Thema's: Vught & één")]
    ['thema', 'vught', 'een']
    """
    found = ((fold_text(_APOSTROPHE.sub("", it[0])), it.start(), it.end()) for it in _WORD.finditer(text))
    return [Word(*it) for it in found if it[0]]


def to_phrase(text: str) -> str:
    """Join the words of *text* into one line, to hold one name against another.

    >>> to_phrase("'s-Hertogenbosch")
    's hertogenbosch'
    """
    return " ".join(word.form for word in split_words(text))


def strip_invisible(text: str) -> str:
    r"""Strip *text* of what cannot be seen, such as a character that turns the order of others around.

    >>> strip_invisible("jeugd\u202e\x00")
    'jeugd'
    """
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")


@lru_cache(maxsize=65_536)
def stem_word(form: str, language: str) -> str:
    """Reduce *form* to what the forms of a word share in *language*; one with a digit stays as it is.

    >>> stem_word("maatregelen", "nl") == stem_word("maatregel", "nl")
    True
    >>> stem_word("huizen", "nl"), stem_word("duties", "en")
    ('huis', 'duti')
    """
    if not form.isalpha():
        return form
    with _LOCK:
        stemmed: str = _STEMMERS[language].stemWord(form)
    if language == "nl" and stemmed != form:
        stemmed = stemmed[:-1] + stemmed[-1:].translate(_HARDENED)
    return stemmed


def select_telling_words(asked: list[str]) -> list[str]:
    """Select from *asked* the words that say something, each once; where there are none, all.

    >>> select_telling_words(["wie", "helpt", "de", "jeugd"])
    ['helpt', 'jeugd']
    """
    once = list(dict.fromkeys(asked))
    return [word for word in once if word not in FUNCTION_WORDS] or once


def find_telling_stems(text: str, language: str) -> dict[str, str]:
    """Find the words of *text* that say something, each as it stands there, by what its forms share in *language*.

    >>> find_telling_stems("De jeugd en haar huizen", "nl")
    {'jeugd': 'jeugd', 'huis': 'huizen'}
    """
    forms = [word.form for word in split_words(text) if word.form not in FUNCTION_WORDS]
    return {stem_word(form, language): form for form in forms}


def to_patterns(text: str) -> str:
    """Write each word of *text* that says something as a regular expression that finds it in any of its forms.

    A blank stands behind each. They are for `REGEX(…, "i")` of SPARQL: accents, capitals and endings make no
    difference, and a word of letters enough is found within a longer one too, as in Dutch compounds.

    >>> to_patterns("het huis")
    '(h[uùúûü][iìíîï]s|h[uùúûü][iìíîï][sz]) '
    """
    return "".join(f"{_to_pattern(word)} " for word in select_telling_words([it.form for it in split_words(text)]))


def _to_pattern(form: str) -> str:
    """Write the word *form*, and what its forms share in each language, as one regular expression.

    What English makes of a short word of Dutch says nothing: `hui` of `huis`.
    """
    stems = {stem_word(form, "nl"), *(it for it in [stem_word(form, "en")] if len(it) >= PART)}
    ways = [_bound(form, _accent(form)), *(_bound(stem, _vary(stem)) for stem in sorted(stems))]
    return f"({'|'.join(dict.fromkeys(ways))})"


def _bound(part: str, pattern: str) -> str:
    """Bound *pattern*, of *part* of a word, by where that may stand: a short one begins a word, or is all of it."""
    if len(part) >= PART:
        return pattern
    return f"(^|{_EDGE}){pattern}" if len(part) >= BEGINNING else f"(^|{_EDGE}){pattern}({_EDGE}|$)"


def _vary(stem: str) -> str:
    """Write *stem* as forms have it: its last letters once or twice, a last s as z, f as v, and an English i as y."""
    stem = stem[:-1] if stem[-1:] == stem[-2:-1] and stem[-1:] not in _VOWELS else stem
    body, last = _accent(stem[:-1]), stem[-1:]
    is_closed = len(stem) > 1 and stem[-2] in _DOUBLED and last not in _VOWELS
    return f"{body}{'{1,2}' if is_closed else ''}{_ENDINGS.get(last) or _accent(last)}"


def _accent(part: str) -> str:
    """Write *part* of a word with each accent that its letters may have."""
    return "".join(_ACCENTED.get(sign, sign) for sign in part)
