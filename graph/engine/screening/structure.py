"""The structure of a query: how deep its brackets are, what they hold, and how many triple patterns there are."""

from __future__ import annotations

from dataclasses import dataclass

from graph.engine.screening.tokens import BLANK, IRI, LANGUAGE, MARK, NAME, NUMBER, TEXT, VARIABLE, WORD, Token

# What brackets hold. A list's members and a path's steps look alike; DATA is what matches nothing, as after VALUES.
TOP, PATTERN, EXPRESSION, PATH, LIST, DATA = "top", "pattern", "expression", "path", "list", "data"
# What the words before brackets or terms say of them: one expression or name, only such to the end, or data.
ONE, REST, ROWS = "one", "rest", "rows"
AWAITS = {"SELECT": REST, "GROUP": REST, "ORDER": REST, "HAVING": REST, "VALUES": ROWS, "CONSTRUCT": ROWS, "WHERE": ""}
TERMS = frozenset({IRI, NAME, VARIABLE, TEXT, NUMBER, BLANK})
#: How many terms of a triple stand before what follows each of these.
SEPARATORS = {".": 0, ";": 1, ",": 2}
STEPS = frozenset("/|^!")


@dataclass(slots=True)
class _Brackets:
    """Open brackets: their character, what they hold, what their last word awaits, how far their triple is."""

    opening: str
    holds: str
    awaits: str = ""
    terms: int = 0


class Structure:
    """What is known of a query once its tokens up to here were taken."""

    def __init__(self) -> None:
        """Start before the first token."""
        self._open = [_Brackets("", TOP)]
        self._last = Token(MARK, "")
        self.patterns = 0

    @property
    def depth(self) -> int:
        """Count the brackets that are open."""
        return len(self._open) - 1

    @property
    def compares(self) -> bool:
        """Say whether a `<` now compares: in an expression, after a value, no IRI can stand."""
        kind, text = self._last
        value = kind in TERMS or kind == LANGUAGE or text in {"true", "false"} or (kind == MARK and text in {")", "}"})
        return value and self._open[-1].holds == EXPRESSION

    def take(self, token: Token) -> None:
        """Take *token* into the structure."""
        if token.kind == WORD:
            self._take_word(token.text)
        elif token.kind == MARK:
            self._take_mark(token.text)
        elif token.kind in TERMS:
            self._take_term()
        self._last = token

    def _take_word(self, word: str) -> None:
        """Remember what *word* awaits, where it is a keyword between the triples and not a term in one."""
        here = self._open[-1]
        if here.holds not in {TOP, PATTERN}:
            return
        if here.holds == PATTERN and word in {"a", "true", "false"}:
            self._take_term()
            return
        here.terms = 0
        default = REST if here.awaits == REST else ONE
        here.awaits = AWAITS.get(word.upper(), default)

    def _take_mark(self, mark: str) -> None:
        """Open or close brackets, or go on to another triple."""
        here = self._open[-1]
        if mark in {"{", "(", "["}:
            inside = {"{": self._open_braces, "(": self._open_parentheses, "[": self._open_square}[mark](here)
            self._open.append(_Brackets(mark, inside, terms=1 if mark == "[" else 0))
        elif mark in {"}", ")", "]"} and self.depth:
            self._close()
        elif here.holds in {PATTERN, PATH}:
            here.terms = SEPARATORS.get(mark, here.terms)
            self.patterns += mark == "/"

    def _open_braces(self, outside: _Brackets) -> str:
        """Say what braces hold: a group, or rows."""
        rows = outside.awaits == ROWS or outside.holds == DATA
        outside.awaits = ""
        outside.terms = 0
        return DATA if rows else PATTERN

    def _open_parentheses(self, outside: _Brackets) -> str:
        """Say what parentheses hold, from what came before them."""
        if self._last == (MARK, "<<"):
            return DATA
        if outside.holds in {DATA, PATH}:
            return outside.holds
        if outside.holds in {TOP, EXPRESSION} or outside.awaits:
            return EXPRESSION
        path = outside.holds == PATTERN and (outside.terms == 1 or self._is_after_step())
        return PATH if path else LIST

    def _open_square(self, outside: _Brackets) -> str:
        """Say what square brackets hold: what is said of a subject without a name."""
        return PATTERN if outside.holds == LIST else outside.holds

    def _close(self) -> None:
        """Close brackets; what they held can be a term of the triple around them."""
        closed, here = self._open.pop(), self._open[-1]
        if closed.holds == EXPRESSION:
            here.awaits = "" if here.awaits == ONE else here.awaits
        elif closed.holds == PATH:
            here.terms = 2
        elif closed.opening != "{":
            self._take_term()

    def _is_after_step(self) -> bool:
        """Say whether the last token is an operator of a path, so that what follows is still its verb."""
        return self._last.kind == MARK and self._last.text in STEPS

    def _take_term(self) -> None:
        """Count a term: the third makes a triple pattern, and each member of a list two."""
        here = self._open[-1]
        if self._last == (MARK, "^^"):  # the datatype of the term before
            return
        if here.holds == LIST:
            self.patterns += 2
        elif here.holds in {PATTERN, PATH} and self._is_after_step():
            here.terms = 2
        elif here.holds == PATTERN and not here.awaits:
            here.terms += 1
            self.patterns += here.terms == 3  # noqa: PLR2004  a triple is three terms
