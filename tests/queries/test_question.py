"""The header of a question: read whole, or refused with the file and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import SourceError, UnknownQuestion
from queries import library, question

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
#+ title: {nl: Wie, en: Who}
#+ question:
#+   nl: Wie doet wat?
#+   en: Who does what?
#+ description: {nl: Een rij per actor., en: One row per actor.}
#+ parameters:
#+   theme: {type: thing, of: Theme, label: {nl: Thema, en: Theme}, required: true}
#+   kind: {type: choice, of: kind, label: {nl: Soort, en: Kind}}
#+ columns:
#+   actor: {type: thing, label: {nl: Adres, en: Address}}
#+   kind: {type: choice, of: kind, label: {nl: Soort, en: Kind}}

SELECT ?actor ?kind
  ?_theme  # when: theme
  ?_kind   # when: kind
WHERE {
  ?actor a ?kind .
  ?actor ?p ?_theme .  # when: theme
  FILTER(?kind = ?_kind)  # when: kind
}
ORDER BY ?actor
"""


def read(tmp_path: Path, text: str) -> question.Question:
    """Read *text* as the question `who`."""
    path = tmp_path / "who.rq"
    path.write_text(text, encoding="utf-8")
    return question.read(path)


def test_header_is_read_whole(tmp_path: Path) -> None:
    """Everything that the header says is in the question, under the name of the file."""
    who = read(tmp_path, GOOD)

    assert who.name == "who"
    assert who.title == {"nl": "Wie", "en": "Who"}
    assert who.question["en"] == "Who does what?"
    assert who.description["nl"] == "Een rij per actor."
    assert [(p.name, p.type, p.of, p.required) for p in who.parameters] == [
        ("theme", "thing", "Theme", True),
        ("kind", "choice", "kind", False),
    ]
    assert [(c.name, c.type, c.of) for c in who.columns] == [("actor", "thing", ""), ("kind", "choice", "kind")]
    assert who.text.startswith("SELECT ?actor")


def test_line_stands_only_when_its_parameter_is_given(tmp_path: Path) -> None:
    """A parameter left out takes its lines with it; the marks are gone from what is run."""
    who = read(tmp_path, GOOD)

    assert "?_" not in who.query([])
    assert who.query(["theme"]).count("?_theme") == 2
    assert "?_kind" not in who.query(["theme"])
    assert who.query(["theme", "kind"]).count("?_kind") == 2
    assert "# when" not in who.query(["theme", "kind"])


def test_query_to_show_has_its_terms(tmp_path: Path) -> None:
    """The text to show has the terms in place of the parameters, and selects no parameter."""
    shown = read(tmp_path, GOOD).standalone({"theme": "<urn:t>"})

    assert "?_" not in shown
    assert "?actor ?p <urn:t> ." in shown
    assert "SELECT ?actor ?kind\nWHERE" in shown


# What to replace in the good header, by what, and what the refusal then says.
LACKING = {
    "title": ("#+ title: {nl: Wie, en: Who}\n", "", "lacks 'title'"),
    "description": ("#+ description: {nl: Een rij per actor., en: One row per actor.}\n", "", "lacks 'description'"),
    "english": ("{nl: Wie, en: Who}", "{nl: Wie}", "lacks 'en'"),
    "dutch": ("{nl: Wie, en: Who}", "{en: Who}", "lacks 'nl'"),
    "type_of_column": ("actor: {type: thing, ", "actor: {", "lacks 'type'"),
    "known_type_of_column": ("actor: {type: thing, ", "actor: {type: person, ", "a known type for column actor"),
    "label_of_parameter": ("of: Theme, label: {nl: Thema, en: Theme}", "of: Theme", "lacks 'label'"),
    "class_of_parameter": ("type: thing, of: Theme", "type: thing", "lacks 'of'"),
    "yaml": ("title: {nl: Wie", "title: {nl: [Wie", "no YAML"),
}


@pytest.mark.parametrize("case", LACKING)
def test_broken_header_names_file_and_lack(tmp_path: Path, case: str) -> None:
    """A header that is not whole is refused with the file, what it lacks, and where to look."""
    old, new, said = LACKING[case]
    assert GOOD.count(old) == 1

    with pytest.raises(SourceError, match=said) as caught:
        read(tmp_path, GOOD.replace(old, new))

    assert str(caught.value).startswith("who.rq: ")


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }\n", "#+ just text\n", "#+ - a\n#+ - list\n", ""])
def test_file_without_header_is_refused(tmp_path: Path, text: str) -> None:
    """A file whose header is absent, or is no mapping, is refused by name."""
    with pytest.raises(SourceError, match=r"^who\.rq: "):
        read(tmp_path, text)


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }\n", "#+ just text\n", "#+ - a\n#+ - list\n"])
def test_refusal_speaks_of_the_header(tmp_path: Path, text: str) -> None:
    """The refusal is about the header, not about Python."""
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)

    assert not [word for word in ("NoneType", "subscriptable", "indices") if word in str(caught.value)]


def test_unknown_type_of_parameter_is_refused(tmp_path: Path) -> None:
    """A parameter has a known type, as a column has."""
    with pytest.raises(SourceError):
        read(tmp_path, GOOD.replace("theme: {type: thing", "theme: {type: person"))


def test_unknown_question_offers_those_there_are() -> None:
    """A name that is no question is refused with the names that are."""
    with pytest.raises(UnknownQuestion, match=r"'who-knows'.*cooperation.*measures-without-owner"):
        library.find("who-knows")
