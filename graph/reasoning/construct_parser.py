"""Reads the text of a CONSTRUCT rule into patterns.

Read is what the rules in `graph/reasoning/constructs` are written in, a part of SPARQL 1.1 (section 19.8): triple
patterns with named properties and named classes, groups, UNION, BIND of one variable to another, FILTER with `!=`
or NOT IN between variables, and FILTER NOT EXISTS. Anything else is refused, since to leave it out would change what
the rule says.

It is a parser beside the engine's own because the engine hands out no tree, and it is none of the readers of an outline
(`graph.engine.screening.outline`): a rule is compiled from what is read here, so that every word of it counts.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from graph.reasoning.pattern import PatternGroup, TriplePattern, is_variable
from ontology.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\s+|#[^\n]*|(?P<token><[^<>\s]*>|[?$]\w+|[\w-]*:[\w-]*|\w+|!=|[{}().;,])")
_TYPE = f"{RDF}type"


def parse_construct(text: str) -> tuple[tuple[TriplePattern, ...], PatternGroup]:
    """Parse the rule in *text* into what it makes, and what it looks for.

    >>> made, sought = parse_construct("PREFIX x: <urn:> CONSTRUCT { ?a x:p ?b } WHERE { ?b x:q ?a }")
    >>> made[0].prop, sought.patterns[0].subject
    ('urn:p', '?b')

    :raises ValueError: when it is no CONSTRUCT, or says something that is not read.
    """
    return _Parser(text).rule()


class _Parser:
    """The tokens of a rule, taken one by one."""

    def __init__(self, text: str) -> None:
        """Cut *text* into tokens."""
        found = [*_TOKEN.finditer(text)]
        if sum(len(token[0]) for token in found) != len(text):
            raise ValueError("it holds something that is not read")
        tokens = [token["token"].replace("$", "?") for token in found if token["token"]]
        self._used = Counter(tokens)
        self._tokens = tokens
        self._prefixes: dict[str, str] = {}

    def rule(self) -> tuple[tuple[TriplePattern, ...], PatternGroup]:
        """Take the whole rule."""
        while self._taken("PREFIX"):
            prefix = self._next()
            self._prefixes[prefix] = self._next()[1:-1]
        self._expect("CONSTRUCT")
        made = self._group()
        self._taken("WHERE")
        sought = self._group()
        if self._tokens or made != PatternGroup(made.patterns):
            raise ValueError("it makes something else than triples, or goes on after its patterns")
        return made.patterns, sought

    def _group(self) -> PatternGroup:
        """Take a group, with its braces."""
        patterns: list[TriplePattern] = []
        unions: list[tuple[PatternGroup, ...]] = []
        binds: list[tuple[str, str]] = []
        differ: list[tuple[str, tuple[str, ...]]] = []
        absent: list[PatternGroup] = []
        self._expect("{")
        while not self._taken("}"):
            if self._taken("FILTER"):
                if self._taken("NOT"):
                    self._expect("EXISTS")
                    absent.append(self._group())
                else:
                    differ.append(self._difference())
            elif self._taken("BIND"):
                binds.append(self._binding())
            elif self._tokens[:1] == ["{"]:
                unions.append(self._union())
            elif not self._taken("."):
                patterns.extend(self._triples())
        known = PatternGroup(tuple(patterns), tuple(unions)).variables()
        if known & {other for _, other in binds}:
            raise ValueError("it binds a variable that has a value already")
        return PatternGroup(tuple(patterns), tuple(unions), tuple(binds), tuple(differ), tuple(absent))

    def _union(self) -> tuple[PatternGroup, ...]:
        """Take groups with UNION between them.

        Whatever only some of them give a value may be used nowhere else: elsewhere SPARQL would take any value for it.
        """
        before = self._tokens[:]
        branches = [self._group()]
        while self._taken("UNION"):
            branches.append(self._group())
        within = Counter(before[: len(before) - len(self._tokens)])
        known = [branch.variables() for branch in branches]
        partly = set(filter(is_variable, within)) - known[0].intersection(*known[1:])
        if any(within[variable] != self._used[variable] for variable in partly):
            raise ValueError("it uses a variable that only some of its choices give a value")
        return tuple(branches)

    def _triples(self) -> Iterator[TriplePattern]:
        """Take the patterns of one subject."""
        subject = self._term()
        while True:
            prop = _TYPE if self._taken("a") else self._term()
            while True:
                value = self._term()
                if is_variable(prop) or (prop == _TYPE and is_variable(value)):
                    raise ValueError("it has a variable for a property or a class")
                yield TriplePattern(subject, prop, value)
                if not self._taken(","):
                    break
            if not self._taken(";"):
                return

    def _difference(self) -> tuple[str, tuple[str, ...]]:
        """Take a comparison, with its brackets."""
        self._expect("(")
        one = self._variable()
        if self._taken("!="):
            others = [self._variable()]
        else:
            for token in ("NOT", "IN", "("):
                self._expect(token)
            others = [self._variable()]
            while self._taken(","):
                others.append(self._variable())
            self._expect(")")
        self._expect(")")
        return one, tuple(others)

    def _binding(self) -> tuple[str, str]:
        """Take a binding, with its brackets: the variable that is known, and the one that becomes the same."""
        self._expect("(")
        known = self._variable()
        self._expect("AS")
        other = self._variable()
        self._expect(")")
        return known, other

    def _variable(self) -> str:
        """Take a variable."""
        term = self._term()
        if not is_variable(term):
            raise ValueError(f"it compares or binds something else than a variable: {term}")
        return term

    def _term(self) -> str:
        """Take a variable, or an IRI in full or with a prefix."""
        token = self._next()
        if is_variable(token):
            return token
        if token.startswith("<"):
            return token[1:-1]
        prefix, colon, local = token.partition(":")
        if f"{prefix}{colon}" not in self._prefixes:
            raise ValueError(f"'{token}' is not read here")
        return f"{self._prefixes[prefix + colon]}{local}"

    def _next(self) -> str:
        """Take a token."""
        if not self._tokens:
            raise ValueError("it ends too early")
        return self._tokens.pop(0)

    def _taken(self, token: str) -> bool:
        """Take *token* where it is next, and say whether it was; words in any case, but for 'a'."""
        same = self._tokens[:1] == [token] or (token != "a" and [t.upper() for t in self._tokens[:1]] == [token])  # noqa: S105  of SPARQL
        if same:
            self._tokens.pop(0)
        return same

    def _expect(self, token: str) -> None:
        """Take *token*."""
        if not self._taken(token):
            raise ValueError(f"'{token}' is expected where it has {self._tokens[:1]}")
