"""What the tests of the standards share: the suites at hand, how a test is judged, and the tally of the run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import SamendoenError
from tests.absence import missing
from tests.conformance.datasets import Stores
from tests.conformance.exclusions import FILE, tests
from tests.conformance.suites import ROOT, Case

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Hold = Callable[[Case, Callable[[Case], str | None]], None]

HERE = Path(__file__).parent
LAST = "test_counts.py"


class Tally:
    """How many tests of each suite were held, and with what result."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.suites: dict[str, Counter[str]] = {}
        self.deselected = False

    def add(self, suite: str, *results: str) -> None:
        """Count one *suite*'s test, or part of it, as *results*."""
        self.suites.setdefault(suite, Counter()).update(results)


TALLY = Tally()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make conformance` write the counts; elsewhere they are only compared."""
    parser.addoption("--write-counts", action="store_true", help="write tests/conformance/counts.json")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count after everything else: the tests of the counts come last."""
    items.sort(key=lambda item: item.path == HERE / LAST)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remember that not everything is run."""
    TALLY.deselected = TALLY.deselected or any(HERE in item.path.parents for item in items)


@pytest.fixture(autouse=True, scope="session")
def _present() -> None:
    """Skip where the suites are not at hand, and fail where they must be."""
    if not ROOT.exists():
        missing(f"the test suites of the W3C are not in {ROOT}, and they are no part of the project")


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Give the stores over the data of the suites."""
    return Stores(tmp_path_factory.mktemp("versions"))


@pytest.fixture
def hold() -> Hold:
    """Give what holds a test against our code: it must pass, or be excluded by name and still fail."""
    return _hold


def _hold(case: Case, check: Callable[[Case], str | None]) -> None:
    """Hold *case*: *check* raises where it fails, and says "value" where it passes only by value."""
    if (case.suite, case.name) not in tests():
        by_value = ["value"] if check(case) == "value" else []
        TALLY.add(case.suite, "tests", "passed", *by_value)
        return
    try:
        check(case)
    except (AssertionError, SamendoenError):
        TALLY.add(case.suite, "tests", "excluded")
    else:
        pytest.fail(f"{case} passes now: take it out of {FILE.name}")


@pytest.fixture
def hold_part() -> Hold:
    """Give what holds the part of an excluded test that can be held: it must pass."""

    def held(case: Case, check: Callable[[Case], str | None]) -> None:
        """Hold *case* as far as *check* goes."""
        check(case)
        TALLY.add(case.suite, "part")

    return held


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Give the tally, where every test of this folder was run and passed."""
    ran = {item.path for item in request.session.items}
    if TALLY.deselected or not ran.issuperset(HERE.glob("test_*.py")) or request.session.testsfailed:
        pytest.skip("only a part of the tests of the standards was run, or one failed, so there is nothing to count")
    return TALLY
