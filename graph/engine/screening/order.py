"""ORDER BY with a function of our own around each condition, so that the engine compares keys in place of terms.

The engine compares two terms of types that SPARQL does not compare by their lexical forms, and others by value, which
together is no order: 9 < 10, "10" < "5" and "5" < "9". Sorting then gives any order, or ends the process. Texts it
compares by code point, which is one. So `ORDER BY ?o` becomes `ORDER BY <key>(?o)`, where the function gives a text.

Of a variable that has an IRI the engine makes the key itself, which is the greater part of all there is to order, and
takes half the time. No expression is written twice: RAND would give two numbers.

The text is read by our own reader of tokens, at any depth. Where it cannot be read, it stays as it is; where it is read
wrongly, the engine finds it to be no SPARQL, and is given the text as it was.

>>> rewrite_order("SELECT * { ?s ?p ?o } ORDER BY DESC(STR(?o)) ?p LIMIT 3", "urn:key", "2")
'SELECT * { ?s ?p ?o } ORDER BY DESC(<urn:key>((STR(?o)))) IF(ISIRI(?p),CONCAT("2",STR(?p)),<urn:key>(?p)) LIMIT 3'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.engine.screening.outline import Place, read_whole
from graph.engine.screening.tokens import IRI, MARK, NAME, VARIABLE, WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ORDER = re.compile("ORDER", re.IGNORECASE)
# The engine asks for no space after a word: ORDERBYDESC(?x), ORDER BYSTR(?x).
_WORDS = re.compile(r"(?:ORDER)?+(?:BY)?+(?:ASC|DESC(?!RIBE))?+")
_SPLIT = re.compile(r"ORDER|BY|ASC|DESC")
#: The words that come after the conditions; a number may stand right behind two of them.
_ENDS = ("LIMIT", "OFFSET", "VALUES")
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")


def rewrite_order(text: str, function: str, start: str, read: Sequence[Place] | None = None) -> str:
    """Rewrite *text*, a query, so that each condition of an ORDER BY is given to *function*, an IRI.

    What it gives for an IRI is *start* and the IRI. Whoever *read* the text already gives its tokens.
    """
    if not _ORDER.search(text):
        return text
    places = list(_iter_places(read_whole(text).places if read is None else read))
    insertions = [
        insertion
        for number, token in enumerate(places)
        if (token.kind, token.text) == (WORD, "ORDER")
        for insertion in _wrap_conditions(places, number + 2, function, start)
    ]
    parts, last = [], 0
    for place, inserted in sorted(insertions, key=lambda it: it[0]):
        parts += [text[last:place], inserted]
        last = place
    return "".join([*parts, text[last:]])


def _iter_places(read: Iterable[Place]) -> Iterator[Place]:
    """Yield the tokens that were *read*, words in capitals, and those of an ORDER BY apart from each other."""
    for token in read:
        if token.kind != WORD:
            yield token
            continue
        word, start = token.text.upper(), token.start
        known = _WORDS.match(word)
        rest = known.end() if known else 0
        for piece in [*_SPLIT.findall(word[:rest]), *filter(None, [word[rest:]])]:
            yield Place(WORD, piece, start)
            start += len(piece)


def _wrap_conditions(places: Sequence[Place], number: int, function: str, start: str) -> Iterator[tuple[int, str]]:
    """Yield what puts *function* around each condition from the token *number* on, and where it is to stand."""
    while number < len(places):
        directed = places[number].kind == WORD and places[number].text in {"ASC", "DESC"}
        first = number + directed
        last = _find_end(places, first)
        if last is None:
            return
        opening = _open_key(places[first : last + 1], function, start)
        # The brackets of ASC and DESC are their own, so they stand around the call.
        yield places[first].start, f"({opening}" if directed else opening
        yield places[last].end, ")" * (opening.count("(") - opening.count(")") + directed)
        number = last + 1


def _open_key(condition: Sequence[Place], function: str, start: str) -> str:
    """Open the expression that makes the key of *condition*; it is left to be closed."""
    variables = [place.text for place in condition if place.kind == VARIABLE]
    if len(variables) == 1 and len(condition) in {1, 3}:  # it stands alone, perhaps in brackets
        return f'IF(ISIRI({variables[0]}),CONCAT("{start}",STR({variables[0]})),<{function}>('
    return f"<{function}>("


def _find_end(places: Sequence[Place], number: int) -> int | None:
    """Find the last token of the condition that begins with the token *number*; None where none begins there."""
    if number < len(places) and places[number].kind == VARIABLE:
        return number
    while number < len(places) and _is_called(places[number]):
        number += 1
    if number == len(places) or (places[number].kind, places[number].text) not in {(MARK, "("), (MARK, "{")}:
        return None
    depth = 0
    for last in range(number, len(places)):
        if places[last].kind == MARK:
            depth += (places[last].text in _OPENING) - (places[last].text in _CLOSING)
        if depth == 0:
            return last
    return None


def _is_called(place: Place) -> bool:
    """Say whether *place* can be the name of a function, or NOT or EXISTS."""
    return place.kind in {IRI, NAME} or (place.kind == WORD and not place.text.startswith(_ENDS))
