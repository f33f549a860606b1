"""The questions that are drawn as networks, over the packaged plan: what holds on the small plan holds here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.answers import ask
from queries.questions.library import find_question
from tests.queries.questions.test_views import (
    plans,
    test_author_is_whom_we_means,
    test_governance_has_the_members,
    test_plans_share_who_is_known_to_each,
    test_steps_are_those_of_a_walk,
    test_surroundings_have_what_other_questions_say,
    test_theme_has_its_measures_and_who_takes_part,
    test_theme_has_that_of_its_sub_themes,
    test_themes_share_who_is_active_on_both,
    test_together_elsewhere,
    test_together_or_not,
)

if TYPE_CHECKING:
    from queries.plans import Plans

__all__ = [
    "plans",
    "test_author_is_whom_we_means",
    "test_governance_has_the_members",
    "test_plans_share_who_is_known_to_each",
    "test_steps_are_those_of_a_walk",
    "test_surroundings_have_what_other_questions_say",
    "test_theme_has_its_measures_and_who_takes_part",
    "test_theme_has_that_of_its_sub_themes",
    "test_themes_share_who_is_active_on_both",
    "test_together_elsewhere",
    "test_together_or_not",
]


def test_of_youth_most_pairs_are_apart(plans: Plans) -> None:
    """On the theme of youth 59 of 78 pairs are apart, of which two cooperate elsewhere."""
    rows = ask(plans, find_question("never-together"), {"theme": "jeugd"}).rows

    assert len(rows) == 59
    assert [row["elsewhere"] for row in rows].count(0) == 57
