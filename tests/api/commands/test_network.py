"""The command `samendoen network`: the files that the website gives, without a website."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.commands.network import FORMATS
from tests.terminal import run

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

STATE = {"author": "with", "hide": ["team", "office"], "layout": "list"}
WORDS = ("-p", "author=with", "-p", "hide=team", "-p", "hide=office", "-p", "layout=list")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_file_is_that_of_the_website(client: FlaskClient, folder: Path, tmp_path: Path, name: str) -> None:
    """The same state is the same file, byte for byte, from the command, the page and the REST API."""
    file = tmp_path / "file"
    result = run("network", "cooperation", *WORDS, "--format", name, "--lang", "nl", "--data", folder, "-o", file)
    asked = {**STATE, "format": FORMATS[name], "lang": "nl"}

    assert result.exit_code == 0, result.output
    assert file.read_bytes() == client.get("/api/v1/networks/cooperation", query_string=asked).data
    assert file.read_bytes() == client.get("/network", query_string=asked).data


def test_table_is_printed_where_nothing_else_is_wanted(folder: Path) -> None:
    """Without a view and a format it is a table of who works with whom, in the language that is asked for."""
    dutch, english = (run("network", "--data", folder, "--lang", lang) for lang in ("nl", "en"))

    assert (dutch.exit_code, english.exit_code) == (0, 0)
    assert "Wie of wat" in dutch.stdout
    assert "Who or what" in english.stdout


def test_bytes_go_to_the_terminal_without_a_file(folder: Path) -> None:
    """Without -o the file is printed."""
    result = run("network", "legal-duties", "--format", "gexf", "--data", folder)

    assert result.exit_code == 0
    assert result.stdout.startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nergens",), "cooperation"),
        (("cooperation", "-p", "nergens=1"), "theme, actor"),
        (("cooperation", "-p", "node=1"), "hide"),
        (("cooperation", "-p", "focus=nergens"), "'nergens'"),
        (("cooperation", "-p", "theme"), "KEY=VALUE"),
        (("cooperation", "-p", "theme=a", "-p", "theme=b"), "2"),
        (("cooperation", "-p", "plan=nergens"), "'nergens'"),
        (("cooperation", "--format", "doc"), "graphml"),
        (("cooperation", "-o", "absent/folder/file"), "-o"),
        (("cooperation", "--version", "nergens"), "nergens"),
    ],
)
def test_mistake_is_one_message(folder: Path, words: tuple[str, ...], says: str) -> None:
    """What cannot be meant is told in a message, without a trace."""
    result = run("network", *words, "--data", folder, "--lang", "en")

    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert says in result.output
