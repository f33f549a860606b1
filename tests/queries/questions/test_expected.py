"""The answers over the small plan are those that were looked over, and a changed one is accepted with one command."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from queries.answers import ask
from queries.exports.table import list_lines, write_csv
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from tests.accept import EXPECTED, accept, find_remedy

if TYPE_CHECKING:
    from pathlib import Path

    from graph.engine import Store


@pytest.fixture(scope="module")
def kept() -> Path:
    """Find the answers that were looked over."""
    return EXPECTED["small_version"]


def read(data: bytes) -> list[list[str]]:
    """Read CSV into rows, whatever its line ends."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", load_questions())
def test_answer_is_as_expected(store: Store, kept: Path, name: str) -> None:
    """The full answer over the plan is the one that was looked over and kept."""
    file = kept / f"{name}.csv"
    assert file.exists(), find_remedy(name)

    written = write_csv(*list_lines(ask(Plans(store), find_question(name), {})))
    assert read(written) == read(file.read_bytes()), find_remedy(name)


def test_expected_answers_have_a_question(kept: Path) -> None:
    """No expected answer is left of a question that went."""
    assert {path.stem for path in kept.iterdir()} == set(load_questions())
    assert {path.suffix for path in kept.iterdir()} == {".csv"}


def test_changed_answer_is_accepted_and_shown(store: Store, kept: Path, tmp_path: Path) -> None:
    """What changed is written as it is now, and shown line by line; what did not is neither touched nor shown."""
    folder = tmp_path / "expected"
    shutil.copytree(kept, folder)
    changed = folder / "themes.csv"
    changed.write_bytes(changed.read_bytes().replace(b"Stille nachten", b"Stilte"))
    (folder / "budget.csv").unlink()
    (folder / "gone.csv").write_text("old\n", encoding="utf-8")

    shown = list(accept(store, folder))

    assert len(shown) == 3
    assert "+++ b/budget.csv" in shown[0]
    assert "-old" in shown[1]
    assert [line[0] for line in shown[2].splitlines() if "Stilte" in line] == ["-"]
    assert [line[0] for line in shown[2].splitlines() if "Stille nachten" in line] == ["+"]
    assert {path.name: read(path.read_bytes()) for path in folder.iterdir()} == {
        path.name: read(path.read_bytes()) for path in kept.iterdir()
    }
    assert list(accept(store, folder)) == []
