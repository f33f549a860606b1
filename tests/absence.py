"""What becomes of a test that needs what is not here."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(why: str) -> NoReturn:
    """Skip for the reason *why*; in CI, where all that a test needs has to be, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)
