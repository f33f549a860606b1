"""What somebody types is answered: the question it asks, of which thing, and the rows that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.errors import BadParameter
from queries.asking import Asker
from queries.asking.reading import list_readings
from queries.plans import Plans
from queries.questions import LANGUAGES, Library
from queries.questions.library import load_questions
from queries.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.engine import Store
    from queries.asking import Finding

    Ask = Callable[..., Finding | None]


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    """Give what answers a text, over the small plan."""
    plans, library = Plans(store), Library()
    search = Search(plans.engine, library, {it: load_catalogue(it) for it in LANGUAGES})

    def find(typed: str, language: str = "nl") -> Finding | None:
        return Asker(plans, tuple(plans), library, search, language).find_answer(typed)

    return find


@pytest.mark.parametrize(
    ("typed", "language", "question", "thing"),
    [
        ("Wie werkt aan water?", "nl", "partner-coverage", "water"),
        ("wie werken er aan het thema water", "nl", None, None),
        ("Who works on safe water?", "en", "partner-coverage", "water"),
        ("wat doet de Havenpolitie", "nl", "measures", "havenpolitie"),
        ("geld", "nl", "budget-totals", None),
        ("wat ontbreekt", "nl", "gaps", None),
        ("welke maatregelen hebben geen eigenaar?", "nl", "measures-without-owner", None),
        ("havenwet", "nl", "legislation", "havenwet"),
        ("havenpolitie", "nl", "partners", "havenpolitie"),
        ("iets heel anders", "nl", None, None),
        ("", "nl", None, None),
        ("?!", "nl", None, None),
    ],
)
def test_text_asks_a_question(ask: Ask, typed: str, language: str, question: str | None, thing: str | None) -> None:
    """Each text asks the question it should, about the thing that it names, and has rows that tell."""
    found = ask(typed, language)

    assert (found.answer.question.name if found else None) == question
    assert (found.thing.id if found and found.thing else None) == thing
    assert not found or all(row.get(found.tells[0].name, "-") != "-" for row in found.answer.rows)


def test_rows_are_of_the_thing(ask: Ask) -> None:
    """Where the thing is in a column, only the rows about it are kept."""
    found = ask("havenwet")

    assert found
    assert found.column == "law"
    assert {row["law"] for row in found.answer.rows} == {found.thing.iri if found.thing else ""}


def test_long_text_is_refused(ask: Ask) -> None:
    """What nobody would type is refused, as in a search."""
    with pytest.raises(BadParameter):
        ask(f"wie werkt aan {'a' * 300}")


def test_reading_with_most_words_comes_first() -> None:
    """A reading is better the more of its own words the text has; a name alone comes last."""
    found = list_readings("wie werkt met de politie samen", load_questions().values(), "nl")

    assert found[0].question.name == "cooperation"
    assert found[0].words == "politie"
    assert [it.literal for it in found] == sorted((it.literal for it in found), reverse=True)
    assert found[-1].literal == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_reads_as_itself(language: str) -> None:
    """Each text of the library, with a name in its slot, is read as the question that it is of."""
    questions = load_questions()
    texts = [
        (name, text, phrase)
        for name, it in questions.items()
        for phrase in it.asked_as
        for text in phrase.texts[language]
    ]

    assert len(texts) > 100
    for name, text, phrase in texts:
        readings = list_readings(text.replace(f"{{{phrase.slot}}}", "zilverhaven kade"), questions.values(), language)
        assert name in {it.question.name for it in readings if it.phrase == phrase}, text
