"""Whatever is given as a file of data is refused when it is none, at once and without waiting for it."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import SourceError
from graph.sources import file as files
from graph.sources import parsing
from graph.sources.file import read_file
from graph.sources.source import digest_sources, make_user_sources, read_source
from graph.sources.source_text import SourceTexts, read_document

if TYPE_CHECKING:
    from collections.abc import Callable


def make_pipe(path: Path) -> None:
    """Make a pipe, in which nobody writes, at *path*."""
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    """Make a socket at *path*, by a short name, since a long one is refused."""
    there = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(there)


#: What can stand at a path, and what is said of it.
NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (make_pipe, "a pipe"),
    "socket": (make_socket, "a socket"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "a device"),
    "loop": (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
    "folder": (lambda path: path.mkdir(), "Is a directory"),
    "dangling": (lambda path: path.symlink_to("absent"), "No such file"),
}


@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("read", [lambda path: read_source(make_user_sources([path])[0]), read_document])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str, read: Callable[[Path], object]) -> None:
    """A pipe, a socket, a device, a loop of links: each is refused by its name, and nothing is read from it."""
    make, said = NO_FILES[kind]
    path = tmp_path / "plan.ttl"
    make(path)

    with pytest.raises(SourceError, match=said) as caught:
        read(path)

    assert "plan.ttl: " in str(caught.value)


def test_large_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of a terabyte is refused, by a part of it that fits in memory."""
    path = tmp_path / "plan.ttl"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(SourceError, match=r"more than 64 megabytes. Give it in parts"):
        read_file(path, path)


def test_largest_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of just as many bytes as there may be is read whole."""
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    (tmp_path / "ten").write_bytes(b"x" * 10)
    (tmp_path / "eleven").write_bytes(b"x" * 11)

    assert read_file(tmp_path / "ten", "ten") == b"x" * 10
    with pytest.raises(SourceError):
        read_file(tmp_path / "eleven", "eleven")


def test_file_that_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    """What stands among the files of a plan and is no file is refused by name when their digests are taken."""
    make_pipe(tmp_path / "plan.ttl")

    with pytest.raises(SourceError, match=r"plan\.ttl: This is a pipe"):
        digest_sources(make_user_sources([tmp_path / "plan.ttl"]))


def test_document_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """A pipe or other bytes among the registered documents keeps nobody from the others."""
    shelf = SourceTexts(tmp_path)
    (tmp_path / "plan.txt").write_text("een", encoding="utf-8")
    text = shelf.register(tmp_path / "plan.txt")
    make_pipe(tmp_path / "documents" / f"{'0' * 64}.txt")
    (tmp_path / "documents" / f"{'1' * 64}.txt").write_bytes(b"\xff")

    assert shelf.read_all() == {text.sha256: text}


#: A file of some kilobytes that says more than fits in memory, and what is said of it.
BOMBS = {
    "prefix": (b"@prefix a: <urn:%s> .\n" % (b"x" * 500_000) + b"a:a a:a a:a .\n" * 9999, "has 500005 characters"),
    "base": (b"@base <http://a/%s/> .\n" % (b"x" * 500_000) + b"<a> <b> <c> .\n" * 9999, "characters"),
    "datatype": (b"@prefix a: <urn:%s> .\n" % (b"x" * 500_000) + b'<urn:a> <urn:b> "c"^^a:a .\n' * 99, "characters"),
    "quoted": (
        b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 50_000 + b"1" + b" )>>" * 50_000 + b" .",
        "50000 triples",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_little_text_that_says_much_is_refused(tmp_path: Path, name: str) -> None:
    """What a prefix or brackets would unfold beyond memory is refused before it does."""
    data, said = BOMBS[name]
    (tmp_path / "plan.ttl").write_bytes(data)

    with pytest.raises(SourceError, match=said):
        read_source(make_user_sources([tmp_path / "plan.ttl"])[0])


@pytest.mark.parametrize(
    ("limit", "said"), [("MOST_STATEMENTS", "more than 5 statements"), ("MOST_CHARACTERS", "5 ch")]
)
def test_what_a_file_says_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, said: str) -> None:
    """Statements and their characters are counted as they come, and reading stops at the most there may be."""
    monkeypatch.setattr(parsing, limit, 5)
    (tmp_path / "plan.ttl").write_bytes(b"<urn:a> <urn:b> 1, 2, 3, 4, 5, 6 .")

    with pytest.raises(SourceError, match=said):
        read_source(make_user_sources([tmp_path / "plan.ttl"])[0])


def test_brackets_in_brackets_are_read(tmp_path: Path) -> None:
    """A hundred thousand lists in each other are read, and overflow nothing."""
    depth = 100_000
    (tmp_path / "plan.ttl").write_bytes(b"<urn:a> <urn:b> %s1%s ." % (b"(" * depth, b")" * depth))

    assert len(read_source(make_user_sources([tmp_path / "plan.ttl"])[0]).quads) == 2 * depth + 1
