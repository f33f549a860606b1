"""What the documentation tells colleagues to do, done to the letter."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from queries.questions.library import PACKAGED_FOLDER, Library
from tests.website import opened

if TYPE_CHECKING:
    import pandas as pd

    from graph.versions.archive import Version

ROOT = Path(__file__).parents[4]
RECIPE = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
USE = (ROOT / "docs/how-to/use-the-data.md").read_text(encoding="utf-8")
NAME = "instruments-of-a-kind"
LOCAL = "http://127.0.0.1:8080"


def block(text: str, language: str) -> str:
    """Give the one block of *language* in *text*."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Do the second step: write the file of the recipe in a folder of one's own."""
    folder = tmp_path / "my-questions"
    folder.mkdir()
    (folder / f"{NAME}.rq").write_text(block(RECIPE, "sparql"), encoding="utf-8")
    return folder


def test_recipe_gives_a_working_page(own: Path, version: Version) -> None:
    """The file of the recipe, as it stands there, is a page with a form, an answer, a memo and data."""
    with opened(SAMENDOEN_DATA=str(version.path.parents[1]), SAMENDOEN_QUESTIONS=str(own)) as app:
        client = app.test_client()
        page = client.get(f"/questions/{NAME}?theme=jeugd", headers={"Accept": "text/html"})
        answer = client.get(f"/api/v1/questions/{NAME}?words=aanpak").json
        memo = client.get(f"/questions/{NAME}/memo", headers={"Accept": "text/html"})
        described = client.get("/api/v1/openapi.json").json

    assert page.status_code == memo.status_code == HTTPStatus.OK
    assert "Welke instrumenten van een soort zijn er" in page.get_data(as_text=True)
    assert answer is not None
    assert 0 < answer["count"] < 64
    assert all("aanpak" in row["instrument_label"].lower() for row in answer["rows"])
    assert described is not None
    assert f"/questions/{NAME}" in described["paths"]


def test_recipe_works_in_a_copy_of_the_library(own: Path, tmp_path: Path) -> None:
    """The same file put among the packaged ones is one of them, and nothing else changes."""
    copy = tmp_path / "library"
    shutil.copytree(PACKAGED_FOLDER, copy)
    before = Library(packaged=copy)
    shutil.copy(own / f"{NAME}.rq", copy)
    after = Library(packaged=copy)

    assert after.broken == {}
    assert after.questions.keys() - before.questions.keys() == {NAME}


def test_commands_of_the_recipe_work(own: Path, version: Version) -> None:
    """Each command of the last step runs as it is written, and knows the new question."""
    first, *lines = block(RECIPE, "console").splitlines()
    name, _, folder = first.removeprefix("export ").partition("=")
    environ = {name: folder, "SAMENDOEN_DATA": str(version.path.parents[1]), "PATH": "", "CI": ""}
    said = {}
    for line in lines:
        program, *words = shlex.split(line)
        command = [str(Path(sys.executable).parent / program), *words]
        done = subprocess.run(command, cwd=own.parent, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said[words[0]] = done.stdout

    assert list(said) == ["questions", "ask", "check"]
    assert NAME in said["questions"]
    assert "rijen" in said["ask"]
    assert f"{len(Library(own).questions)} vragen" in said["check"]


def test_pandas_reads_an_answer(served: str) -> None:
    """The three lines for a notebook give a table with the columns and rows of the answer."""
    lines = block(USE, "python").replace(LOCAL, served)
    assert len([line for line in lines.splitlines() if line]) == 3
    names: dict[str, pd.DataFrame] = {}

    exec(lines, names)  # noqa: S102  the page itself is what is tried here

    assert list(names["cooperation"].columns)[:2] == ["actor_a", "actor_a_label"]
    assert len(names["cooperation"]) == 33
    assert names["cooperation"]["measures"].dtype.kind == "i"


def test_address_for_excel_gives_csv(served: str) -> None:
    """The URL that the page gives for Excel answers as a spreadsheet program asks for it."""
    (address,) = set(re.findall(rf"{LOCAL}(/\S+?format=csv)", USE)) - {
        "/api/v1/questions/cooperation?theme=jeugd&format=csv",
        "/api/v1/cooperation?actor=politie&format=csv",
    }
    with urlopen(
        Request(f"{served}{address}", headers={"Accept": "*/*", "User-Agent": "Microsoft.Data.Mashup"})
    ) as found:
        assert found.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert found.read().startswith(b"\xef\xbb\xbfmeasure,measure_label,")
