"""The panels over the packaged plan: what holds on the small plan holds here."""

from tests.queries.test_panels import (
    test_nearest_line_is_never_its_own,
    test_no_more_is_missing_than_there_is,
    test_panel_of_a_measure_says_what_the_question_says,
    test_parts_of_a_theme_are_those_of_the_question,
    test_published_gaps_are_those_of_the_question,
    test_published_partners_are_those_of_the_question,
    test_published_steps_are_those_of_the_question,
    test_published_things_are_those_of_the_totals,
    test_step_of_a_measure_is_that_of_the_question,
    test_thing_is_named_by_its_iri_or_its_id,
    test_totals_are_those_of_the_questions,
)

__all__ = [
    "test_nearest_line_is_never_its_own",
    "test_no_more_is_missing_than_there_is",
    "test_panel_of_a_measure_says_what_the_question_says",
    "test_parts_of_a_theme_are_those_of_the_question",
    "test_published_gaps_are_those_of_the_question",
    "test_published_partners_are_those_of_the_question",
    "test_published_steps_are_those_of_the_question",
    "test_published_things_are_those_of_the_totals",
    "test_step_of_a_measure_is_that_of_the_question",
    "test_thing_is_named_by_its_iri_or_its_id",
    "test_totals_are_those_of_the_questions",
]
