"""What people do wrong in Turtle is told by its kind: each with its own rule and remedy, the line and the column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.errors import SourceError
from graph.sources import syntax
from graph.sources.source import make_user_sources, read_source
from graph.sources.turtle_outline import outline_turtle

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "@prefix x: <urn:x:> .\nx:a x:b x:c .\n"
USUAL = "a forgotten ';' or '.'"

# What follows two good lines, the line that is told, what is said of it, and what would do.
FAULTS = {
    "undeclared_prefix": ("x:a vcard:fn 'A' .", 3, "vcard: has not been declared (column 5)", "@prefix vcard: <"),
    "bare_address": ("x:a x:b https://example.org/ .", 3, "An address, https:", "between < and >"),
    "space_in_address": ("x:a x:b <urn:c d> .", 3, "A space stands in the address that begins in column 9", "%20"),
    "space_in_prefix": ("@prefix y: <urn:y z> .", 3, "A space stands in the address", "take the space out"),
    "other_sign_in_address": ("x:a x:b <urn:{c}> .", 3, "'{' cannot stand in an address (column 9)", "whole address"),
    "bad_percent": ("x:a x:b <urn:%zz> .", 3, "is no whole address: <urn:%zz>", "whole address"),
    "open_address": ("x:a x:b <urn:c .\nx:a x:b x:d .", 3, "'<' in column 9 has no '>'", "put a '>'"),
    "address_over_lines": ("x:a x:b <urn:c\n> .", 3, "'<' in column 9 has no '>'", "put a '>'"),
    "address_in_address": ("<urn:c <urn:d> x:e .", 3, "'<' in column 1 has no '>'", "put a '>'"),
    "open_text": ('x:a x:b "c .\nx:a x:b "d" .', 3, "text that begins in column 9", "quotation mark"),
    "open_long_text": ('x:a x:b """c .\nx:a x:b x:d .', 3, "text that begins in column 9", "three quotation marks"),
    "bad_escape": (r'x:a x:b "C:\plan" .', 3, "'\\' in column 12", r"write '\\'"),
    "half_character": (r'x:a x:b "\uD83D" .', 3, "makes no character", r"write '\\'"),
    "open_list": ("x:a x:b ( 1 2 .\nx:d x:e x:f .", 3, "The '(' of line 3 is not closed", "')'"),
    "open_node": ("x:a x:b [ x:c\n  [ x:d 1 . x:e 2 ] .", 4, "The '[' of line 4 is not closed", "']'"),
    "end_in_list": ("x:a x:b ( 1 2", 3, "The '(' of line 3 is not closed", "')'"),
    "prefix_without_dot": ("@prefix y: <urn:y:>\nx:a x:b y:c .", 4, "'@prefix' above it does not end", "put ' .'"),
    "prefix_with_dot": ("PREFIX y: <urn:y:> .\nx:a x:b y:c .", 3, "'.' in column 20 ends nothing", "take it away"),
    "prefix_without_colon": ("@prefix y <urn:y:> .", 3, "declares no prefix", "@prefix actor: <"),
    "braces": ("{ x:a x:b x:c }", 3, "'{' stands in column 1", "without the names of graphs"),
    "bad_language": ('x:a x:b "c"@n_l .', 3, "is no language", "@nl"),
    "bad_datatype": ('x:a x:b "c"^^ .', 3, "is no datatype", "^^xsd:date"),
    "second_mark": ("\ufeffx:a x:b x:c .", 3, "U+FEFF (byte order mark), stands in column 1", "delete it"),
    "hard_space": ("x:a\u00a0x:b x:c .", 3, "U+00A0 (no-break space), stands in column 4", "delete it"),
    "no_width": ("x:a x:b\u200b x:c .", 3, "U+200B (zero width space), stands in column 8", "delete it"),
    "zero": ("x:a x:b\x00 x:c .", 3, "U+0000", "delete it"),
    "hidden_in_address": ("x:a x:b <urn:c\u200bd> .", 3, "U+200B, stands in the address <urn:c\u2423d>", "anew"),
    "curly_quotes": ("x:a x:b \u201cc\u201d .", 3, "curly quotation mark", "straight ones"),
    "slash_in_name": ("x:a/b x:c x:d .", 3, "'/' cannot stand in a prefixed name (column 4)", "whole address"),
    "big_a": ("x:a A x:c .", 3, "'A' cannot stand here (column 5)", "a property stands there"),
    "no_value": ("x:a x:b , x:c .", 3, "',' cannot stand here (column 9)", "a value stands there"),
}


def refuse(path: Path, data: bytes) -> SourceError:
    """Read *data* as the file at *path*, and return why that is refused."""
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_source(make_user_sources([path])[0])
    return caught.value


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_own_remedy(tmp_path: Path, name: str) -> None:
    """Each kind of fault is told with its line, in words of its own, and never with the remedy of another."""
    text, line, rule, remedy = FAULTS[name]

    error = refuse(tmp_path / "plan.ttl", (HEAD + text).encode())

    assert str(error).startswith(f"{tmp_path / 'plan.ttl'}:{line}: ")
    assert rule in str(error)
    assert remedy in str(error)
    assert USUAL not in str(error)
    assert str(error).isprintable()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_in_dutch(tmp_path: Path, name: str) -> None:
    """No word of the parser, which speaks English, is in what a Dutch reader sees."""
    error = refuse(tmp_path / "plan.ttl", (HEAD + FAULTS[name][0]).encode())

    dutch = error.describe(load_catalogue("nl"))

    assert not re.search(r"\b(?:the|is not|expected|stands|that line|invalid)\b", dutch, re.IGNORECASE)


def test_forgotten_mark_keeps_its_remedy(tmp_path: Path) -> None:
    """Where a point or a semicolon is forgotten, that is what is said, with the line below it."""
    error = refuse(tmp_path / "plan.ttl", f"{HEAD}x:a x:b x:c\n  x:d x:e .".encode())

    assert error.line == 4
    assert USUAL in str(error)


def test_line_is_counted_whatever_ends_it(tmp_path: Path) -> None:
    """Lines that end as on Windows, or as on an old Macintosh, are counted as editors do."""
    for end in ("\r\n", "\r"):
        text = f"{HEAD}x:a x:b x:c .\ny:a x:b x:c .\n".replace("\n", end)

        assert refuse(tmp_path / "plan.ttl", text.encode()).line == 4


def test_lines_are_told_as_lines(tmp_path: Path) -> None:
    """What Turtle has and N-Triples has not is told as that."""
    error = refuse(tmp_path / "plan.nt", b"@prefix x: <urn:x:> .\n")

    assert "call it .ttl" in str(error)


OTHER_KINDS = {
    b'{"@context": {}}': "JSON",
    b'[ {"@id": "urn:a"} ]': "JSON",
    b'<?xml version="1.0"?>\n<rdf:RDF/>': "XML",
    b'\xef\xbb\xbf\n<rdf:RDF xmlns:rdf="x">': "XML",
    b"<!DOCTYPE html>\n<html>": "web page",
    b"<html lang='nl'>": "web page",
    b"PK\x03\x04\x14\x00": "Word or Excel",
    b"\xd0\xcf\x11\xe0\xa1\xb1": "Word or Excel",
    b"%PDF-1.7\n": "PDF",
    b"\x1f\x8b\x08\x00": "compressed",
    "<urn:a> <urn:b> <urn:c> .".encode("utf-16-le"): "UTF-16",
    "<urn:a> <urn:b> <urn:c> .".encode("utf-16-be"): "UTF-16",
    "<urn:a> <urn:b> <urn:c> .".encode("utf-16"): "UTF-16",
}


@pytest.mark.parametrize("data", OTHER_KINDS)
def test_other_kind_of_file_is_named(tmp_path: Path, data: bytes) -> None:
    """A file of another kind under the name of Turtle is told as what it is, not as Turtle with a fault in it."""
    error = refuse(tmp_path / "plan.ttl", data)

    assert OTHER_KINDS[data] in str(error)
    assert "Mend" not in str(error)


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ('x:a x:b "( [" , <urn:(> # [\n , ', ("x:a", "", 0, False)),
        ("x:a x:b 1 . \n x:c ( [ ] ", ("x:c", "(", 2, True)),
        ("PREFIX x: <urn:x>\n", ("", "", 0, True)),
        ("x:a x:b ) ] [", ("x:a", "[", 1, False)),
        ("", ("", "", 0, False)),
    ],
)
def test_outline_tells_what_is_open(text: str, outline: tuple[str, str, int, bool]) -> None:
    """Brackets within texts, addresses and comments open nothing, and what closes nothing is passed over."""
    found = outline_turtle(text)

    assert (found.first, found.bracket, found.line, found.begun) == outline


def test_each_sentence_is_translated() -> None:
    """No message of this room is without a Dutch text."""
    dutch = load_catalogue("nl")
    messages = [it for it in vars(syntax).values() if isinstance(it, syntax.Message)]

    assert len(messages) > 30
    assert [it.template for it in messages if dutch.gettext(it.template) == it.template] == []
