"""The answers over the packaged plan are those that were looked over, as those over the small plan are."""

from pathlib import Path

import pytest

from tests.accept import EXPECTED
from tests.queries.questions.test_expected import test_answer_is_as_expected, test_expected_answers_have_a_question

__all__ = ["test_answer_is_as_expected", "test_expected_answers_have_a_question"]


@pytest.fixture(scope="module")
def kept() -> Path:
    """Find the answers that were looked over."""
    return EXPECTED["packaged_version"]
