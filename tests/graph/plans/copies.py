"""Other plans for a test: the small one under another key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builds import FIXTURE_FILES

if TYPE_CHECKING:
    from pathlib import Path

KEY = "zilverhaven-2031"


def write_plan(folder: Path, key: str = KEY) -> Path:
    """Write the files of the small plan in *folder*, under *key*, and give the folder."""
    folder.mkdir(parents=True)
    for file in FIXTURE_FILES:
        (folder / file.name).write_text(file.read_text(encoding="utf-8").replace(KEY, key), encoding="utf-8")
    return folder
