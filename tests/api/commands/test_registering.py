"""A document that is registered: its sentences are shown from its own file, stand in no other, and go with it."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from graph.sources.source_text import read_document
from graph.versions.archive import Archive
from tests.api.commands.test_plan import KEY, PACKAGED
from tests.builds import FIXTURE
from tests.graph.plans.copies import write_plan
from tests.terminal import run

if TYPE_CHECKING:
    from tests.website import Launch, Running

PATIENCE = 60
DOCUMENT = FIXTURE / "plan.txt"
LINE = 12
#: Pages and files that speak of line 12, or of all lines.
PATHS = (
    f"/documents/{KEY}/plan/lines/{LINE}",
    f"/documents/{KEY}/plan",
    f"/measures/{KEY}/water-01",
    "/questions/evidence/memo?format=docx",
    "/api/v1/questions/evidence?format=xlsx",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
)


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Add the small plan and then register its document; give the folder, and the version before and after."""
    data = tmp_path_factory.mktemp("registered") / "data"
    (data / "plans").mkdir(parents=True)
    (data / "plans" / "left-out").write_text(f"{PACKAGED}\n", encoding="utf-8")
    own = write_plan(tmp_path_factory.mktemp("own") / "plan")
    assert run("plan", "add", own, "--data", data).exit_code == 0
    before = Archive(data).read_current_digest()
    assert run("build", "--source", DOCUMENT, "--data", data).exit_code == 0
    after = Archive(data).read_current_digest()
    return data, str(before), str(after)


def list_sentences() -> list[str]:
    """List what stands in the document at some length, so that nobody writes it by chance."""
    lines = (line.strip() for line in DOCUMENT.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if len(line.split()) > 8]


def find_holders(folder: Path) -> set[str]:
    """Find the files in *folder*, unpacked where they are compressed, that hold a sentence of the document."""
    sentences = [line.encode() for line in list_sentences()]
    assert sentences
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content = gzip.decompress(content) if path.suffix == ".gz" else content
            if any(sentence in content for sentence in sentences):
                found.add(path.relative_to(folder).as_posix())
    return found


def fetch(running: Running, path: str) -> str:
    """Fetch what is at *path*."""
    with urlopen(running.address + path, timeout=PATIENCE) as answer:
        return str(answer.read().decode(errors="replace"))


def test_version_is_the_same_with_and_without_it(registered: tuple[Path, str, str]) -> None:
    """To register a document changes nothing in what is published."""
    _, before, after = registered

    assert before == after


def test_nothing_else_holds_its_sentences(launch: Launch, registered: tuple[Path, str, str], tmp_path: Path) -> None:
    """Also after everything was asked, its sentences are in its copy alone; without that they are shown no more."""
    data = Path(shutil.copytree(registered[0], tmp_path / "data"))
    (copy,) = (data / "documents").glob(f"{read_document(DOCUMENT).sha256}*")
    with launch(data) as running:
        shown = fetch(running, PATHS[0])
        for path in PATHS:
            fetch(running, path)
    held = find_holders(data)
    copy.unlink()
    with launch(data) as running:
        pages = [fetch(running, path) for path in PATHS]

    assert (held, find_holders(data)) == ({f"documents/{copy.name}"}, set())
    assert "<blockquote" in shown
    assert [page for page in pages if "<blockquote" in page] == []
    assert [sentence for sentence in list_sentences() for page in pages if sentence in page] == []
