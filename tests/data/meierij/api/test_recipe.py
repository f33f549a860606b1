"""What the documentation tells colleagues to do, done to the letter."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import networkx as nx
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


def blocks(text: str, language: str) -> list[str]:
    """Give the blocks of *language* in *text*."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def block(text: str, language: str) -> str:
    """Give the one block of *language* in *text*."""
    (found,) = blocks(text, language)
    return found


def section(text: str, heading: str) -> str:
    """Give what *text* has under *heading*."""
    return text[text.index(f"\n## {heading}\n") :].split("\n## ", 2)[1]


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
    lines = block(section(USE, "In a notebook"), "python").replace(LOCAL, served)
    assert len([line for line in lines.splitlines() if line]) == 3
    names: dict[str, pd.DataFrame] = {}

    exec(lines, names)  # noqa: S102  the page itself is what is tried here

    assert list(names["cooperation"].columns)[:2] == ["actor_a", "actor_a_label"]
    assert len(names["cooperation"]) == 33
    assert names["cooperation"]["measures"].dtype.kind == "i"


def test_address_for_excel_gives_csv(served: str) -> None:
    """The URL that the page gives for Excel answers as a spreadsheet program asks for it."""
    (address,) = set(re.findall(rf"{LOCAL}(/\S+?format=csv)", section(USE, "In a spreadsheet")))
    with urlopen(
        Request(f"{served}{address}", headers={"Accept": "*/*", "User-Agent": "Microsoft.Data.Mashup"})
    ) as found:
        assert found.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert found.read().startswith(b"measure,measure_label,")


def test_networkx_and_pandas_read_a_network(served: str) -> None:
    """The lines for networkx and for pandas give the same ties, and the most between others is who the page says."""
    names: dict[str, Any] = {}

    for lines in blocks(section(USE, "As a network"), "python"):
        exec(lines.replace(LOCAL, served), names)  # noqa: S102  the page itself is what is tried here

    graph, brokers, named = names["graph"], names["brokers"], names["named"]
    assert graph.number_of_edges() == len(names["edges"]) == len(named) > 0
    assert set(graph) == set(names["nodes"]["id"])
    assert graph.nodes[max(brokers, key=brokers.get)]["label"] == "Politie"
    assert named["label"].notna().all()


def test_links_refer_to_nodes_as_d3_needs(served: str) -> None:
    """At the address that the lines for d3 ask, each link has a source and a target that are the id of a node."""
    (address,) = re.findall(r'd3\.json\("(/[^"]+)"\)', block(section(USE, "As a network"), "js"))
    with urlopen(f"{served}{address}") as found:
        body = json.load(found)
    ids = {node["id"] for node in body["nodes"]}

    assert body["links"]
    assert {link[end] for link in body["links"] for end in ("source", "target")} <= ids


def test_commands_give_networks(version: Version, tmp_path: Path) -> None:
    """Each command for a network runs as it is written: a table, and a file that opens elsewhere."""
    environ = {"SAMENDOEN_DATA": str(version.path.parents[1]), "PATH": "", "CI": "", "LC_ALL": "nl_NL.UTF-8"}
    said = []
    for line in block(section(USE, "As a network"), "console").splitlines():
        program, *words = shlex.split(line.removeprefix("$ "))
        command = [str(Path(sys.executable).parent / program), *words]
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)

    assert "Woningcorporaties" in said[0]
    assert "Politie" in {label for _, label in nx.read_gexf(tmp_path / "cooperation.gexf").nodes(data="label")}
