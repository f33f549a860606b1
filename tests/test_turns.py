"""Cases that take turns: a few commits try them all, and each commit the same ones again."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.turns import ROOT, Turns, select_turn, take_turn

if TYPE_CHECKING:
    from pathlib import Path

PARTS = """
import pytest

@pytest.mark.turns(3)
@pytest.mark.parametrize("number", range(7))
def test_in_turns(number):
    assert True

@pytest.mark.parametrize("number", range(2))
def test_always(number):
    assert True

def test_alone():
    assert True
"""


@pytest.mark.parametrize("count", range(8))
@pytest.mark.parametrize("each", [1, 2, 3, 9])
def test_some_commits_try_every_case_once(count: int, each: int) -> None:
    """As many commits as one of which is tried try each case once, and none of them nothing."""
    cases = list(range(count))
    turns = [select_turn(cases, each, 40 + turn) for turn in range(min(each, count))]

    assert sorted(it for turn in turns for it in turn) == cases
    assert all(turns)


def test_all_are_taken_where_all_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--all` it is everyone's turn."""
    monkeypatch.setattr(Turns, "every", True)

    assert take_turn("abc", 3) == ["a", "b", "c"]


@pytest.mark.parametrize(("words", "passed"), [([], "[56] passed, [45] deselected"), (["--all"], "10 passed")])
def test_cases_wait_for_their_turn(tmp_path: Path, words: list[str], passed: str) -> None:
    """Of a test marked so some cases are left out, and told as such; the others are run as ever."""
    (tmp_path / "test_parts.py").write_text(PARTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "--rootdir", str(ROOT), *words]
    done = subprocess.run([*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(passed, done.stdout), done.stdout
