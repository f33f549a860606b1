"""The structure of a query: how deep its brackets are, what they hold, and how much there is of all that nests.

The engine goes down a level for each bracket within another, and also for each clause or operator beside another: it
makes of `1 + 1 + 1` and of `{} UNION {} UNION {}` a tree as deep as they are long. So both are counted. What it takes
as one list is not: the rows of VALUES, the arguments of a function, the variables of a SELECT.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.engine.screening.tokens import BLANK, IRI, LANGUAGE, MARK, NAME, NUMBER, TEXT, VARIABLE, WORD, Token

# What brackets hold. A list's members and a path's steps look alike; DATA, as after VALUES, and the TEMPLATE of a
# CONSTRUCT match nothing.
TOP, PATTERN, EXPRESSION, PATH, LIST, DATA = "top", "pattern", "expression", "path", "list", "data"
TEMPLATE = "template"
# What the words before brackets or terms say of them: one expression or name, only such to the end, or data.
ONE, REST, ROWS = "one", "rest", "rows"
AWAITS = {
    **dict.fromkeys(("SELECT", "DESCRIBE", "GROUP", "ORDER", "HAVING"), REST),
    "VALUES": ROWS,
    "CONSTRUCT": TEMPLATE,
    **dict.fromkeys(("WHERE", "LIMIT", "OFFSET"), ""),
}
TERMS = frozenset({IRI, NAME, VARIABLE, TEXT, NUMBER, BLANK})
#: How many terms of a triple stand before what follows each of these.
SEPARATORS = {".": 0, ";": 1, ",": 2}
STEPS = frozenset("/|^!")
#: The signs that make of an expression, or of a path, one that is a level deeper.
OPERATORS, PATH_OPERATORS = frozenset("+-*/!=<>"), frozenset("|^!~")
DOUBLED = frozenset("|&")
#: The words of which each term that follows takes the engine a level deeper: it is an expression, or a part of a union.
DEEPENS = frozenset({"ORDER", "DESCRIBE"})
#: What a group is apart by: its triple patterns are not joined with those around it.
APART = ("UNION", "OPTIONAL", "MINUS", "EXISTS")
#: The functions that the engine tries with one argument more, and then reads anew: within each other, time and again.
READ_TWICE = ("SUBSTR", "REPLACE", "REGEX", "GROUP_CONCAT")
REIFIED = "<<"


@dataclass(slots=True)
class _Brackets:
    """Open brackets: their character, what they hold, what their last word awaits, how far their triple is.

    `deepens` says whether each term after the last such word takes the engine a level deeper, `joins` counts what is
    joined in them, and `readings` how often the engine reads what they hold.
    """

    opening: str
    holds: str
    awaits: str = ""
    terms: int = 0
    deepens: bool = False
    is_apart: bool = False
    joins: int = 0
    readings: int = 1


class Structure:
    """What is known of a query once its tokens up to here were taken.

    `patterns` counts the triple patterns, `joins` those of the group that has most, with what else it joins, and
    `parts` the clauses and operators: groups, expressions and what stands between two of them. `reading` counts the
    characters that the engine reads, each as often as it does.
    """

    def __init__(self) -> None:
        """Start before the first token."""
        self._open = [_Brackets("", TOP)]
        self._last = Token(MARK, "")
        self._angles = 0
        self.patterns = 0
        self.joins = 0
        self.parts = 0
        self.reading = 0

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
        self._angles = self._angles + 1 if token == (MARK, ">") else 0
        self.reading += len(token.text) * self._open[-1].readings
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
        if word.upper() in AWAITS:
            here.deepens = word.upper() in DEEPENS

    def _take_mark(self, mark: str) -> None:
        """Open or close brackets, or go on to another triple."""
        here = self._open[-1]
        if mark in {"{", "(", "[", REIFIED}:
            self._open_brackets(mark, here)
        elif (mark in {"}", ")", "]"} and self.depth) or (self._angles == len(REIFIED) and here.opening == REIFIED):
            self._angles = 0
            self._close()
        elif here.holds == EXPRESSION:
            self.parts += self._is_operator(mark)
        elif here.holds in {DATA, TEMPLATE}:
            self.parts += mark == "~"
        elif here.holds in {PATTERN, PATH}:
            self._go_on(mark, here)

    def _go_on(self, mark: str, here: _Brackets) -> None:
        """Go on after *mark* to another triple, another step of a path, or what is said of the triple before."""
        is_annotation = mark == "|" and self._last == (MARK, "{")
        here.terms = 1 if is_annotation else SEPARATORS.get(mark, here.terms)
        self.parts += mark in PATH_OPERATORS
        self._count_patterns(int(mark in {"/", "~"} or is_annotation))

    def _open_brackets(self, mark: str, outside: _Brackets) -> None:
        """Open the brackets that *mark* opens, and count them where they make the query deeper."""
        openers = {
            "{": self._open_braces,
            "(": self._open_parentheses,
            "[": self._open_square,
            REIFIED: self._open_reified,
        }
        inside = openers[mark](outside)
        word = self._last.text.upper() if self._last.kind == WORD else ""
        self.parts += mark == "{" or (mark == "(" and inside in {EXPRESSION, PATH})
        readings = outside.readings * (2 if mark == "(" and word.endswith(READ_TWICE) else 1)
        terms = 1 if mark == "[" else 0
        self._open.append(_Brackets(mark, inside, terms=terms, is_apart=word.endswith(APART), readings=readings))

    def _is_operator(self, mark: str) -> bool:
        """Say whether *mark* is an operator of an expression, or the last sign of one that has two."""
        last = self._last.text if self._last.kind == MARK else ""
        return last == mark if mark in DOUBLED else mark in OPERATORS and not (mark == "=" and last in {"!", "<", ">"})

    def _count_patterns(self, count: int, joins: int | None = None) -> None:
        """Count *count* more triple patterns in the brackets that are open, of which as many *joins* take time."""
        self.patterns += count
        self._count_joins(count if joins is None else joins)

    def _count_joins(self, count: int) -> None:
        """Count *count* more joins in the brackets that are open."""
        here = self._open[-1]
        here.joins += count
        self.joins = max(self.joins, here.joins)

    def _open_braces(self, outside: _Brackets) -> str:
        """Say what braces hold: a group, a template, or rows."""
        rows = outside.awaits == ROWS or outside.holds == DATA
        template = TEMPLATE in {outside.awaits, outside.holds}
        outside.awaits = ""
        outside.terms = 0
        return DATA if rows else TEMPLATE if template else PATTERN

    def _open_parentheses(self, outside: _Brackets) -> str:
        """Say what parentheses hold, from what came before them."""
        if outside.holds in {DATA, PATH, TEMPLATE}:
            return outside.holds
        if outside.holds in {TOP, EXPRESSION} or outside.awaits:
            return EXPRESSION
        path = outside.holds == PATTERN and (outside.terms == 1 or self._is_after_step())
        return PATH if path else LIST

    def _open_square(self, outside: _Brackets) -> str:
        """Say what square brackets hold: what is said of a subject without a name."""
        return PATTERN if outside.holds == LIST else outside.holds

    def _open_reified(self, outside: _Brackets) -> str:
        """Say that a reified triple holds the terms of no other; it is one itself."""
        self._count_patterns(int(outside.holds in {PATTERN, LIST} or outside.opening == REIFIED))
        return DATA

    def _close(self) -> None:
        """Close brackets; what they held can be a term of the triple around them, and is joined with what is there."""
        closed, here = self._open.pop(), self._open[-1]
        if not closed.is_apart and here.holds != TOP:
            self._count_joins(max(closed.joins, closed.opening == "{"))
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
        self.parts += here.deepens and here.awaits == REST
        self.parts += here.holds == TEMPLATE and here.opening == "("
        if here.holds == LIST:
            self._count_patterns(2, joins=1)  # the list itself is a chain, which is soon planned
        elif here.holds in {PATTERN, PATH} and self._is_after_step():
            here.terms = 2
        elif here.holds == PATTERN and not here.awaits:
            here.terms += 1
            self._count_patterns(int(here.terms == 3))  # noqa: PLR2004  a triple is three terms
