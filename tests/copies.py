"""Copies of the small plan beside it that say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builds import FIXTURE_FILES
from tests.several import build_plans, write_copy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph.versions import Version


def build_beside(folder: Path, copies: Mapping[str, Mapping[str, str]]) -> Version:
    """Publish in *folder* a version of the small plan and of *copies* of it: by key, what each says otherwise."""
    files = [file for key, changes in copies.items() for file in _write_changed(folder / key, key, changes)]
    return build_plans(folder / "data", [*FIXTURE_FILES, *files])


def _write_changed(folder: Path, key: str, changes: Mapping[str, str]) -> list[Path]:
    """Write a copy of the small plan to *folder* under *key*, with *changes* from text to text, each in it."""
    files = write_copy(folder, key)
    found = set()
    for file in files:
        text = file.read_text(encoding="utf-8")
        for before, after in changes.items():
            if before in text:
                found.add(before)
                text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")
    assert found == set(changes)
    return files
