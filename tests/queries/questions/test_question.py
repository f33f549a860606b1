"""A question without its file: what it asks when a parameter is given, and what is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import UnknownQuestion
from queries.questions.header import read_question
from queries.questions.library import find_question
from queries.questions.question import LeftOut

if TYPE_CHECKING:
    from pathlib import Path

    from queries.questions.question import Question

GOOD = """\
#+ title: {nl: Wie, en: Who}
#+ question:
#+   nl: Wie doet wat?
#+   en: Who does what?
#+ description: {nl: Een rij per actor., en: One row per actor.}
#+ absence: {nl: Een lege soort is niet genoemd., en: An empty kind is not mentioned.}
#+ unseen: {nl: wat er niet staat., en: what is not there.}
#+ basis: stated
#+ tags: [actor]
#+ parameters:
#+   theme: {type: thing, of: Theme, label: {nl: Thema, en: Theme}, required: true, examples: [jeugd]}
#+   kind: {type: concept, of: kind, label: {nl: Soort, en: Kind}}
#+   size:
#+     type: choice
#+     label: {nl: Maat, en: Size}
#+     default: s
#+     options: {s: {nl: klein, en: small}, l: {nl: groot, en: large}}
#+ columns:
#+   actor: {type: thing, label: {nl: Adres, en: Address}}
#+   kind: {type: concept, of: kind, label: {nl: Soort, en: Kind}}

SELECT ?actor ?kind
  ?_theme  # when: theme
  ?_kind   # when: kind
  ?_size   # when: size
WHERE {
  ?actor a ?kind .
  ?actor ?p ?_theme .  # when: theme
  FILTER(?kind = ?_kind)  # when: kind
  FILTER(?_size = "s")  # when: size
}
ORDER BY ?actor
""".replace("size", "extent")


def read(tmp_path: Path, text: str = GOOD) -> Question:
    """Read *text* as the question `who`."""
    path = tmp_path / "who.rq"
    path.write_text(text, encoding="utf-8")
    return read_question(path)


def test_header_is_read_whole(tmp_path: Path) -> None:
    """Everything that the header says is in the question, under the name of the file."""
    who = read(tmp_path)

    assert who.name == "who"
    assert who.title == {"nl": "Wie", "en": "Who"}
    assert who.question["en"] == "Who does what?"
    assert who.description["nl"] == "Een rij per actor."
    assert who.absence["en"] == "An empty kind is not mentioned."
    assert who.unseen["nl"] == "wat er niet staat."
    assert (who.basis, who.severity, who.tags, who.counted, who.by_column) == ("stated", "", ("actor",), False, False)
    assert [(p.name, p.type, p.of, p.required, p.default, p.examples) for p in who.parameters] == [
        ("theme", "thing", "Theme", True, "", ("jeugd",)),
        ("kind", "concept", "kind", False, "", ()),
        ("extent", "choice", "", False, "s", ()),
    ]
    assert who.parameters[2].options == {"s": {"nl": "klein", "en": "small"}, "l": {"nl": "groot", "en": "large"}}
    assert [(c.name, c.type, c.of) for c in who.selected] == [("actor", "thing", ""), ("kind", "concept", "kind")]
    assert who.text.startswith("SELECT ?actor")
    assert GOOD.splitlines()[who.first - 1] == "SELECT ?actor ?kind"


def test_line_stands_only_when_its_parameter_is_given(tmp_path: Path) -> None:
    """A parameter left out takes its lines with it; the marks are gone from what is run."""
    who = read(tmp_path)

    assert "?_" not in who.query([])
    assert who.query(["theme"]).count("?_theme") == 2
    assert "?_kind" not in who.query(["theme"])
    assert who.query(["theme", "kind"]).count("?_kind") == 2
    assert "# when" not in who.query(["theme", "kind"])


def test_query_to_show_has_its_terms(tmp_path: Path) -> None:
    """The text to show has the terms in place of the parameters, and selects no parameter."""
    shown = read(tmp_path).standalone({"theme": "<urn:t>"})

    assert "?_" not in shown
    assert "?actor ?p <urn:t> ." in shown
    assert "SELECT ?actor ?kind\nWHERE" in shown


def test_edition_is_of_the_whole_file(tmp_path: Path) -> None:
    """Another sign anywhere in the file is another edition: a label too may change what an answer says."""
    first, again = read(tmp_path).edition, read(tmp_path).edition
    other = read(tmp_path, GOOD.replace("Een rij", "Eén rij")).edition

    assert first == again != other
    assert len(first) == 64


def test_column_of_lines_is_known_by_its_name() -> None:
    """The number of a line leads to that line; any other number does not."""
    found = {column.name: column.is_line for column in find_question("cooperation").columns}

    assert found["line"]
    assert not found["measures"]


def test_unknown_question_offers_the_known() -> None:
    """Who asks for a question that is not there is told which are."""
    with pytest.raises(UnknownQuestion, match=r"'who-knows'.*measures-without-owner"):
        find_question("who-knows")


def test_what_is_left_out_is_read(tmp_path: Path) -> None:
    """The header says which choices are left out, why, whether wholly, and where to look; and when a column speaks."""
    declared = "#+ leaves_out:\n#+   theme: {Theme: {partly: true, see: who, nl: Zo., en: So.}}\n#+ columns:"
    text = GOOD.replace("#+ columns:", declared).replace(
        "#+   actor: {type: thing,", "#+   actor: {type: thing, when: kind,"
    )
    who = read(tmp_path, text)

    assert who.left_out == (LeftOut("theme", "Theme", {"nl": "Zo.", "en": "So."}, partly=True, see="who"),)
    assert [column.when for column in who.selected] == ["kind", ""]
    assert read(tmp_path).left_out == ()
