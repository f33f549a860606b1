"""Several plans beside each other: copies of the small plan under other keys, and the two that were made up for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.build import build_version
from graph.sources import list_model_sources
from tests.builds import FIXTURE_FILES, SMALL_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.versions import Version

#: The made-up plans, each in a folder of its key.
PLANS_FOLDER = Path(__file__).parent / "plans"
MADE_UP_PLANS = tuple(sorted(path.name for path in PLANS_FOLDER.iterdir() if path.is_dir()))


def write_copy(folder: Path, key: str) -> list[Path]:
    """Write the files of the small plan to *folder*, under another *key*, and list them."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for file in FIXTURE_FILES:
        copy = folder / file.name
        copy.write_text(file.read_text(encoding="utf-8").replace(SMALL_PLAN, key), encoding="utf-8")
        copies.append(copy)
    return copies


def build_plans(folder: Path, files: Iterable[Path]) -> Version:
    """Publish a version of *files* on top of the model alone, in *folder*."""
    return build_version(folder, files, packaged=list_model_sources())
