"""A file that is wrong is refused with the line that is wrong, what is wrong with it, and what would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import BrokenQuestion
from queries.questions.header import read_question
from tests.queries.questions.test_question import GOOD

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = "#+     options: {s: {nl: klein, en: small}, l: {nl: groot, en: large}}\n"

# What is changed into what, and what is then told, on the line that `at` begins with.
FAULTS = {
    "no header": (GOOD, "SELECT ?a WHERE { ?a a ?b }\nORDER BY ?a\n", "SELECT", "no header"),
    "no yaml": ("{nl: Wie, en: Who}", "{nl: Wie, en: Who", "#+ question:", "is no YAML"),
    "unquoted colon": ("Wie doet wat?", "Wie: doet: wat?", "#+   nl: Wie: doet", "is no YAML"),
    "unknown key": ("#+ tags:", "#+ tag:", "#+ tag:", "Is 'tags' meant?"),
    "key twice": ("#+ tags: [actor]", "#+ tags: [actor]\n#+ tags: [law]", "#+ tags: [law]", "stands twice"),
    "no english": ("{nl: Wie, en: Who}", "{nl: Wie}", "#+ title", "There is no text for 'en'"),
    "no title": ("#+ title: {nl: Wie, en: Who}\n", "", "#+ question", "Give 'title' with 'nl' and 'en'"),
    "no absence": ("#+ absence:", "#+ severity: high #", "#+ title", "Give 'absence'"),
    "no basis": ("#+ basis: stated\n", "", "#+ title", "There is no text for 'basis'"),
    "other basis": (
        "basis: stated",
        "basis: guessed",
        "#+ basis",
        "one of stated, implied, agreed, derived, actor",
    ),
    "other severity": ("#+ tags", "#+ severity: huge\n#+ tags", "#+ severity", "one of high, medium, low"),
    "other tally": ("#+ tags", "#+ tally: actor\n#+ tags", "#+ tally", "It is one of kind"),
    "tags no list": ("tags: [actor]", "tags: actor", "#+ tags", "is a list"),
    "no columns": (GOOD[GOOD.index("#+ columns:") : GOOD.index("\nSELECT")], "", "#+ title", "at least one column"),
    "other type": ("theme: {type: thing,", "theme: {type: things,", "#+   theme", "one of thing, concept, choice"),
    "no class": ("type: thing, of: Theme,", "type: thing,", "#+   theme", "no text for 'of'"),
    "no options": (OPTIONS, "", "#+     type: choice", "has options"),
    "default none of options": ("default: s", "default: x", "#+     type: choice", "'x' is none of the options"),
    "required no flag": ("required: true", "required: maybe", "#+   theme", "true or false"),
    "capital in name": ("#+   kind: {type: concept", "#+   Kind: {type: concept", "#+   Kind", "a to z in lower case"),
    "name of an address": ("extent", "format", "#+     type: choice", "uses the name 'format' itself"),
    "nothing said": (
        "#+   actor: {type: thing, label: {nl: Adres, en: Address}}",
        "#+   actor:",
        "#+   actor:",
        "Of 'actor' nothing is said",
    ),
    "left out of no parameter": (
        "#+ columns:",
        "#+ leaves_out:\n#+   size: {Theme: {nl: Zo, en: So}}\n#+ columns:",
        "#+   size: {Theme",
        "no parameter 'size' that takes a thing",
    ),
    "left out without a reason": (
        "#+ columns:",
        "#+ leaves_out:\n#+   theme: {Theme: x}\n#+ columns:",
        "#+   theme: {Theme",
        "Why is 'Theme' left out?",
    ),
    "column of no parameter": (
        "#+   actor: {type: thing, label: {nl: Adres, en: Address}}",
        "#+   actor: {type: thing, when: nobody, label: {nl: Adres, en: Address}}",
        "#+   actor: {type",
        "no parameter 'nobody'",
    ),
    "no sparql": ("?actor a ?kind .", "?actor a kind .", "  ?actor a kind", "no SPARQL 1.1"),
    "no sparql when given": ("FILTER(?kind = ?_kind)", "FILTER(?kind == ?_kind)", "  FILTER(?kind ==", "no SPARQL 1.1"),
    "empty": (GOOD[GOOD.index("SELECT") :], "", "#+   kind", "has no query"),
    "other columns": ("SELECT ?actor ?kind", "SELECT ?actor", "SELECT", "selects actor, and the header has"),
    "columns in other order": ("SELECT ?actor ?kind", "SELECT ?kind ?actor", "SELECT", "Make them the same"),
    "not listed": ("  ?_theme  # when: theme\n", "", "SELECT", "must list ?_theme"),
    "variable of no parameter": (
        "?actor ?p ?_theme .",
        "?actor ?p ?_them .",
        "  ?actor ?p ?_them .",
        "no parameter 'them'",
    ),
    "no order": ("ORDER BY ?actor\n", "", "}", "has no ORDER BY"),
    "service": ("?actor a ?kind .", "SERVICE <urn:x> { ?actor a ?kind }", "SELECT", "other server"),
    "no select": ("SELECT ?actor ?kind\n", "DESCRIBE ?actor ?kind\n", "DESCRIBE", "The query is no SELECT"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    """The error names the file, the line on which to look, what is wrong there, and what would do."""
    old, new, at, told = FAULTS[name]
    text = GOOD.replace(old, new)
    assert text != GOOD
    path = tmp_path / "who.rq"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BrokenQuestion) as raised:
        read_question(path)

    first = max(raised.value.line - 4, 0)  # the engine may find a fault of syntax three lines later
    near = text.splitlines()[first : raised.value.line + 1]
    assert told in str(raised.value)
    assert str(raised.value).startswith(f"who.rq:{raised.value.line}: ")
    assert any(line.startswith(at) for line in near), raised.value


@pytest.mark.parametrize("name", ["Who.rq", "who_knows.rq", "who knows.rq", "wié.rq", "1.rq"])
def test_name_of_a_file_is_an_address(tmp_path: Path, name: str) -> None:
    """The name of the file is the name in addresses and on the command line, so it is kebab-case."""
    path = tmp_path / name
    path.write_text(GOOD, encoding="utf-8")

    with pytest.raises(BrokenQuestion, match="lower case with a hyphen"):
        read_question(path)


def test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A file in another encoding, or none that can be read, is refused as such."""
    path = tmp_path / "who.rq"
    path.write_bytes(GOOD.encode("utf-16"))

    with pytest.raises(BrokenQuestion, match="Save it as UTF-8"):
        read_question(path)
    with pytest.raises(BrokenQuestion, match="cannot be read"):
        read_question(tmp_path / "absent.rq")
