"""Where the version in use cannot be read, nothing of it is lost without a word: whole ones are used, or none is."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.versions.archive import Archive
from tests.graph.plans.copies import KEY, write_plan
from tests.terminal import run

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGED = "meierij-2019-2022"
NOTES = "<https://w3id.org/samendoen/id/theme/%s/water> <http://www.w3.org/2004/02/skos/core#altLabel> 'nat'@nl .\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build a version of what a folder holds, and one with a file on top of that; give the folder and the file."""
    folder = tmp_path_factory.mktemp("recovery")
    data, file = folder / "data", folder / "mijn notities.ttl"
    (data / "plans").mkdir(parents=True)
    (data / "plans" / "left-out").write_text(f"{PACKAGED}\n", encoding="utf-8")
    file.write_text(NOTES % KEY, encoding="utf-8")
    assert run("plan", "add", write_plan(folder / "own"), "--data", data).exit_code == 0
    assert run("build", file, "--data", data).exit_code == 0
    return data, file


@pytest.fixture
def data(built: tuple[Path, Path], tmp_path: Path) -> Path:
    """Copy the data folder."""
    return Path(shutil.copytree(built[0], tmp_path / "data"))


def get_files(folder: Path) -> dict[str, bytes]:
    """Give the bytes of each file that says which version is current, and of each version."""
    paths = [*folder.glob("versions/*"), *(it for it in (folder / "current", folder / "chosen") if it.is_file())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def find_version(folder: Path) -> Path:
    """Find the file of the version in use."""
    digest = Archive(folder).read_current_digest()
    return folder / "versions" / f"{digest}.nq.gz"


def flip(path: Path) -> None:
    """Turn a bit in the middle of the file at *path*."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def shorten(path: Path) -> None:
    """Cut the file at *path* in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_form(path: Path) -> None:
    """Make the manifest at *path* one of another form, as an older or a newer program has."""
    path.write_text(json.dumps({"inputs": json.loads(path.read_bytes())["inputs"], "form": 9}), encoding="utf-8")


#: What happens to the version in use, whose manifest still says what it was made of.
DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut_off": lambda data: shorten(find_version(data)),
    "bit_flipped": lambda data: flip(find_version(data)),
    "gone": lambda data: find_version(data).unlink(),
    "other_bytes": lambda data: find_version(data).write_bytes(gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n")),
    "empty": lambda data: find_version(data).write_bytes(b""),
    "other_form": lambda data: other_form(find_version(data).with_suffix("").with_suffix(".json")),
}
#: What happens so that nobody knows what the version in use was made of.
UNKNOWN: dict[str, Callable[[Path], object]] = {
    "manifest_gone": lambda data: find_version(data).with_suffix("").with_suffix(".json").unlink(),
    "manifest_cut_off": lambda data: shorten(find_version(data).with_suffix("").with_suffix(".json")),
    "manifest_is_garbage": lambda data: find_version(data).with_suffix("").with_suffix(".json").write_bytes(b"\0[{"),
    "current_names_what_is_not_there": lambda data: (data / "current").write_text("0" * 64, encoding="ascii"),
    "folder_of_versions_gone": lambda data: shutil.rmtree(data / "versions"),
}
#: What happens to the file that says which version is in use, all of which are whole.
POINTER: dict[str, Callable[[Path], object]] = {
    "gone": lambda data: (data / "current").unlink(),
    "empty": lambda data: (data / "current").write_bytes(b""),
    "garbage": lambda data: (data / "current").write_bytes(b"\xff\x00" * 999),
    "device": lambda data: [(data / "current").unlink(), (data / "current").symlink_to("/dev/zero")],
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_version_of_own_files_is_not_replaced(kind: str, data: Path, built: tuple[Path, Path]) -> None:
    """Where no whole version has the files that were given, the start is refused: what is lost, and what would do."""
    DAMAGE[kind](data)
    before = get_files(data)

    result = run("ask", "themes", "--data", data, "--lang", "en")

    assert result.exit_code == 1
    assert str(built[1]) in result.stderr
    assert f"samendoen build '{built[1]}'" in result.stderr
    assert "Run 'samendoen build' to make it again" not in result.stderr
    assert get_files(data) == before


@pytest.mark.parametrize("kind", UNKNOWN)
def test_version_of_unknown_files_is_not_replaced(kind: str, data: Path) -> None:
    """Where nobody knows what the version in use was made of, it may have held what is nowhere else: the same."""
    UNKNOWN[kind](data)
    before = get_files(data)

    result = run("ask", "themes", "--data", data, "--lang", "en")

    assert result.exit_code == 1
    assert "not known what the version in use was made of" in result.stderr
    assert get_files(data) == before


@pytest.mark.parametrize("kind", ["cut_off", "gone"])
def test_whole_version_of_the_same_files_is_used(
    kind: str, data: Path, built: tuple[Path, Path], tmp_path: Path
) -> None:
    """Where another version has the same files of the user's, that is used, and the command says so."""
    more = tmp_path / "more.ttl"
    more.write_text((NOTES % KEY).replace("nat", "vochtig"), encoding="utf-8")
    assert run("build", built[1], more, "--data", data).exit_code == 0
    larger = Archive(data).read_current_digest()
    assert run("rollback", "--data", data).exit_code == 0
    DAMAGE[kind](data)

    result = run("ask", "themes", "--data", data, "--lang", "en")

    assert result.exit_code == 0
    assert f"Version {str(larger)[:12]} is used" in result.stderr
    assert Archive(data).read_current_digest() == larger


@pytest.mark.parametrize("kind", POINTER)
def test_lost_name_of_the_version_in_use_is_found(kind: str, data: Path) -> None:
    """Where it is lost which version is in use, the last one is, with the files that it was made of."""
    last = Archive(data).read_current_digest()
    POINTER[kind](data)

    result = run("ask", "themes", "--data", data, "--lang", "en")

    assert result.exit_code == 0
    assert f"Version {str(last)[:12]} is used" in result.stderr
    assert Archive(data).read_current_digest() == last


def test_folder_in_the_place_of_the_name_is_told(data: Path) -> None:
    """A folder where the name of the version in use should be is told as that, and nothing in it is touched."""
    (data / "current").unlink()
    (data / "current").mkdir()

    result = run("ask", "themes", "--data", data, "--lang", "en")

    assert result.exit_code == 1
    assert "current is a folder" in result.stderr


def test_what_may_be_the_version_in_use_is_not_removed(data: Path) -> None:
    """Where it cannot be read which version is in use, one without a manifest is not taken for a left-over."""
    version = find_version(data)
    version.with_suffix("").with_suffix(".json").unlink()
    (data / "current").write_bytes(b"\xff")

    assert Archive(data).sweep() == []
    assert version.is_file()


def test_damaged_version_of_what_the_folder_holds_is_built_again(data: Path) -> None:
    """Where the data folder has all that the version in use was made of, it is made again, as before."""
    assert run("rollback", "--data", data).exit_code == 0
    digest = Archive(data).read_current_digest()
    DAMAGE["cut_off"](data)

    result = run("ask", "themes", "--data", data, "--lang", "en")

    assert result.exit_code == 0
    assert "[1/4]" in result.stderr
    assert Archive(data).read_current_digest() == digest


def test_who_says_so_goes_on_without(data: Path) -> None:
    """A build, which somebody asks for, replaces what is damaged and names each file that it lacks."""
    DAMAGE["cut_off"](data)

    result = run("build", "--data", data, "--lang", "en")

    assert result.exit_code == 0
    assert "Not in this version: " in result.stderr
