"""`samendoen plan`: which plans a data folder holds, how one comes and goes, and what a build says of what it lost."""

from __future__ import annotations

import shutil
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.sources.source_text import read_document
from graph.versions.archive import Archive
from ontology.namespaces import ID
from tests.builds import FIXTURE
from tests.graph.plans.copies import KEY, write_plan
from tests.terminal import run
from tests.website import opened

if TYPE_CHECKING:
    from click.testing import Result

PACKAGED = "meierij-2019-2022"
NOTES = (
    "<https://w3id.org/samendoen/id/theme/{key}/water> <http://www.w3.org/2004/02/skos/core#altLabel> 'water'@nl .\n"
)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Add the small plan with its document to a folder without the packaged one; give the folder and what was said."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "data" / "plans").mkdir(parents=True)
    (folder / "data" / "plans" / "left-out").write_text(f"{PACKAGED}\n", encoding="utf-8")
    own = write_plan(folder / "own")
    result = run("plan", "add", own, "--source", FIXTURE / "plan.txt", "--data", folder / "data", "--lang", "en")
    return folder / "data", result


@pytest.fixture
def data(added: tuple[Path, Result], tmp_path: Path) -> Path:
    """Copy the data folder with the small plan."""
    return Path(shutil.copytree(added[0], tmp_path / "data"))


def current(folder: Path) -> str:
    """Give the digest of the version that is current in *folder*."""
    digest = Archive(folder).read_current_digest()
    assert digest is not None
    return digest


def test_add_builds_and_shows_each_step(added: tuple[Path, Result]) -> None:
    """Adding a plan shows the steps of a build, and ends with a version that is current and has the plan."""
    folder, result = added

    assert result.exit_code == 0
    assert [f"[{step}/4]" in result.stderr for step in (1, 2, 3, 4)] == [True] * 4
    assert current(folder) in result.stdout
    assert "Safe water" in run("ask", "themes", "--data", folder, "--lang", "en").stdout


def test_list_describes_each_plan(data: Path) -> None:
    """The list says of each plan its key, title, days, publisher, statements, origin and documents."""
    result = run("plan", "list", "--data", data, "--lang", "en")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith(f"{PACKAGED}  ")
    assert "comes with Samendoen, left out" in result.stdout
    _, own = result.stdout.split(f"\n{KEY}  ")
    first, days, statements, *documents = own.splitlines()
    assert first == "Safe Zilverhaven 2031-2034"
    assert days.strip().startswith("2031-01-01 \u2013 2034-12-31  Gemeente ")
    assert "Gemeente Zilverhaven" in days
    assert statements.strip().endswith(" statements, added here")
    digest = read_document(FIXTURE / "plan.txt").sha256[:12]
    assert f"    Text of the plan of Zilverhaven ({digest}): at hand" in documents
    assert [line for line in documents if line.endswith(": at hand")] == [
        f"    Text of the plan of Zilverhaven ({digest}): at hand"
    ]


def test_list_says_which_document_is_not_at_hand(tmp_path: Path) -> None:
    """A document that nobody registered is listed as such."""
    result = run("plan", "list", "--data", tmp_path, "--lang", "en")

    assert "(360a63902f3b): not at hand" in result.stdout
    assert "comes with Samendoen\n" in result.stdout


def test_adding_it_again_changes_nothing(data: Path, added: tuple[Path, Result]) -> None:
    """The same files again are told to be there."""
    before = current(data)

    result = run("plan", "add", added[0].parent / "own", "--data", data, "--lang", "en")

    assert (result.exit_code, result.stdout) == (0, "This plan is there already; nothing changed.\n")
    assert current(data) == before


def test_other_plan_of_that_key_needs_a_decision(data: Path, tmp_path: Path) -> None:
    """Other files under the same key are refused with the ways out, and take its place with --replace."""
    other = write_plan(tmp_path / "own")
    with (other / "plan.ttl").open("a", encoding="utf-8") as file:
        file.write(NOTES.format(key=KEY))

    refused = run("plan", "add", other, "--data", data, "--lang", "en")
    replaced = run("plan", "add", other, "--data", data, "--lang", "en", "--replace")

    assert refused.exit_code == 1
    assert f"samendoen plan remove {KEY}" in refused.stderr
    assert "--replace" in refused.stderr
    assert replaced.exit_code == 0
    assert "Not in this version" not in replaced.stderr


def test_removed_plan_is_gone_and_its_memo_stays(data: Path) -> None:
    """A removed plan is no longer answered from, but the URL of a memo of before is; without any plan all serves."""
    before = current(data)[:12]
    memo = f"/api/v1/questions/measures?plan={KEY}"

    result = run("plan", "remove", KEY, "--data", data, "--lang", "en")

    assert result.exit_code == 0
    assert "Not in this version" not in result.stderr
    assert KEY not in run("plan", "list", "--data", data).stdout
    assert "[1/4]" not in run("ask", "themes", "--data", data, "--lang", "en").stderr
    with opened(SAMENDOEN_DATA=str(data)) as app:
        client = app.test_client()
        now, then = client.get(memo), client.get(f"{memo}&version={before}")
        for path in ("/readyz", "/", "/themes", "/measures", "/partners", "/gaps", "/questions/measures?lang=en"):
            assert client.get(path).status_code == HTTPStatus.OK, path
    assert now.status_code == HTTPStatus.BAD_REQUEST
    assert then.status_code == HTTPStatus.OK
    assert then.get_json()["count"] > 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["remove", "elders"], ["no plan 'elders'", KEY]),
        (["remove", PACKAGED], ["left out already"]),
        (["add", "elders"], ["elders", "No such file", "Check the name"]),
        (["add"], ["FOLDER|FILE"]),
        (["add", FIXTURE, "--source", "elders.txt"], ["elders.txt", "No such file"]),
    ],
    ids=["unknown", "left_out", "no_file", "nothing", "no_document"],
)
def test_mistake_is_told_with_what_would_do(data: Path, words: list[str], said: list[str]) -> None:
    """What is asked wrongly is told in a few lines, with what would do, and changes nothing."""
    before = current(data)

    result = run("plan", *words, "--data", data, "--lang", "en")

    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)
    assert [it for it in said if it not in result.stderr] == []
    assert current(data) == before


def test_build_tells_which_files_it_lost(data: Path, tmp_path: Path) -> None:
    """A file that a build is not given again is named with what to do; documents stand beside each other."""
    file = tmp_path / "notes.ttl"
    file.write_text(NOTES.format(key=KEY), encoding="utf-8")
    with_file = run("build", file, "--data", data, "--lang", "en")
    kept = run("ask", "themes", "--data", data, "--lang", "en")

    texts = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in texts:
        path.write_text(path.name, encoding="utf-8")
    without = run("build", "--source", texts[0], "--source", texts[1], "--data", data, "--lang", "en")

    assert (with_file.exit_code, without.exit_code) == (0, 0)
    assert "[1/4]" not in kept.stderr
    assert "Not in this version" not in with_file.stderr
    line = f"Not in this version: {file}, which the version before was made of. Give it again, or keep it with "
    assert without.stderr.count(line) == 1
    assert without.stderr.count("Registered ") == 2
    assert len([path for path in (data / "documents").iterdir() if path.name != ".lock"]) == 3


def test_check_keeps_nothing(tmp_path: Path, data: Path) -> None:
    """However often one checks, what is there stays byte for byte, and nothing comes beside it.

    Without its document, a plan passes, and it is said that its evidence was not held against that.
    """
    own = write_plan(tmp_path / "own", "elders-2031")
    texts = [word for path in sorted(FIXTURE.glob("*.txt")) for word in ("--source", path)]
    other = tmp_path / "other.txt"
    other.write_text("Iets anders.", encoding="utf-8")

    def read() -> dict[Path, bytes]:
        """Read every file below the folder."""
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    before = read()
    found = [run("check", *sorted(own.glob("*.ttl")), *texts, "--source", other, "--data", data) for _ in range(2)]
    in_a_new_folder = run("check", "--data", tmp_path / "new")

    assert [it.exit_code for it in (*found, in_a_new_folder)] == [0, 0, 0]
    assert read() == before
    assert not (tmp_path / "new").exists()
    assert "bewijsplaatsen niet aan de bron getoetst" in in_a_new_folder.stdout
    assert "--source" in in_a_new_folder.stderr


def test_check_proves_against_several_documents(tmp_path: Path, data: Path) -> None:
    """A check takes several documents, and proves the evidence of each plan against its own."""
    (data / "documents").rename(tmp_path / "away")
    other = tmp_path / "other.txt"
    other.write_text("Iets anders.", encoding="utf-8")

    without = run("check", "--source", other, "--data", data, "--lang", "en")
    texts = [word for path in (other, *sorted(FIXTURE.glob("*.txt"))) for word in ("--source", path)]
    proved = run("check", *texts, "--data", data, "--lang", "en")

    assert (without.exit_code, proved.exit_code) == (0, 0)
    for path in FIXTURE.glob("*.txt"):
        line = f"Not proved against its text: {ID}document/{KEY}/{path.stem}. "
        assert line in without.stderr
        assert line not in proved.stderr
