"""A header says in which words people ask its question, and what is wrong with that is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import BrokenQuestion
from queries.questions import Phrase
from queries.questions.header import read_question
from queries.questions.library import load_questions

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
#+ title: {nl: Plichten, en: Duties}
#+ question: {nl: Wie moet wat?, en: Who must do what?}
#+ description: {nl: Een rij per plicht., en: One row per duty.}
#+ absence: {nl: Geen., en: None.}
#+ unseen: {nl: Alles., en: Everything.}
#+ basis: stated
#+ columns:
#+   duty: {type: thing, label: {nl: X, en: X}}
#+   duty_label: {type: text, label: {nl: X, en: X}}
"""
GOOD = """\
#+ asked_as:
#+   - nl: ["plicht {duty}", "{duty}"]
#+     en: ["duty {duty}"]
#+     tells: [duty_label]
"""
QUERY = "\nSELECT ?duty ?duty_label\nWHERE { ?duty ?any ?duty_label }\nORDER BY ?duty\n"
PHRASE = GOOD.partition("\n")[2]

# What is changed into what, and what is then told, on the line that `at` is of.
FAULTS = {
    "no list": (GOOD, "#+ asked_as: wie moet wat\n", "#+ asked_as", "List under 'asked_as'"),
    "too many": (PHRASE, PHRASE * 21, "#+ asked_as", "more than 20"),
    "unknown key": ("tells:", "tell:", "#+     tell:", "Is 'tells' meant?"),
    "no texts": ('#+     en: ["duty {duty}"]\n', "", "#+   - nl", "under 'en' one to 20 texts"),
    "no such thing": ("plicht {duty}", "plicht {law}", "#+   - nl", "'law' takes no thing. Leave one of duty"),
    "a text is no thing": ("plicht {duty}", "plicht {duty_label}", "#+   - nl", "'duty_label' takes no thing"),
    "two open": ("plicht {duty}", "plicht {duty} {duty}", "#+   - nl", "more than one thing open"),
    "open in one": ("duty {duty}", "duties", "#+   - nl", "leave the same thing open, or none"),
    "tells nothing": ("#+     tells: [duty_label]\n", "", "#+   - nl", "one to 4 columns"),
    "tells another": ("[duty_label]", "[law_label]", "#+     tells", "no column 'law_label'. Name one of duty"),
}


def write(tmp_path: Path, asked: str) -> Path:
    """Write a question with *asked* in its header."""
    path = tmp_path / "duties.rq"
    path.write_text(f"{HEAD}{asked}{QUERY}", encoding="utf-8")
    return path


def test_phrase_is_read(tmp_path: Path) -> None:
    """A way of asking has its texts by language, what they leave open, and the columns that tell the answer."""
    texts = {"nl": ("plicht {duty}", "{duty}"), "en": ("duty {duty}",)}

    assert read_question(write(tmp_path, GOOD)).asked_as == (Phrase(texts, "duty", ("duty_label",)),)
    assert read_question(write(tmp_path, "")).asked_as == ()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    """The error names the file, the line, what is wrong there, and what would do."""
    old, new, at, told = FAULTS[name]
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))

    with pytest.raises(BrokenQuestion) as raised:
        read_question(path)

    lines = path.read_text(encoding="utf-8").splitlines()
    assert told in str(raised.value)
    assert lines[raised.value.line - 1].startswith(at)


def test_no_two_questions_are_asked_alike() -> None:
    """A text with words of its own asks one question of the library, or leaves a thing of another class open."""
    asked: dict[tuple[str, str, str], list[str]] = {}
    for name, question in load_questions().items():
        for phrase in question.asked_as:
            for language, texts in phrase.texts.items():
                for text in texts:
                    asked.setdefault((language, text.replace(phrase.slot, "…"), phrase.slot), []).append(name)

    assert {key: names for key, names in asked.items() if len(names) > 1} == {}
