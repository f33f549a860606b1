"""The words of a text that say something, and the standing expressions among them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: As many words as a standing expression has at most; a longer name is told by its words.
MOST_WORDS = 4
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['\u2019-][^\W_]+)*")
#: What stands between the words of one expression, and not between two parts of a sentence.
_BETWEEN = re.compile(r"[\s&/\u2013-]{1,3}")
#: What stands before a word that has a capital only because a sentence begins with it.
_BEGINNING = re.compile(r"(?:^|[.!?:\u2713#*>-])[^\w]*\Z")
#: A compound of which a part may be left out, as in `(vroeg-) signalering` and `bedrijven (-terreinen)`.
_OPTIONAL_PART = re.compile(r"\(([^\W\d_]+)-\)\s?([^\W\d_]+)|([^\W\d_]+)\s?\(-([^\W\d_]+)\)")
#: What is no word of a text: the marks of HTML, and addresses.
_MARK = re.compile(r"</?[a-z]+>|<?https?://\S+")
#: Words of Dutch that say nothing by themselves: articles, pronouns, prepositions, conjunctions, auxiliaries, and what
#: only binds.
_DUTCH = """aan aangaande achter af al alle allebei alleen allemaal alles als alsmede alsnog alsof althans altijd ander
    andere anderen anders beide ben bent bij bijvoorbeeld binnen boven bovendien buiten circa daar daarbij
    daardoor daarin daarmee daarna daarnaast daarom daaronder daarop daaruit daarvan daarvoor dan dat de denk
    deze die dient dienen dit doe doen doet door dus dusdanig echter een eens elk elkaar elke en enerzijds
    enige enkel enkele er erdoor erin ermee erop eruit ervan ervoor evenals eventueel evt ga gaan gaat geen
    geheel gehele ging gingen goed had hadden heb hebben hebt heeft hem hen het hetgeen hetzelfde hier hierbij
    hierdoor hierin hiermee hierna hiernaast hierop hiertoe hieruit hiervan hiervoor hij hoe hoewel hun iedere
    ieder iets ik in indien is ja je jij jou jouw kan komen komt kon konden krijgen krijgt kunnen kunt laat
    laten langs m.b.t maar mag me mede mee meer meest men met middels mij mijn moest moesten moet moeten mogen
    na naar naast namelijk nadat niet niets noch nog nodig nu of ofwel om omdat omtrent onder ons onszelf onze
    ook op opdat over overal overige per plus reeds richting rond rondom samen sinds soms sowieso staan staat
    steeds t.a.v te tegen ten tenzij ter terwijl tevens tijdens toch toe tot totdat tussen uit uiteraard
    uitgaande vaak van vanaf vanuit vanwege veel vele verder via vindt vol volgens voor vooral voorts wanneer
    want waar waaraan waarbij waardoor waarin waarmee waarna waarom waaronder waarop waaruit waarvan waarvoor
    waren was wat we weer wegens wel welk welke werd werden wie wiens wij wil willen word worden wordt wou zal
    ze zeer zelf zelfs zich zichzelf zie ziet zij zijn zijnde zo zo'n zoals zodat zodanig zodra zonder zou
    zouden zowel zullen"""
FUNCTION_WORDS = frozenset(_DUTCH.split())


@dataclass(frozen=True)
class Word:
    """A word of a text, and where it begins and ends."""

    text: str
    start: int
    end: int

    @property
    def form(self) -> str:
        """The word by which others are held against it."""
        return self.text.casefold().replace("\u2019", "'")


def split_words(text: str) -> list[Word]:
    """Split *text* into its words, in order.

    >>> [word.text for word in split_words("18-23 jaar, informatie-uitwisseling")]
    ['18-23', 'jaar', 'informatie-uitwisseling']
    """
    return [Word(it[0], it.start(), it.end()) for it in _WORD.finditer(text)]


def is_telling(word: str) -> bool:
    """Say whether *word* says something by itself: it has two letters or digits, and is no function word.

    >>> [is_telling(word) for word in ("hennep", "tijdens", "18-23", "7")]
    [True, False, True, False]
    """
    return len(word) > 1 and word.casefold() not in FUNCTION_WORDS


class Expressions:
    """The standing expressions that data know: names of two to four words, and what a misspelt name should be."""

    def __init__(self, names: Iterable[str], corrections: Mapping[str, str]) -> None:
        """Know *names*, and *corrections* by misspelt name, of however many words."""
        self._known = {_to_forms(name) for name in names if 1 < len(name.split()) <= MOST_WORDS}
        self._corrections = {_to_forms(wrong): right for wrong, right in corrections.items()}
        self._known.update(it for it in self._corrections if len(it) > 1)
        self._longest = max((len(it) for it in (*self._known, *self._corrections)), default=1)

    def find(self, text: str) -> Iterator[str]:
        """Yield the terms of *text*: its standing expressions, its other words, and what is meant by those misspelt."""
        text = _MARK.sub(" ", text)
        words, place = split_words(text), 0
        while place < len(words):
            count = self._count_known(text, words[place:])
            yield from self._iter_terms(text, words[place : place + count])
            place += count
        yield from ("".join(parts).lower() for parts in _OPTIONAL_PART.findall(text))

    def _count_known(self, text: str, words: list[Word]) -> int:
        """Count the words of the longest expression with which *words*, of *text*, begin; 1 where there is none."""
        run = 1
        while run < min(len(words), self._longest) and _BETWEEN.fullmatch(text, words[run - 1].end, words[run].start):
            run += 1
        forms = tuple(word.form for word in words[:run])
        return next((count for count in range(run, 1, -1) if forms[:count] in self._known), 1)

    def _iter_terms(self, text: str, words: list[Word]) -> Iterator[str]:
        """Yield what these *words* of *text* are together, where that says something, and what it should be."""
        right = self._corrections.get(tuple(word.form for word in words))
        if len(words) > MOST_WORDS:
            yield from (word.text for word in words if is_telling(word.text))
        elif any(is_telling(word.text) for word in words):
            first = next(word for word in words if word.form not in FUNCTION_WORDS)
            term = " ".join(text[first.start : words[-1].end].split())
            is_first = _BEGINNING.search(text, 0, first.start) and term[1:].islower()
            yield term[0].lower() + term[1:] if is_first else term
        if right:
            yield from self._split(right)

    def _split(self, name: str) -> Iterator[str]:
        """Yield *name* where it is an expression or a word, and else its words that say something."""
        if len(name.split()) <= MOST_WORDS:
            yield name
        else:
            yield from (word.text for word in split_words(name) if is_telling(word.text))


def join_terms(terms: Iterable[str]) -> str:
    """Join *terms*, each once, in alphabetical order, so that the sentence they are of is not told again.

    >>> join_terms(["hennep", "Bibob", "dark web", "Hennep"])
    'Bibob, dark web, hennep'
    """
    once: dict[str, str] = {}
    for term in terms:
        once[term.casefold()] = max(term, once.get(term.casefold(), term))  # small letters come after capitals
    return ", ".join(sorted(once.values(), key=lambda it: (_strip_accents(it.casefold()), it)))


def _strip_accents(text: str) -> str:
    """Strip *text* of accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _to_forms(name: str) -> tuple[str, ...]:
    """Convert *name* to the words by which it is looked up."""
    return tuple(word.form for word in split_words(name))
