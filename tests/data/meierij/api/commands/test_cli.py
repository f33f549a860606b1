"""The command line: what each command gives, and one clear message for whatever goes wrong."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from rdflib import Graph

from api.commands.cli import main
from graph.versions.archive import Archive
from graph.versions.compression import open_version
from queries.exports.formats import MEDIA_TYPES
from queries.questions.library import find_question, load_questions
from tests.terminal import make_environ, run
from tests.website import free_port

if TYPE_CHECKING:
    from click.testing import Result

    from graph.sources.source_text import SourceText
    from graph.versions.archive import Version

ROOT = Path(__file__).parents[5]
DATA = ROOT / "graph/data/plans/meierij-2019-2022"
SEED = ROOT.parent / "shared" / "seed"
BROKEN = "@prefix smd: <https://w3id.org/samendoen/def#> .\n<urn:a> a smd:Measure\n<urn:b> a smd:Measure .\n"
#: A measure without anything that a measure must have.
BARE = "<https://w3id.org/samendoen/id/measure/meierij-2019-2022/bare> a <https://w3id.org/samendoen/def#Measure> .\n"


def refused(result: Result) -> str:
    """Give the message of *result*, which must be a failure that is told, not a crash."""
    assert result.exit_code != 0
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    assert result.output.strip()
    return result.output


def current(folder: Path) -> Version:
    """Give the version that is current in *folder*."""
    version = Archive(folder).find_current()
    assert version is not None
    return version


def digest(folder: Path) -> str:
    """Give the digest of the version that is current in *folder*."""
    return current(folder).digest


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """Copy the data folder that was built."""
    return Path(shutil.copytree(folder, tmp_path / "data"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write a file that is not Turtle."""
    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Write a file whose data breaks a rule."""
    path = tmp_path / "bare.ttl"
    path.write_text(BARE, encoding="utf-8")
    return path


@pytest.fixture
def source(plan: SourceText) -> Path:
    """Give the file of the plan, where it is at hand."""
    assert plan.lines
    return min(SEED.glob("*.txt"))


@pytest.fixture
def misquoted(tmp_path: Path) -> Path:
    """Copy a file of the data with the words of one anchor changed."""
    path = tmp_path / "misquoted.ttl"
    text = (DATA / "measures-jeugd.ttl").read_text(encoding="utf-8")
    changed, times = re.subn(r'smd:anchor "[^"]*"', 'smd:anchor "woorden die nergens staan"', text, count=1)
    assert times == 1
    path.write_text(changed, encoding="utf-8")
    return path


def test_every_command_explains_itself() -> None:
    """Each command that was promised is there, with a help text."""
    assert {"serve", "build", "check", "questions", "ask", "versions", "rollback", "diff"} <= main.commands.keys()
    for name in main.commands:
        assert "Usage:" in run(name, "--help").output


def test_build_publishes_and_shows_each_step(tmp_path: Path, version: Version) -> None:
    """A build shows its four steps and ends with the version, which is then current."""
    result = run("build", "--data", tmp_path / "new")

    assert result.exit_code == 0
    assert [f"[{step}/4]" in result.stderr for step in (1, 2, 3, 4)] == [True] * 4
    assert version.digest in result.stdout
    assert digest(tmp_path / "new") == version.digest


def test_build_with_a_file_is_another_version(tmp_path: Path, version: Version) -> None:
    """What a user's own file adds is in the version."""
    file = tmp_path / "own.ttl"
    file.write_text('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "a"@nl .\n', encoding="utf-8")

    assert run("build", "--data", tmp_path / "new", file).exit_code == 0
    assert digest(tmp_path / "new") != version.digest
    with open_version(current(tmp_path / "new").path) as quads:
        assert b"<urn:a>" in quads.read()


def test_check_proves_the_evidence(tmp_path: Path, source: Path) -> None:
    """With the plan at hand, every line and anchor of the packaged data is proved."""
    result = run("check", "--data", tmp_path, "--source", source)

    assert result.exit_code == 0
    assert "bewijsplaatsen aan de bron getoetst" in result.stdout


def test_wrong_anchor_is_not_published(own: Path, source: Path, misquoted: Path) -> None:
    """With the plan registered, an anchor that is not on its line stops a build, and the old version stays.

    It is one line of text: file, node, rule and remedy.
    """
    before = digest(own)

    said = refused(run("build", "--data", own, "--source", source, misquoted))
    assert [line for line in said.splitlines() if str(misquoted) in line and "woorden die nergens staan" in line]
    assert digest(own) == before


def test_check_finds_a_broken_rule(tmp_path: Path, bare: Path) -> None:
    """Each fault is one line with file and node; the exit code is 1."""
    result = run("check", "--data", tmp_path, bare)
    faults = [line for line in refused(result).splitlines() if "measure:meierij-2019-2022/bare" in line]

    assert result.exit_code == 1
    assert len(faults) > 1
    assert all(str(bare) in line for line in faults)


def test_failed_build_leaves_the_old_version(own: Path, bare: Path, broken: Path) -> None:
    """Data that breaks a rule, or is no data, is refused; what was current stays current and is answered from."""
    before = digest(own)

    assert "bare.ttl" in refused(run("build", "--data", own, bare))
    assert "broken.ttl:3" in refused(run("build", "--data", own, broken))
    assert digest(own) == before
    assert before[:12] in run("ask", "themes", "--data", own).stdout


def test_fault_is_told_in_the_language_asked(tmp_path: Path, broken: Path) -> None:
    """What is wrong with a file is said in Dutch or in English."""
    dutch, english = (refused(run("check", "--data", tmp_path, "--lang", it, broken)) for it in ("nl", "en"))

    assert "Herstel die regel" in dutch
    assert "Herstel die regel" not in english
    assert "broken.ttl:3" in english


@pytest.mark.parametrize("command", ["build", "check"])
def test_broken_turtle_is_told_by_line(tmp_path: Path, broken: Path, command: str) -> None:
    """A file that is not Turtle is named with the line and what to mend."""
    said = refused(run(command, "--data", tmp_path / "data", broken))

    assert "broken.ttl:3" in said
    assert "Herstel die regel" in said


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("name", ["absent.ttl", "table.xlsx", "folder.ttl", "latin.ttl"])
def test_file_that_cannot_be_read_is_named(tmp_path: Path, command: str, name: str) -> None:
    """A file that is absent, of another kind, a folder, or not UTF-8 is named, with what would do."""
    (tmp_path / "table.xlsx").write_bytes(b"PK")
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "latin.ttl").write_bytes('<urn:a> <urn:b> "é" .'.encode("latin-1"))

    assert name in refused(run(command, "--data", tmp_path / "data", tmp_path / name))


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("name", ["absent.txt", "scan.pdf"])
def test_source_that_cannot_be_read_is_named(tmp_path: Path, command: str, name: str) -> None:
    """A document that is absent or is no text is named."""
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3")

    assert name in refused(run(command, "--data", tmp_path / "data", "--source", tmp_path / name))


@pytest.mark.parametrize("words", [("build",), ("ask", "themes"), ("serve", "--port", "0")])
def test_folder_that_cannot_be_written_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A data folder below a regular file cannot be; the message names it and the setting to change."""
    (tmp_path / "file").write_bytes(b"")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    words = tuple(port if word == "0" else word for word in words)

    said = refused(run(*words, "--data", tmp_path / "file" / "data"))

    assert str(tmp_path / "file" / "data") in said
    assert "SAMENDOEN_DATA" in said


def test_port_in_use_is_told(own: Path) -> None:
    """A port that another uses is named, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        said = refused(run("serve", "--port", port, "--data", own))

    assert port in said
    assert "SAMENDOEN_PORT" in said


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_port_that_cannot_be_is_told(own: Path, port: str) -> None:
    """A port that is none is refused by its option."""
    assert "--port" in refused(run("serve", "--port", port, "--data", own))


def test_setting_that_cannot_be_is_told_at_the_start(own: Path) -> None:
    """A setting with a bad value stops the start with its name, in one message."""
    program, port = str(Path(sys.executable).with_name("samendoen")), str(free_port())
    command = [program, "serve", "--port", port, "--data", str(own)]
    ended = subprocess.run(
        command,
        env={**os.environ, "SAMENDOEN_WORKERS": "many"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode != 0
    assert "SAMENDOEN_WORKERS" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_questions_are_listed_with_their_parameters() -> None:
    """Every question is listed with what it asks, in the language wanted, and how to narrow it."""
    for language in ("nl", "en"):
        said = run("questions", "--lang", language).stdout
        for question in load_questions().values():
            assert f"{question.name}\n    {question.question[language]}" in said
    assert "-p theme=" in said


def test_ask_gives_a_table(own: Path, version: Version) -> None:
    """By default an answer is a table to read, with the count and the version under it."""
    said = run("ask", "measures", "-p", "theme=jeugd", "--data", own).stdout
    expected = json.loads(run("ask", "measures", "-p", "theme=jeugd", "--format", "json", "--data", own).stdout)

    count = expected["count"]
    assert f"{count} rijen, {count} stated ({version.digest[:12]})" in said
    assert len(said.splitlines()) == count + 4
    assert "https://" not in said


def test_ask_gives_the_same_in_each_format(own: Path) -> None:
    """JSON, CSV, a spreadsheet and Turtle come out as files that their readers read, with the same rows."""
    written = {kind: run("ask", "cooperation", "--format", kind, "--data", own).stdout_bytes for kind in MEDIA_TYPES}
    body = json.loads(written["json"])
    table = list(csv.reader(StringIO(written["csv"].decode("utf-8-sig"), newline="")))
    sheet = load_workbook(BytesIO(written["xlsx"])).worksheets[0]

    assert body["count"] == len(body["rows"]) > 0
    assert len(table) == sheet.max_row == body["count"] + 1
    assert len(Graph().parse(data=written["ttl"], format="turtle")) > 0
    assert str(body["count"]).encode() in written["table"]


def test_ask_writes_to_a_file(own: Path, tmp_path: Path) -> None:
    """With -o the answer is in the file, and nothing is on the terminal."""
    result = run("ask", "themes", "--format", "csv", "-o", tmp_path / "themes.csv", "--data", own)

    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "themes.csv").read_bytes() == run("ask", "themes", "--format", "csv", "--data", own).stdout_bytes


def test_ask_keeps_and_sorts(own: Path) -> None:
    """A part of the rows, in another order, is asked for as in an address."""
    words = ["ask", "cooperation", "-p", "only.basis=bedoeld", "--sort", "-line", "--format", "json", "--data", own]
    rows = json.loads(run(*words).stdout)["rows"]
    lines = [row["line"] for row in rows]

    assert {row["basis"] for row in rows} == {"implied"}
    assert lines == sorted(lines, reverse=True)
    assert len(set(lines)) > 1


def test_ask_an_old_version(own: Path, version: Version) -> None:
    """A version is named by how its digest begins; one that is not there is refused."""
    said = run("ask", "themes", "--version", version.digest[:12], "--data", own)
    refused = run("ask", "themes", "--version", "0" * 12, "--data", own)
    edition = run("ask", "themes", "--edition", "0" * 16, "--data", own)

    assert said.stdout == run("ask", "themes", "--data", own).stdout
    assert (refused.exit_code, edition.exit_code) == (1, 1)
    assert "samendoen versions" in refused.stderr
    assert "niet bewaard" in edition.stderr


def test_own_questions_stand_beside_the_packaged(own: Path, tmp_path: Path) -> None:
    """A folder of one's own is listed, asked and checked; a broken file is told with its line and stops nothing."""
    good = find_question("themes").path.read_text(encoding="utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own-themes.rq").write_text(good, encoding="utf-8")
    (folder / "broken.rq").write_text(good.replace("columns", "colums"), encoding="utf-8")

    listed = run("questions", "--questions", folder)
    asked = run("ask", "own-themes", "--questions", folder, "--data", own)
    checked = run("check", "--questions", folder, "--data", own)

    assert "own-themes\n" in listed.stdout
    assert "broken  [kapot] broken.rq:" in listed.stderr
    assert asked.stdout == run("ask", "themes", "--data", own).stdout
    assert checked.exit_code == 1
    assert "'columns'" in checked.stdout


def test_ask_in_english(own: Path) -> None:
    """Labels come in the language asked."""
    assert run("ask", "themes", "--lang", "en", "--data", own).stdout != run("ask", "themes", "--data", own).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], ["nope", "measures-without-owner"]),
        (["measures", "-p", "colour=red"], ["colour", "theme", "actor", "horizon"]),
        (["measures", "-p", "theme=nope"], ["theme", "nope", "jeugd"]),
        (["measures", "-p", "theme"], ["theme", "KEY=VALUE"]),
        (["measures", "-p", "=jeugd"], ["KEY=VALUE"]),
        (["measures", "-p", "theme=jeugd", "-p", "theme=jeugd"], ["theme", "once"]),
        (["measures", "--format", "odt"], ["odt", "csv"]),
        (["measures", "--lang", "de"], ["de", "nl", "en"]),
    ],
    ids=["question", "parameter", "value", "no_value", "no_name", "twice", "format", "language"],
)
def test_bad_question_is_told_with_what_would_do(own: Path, words: list[str], said: list[str]) -> None:
    """What was asked wrongly is named, with what can be asked."""
    message = refused(run("ask", "--lang", "en", *words, "--data", own))

    assert [word for word in said if word not in message] == []


def test_output_that_cannot_be_written_is_named(own: Path, tmp_path: Path) -> None:
    """A file that cannot be written is named."""
    path = tmp_path / "absent" / "themes.csv"

    assert str(path) in refused(run("ask", "themes", "-o", path, "--data", own))


def test_changed_version_is_noticed(own: Path) -> None:
    """A version that someone changed is not answered from: it is said, and built anew."""
    before = digest(own)
    path = own / "versions" / f"{before}.nq.gz"
    path.write_bytes(path.read_bytes()[:-1])

    result = run("ask", "themes", "--data", own)

    assert result.exit_code == 0
    assert "is na publicatie veranderd" in result.stderr
    assert "[4/4]" in result.stderr
    assert digest(own) == before


def test_module_is_the_same_command() -> None:
    """`python -m api` is `samendoen`."""
    ended = subprocess.run(
        [sys.executable, "-m", "api", "questions"],
        cwd=ROOT,
        env=make_environ(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout == run("questions").stdout
