"""An archive of the small plan as it changed: three versions on three days, each after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from graph.versions import Archive
from queries.changes import keep_difference
from tests.builds import BUILDS, FIXTURE_FILES, SMALL_PLAN, build_once
from tests.several import SECOND, build_plans, write_named_copy
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from graph.versions import Version

#: When each version was made.
DAYS = ("2031-01-10T09:00:00+00:00", "2031-08-01T09:00:00+00:00", "2032-02-01T09:00:00+00:00")
OWNER = f"""
@prefix actor: <https://w3id.org/samendoen/id/actor/{SMALL_PLAN}/> .
@prefix basis: <https://w3id.org/samendoen/id/basis/> .
@prefix evidence: <https://w3id.org/samendoen/id/evidence/{SMALL_PLAN}/> .
@prefix involvement: <https://w3id.org/samendoen/id/involvement/{SMALL_PLAN}/> .
@prefix measure: <https://w3id.org/samendoen/id/measure/{SMALL_PLAN}/> .
@prefix role: <https://w3id.org/samendoen/id/role/> .
@prefix smd: <https://w3id.org/samendoen/def#> .

involvement:water-03--eigenaar a smd:Involvement ;
    smd:actor actor:havenpolitie ;
    smd:role role:owner ;
    smd:concerns measure:water-03 ;
    smd:basis basis:stated ;
    smd:evidence evidence:l33-de-havenpolitie .
"""


def change_text(text: str) -> str:
    """Change the small plan: an owner is named, a partner leaves, a title, address and line change, a measure goes."""
    text = text.replace("Ladders langs de kade hangen", "Reddingsladders langs de kade hangen")
    text = text.replace("measure:nachten-03", "measure:nachten-09")
    text = text.replace("    smd:similarTo measure:nachten-02 ;\n", "")
    text = _drop_blocks(text, "involvement:water-03--zwemclub a ")
    text = _drop_blocks(text, "measure:nachten-02")
    text = _drop_blocks(text, "actor:kermis")
    return _move_evidence(text, "l32-ladders-langs-de-hele-kade", 32, 31)


def _drop_blocks(text: str, words: str) -> str:
    """Leave out of *text* each block of lines that has *words* in it."""
    return "\n\n".join(block for block in text.split("\n\n") if words not in block)


def _move_evidence(text: str, name: str, line: int, to: int) -> str:
    """Let the evidence called *name* in *text* lie on the line *to*, and not on *line*."""
    pattern = rf"(evidence:{name} a smd:Evidence ;.*?smd:firstLine ){line}( ;\s+smd:lastLine ){line}\b"
    return re.sub(pattern, rf"\g<1>{to}\g<2>{to}", text, count=1, flags=re.DOTALL)


def write_changed(folder: Path, change: Callable[[str], str] = change_text) -> list[Path]:
    """Write the small plan to *folder* with each file as *change* makes it, and list the files."""
    folder.mkdir(parents=True)
    for file in FIXTURE_FILES:
        (folder / file.name).write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "owner.ttl").write_text(OWNER, encoding="utf-8")
    return sorted(folder.glob("*.ttl"))


def build_history(folder: Path) -> Version:
    """Publish in *folder* three versions: the small plan, as it changed, and with a second plan; give the last."""
    archive = Archive(folder)
    changed = write_changed(folder.with_name(f"{folder.name}-changed"))
    second = write_named_copy(folder.with_name(f"{folder.name}-second"), SECOND)
    files = (FIXTURE_FILES, changed, [*changed, *second])
    versions = [publish_on(archive, its, day) for its, day in zip(files, DAYS, strict=True)]
    for old, new in pairwise(versions):
        keep_difference(archive, old, new, folder / "changes")
    return versions[-1]


BUILDS["changed_version"] = build_history


@pytest.fixture(scope="session")
def changed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the three versions, each compared with the one before it, once; give their data folder."""
    return build_once("changed_version", tmp_path_factory).path.parents[1]


@pytest.fixture(scope="session")
def changed_versions(changed_folder: Path) -> list[Version]:
    """List the three versions, the oldest first."""
    return Archive(changed_folder).list_known()[::-1]


@pytest.fixture(scope="session")
def changed_app(changed_folder: Path) -> Iterator[Flask]:
    """Open the app over the three versions."""
    with opened(SAMENDOEN_DATA=str(changed_folder)) as app:
        yield app


@pytest.fixture
def changed_client(changed_app: Flask) -> FlaskClient:
    """Visit the app over the three versions, with no cookie yet."""
    return changed_app.test_client()


def publish_on(archive: Archive, files: list[Path], day: str) -> Version:
    """Publish a version of *files* in *archive*, as if that were done on *day*."""
    built = build_plans(archive.folder.with_name(f"{archive.folder.name}-{day[:10]}"), files)
    with archive.open(built) as lines:
        return archive.publish(lines, replace(built.manifest, created=day))
