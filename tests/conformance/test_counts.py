"""The counts of the run are those in the file; `tests/test_docs.py` holds the page that shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.conformance import exclusions
from tests.conformance.suites import suites
from tests.conformance.table import COUNTS, KEYS, written

if TYPE_CHECKING:
    import pytest

    from tests.conformance.conftest import Tally


def counted(tally: Tally) -> dict[str, dict[str, int]]:
    """Give the counts of every suite, also of those that are excluded as a whole."""
    whole = {name: {"tests": len(cases), "excluded": len(cases)} for name, cases in suites().items()}
    return {name: {key: (tally.suites.get(name) or whole[name]).get(key, 0) for key in KEYS} for name in whole}


def test_every_suite_is_run_or_excluded(tally: Tally) -> None:
    """No test of the W3C is left out: each is run in a suite, or its suite is excluded by name."""
    ran = {name: counts["tests"] for name, counts in tally.suites.items()}

    assert ran == {name: len(cases) for name, cases in suites().items() if name not in exclusions.suites()}


def test_counts_are_those_of_the_run(tally: Tally, pytestconfig: pytest.Config) -> None:
    """What the file says of each suite is what this run found; `make conformance` writes it."""
    found = counted(tally)
    if pytestconfig.getoption("--write-counts", default=False):
        COUNTS.write_text(written(found), encoding="utf-8")

    assert json.loads(COUNTS.read_text(encoding="utf-8")) == found
