"""`samendoen plan keywords`, and the key words that a plan gets when it is added with its document."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.keywords import KEYWORDS_FILE
from tests.builds import FIXTURE
from tests.graph.plans.copies import KEY, write_plan
from tests.terminal import run

DOCUMENTS = [word for path in sorted(FIXTURE.glob("*.txt")) for word in ("--source", path)]
MADE = (FIXTURE / KEYWORDS_FILE).read_bytes()


def write_without(folder: Path) -> Path:
    """Write the files of the small plan but its key words in *folder*."""
    (write_plan(folder) / KEYWORDS_FILE).unlink()
    return folder


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Add the small plan, without its key words and with its documents, and give the data folder."""
    folder = tmp_path_factory.mktemp("keywords")
    (folder / "data" / "plans").mkdir(parents=True)
    (folder / "data" / "plans" / "left-out").write_text("meierij-2019-2022\n", encoding="utf-8")
    result = run("plan", "add", write_without(folder / "own"), *DOCUMENTS, "--data", folder / "data")
    assert result.exit_code == 0, result.output
    return folder / "data"


def test_plan_with_its_document_gets_key_words(added: Path) -> None:
    """They are made when it is added, the same as the command makes."""
    assert (added / "plans" / KEY / KEYWORDS_FILE).read_bytes() == MADE


def test_adding_it_again_without_them_changes_nothing(added: Path) -> None:
    """Key words that were made are no difference between the files given now and then."""
    result = run("plan", "add", added.parent / "own", "--data", added, "--lang", "en")

    assert (result.exit_code, result.stdout) == (0, "This plan is there already; nothing changed.\n")


def test_plan_without_its_document_has_none(tmp_path: Path) -> None:
    """Nobody knows its words, and it is added all the same."""
    shutil.copytree(write_without(tmp_path / "own"), tmp_path / "data" / "plans" / KEY)
    result = run("plan", "keywords", KEY, "--data", tmp_path / "data", "--lang", "en")

    assert result.exit_code == 1
    assert "No document of the plan zilverhaven-2031 is at hand" in result.stderr
    assert "--source" in result.stderr
    assert not (tmp_path / "data" / "plans" / KEY / KEYWORDS_FILE).exists()


def test_command_makes_them_anew_in_the_folder_of_the_plan(added: Path, tmp_path: Path) -> None:
    """With a key they stand beside the plan that the data folder holds, with a folder beside the files in it."""
    data = Path(shutil.copytree(added, tmp_path / "data"))
    (data / "plans" / KEY / KEYWORDS_FILE).write_text("", encoding="utf-8")
    own = write_without(tmp_path / "own")

    by_key = run("plan", "keywords", KEY, "--data", data, "--lang", "en")
    by_folder = run("plan", "keywords", own, *DOCUMENTS, "--data", data, "--lang", "en")

    assert (data / "plans" / KEY / KEYWORDS_FILE).read_bytes() == MADE
    assert (own / KEYWORDS_FILE).read_bytes() == MADE
    assert f"{data / 'plans' / KEY / KEYWORDS_FILE}" in by_key.stdout
    assert by_folder.exit_code == 0
