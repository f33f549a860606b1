"""Compiled templates are kept beside compiled modules: used as they are, made anew where anything differs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment

from api import compiled
from api.compiled import CompiledTemplates, find_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

TEMPLATES = {"page.html": "<p>\n{% for it in things %}{{ it }} {% endfor %}</p>"}
SHOWN = "<p>\na b </p>"


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Python write bytecode, whatever whoever runs the tests has told it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def show(folder: Path, templates: Mapping[str, str] = TEMPLATES, *, trim: bool = False, compiling: bool = True) -> str:
    """Show the page by an environment of its own, which keeps in *folder* what it compiles, if it is *compiling*."""
    environment = Environment(loader=DictLoader(templates), autoescape=True, trim_blocks=trim)
    environment.bytecode_cache = CompiledTemplates(environment, folder)
    if not compiling:
        environment.compile = None  # type: ignore[assignment]  # to call it is an error
    return environment.get_template("page.html").render(things="ab")


def test_template_is_compiled_once(tmp_path: Path) -> None:
    """Whoever comes next uses what is kept; without it, there is nothing to use."""
    with pytest.raises(TypeError):
        show(tmp_path, compiling=False)

    assert show(tmp_path) == SHOWN
    assert [path.suffix for path in tmp_path.iterdir()] == [".cache"]
    assert show(tmp_path, compiling=False) == SHOWN


def test_other_text_settings_or_modules_are_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept counts only for the same text, settings and modules of ours, in the one file of a template."""
    show(tmp_path)

    assert show(tmp_path, {"page.html": "{{ things }}!"}) == "ab!"
    assert show(tmp_path, {"page.html": "{% if things %}\n!{% endif %}"}) == "\n!"
    assert show(tmp_path, {"page.html": "{% if things %}\n!{% endif %}"}, trim=True) == "!"
    own = tmp_path / "own"
    own.mkdir()
    (own / "module.py").write_text("")
    monkeypatch.setattr(compiled, "__file__", str(own / "module.py"))
    assert show(tmp_path) == SHOWN
    assert show(tmp_path, compiling=False) == SHOWN
    (own / "module.py").write_text("#")
    with pytest.raises(TypeError):
        show(tmp_path, compiling=False)
    assert len(list(tmp_path.glob("*.cache"))) == 1


def test_damaged_file_counts_as_absent(tmp_path: Path) -> None:
    """A file that is cut off anywhere, or is something else, is made anew, and the page is shown."""
    show(tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()

    for damaged in [*(whole[:length] for length in range(0, len(whole), 7)), whole[:20] + b"\xff" * 200, b"text"]:
        kept.write_bytes(damaged)
        assert show(tmp_path) == SHOWN
        assert kept.read_bytes() == whole


def test_folder_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, or Python is told to keep nothing, all is compiled and nothing is left."""
    (tmp_path / "file").write_bytes(b"")

    assert show(tmp_path / "file" / "below") == SHOWN
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert show(tmp_path / "other") == SHOWN
    assert not (tmp_path / "other").exists()


def test_app_keeps_its_templates_beside_its_modules(app: Flask) -> None:
    """The app has such a cache, where Python keeps the bytecode of our own modules, and not among the templates."""
    kept = app.jinja_env.bytecode_cache

    assert isinstance(kept, CompiledTemplates)
    assert Path(kept.directory) == find_folder()
    assert find_folder().parent.name == "__pycache__" or sys.pycache_prefix
    assert not [name for name in app.jinja_env.list_templates() if name.endswith(".cache")]
