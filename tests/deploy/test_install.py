"""Installed by an ordinary user from the lock and a wheel, it runs from a folder that nobody can write."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from tests.deploy.conftest import give
from tests.test_wheel import NOBODY
from tests.website import PATIENCE, free_port, started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.versions import Version
    from tests.deploy.conftest import Commands
    from tests.deploy.place import Place

#: What the web process answers itself, what a worker does, and what a renderer makes.
PATHS = {
    "/themes?lang=nl": b"Jeugd",
    "/static/vis/vis-network.min.js": b"vis",
    "/sparql?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D": b"true",
    "/api/v1/questions/measures?format=docx": b"PK",
    "/network": b"<svg",
}


@pytest.fixture(scope="module")
def home(installed: Place, packaged_version: Version) -> Path:
    """Give a visitor a folder of their own, where there is a version already."""
    folder = installed.folder / "visitor"
    shutil.copytree(packaged_version.path.parents[1], folder / "plans")
    give(folder)
    return folder


@pytest.fixture(scope="module")
def own(installed: Place, home: Path) -> Iterator[str]:
    """Serve the visitor's data, by a path that is not absolute, from another folder than the program's."""
    port = free_port()
    command = installed.build_command(f"exec /opt/samendoen/current/bin/samendoen serve --port {port} --data ./plans")
    with started(command, port, home, home / "plans", installed.folder / "visitor.log") as running:
        yield running.address


def test_program_cannot_be_written(installed: Place) -> None:
    """Whoever runs the program can change no file of it."""
    found = [path for path in (installed.folder / "opt/samendoen").glob("*/lib/**/*") if not path.is_symlink()]

    assert len(found) > 1000
    assert [path for path in found if path.stat().st_mode & 0o222] == []
    with pytest.raises(AssertionError, match="denied"):
        installed.run("cd /opt/samendoen/current/lib/python3*/site-packages/api && touch x")


def test_it_was_installed_by_an_ordinary_user(installed: Place) -> None:
    """No file of the program is root's, so that none was put there by root."""
    owners = {path.lstat().st_uid for path in (installed.folder / "opt/samendoen").rglob("*")}

    assert owners == {NOBODY if os.geteuid() == 0 else os.geteuid()}


def test_commands_answer(installed: Place, home: Path, commands: Commands, packaged_version: Version) -> None:
    """The commands of the how-to answer both of the questions that it is for, and say of which data."""
    said = installed.run(commands["Install"][1], home)

    assert said.count("rijen") == 2
    assert packaged_version.digest[:12] in said
    assert "single-theme-partners" in said


@pytest.mark.parametrize("path", PATHS)
def test_everything_starts_from_there(own: str, path: str) -> None:
    """The web process, the workers and the renderers run from what is installed, over a relative folder."""
    with urlopen(Request(own + path, headers={"Accept": "text/html, */*;q=0.8"}), timeout=PATIENCE) as answer:
        assert PATHS[path] in answer.read()


def test_lock_is_what_is_installed(installed: Place, checkout: Path) -> None:
    """Beside what makes an environment there is exactly what the lock has, and the wheel."""
    listed = installed.run("/opt/samendoen/current/bin/pip freeze --exclude-editable")
    lock = (checkout / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    found = {line.split("==")[0].lower().replace("_", "-") for line in listed.split("\n") if "==" in line}

    assert len(found) > 15
    assert {name for name in found if f"\n{name}==" not in f"\n{lock}"} == set()


def test_changed_package_is_refused(installed: Place, checkout: Path) -> None:
    """A package that is not the one of the lock is not installed."""
    wrong = checkout / "wrong.txt"
    (wheel,) = (checkout / "dist").glob("*.whl")
    wrong.write_text(f"{wheel} --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    script = f"/opt/samendoen/current/bin/pip install --no-deps --target /srv/wrong --require-hashes -r {wrong}"
    done = subprocess.run(installed.build_command(script), capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
