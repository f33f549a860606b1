"""The tokens of a query: the same however it is spaced or made up, and found in steps that its length bounds."""

from __future__ import annotations

import itertools
import random
import re
from contextlib import suppress

import pytest
from pyoxigraph import Store as Oxigraph

from graph.engine.screening import tokens
from graph.engine.screening.outline import QueryOutline
from graph.engine.screening.screen import QueryBounds, screen
from graph.errors import QueryRefused

BOUNDS = QueryBounds()
ENDLESS = QueryBounds(10**9, 10**9, 10**9, 10**9, 10**9)


# Queries as tokens, each with the form and the graphs that it keeps however little space stands between them.
SPACED = {
    "PREFIX e: <http://g/#> SELECT DISTINCT ?a ( ?b < 2 AS ?c ) FROM e:x FROM NAMED <http://g/n> WHERE { ?a e:p ?b . "
    "FILTER ( ?b < 3 ) OPTIONAL { ?a a e:T ; e:q true } }": ("SELECT", ("http://g/#x",), ("http://g/n",)),
    "BASE <http://g/> ASK FROM NAMED <n> { GRAPH ?g { ?s ?p 1 , 'a'@en , \"b#\" } FILTER EXISTS { ?s <#p> <#q> } }": (
        "ASK",
        (),
        ("http://g/n",),
    ),
    "PREFIX : <http://g/> CONSTRUCT { ?s :p ( 1 :x ) } FROM :x WHERE { ?s ( :a | ^ :b ) * ?o } LIMIT 5": (
        "CONSTRUCT",
        ("http://g/x",),
        (),
    ),
    "PREFIX e: <http://g/> DESCRIBE e:a FROM e:b WHERE { ?x e:p [ e:q 2.5e3 ] VALUES ( ?x ) { ( e:a ) ( UNDEF ) } }": (
        "DESCRIBE",
        ("http://g/b",),
        (),
    ),
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { ?s ?p true . SERVICE SILENT e:x { ?s ?p ?o } }": None,
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { FILTER ( 1 < 2 ) ?s ?p e: . SERVICE e:x { ?s ?p ?o } }": None,
}


def respaced(text: str, chance: random.Random) -> str:
    """Give *text* with each space as some space, or as none where that cannot make another name."""
    parts = text.split(" ")
    given = [parts[0]]
    for before, after in itertools.pairwise(parts):
        apart = bool(re.search(r"^[?@]|:|[0-9]$", before)) and bool(re.match(r"[\w:.]", after))
        given += [chance.choice([" ", "\n", " #>'\n"] if apart else ["", "", "", " ", '#<"\n']), after]
    return "".join(given)


@pytest.mark.parametrize("text", SPACED)
def test_space_makes_no_difference(text: str) -> None:
    """However a query is spaced, if the engine takes it the screen reads the same from it."""
    chance = random.Random(4)  # noqa: S311  a test that can be repeated, no secret
    taken = 0
    for _ in range(300):
        spelled = respaced(text, chance)
        try:
            Oxigraph().query(spelled)
        except SyntaxError:
            continue
        except OSError:  # it is read, and then calls a port that no HTTP client may call
            assert SPACED[text] is None
        taken += 1
        assert read(spelled) == SPACED[text], spelled

    assert taken > 50


def read(text: str) -> tuple[str, tuple[str | None, ...], tuple[str | None, ...]] | None:
    """Give what the screen reads of *text*; nothing where it refuses a call to another server."""
    try:
        screened = screen(text, BOUNDS)
    except QueryRefused:
        return None
    return screened.form, screened.default_graphs, screened.named_graphs


class Counted:
    """A pattern that counts the signs it looks at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Count for *pattern*."""
        self._pattern = pattern
        self.signs = 0
        self.calls = 0

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """Match at *place* in *text*."""
        found = self._pattern.match(text, place)
        self.calls += 1
        self.signs += found.end() - found.start() if found else 0
        return found


HOSTILE = {
    "less_than": "<",
    "quote": '"',
    "apostrophe": "'",
    "backslash": "\\",
    "hash": "#",
    "nested_quotes": "\"'",
    "nested_long_quotes": "'''\"",
    "escaped_quotes": '"\\',
    "escaped_long_quotes": '"""\\"',
    "open_iris": "<a",
    "open_iris_that_compare": "(1<a",
    "dotted_words": "a.",
    "dotted_names": "a:b..",
    "colons": ":",
    "brackets": "{[(",
    "glued_words": "SELECT",
    "glued_name": "SERVICE:",
    "digits": "1",
    "decimals": "1.1e",
    "languages": "@a-",
    "blank_nodes": "_:a.",
    "percents": "a:%4",
    "prefixes": "PREFIX a:<http://x/>BASE<y/>",
    "line_ends": "\n",
    "filters": "FILTER(",
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("before", ["", "ASK{"], ids=["start", "group"])
@pytest.mark.turns(4)
def test_every_sign_is_looked_at_twice_at_most(monkeypatch: pytest.MonkeyPatch, case: str, before: str) -> None:
    """Whatever the text, reading takes steps in proportion to its length: the largest part of it is read once."""
    for size in (20_000, 80_000):
        counted = Counted(tokens.TOKEN)
        monkeypatch.setattr(tokens, "TOKEN", counted)
        text = before + (HOSTILE[case] * size)[:size]
        with suppress(QueryRefused):
            screen(text, ENDLESS)
        monkeypatch.undo()

        assert counted.signs <= 2 * len(text)
        assert counted.calls <= len(text) + 1


@pytest.mark.slow
def test_longest_text_is_read_to_its_end() -> None:
    """A million signs that are one token, or in which one is looked for, are read without running out of stack."""
    for unit in ("#", "'", "'''\\'", "a:.", "e:.", "1"):
        assert isinstance(screen((unit * 1_000_000)[:1_000_000], ENDLESS), QueryOutline)


TERMS = ["?a", "1", "2.5", "1e5", "'x'", '"#"', '"a"@en', "'''q'\n'''", "<urn:a#b>", "e:y", "e:a.b", "true", "'1'^^e:d"]
VERBS = ["?p", "a ", "<urn:p#q>", "e:p", "(<urn:a#>|^e:x)*", "<urn:a>/e:b", "!(e:a|^<urn:c#>)"]
OPERATORS = ["<", "<", "<", "<=", ">", "=", "!=", "+", "-", "*", "/", "&&", "||"]
SPACES = ["", "", "", " ", "\n", '#>"""\n', "#<'\n", "# }SERVICE<x>{\n"]


class Maker:
    """Queries made up by chance, with hardly a space, and with signs in their comments that mislead."""

    def __init__(self, seed: int) -> None:
        """Make the same queries for the same *seed*."""
        self._chance = random.Random(seed)  # noqa: S311  no secret

    def choose(self, *among: str) -> str:
        """Give one of *among*."""
        return self._chance.choice(among)

    def spaced(self, *parts: str) -> str:
        """Give *parts* with some space, or none, after each."""
        return "".join(part + self.choose(*SPACES) for part in parts)

    def expression(self, depth: int = 0) -> str:
        """Make an expression; half of them compare."""
        if depth > 2 or self._chance.random() < 0.3:
            return self.choose(*TERMS)
        one, other = self.expression(depth + 1), self.expression(depth + 1)
        compared = self.spaced(one, self.choose(*OPERATORS), other)
        listed = self.spaced(one, " IN", "(", other, ",", one, ")")
        exists = self.spaced("EXISTS", "{", self.triple(), "}")
        return self.choose(compared, compared, compared, self.spaced("(", one, ")"), f"STR({one})", listed, exists)

    def triple(self) -> str:
        """Make a triple pattern."""
        thing = self.choose(*TERMS, "[]", self.spaced("(", "1", "<urn:a#b>", ")"), self.spaced("[", "a ", "1", "]"))
        more = self.choose("", self.spaced(",", "e:y"), self.spaced(";", "<urn:z#>", "2"))
        return self.spaced(self.choose("?s", "<urn:s#>", "e:s", "[]"), " ", self.choose(*VERBS), " ", thing, more)

    def group(self, depth: int = 0) -> str:
        """Make what a group holds."""
        filtered = self.spaced("FILTER", "(", self.expression(), ")")
        inner = self.group(depth + 1) if depth < 2 else ""
        nested = self.spaced(self.choose("OPTIONAL", "MINUS", "", "GRAPH<urn:g#>"), "{", inner, "}")
        parts = [filtered, nested, self.triple() + ". ", self.triple() + " ."]
        return self.spaced(*self._chance.sample(parts, self._chance.randrange(4)))


@pytest.mark.parametrize("seed", range(4))
def test_made_up_queries_are_read_as_the_engine_reads_them(seed: int) -> None:
    """Of queries that nobody would write, and that the engine takes, the screen sees what they ask for."""
    maker = Maker(seed)
    prologue = "PREFIX e:<http://127.0.0.1:9/>PREFIX :<http://127.0.0.1:9/>SELECT"
    taken = 0
    for turn in range(500):
        call = maker.choose("SERVICE", "serviceSILENT") + maker.choose("<http://127.0.0.1:9/>", "e:x", ":x", " e:x")
        source = maker.choose("", "FROM<urn:g#x>")
        projection = maker.choose("*", "?a", maker.spaced("(", maker.expression(), " AS ?w)"))
        body = [maker.group(), f"{call}{{}}" if turn % 2 else "", maker.group()]
        text = prologue + maker.spaced("", projection, source, "{", *body, "}")
        try:
            Oxigraph().query(text)
        except SyntaxError:
            continue
        except OSError:  # it was read, and called a port that no HTTP client may call
            assert turn % 2
        taken += 1
        expected = None if turn % 2 else ("SELECT", ("urn:g#x",) if source else (), ())
        assert read(text) == expected, text

    assert taken > 200
