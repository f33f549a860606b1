"""The wheel, installed as anyone would: it holds every file, and serves from an empty folder as an ordinary user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.absence import missing
from tests.packages import PACKAGES, ROOT
from tests.website import PATIENCE, free_port, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.versions import Version

#: The user that owns nothing.
NOBODY = 65534
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
#: What a page, a file of ours, a file of a dependency, a question, a query and a text in Dutch are asked by.
PATHS = {
    "/themes?lang=nl": "Jeugd",
    "/static/style/base.css": "body",
    "/static/vis/vis-network.min.js": "vis",
    "/api/v1/questions/measures?format=csv": "measure",
    "/sparql?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D": "true",
    "/sparql": "textarea",
    "/?lang=nl": "Maatregelen",
}


class Installation(NamedTuple):
    """An installed Samendoen: its environment, and an empty folder of the user's own."""

    environment: Path
    folder: Path

    def build_command(self, *arguments: str) -> list[str]:
        """Build the command `samendoen` with *arguments*, as the ordinary user."""
        clean = ["env", "-i", "PATH=/usr/bin:/bin", "SAMENDOEN_DATA=data", "SAMENDOEN_WORKERS=1"]
        return [*build_user_prefix(), *clean, str(self.environment / "bin/samendoen"), *arguments]

    def run(self, *arguments: str) -> str:
        """Run `samendoen` with *arguments* in the folder, and return what it prints; it must not fail or warn."""
        done = subprocess.run(
            self.build_command(*arguments), cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "Traceback" in done.stderr, "Warning" in done.stderr) == (0, False, False), done.stderr
        return done.stdout


def build_user_prefix() -> list[str]:
    """Build what makes a command run as an ordinary user: nothing where we are one ourselves.

    An interpreter in the home of root is readable to that user by one capability, which lets it write nothing.
    """
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv") or missing("setpriv is not installed, so no command can run as another user")
    home = Path(sys.base_prefix)
    hidden = any(not folder.stat().st_mode & 0o001 for folder in (home, *home.parents))
    reading = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"] if hidden else []
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *reading]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what is packaged."""
    folder = tmp_path_factory.mktemp("wheel")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / "project" / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (ROOT / "pyproject.toml", *ROOT.glob("*.md")):
        shutil.copy(path, folder / "project")
    shutil.copytree(ROOT / "LICENSES", folder / "project" / "LICENSES")
    build = ["wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(folder / "project")]
    subprocess.run([*PIP, *build], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Iterator[Installation]:
    """Install the wheel where the ordinary user can read it, beside the dependencies that we have ourselves."""
    with tempfile.TemporaryDirectory(prefix="samendoen-") as name:
        environment, folder = Path(name) / "environment", Path(name) / "folder"
        folder.mkdir()
        venv.create(environment, symlinks=True)
        install = ["--python", str(environment / "bin/python"), "install", "--no-deps", "--no-compile", str(wheel)]
        subprocess.run([*PIP, *install], check=True, capture_output=True)
        (packages,) = environment.glob("lib/python*/site-packages")
        shared = [path for path in sys.path if Path(path).name == "site-packages"]
        (packages / "dependencies.pth").write_text("\n".join(shared), encoding="utf-8")
        Path(name).chmod(0o755)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield Installation(environment, folder)


@pytest.fixture(scope="module")
def served(installed: Installation) -> Iterator[str]:
    """Serve from the empty folder, once it is ready to answer."""
    port, data = free_port(), installed.folder / "data"
    command = installed.build_command("serve", "--port", str(port), "--data", "./data")
    with started(command, port, installed.folder, data, installed.environment / "log") as running:
        yield running.address


def fetch(url: str) -> tuple[int, str]:
    """Fetch *url* as a browser would, and return the status and the text; 0 where nobody listens."""
    try:
        with urlopen(Request(url, headers={"Accept": "text/html, */*;q=0.8"}), timeout=PATIENCE) as response:
            return response.status, response.read().decode()
    except (URLError, OSError):
        return 0, ""


def test_wheel_holds_every_file(wheel: Path) -> None:
    """An installed Samendoen has every Turtle file, query, template, text and licence that the checkout has."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = {path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    wanted = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}

    licences = {path.name for path in (ROOT / "LICENSES").iterdir()}
    assert len(wanted) > 50
    assert wanted - packed == set()
    assert licences <= {name.rpartition("/")[2] for name in packed if ".dist-info/licenses/" in name}


def test_it_is_the_wheel_that_runs(installed: Installation) -> None:
    """What the tests below prove is proved of the installed packages, and not of this checkout."""
    code = f"import {', '.join(PACKAGES)}; print(*(it.__file__ for it in ({', '.join(PACKAGES)})))"
    found = subprocess.run(
        [installed.environment / "bin/python", "-P", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert len(found) == len(PACKAGES)
    assert {Path(path).parents[1] for path in found} == set(installed.environment.glob("lib/python*/site-packages"))


@pytest.mark.parametrize("path", PATHS)
def test_server_answers(served: str, path: str) -> None:
    """Started in an empty folder by who may write nowhere else, it serves pages, files, questions and queries."""
    status, text = fetch(served + path)

    assert status == HTTPStatus.OK
    assert PATHS[path] in text


def test_wheel_makes_the_same_version(served: str, installed: Installation, packaged_version: Version) -> None:
    """From the wheel comes the very version that the checkout makes: its digest is the same."""
    assert fetch(f"{served}/readyz")[0] == HTTPStatus.OK
    assert packaged_version.digest[:12] in installed.run("versions")


@pytest.mark.parametrize(("command", "answer"), [("check", "Geen fouten"), ("ask measures", "rijen")])
def test_command_answers(served: str, installed: Installation, command: str, answer: str) -> None:
    """The commands do what they do in a checkout, over the version that the server has made."""
    assert fetch(f"{served}/readyz")[0] == HTTPStatus.OK
    assert answer in installed.run(*command.split())
