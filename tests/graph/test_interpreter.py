"""A module of ours runs as a process wherever it is started, and runs nothing that lies about there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from graph.interpreter import build_command

if TYPE_CHECKING:
    from pathlib import Path

MODULE = "graph.versions.canonical"
LINE = b"<urn:s> <urn:p> <urn:o> .\n"


@pytest.mark.parametrize("name", ["graph.py", "json.py", "pyoxigraph.py", "sitecustomize.py"])
def test_module_of_somebody_else_is_not_run(tmp_path: Path, name: str) -> None:
    """A file in the working folder that is called as a module of ours, or of Python, is not the one that runs."""
    (tmp_path / name).write_text("raise SystemExit('not ours')\n", encoding="utf-8")

    done = subprocess.run(build_command(MODULE), input=LINE, cwd=tmp_path, capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, LINE, b"")


def test_module_is_found_where_this_process_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that this process looks in is looked in by the other, also one that no environment names."""
    (tmp_path / "urn_it.py").write_text("def main(text):\n    print(text)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    done = subprocess.run(build_command("urn_it", "'\"é"), capture_output=True, text=True, check=True)

    assert done.stdout == "'\"é\n"
