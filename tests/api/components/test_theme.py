"""The parts of the page of a theme: no measure is lost from its group, no goal is there twice, and money adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.theme import (
    LEAST_IN_GROUP,
    ThemeMoney,
    ThemeNumbers,
    count_measures,
    group_goals,
    group_measures,
    list_figures,
)
from queries.answers import Row

if TYPE_CHECKING:
    from api.requests.scope import Scope

THEME, OTHER = "https://example.org/id/theme/p/own", "https://example.org/id/theme/p/other"


def make_measure(number: int, theme: str, horizon: str | None = None, owner: str | None = None) -> Row:
    """Make a row of the question `measures`."""
    label = theme.rpartition("/")[2]
    return Row({"measure": f"m{number}", "theme": theme, "theme_label": label, "horizon": horizon, "owner": owner})


def test_groups_show_some_of_each_and_count_all(scope: Scope) -> None:
    """However long the others are, each group has rows, its own theme is first, and all are counted."""
    rows = [make_measure(number, OTHER) for number in range(30)]
    rows += [make_measure(100 + number, THEME, "short") for number in range(4)] + [make_measure(200, THEME, "long")]
    groups = group_measures(scope, THEME, rows)

    assert [(it.label, it.horizon, it.count) for it in groups] == [
        ("own", "short", 4),
        ("own", "long", 1),
        ("other", "", 30),
    ]
    assert [len(it.rows) for it in groups] == [4, 1, LEAST_IN_GROUP]
    assert "horizon=short" in groups[0].href


def test_measure_with_two_owners_is_one_measure(scope: Scope) -> None:
    """Who shares a measure makes it no two."""
    rows = [make_measure(1, THEME, owner="a"), make_measure(1, THEME, owner="b"), make_measure(2, THEME)]

    assert count_measures(rows) == (2, 1)
    assert len(group_measures(scope, THEME, rows)[0].rows) == 2
    assert group_measures(scope, THEME, []) == []


def test_goal_in_two_places_is_listed_once() -> None:
    """What is said in the same words twice is there once, that of the theme itself first, unknown kinds last."""
    said = [("new_kind", OTHER, "c"), ("ambition", OTHER, "a"), ("ambition", THEME, "b"), ("ambition", None, "a")]
    grouped = group_goals(THEME, [Row({"kind": kind, "theme": of, "node_label": it}) for kind, of, it in said])

    assert list(grouped) == ["ambition", "new_kind"]
    assert [row["node_label"] for row in grouped["ambition"]] == ["b", "a"]


def test_money_that_does_not_add_up_is_no_sum(scope: Scope) -> None:
    """Net and gross give the number of lines; no money at all warns, and leads to what has none."""
    lines = [(Row({"item": "a"}), "1"), (Row({"item": "b"}), "2")]
    mixed = list_figures(scope, THEME, ThemeNumbers(1, 0, 0, 0, 0, ThemeMoney(lines, None)))[4]
    none = list_figures(scope, THEME, ThemeNumbers(1, 0, 0, 0, 0, ThemeMoney([], 0)))[4]

    assert (mixed.number, mixed.warns) == ("2", False)
    assert (none.number, none.warns) == ("0", True)
    assert "name=gaps" in none.href
    assert "kind=money" in none.href
