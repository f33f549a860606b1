"""A copy of a data folder that somebody makes while versions are published is a backup."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from graph.versions.archive import Archive
from tests.graph.versions.test_publishing import PUBLISHER, ROOT

if TYPE_CHECKING:
    from pathlib import Path

COPIES = 12


def copy_folder(folder: Path, place: Path) -> None:
    """Copy *folder* to *place* as somebody does who knows nothing of what goes on there: `current` first."""
    place.mkdir()
    shutil.copy(folder / "current", place)
    with suppress(shutil.Error):  # a file that was being written may be gone by then, as `cp` says too and goes on
        shutil.copytree(folder / "versions", place / "versions")


@pytest.mark.slow
def test_copy_at_any_moment_is_whole(tmp_path: Path) -> None:
    """Copied again and again while one version after another is published, each copy has its version, whole."""
    folder = tmp_path / "data"
    command = [sys.executable, "-c", PUBLISHER, str(folder), "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as publisher:
        assert publisher.stdout is not None
        found = []
        try:
            for number, line in enumerate(publisher.stdout):
                if line.startswith("begins") and number:  # so that the next is being written
                    copy_folder(folder, tmp_path / f"copy{number}")
                    found.append(Archive(tmp_path / f"copy{number}").find_current())  # read whole, to prove it
                if len(found) == COPIES:
                    break
        finally:
            publisher.kill()

    assert None not in found
    assert len({version.digest for version in found if version}) > 1
