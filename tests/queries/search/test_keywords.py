"""Words of the plan's own sentences are found, after names and explanations, and shown as what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogues
from queries.answers import ask
from queries.plans import Plans
from queries.questions import Library, find_question
from queries.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.engine import Store


@pytest.fixture(scope="module")
def search(store: Store) -> Iterator[Search]:
    """Search the small plan."""
    search = Search(store, Library(), load_catalogues())
    yield search
    search.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_word_of_a_sentence_finds_what_rests_on_it(search: Search, language: str) -> None:
    """A word that no name has finds the measure whose bullet has it, with the words of that bullet, in Dutch."""
    (result,) = (
        it
        for it in search.find("kermis", language).build_results(search.find("kermis", language).hits)
        if it.entry.kind == "measure"
    )

    assert result.entry.id == "nachten-02"
    assert (result.matched, result.language) == ("keywords", "nl")
    assert "kermis" in result.snippet.split(", ")
    assert ("kermis", True) in result.excerpt


def test_what_is_called_so_comes_before_what_only_says_so(search: Search) -> None:
    """Names and explanations weigh more than the words of a sentence."""
    hits = search.find("rondes", "nl")
    matched = [it.matched for it in hits.build_results(hits.hits)]

    assert "keywords" in matched
    assert matched[0] == "name"
    assert all(it == "keywords" for it in matched[matched.index("keywords") :])


def test_who_is_named_in_a_sentence_is_not_found_by_its_other_words(search: Search) -> None:
    """The words are those of measures and statements: an actor is not what its sentences say."""
    kinds = {hit.entry.kind for hit in search.find("oefent", "nl").hits}

    assert "measure" in kinds
    assert "partner" not in kinds
    assert "target-group" not in kinds


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ("kermis", ["nachten-02"]),
        ("KERMISSEN", ["nachten-02"]),
        ("rondes zwemclub", ["water-03", "nachten-02"]),
        ("rondes en de zwemclub van de provincie", ["water-03"]),
        ("kermis ladders", []),
        ("(.*)", []),
    ],
)
def test_words_find_measures_by_their_sentence(store: Store, words: str, measures: list[str]) -> None:
    """All words are in the title or the sentence, in whatever order and form; signs are no expressions."""
    rows = ask(Plans(store), find_question("measures"), {"words": words}).rows

    assert [row.text("measure").rpartition("/")[2] for row in rows] == measures


def test_answer_repeats_the_words_as_they_were_typed(store: Store) -> None:
    """What was asked is shown and cited as it was typed, and not as the expression that it became."""
    answer = ask(Plans(store), find_question("measures"), {"words": " kermis "})

    assert answer.parameters["words"] == "kermis"
    assert "k[eèéêë]rm" in answer.sparql
