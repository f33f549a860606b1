"""Documents: read as they are, known by their bytes, and kept on a shelf."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from graph.disk import PartialFile, list_leftovers
from graph.errors import ArchiveError, SourceError
from graph.sources.source import DATA_FOLDER
from graph.sources.source_text import SourceText, SourceTexts, read_document

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_are_counted_as_editors_do(tmp_path: Path) -> None:
    """The first line is 1, the last needs no line break, and a line that is not there is empty."""
    path = tmp_path / "plan.txt"
    path.write_bytes("één\n\ndrie".encode())

    text = read_document(path)

    assert text.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [text.line(number) for number in range(-1, 5)] == ["", "", "één", "", "drie", ""]


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    """A form feed or a Unicode separator inside a sentence moves no line numbers."""
    path = tmp_path / "plan.txt"
    path.write_bytes("a\fb\u2028c\vd\x85e\nf".encode())

    assert len(read_document(path).lines) == 2


def test_absent_document_is_named(tmp_path: Path) -> None:
    """A document that is not there is refused by its path, with a remedy."""
    with pytest.raises(SourceError, match=r"absent\.txt: No such file.* Give the path"):
        read_document(tmp_path / "absent.txt")


def test_other_encoding_is_refused(tmp_path: Path) -> None:
    """A document that is not UTF-8 is not guessed at."""
    path = tmp_path / "latin.txt"
    path.write_bytes("één".encode("latin-1"))

    with pytest.raises(SourceError, match=r"latin\.txt: This is not UTF-8 text"):
        read_document(path)


def test_registered_document_is_found_by_its_digest(tmp_path: Path) -> None:
    """A registered document is kept as it is, also when the original goes."""
    path = tmp_path / "plan.txt"
    path.write_bytes(b"een\ntwee")
    shelf = SourceTexts(tmp_path / "data")

    text = shelf.register(path)
    path.unlink()

    assert shelf.read_all() == {text.sha256: SourceText(text.sha256, ("een", "twee"))}


def test_registering_twice_keeps_one(tmp_path: Path) -> None:
    """The same bytes are the same document, whatever the file is called."""
    shelf = SourceTexts(tmp_path / "data")
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(b"same")
        shelf.register(tmp_path / name)

    assert len(shelf.read_all()) == 1
    assert [path.suffix for path in (tmp_path / "data" / "documents").iterdir() if path.name != ".lock"] == [".txt"]


def test_interrupted_registering_leaves_nothing(tmp_path: Path) -> None:
    """What a registering that was killed had written of its sentences goes with the next one."""
    shelf = SourceTexts(tmp_path / "data")
    (tmp_path / "plan.txt").write_bytes(b"een")
    shelf.register(tmp_path / "plan.txt")
    left = PartialFile(tmp_path / "data" / "documents")
    left.file.close()

    assert list_leftovers(tmp_path / "data" / "documents")
    shelf.register(tmp_path / "plan.txt")

    assert not list_leftovers(tmp_path / "data" / "documents")
    assert len(shelf.read_all()) == 1


def test_empty_shelf_is_not_made(tmp_path: Path) -> None:
    """Looking makes no folder."""
    assert SourceTexts(tmp_path / "data").read_all() == {}
    assert not (tmp_path / "data").exists()


def registered(tmp_path: Path, changed: bytes) -> SourceTexts:
    """Give a shelf with two documents, of which one was *changed* afterwards."""
    shelf = SourceTexts(tmp_path / "data")
    for name in ("kept", "changed"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
        text = shelf.register(tmp_path / f"{name}.txt")
    (tmp_path / "data" / "documents" / f"{text.sha256}.txt").write_bytes(changed)
    return shelf


def test_changed_document_is_left_out(tmp_path: Path) -> None:
    """A document whose bytes changed on the shelf proves nothing any more."""
    assert [text.lines for text in registered(tmp_path, b"other").read_all().values()] == [("kept",)]


def test_document_changed_beyond_text_is_left_out(tmp_path: Path) -> None:
    """The same holds where the changed bytes are no text."""
    assert [text.lines for text in registered(tmp_path, b"\xff").read_all().values()] == [("kept",)]


def test_unwritable_folder_is_said(tmp_path: Path) -> None:
    """A data folder that cannot be written is said, with the path and a remedy."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "plan.txt").write_bytes(b"een")

    with pytest.raises(ArchiveError, match=r"Give a data folder that can be written"):
        SourceTexts(tmp_path / "file" / "data").register(tmp_path / "plan.txt")


def test_plan_is_the_document_of_the_data(seed: SourceText) -> None:
    """The seed is the document that the packaged data says it rests on, byte for byte and line for line."""
    data = (DATA_FOLDER / "plans" / "meierij-2019-2022" / "plan.ttl").read_text(encoding="utf-8")

    assert re.findall(r'smd:sha256 "(\w+)"', data) == [seed.sha256]
    assert re.findall(r"smd:lineCount (\d+)", data) == [str(len(seed.lines))]
    assert len(seed.lines) == 679
