"""A part of an answer: what is kept, in which order, and by which values one can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import BadParameter
from queries.answers.answer import Answer, ask
from queries.answers.labels import format_value
from queries.answers.selection import Selection, list_facets, select_rows
from queries.plans import Plans
from queries.questions.library import find_question, load_questions

if TYPE_CHECKING:
    from graph.engine.store import Store
    from queries.answers.selection import ValueFormatter


@pytest.fixture
def read(store: Store) -> ValueFormatter:
    """Give how a value is read in Dutch."""
    return lambda column, value: format_value(store, column, value, "nl")


@pytest.fixture
def everything(store: Store) -> Answer:
    """Give who cooperates on what."""
    return ask(Plans(store), find_question("cooperation"), {})


def test_rows_with_a_value_are_kept(everything: Answer, read: ValueFormatter) -> None:
    """Only the rows with that value stay, in their order, with the terms that they were read from."""
    part = select_rows(everything, Selection({"basis": "bedoeld"}), read)
    expected = [row for row in everything.rows if row["basis"] == "implied"]

    assert 0 < len(part.rows) < len(everything.rows)
    assert part.rows == expected
    assert [it["actor_a"]["value"] for it in part.solutions] == [row["actor_a"] for row in part.rows]
    assert part.only == {"basis": "bedoeld"}


@pytest.mark.parametrize("name", load_questions())
def test_every_column_sorts(store: Store, read: ValueFormatter, name: str) -> None:
    """Any column can be sorted by, both ways; no row is lost, and what is absent comes last both ways."""
    found = ask(Plans(store), find_question(name), {})
    for column in found.columns:
        up, down = (select_rows(found, Selection({}, f"{sign}{column.name}"), read) for sign in ("", "-"))
        values = [[row[column.name] for row in part.rows] for part in (up, down)]
        present = [[value for value in told if value is not None] for told in values]

        assert sorted(map(str, up.rows)) == sorted(map(str, down.rows)) == sorted(map(str, found.rows))
        assert all(
            told[len(there) :] == [None] * (len(told) - len(there)) for told, there in zip(values, present, strict=True)
        )
        if column.type == "number":
            assert present[0] == sorted(present[0]) == present[1][::-1]  # type: ignore[type-var]  # numbers all


def test_accents_and_case_do_not_order(read: ValueFormatter) -> None:
    """Names are in order as people look them up, and equals stay as they were."""
    question = find_question("partners")
    names = ["zorg", "Één", "eend", "Eén", "Aa"]
    blank = {column.name: None for column in question.columns}
    found = Answer(question, {}, "nl", [{**blank, "actor_label": name} for name in names])

    assert [row["actor_label"] for row in select_rows(found, Selection({}, "actor_label"), read).rows] == [
        "Aa",
        "Één",
        "Eén",
        "eend",
        "zorg",
    ]


def test_value_typed_with_other_signs_keeps_its_rows(read: ValueFormatter) -> None:
    """A value is found by what is typed for its signs, but where rows have what was typed, those alone are kept."""
    question = find_question("partners")
    blank = {column.name: None for column in question.columns}
    found = Answer(question, {}, "nl", [{**blank, "actor_label": name} for name in ("boa's", "boa", "Café", "Cafe")])

    for typed, names in (
        ("boa\u2019s", ["boa's"]),
        ("boa\u00ad", ["boa"]),
        ("Cafe\u0301", ["Café"]),
        ("Cafe", ["Cafe"]),
        ("cafe", []),
    ):
        part = select_rows(found, Selection({"actor_label": typed}), read)
        assert [row["actor_label"] for row in part.rows] == names
    both = Answer(question, {}, "nl", [{**blank, "actor_label": name} for name in ("boa's", "boa\u2019s")])
    assert len(select_rows(both, Selection({"actor_label": "boa\u2019s"}), read).rows) == 1


def test_number_without_end_stands_at_the_end(read: ValueFormatter) -> None:
    """What has no end is above and below all numbers, and what is no number stands behind them."""
    question = find_question("partners")
    blank = {column.name: None for column in question.columns}
    values = ["NaN", 3, "INF", None, -1.5, "-INF"]
    found = Answer(question, {}, "nl", [{**blank, "measures": value} for value in values])

    rows = select_rows(found, Selection({}, "measures"), read).rows
    assert [row["measures"] for row in rows] == ["-INF", -1.5, 3, "INF", "NaN", None]


def test_facet_counts_what_it_would_leave(everything: Answer, read: ValueFormatter) -> None:
    """The number beside a value is the number of rows that choosing it leaves, with the other choices made."""
    selection = Selection({"basis": "bedoeld"})
    found = list_facets(everything, selection, read)

    assert {facet.column.name for facet in found} >= {"basis"}
    for facet in found:
        assert facet.values
        for value, count in facet.values:
            only = {**selection.only, facet.column.name: value}
            assert len(select_rows(everything, Selection(only), read).rows) == count
    (basis,) = (facet for facet in found if facet.column.name == "basis")
    assert basis.chosen == "bedoeld"
    assert {value for value, _ in basis.values} == {"vermeld", "bedoeld", "afgeleid"}  # one can still choose another


@pytest.mark.parametrize("selection", [Selection({"nope": "x"}), Selection({}, "nope"), Selection({}, "--basis")])
def test_unknown_column_is_refused(everything: Answer, read: ValueFormatter, selection: Selection) -> None:
    """A column that is not there is named, with those that are."""
    with pytest.raises(BadParameter, match="actor_a_label"):
        select_rows(everything, selection, read)
