"""How far an answer can be trusted: counted by what rows rest on, and no more said of absence than holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from queries.answers.answer import ask
from queries.answers.selection import Selection, select_rows
from queries.answers.trust import CHOICE_CAVEAT, assess_trust
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from queries.questions.question import LANGUAGES

if TYPE_CHECKING:
    from graph.engine.store import Store


@pytest.mark.parametrize("name", load_questions())
def test_every_row_is_counted_once(filled: Store, name: str) -> None:
    """What rows rest on adds up to the rows, and is what the column or the header says."""
    answer = ask(Plans(filled), find_question(name), {})
    found = assess_trust(answer)

    assert sum(found.bases.values()) == found.rows == len(answer.rows) > 0
    if answer.question.by_column:
        assert found.bases == dict(Counter(str(row[answer.question.basis]) for row in answer.rows))
    else:
        assert found.bases == {answer.question.basis: found.rows}


def test_absence_is_read_as_far_as_it_goes(store: Store) -> None:
    """With a choice made, or rows filtered out, a row may be absent for that alone, and that is said."""
    question = find_question("measures-without-owner")
    everything = ask(Plans(store), question, {})
    theme = ask(Plans(store), question, {"theme": "jeugd"})
    part = select_rows(everything, Selection({"line": "342"}), lambda _column, value: str(value))
    assert 0 < len(part.rows) < len(everything.rows)

    for language in LANGUAGES:
        assert assess_trust(everything).describe_absence(load_catalogue(language)) == question.absence[language]
        for narrowed in (theme, part):
            caveat = CHOICE_CAVEAT.describe(load_catalogue(language))
            told = assess_trust(narrowed).describe_absence(load_catalogue(language))
            assert told == caveat + question.absence[language]
