"""Panels: what one is bound to show is what the library's question says of it, no more and no less."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from graph.terms import make_iri, to_json
from queries.answers import ask, ask_rows, list_things
from queries.questions import LANGUAGES, load_panel
from queries.questions.library import find_question

if TYPE_CHECKING:
    from graph.engine.store import Store
    from queries.answers import Row

#: The columns of each panel about a measure that a question has as well, and that question.
OF_MEASURES = {
    "measure-gaps": ("gaps", "node", ("kind", "reading", "line", "nearest_line")),
    "measure-themes": ("measures", "measure", ("theme", "theme_label", "horizon")),
}


def ask_bound(store: Store, name: str, iri: str, language: str) -> list[Row]:
    """Ask the panel called *name* about the thing with *iri*."""
    return ask_rows(store, load_panel(name), {"_thing": to_json(make_iri(iri))}, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_MEASURES)
def test_panel_of_a_measure_says_what_the_question_says(store: Store, name: str, language: str) -> None:
    """Of every measure the panel gives each row once that the question over all measures gives of it."""
    question, column, names = OF_MEASURES[name]
    said: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, find_question(question), {}, language).rows:
        picked = {name: row[name] for name in names}
        if picked not in said[str(row[column])]:
            said[str(row[column])].append(picked)

    shown = {it.iri: ask_bound(store, name, it.iri, language) for it in list_things(store, "Measure")}

    assert any(shown.values())
    assert shown == {iri: said[iri] for iri in shown}


def test_no_more_is_missing_than_there_is(store: Store) -> None:
    """For no theme, and not for all together, more goals lack an indicator than there are goals."""
    totals = {
        row["theme"]: row["count"]
        for row in ask_rows(store, load_panel("gap-totals"), {}, "nl")
        if row["class"] == "Goal"
    }

    for theme in (None, *(it.iri for it in list_things(store, "Theme"))):
        asked = {"kind": "indicator", **({"theme": theme} if theme else {})}
        missing = {row["node"] for row in ask(store, find_question("gaps"), asked).rows}
        assert len(missing) <= int(totals.get(theme) or 0), theme
