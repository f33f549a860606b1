"""A folder of one's own is not ours: whatever is in it, each fault is told in place and the other questions go on."""

from __future__ import annotations

import os
import shutil
import socket
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.errors import BrokenQuestion
from queries.questions.edition import DIGEST_LENGTH, Editions
from queries.questions.file import MOST_BYTES, MOST_FILES, list_files
from queries.questions.library import Library, load_questions
from tests.queries.questions.test_question import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


#: What editors and tools that synchronise leave beside a file.
LOCK = ".#x.rq"
TEMPORARY = [LOCK, "x.rq~", "#x.rq#", ".x.rq.swp", ".x.rq", "~$x.rq", "#x.rq", "x.rq.bak"]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a folder with one good question of one's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "who.rq").write_text(GOOD, encoding="utf-8")
    return folder


@pytest.fixture
def packaged(tmp_path: Path) -> Path:
    """Give a folder in the place of the packaged one, which is not read over and over."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    return folder


def listen(path: Path) -> None:
    """Leave at *path* what a server that was killed leaves there."""
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(path.parent, os.O_RDONLY)
        os.chdir(here)  # a socket takes no long path
        server.bind(path.name)
        os.close(here)


def put(text: bytes | str) -> Callable[[Path], object]:
    """Give what writes *text* to a file."""
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode())


def replace(old: str, new: str) -> Callable[[Path], object]:
    """Give what writes the good question with *new* in the place of *old*."""
    assert old in GOOD
    return put(GOOD.replace(old, new))


def list_patterns(count: int) -> str:
    """Write *count* triple patterns that share a variable."""
    return " ".join(f"?actor ?p{number} ?o{number} ." for number in range(count))


BOMB = "#+ a: &a [x, x]\n" + "".join(
    f"#+ {b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)
DEEP = "{a: " * 3_000 + "x" + "}" * 3_000
#: What somebody may put at `odd.rq`, and what is told of it.
FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "a folder, a pipe or a device"),
    "socket": (listen, "a folder, a pipe or a device"),
    "folder": (lambda path: path.mkdir(), "a folder, a pipe or a device"),
    "endless device": (lambda path: path.symlink_to("/dev/zero"), "a folder, a pipe or a device"),
    "link that leads nowhere": (lambda path: path.symlink_to("absent"), "cannot be read: No such file"),
    "link that leads to itself": (lambda path: path.symlink_to(path.name), "leads to itself"),
    "empty": (put(""), "no header"),
    "huge": (put(GOOD + "# much\n" * MOST_BYTES), "larger than 64000 bytes"),
    "zeros": (put("\0" * 1000), r"the sign U\+0000"),
    "latin-1": (put(GOOD.replace("Wie", "Wië").encode("latin-1")), "the byte EB here. Save it as UTF-8"),
    "utf-16": (put(GOOD.encode("utf-16")), "the byte FF here. Save it as UTF-8"),
    "utf-16 without mark": (put(GOOD.encode("utf-16-le")), r"U\+0000 here"),
    "escape in header": (replace("{nl: Wie,", "{nl: \x1b[31mWie,"), r"the sign U\+001B"),
    "delete in header": (replace("{nl: Wie,", "{nl: \x7fWie,"), r"the sign U\+007F"),
    "tab in header": (replace("#+   nl: Wie doet", "#+ \tnl: Wie doet"), "is no YAML"),
    "bomb": (put(BOMB + GOOD), "takes no '&' and '\\*'"),
    "alias of itself": (replace("{nl: Wie, en: Who}", "&a {nl: *a, en: *a}"), "takes no '&' and '\\*'"),
    "merge": (replace("{nl: Wie, en: Who}", "{<<: {nl: a}, en: b}"), "'<<' is not known here"),
    "tag": (replace("{nl: Wie, en: Who}", "{nl: !!int x, en: Who}"), "takes no '!'"),
    "python": (replace("{nl: Wie, en: Who}", "!!python/object/apply:os.getcwd []"), "takes no '!'"),
    "deep in brackets": (replace("{nl: Wie, en: Who}", DEEP), "more than 10 levels"),
    "deep in lists": (replace("{nl: Wie, en: Who}", "[" * 9_000), "more than 10 levels"),
    "deep in lines": (put("".join(f"#+ {' ' * it}a:\n" for it in range(200))), "more than 10 levels"),
    "two documents": (replace("#+ basis", "#+ ---\n#+ basis"), "is no YAML"),
    "no such day": (
        replace("theme: {type: thing, of: Theme,", "theme: {type: date, default: 2019-02-30,"),
        "'2019-02-30' is no value of type 'date'",
    ),
    "no such year": (
        replace(
            "required: true, examples: [jeugd]}",
            "examples: [19]}\n#+   no: {type: year, label: {nl: a, en: a}, examples: [19]}",
        ),
        "'19' is no value of type 'year'",
    ),
    "no class": (replace("of: Theme", "of: '<x> y'"), "no name of the model"),
    "key that is a list": (replace("#+ basis", "#+ ? [a, b]\n#+ : c\n#+ basis"), "is no word"),
    "key that is nothing": (replace("#+ basis", "#+ '': c\n#+ basis"), "is no word"),
    "many parameters": (
        replace("#+ columns:", "".join(f"#+   {'a' * it}: {{}}\n" for it in range(1, 99)) + "#+ columns:"),
        "more than 20 under 'parameters'",
    ),
    "brackets beyond the bound": (
        replace("?actor a ?kind .", f"FILTER({'(' * 101}1{')' * 101})"),
        "more than 100 brackets",
    ),
    "brackets that a line hides": (
        replace("?actor a ?kind .", f"FILTER('''  # when: kind\n{'(' * 101}1{')' * 101} ''' = '')  # when: kind"),
        "more than 100 brackets|no SPARQL",
    ),
    "another server that a line hides": (
        replace(
            "?actor a ?kind .", "BIND('''  # when: kind\nAS ?x) SERVICE <urn:x> { } FILTER(''' AS ?y)  # when: kind"
        ),
        "other server|no SPARQL",
    ),
    "signs that take all of the stack": (
        replace("?actor a ?kind .", f"?actor a ?kind . FILTER({'!' * 10_000}true)"),
        "The (engine|query) .*(stack|more than)",
    ),
    "patterns that take hours to plan": (
        replace("?actor a ?kind .", f"?actor a ?kind . {list_patterns(390)}"),
        "joins more than",
    ),
}


def told(library: Library) -> list[str]:
    """List what is told of the broken files, in the order of their names."""
    return [str(error) for error in library.broken.values()]


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_and_the_others_go_on(own: Path, packaged: Path, name: str) -> None:
    """What is wrong is told with the name of the file and a line, in both languages, when it comes and at the start."""
    make, expected = FAULTS[name]
    running = Library(own, packaged)
    make(own / "odd.rq")

    assert running.refresh()
    for library in (running, Library(own, packaged)):
        assert list(library.questions) == ["who"]
        error = library.broken["odd"]
        with pytest.raises(BrokenQuestion, match=rf"^odd\.rq:\d+: .*({expected})"):
            library.find("odd")
        assert error.describe(load_catalogue("nl")) != str(error)

    path = own / "odd.rq"
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    assert running.refresh()
    assert running.broken == {}


def test_line_is_the_one_that_is_wrong(own: Path) -> None:
    """The line is counted in the file as it is, with line ends of Windows and a mark at its start as well."""
    text = "\ufeff" + GOOD.replace("{nl: Adres, en: Address}", "{nl: Adres, en: &a Address}").replace("\n", "\r\n")
    (own / "who.rq").write_bytes(text.encode())

    line = 1 + next(number for number, it in enumerate(text.splitlines()) if "&a" in it)
    assert told(Library(own))[0].startswith(f"who.rq:{line}: ")


@pytest.mark.parametrize("name", TEMPORARY)
def test_what_an_editor_leaves_is_left_alone(own: Path, packaged: Path, name: str) -> None:
    """A lock, a copy or a hidden file is no question, and changes nothing when it comes or goes."""
    library = Library(own, packaged)
    (own / name).symlink_to("user@host.1234:5678") if name == ".x.rq" else (own / name).write_text(
        "no", encoding="utf-8"
    )

    assert not library.refresh()
    assert Library(own, packaged).broken == {}


@pytest.mark.parametrize("name", [b"\xff.rq", b"a\nb.rq", b"\x1b[2J.rq", b"a" * 250 + b".rq"])
def test_name_that_cannot_be_shown_is_told(own: Path, packaged: Path, name: bytes) -> None:
    """The name of a file is any bytes; what is told of it can be written in any page and on any terminal."""
    with open(os.path.join(os.fsencode(own), name), "wb") as file:  # noqa: PTH118, PTH123  bytes
        file.write(GOOD.encode())
    library = Library(own, packaged)

    assert "who" in library.questions
    assert "lower case with a hyphen" in told(library)[0]
    assert told(library)[0].encode().decode().isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do everything may read every file")
def test_right_to_read_may_come(own: Path) -> None:
    """A file that nobody may read is told, and is a question as soon as one may."""
    (own / "who.rq").chmod(0)
    library = Library(own)
    assert "Permission denied" in told(library)[0]

    (own / "who.rq").chmod(0o600)
    assert library.refresh()
    assert "who" in library.questions


def test_target_of_a_link_may_come(own: Path, tmp_path: Path) -> None:
    """A link is followed, also to a file that comes later."""
    (own / "later.rq").symlink_to(tmp_path / "elsewhere")
    library = Library(own)
    assert list(library.broken) == ["later"]

    (tmp_path / "elsewhere").write_text(GOOD, encoding="utf-8")
    assert library.refresh()
    assert "later" in library.questions
    assert library.broken == {}


def test_folder_may_go_and_come_back(own: Path, tmp_path: Path) -> None:
    """A folder that is gone, or is a file, is told; its questions go, and are back when it is; the others stay."""
    library = Library(own)
    own.rename(tmp_path / "away")
    assert library.refresh()
    assert library.questions.keys() == load_questions().keys()
    assert "cannot be read: No such file" in told(library)[0]
    assert not library.refresh()

    own.write_text("a file", encoding="utf-8")
    assert library.refresh()
    assert "cannot be read: Not a directory" in told(library)[0]

    own.unlink()
    (tmp_path / "away").rename(own)
    assert library.refresh()
    assert "who" in library.questions
    assert library.broken == {}


def test_file_that_vanishes_while_it_is_read_is_no_end(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was listed may be gone, or be a pipe, when it is opened; what is there counts the next time."""

    def list_and_lose(folder: Path) -> object:
        found = list_files(folder)
        if folder == own:
            (own / "who.rq").unlink(missing_ok=True)
        return found

    monkeypatch.setattr("queries.questions.library.list_files", list_and_lose)
    library = Library(own)
    assert list(library.broken) == ["who"]

    assert library.refresh()
    assert library.broken == {}


def test_folder_with_too_much_is_read_in_part(own: Path) -> None:
    """Of a folder with more questions than there may be the first are read, by name, and the rest is told."""
    for number in range(MOST_FILES + 5):
        (own / f"x{number:05}.rq").touch()  # no names of questions, so that there is nothing to read
    found = list_files(own)
    library = Library(own)

    assert len(found.files) == MOST_FILES
    assert "who" in library.questions
    assert "own:1: The folder holds more than is read" in told(library)[0] + told(library)[-1] + str(
        library.broken["own/"]
    )


def test_only_what_changed_is_read_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With many questions a change of one costs no more than that one."""
    library = Library(own)
    before = library.find("who")
    (own / "whom.rq").write_text(GOOD, encoding="utf-8")
    read = []
    monkeypatch.setattr("queries.questions.library.read_question", lambda path, _lister: read.append(path) or before)

    assert library.refresh()
    assert read == [own / "whom.rq"]
    assert library.find("who") is before


def test_packaged_file_is_read_once_until_it_changes(packaged: Path) -> None:
    """Who opens the library again in the same process is given what was read, and after a change what is there now."""
    file = packaged / "who.rq"
    file.write_text(GOOD, encoding="utf-8")
    first, again = (Library(packaged=packaged).questions["who"] for _ in range(2))
    file.write_text(f"{GOOD}# changed\n", encoding="utf-8")

    assert again is first
    assert Library(packaged=packaged).questions["who"].edition != first.edition


def test_error_that_is_raised_again_and_again_does_not_grow(own: Path) -> None:
    """Who asks for a broken question over and over gets the same error, and nothing is kept of those who asked."""
    (own / "who.rq").write_text("no", encoding="utf-8")
    library = Library(own)
    for _ in range(5):
        with pytest.raises(BrokenQuestion) as raised:
            library.find("who")

    assert len(raised.traceback) == 2


def test_what_was_read_is_kept(own: Path, tmp_path: Path) -> None:
    """An edition is what was read, also where another file, or none that ends, is there by now."""
    library = Library(own)
    who = library.find("who")
    (own / "who.rq").unlink()
    os.mkfifo(own / "who.rq")
    editions = Editions(library, tmp_path / "kept")
    editions.keep()

    assert (tmp_path / "kept" / who.edition[:DIGEST_LENGTH] / "who.rq").read_text(encoding="utf-8") == GOOD


VALUES = [
    "",
    "~",
    "7",
    "-1.5e999999",
    "0x",
    "2019-02-30",
    "[a]",
    "[[a]]",
    "[~]",
    "{}",
    "{x: y}",
    "{nl: {a: b}}",
    "'",
    "|",
    "? a",
]
KEYS = [line[3:].partition(":")[0] for line in GOOD.splitlines() if line.startswith("#+ ")]


@pytest.mark.parametrize("key", dict.fromkeys(KEYS))
def test_whatever_a_key_says_is_taken_or_told(own: Path, packaged: Path, key: str) -> None:
    """Any value of another kind in any place of the header is read as a text, or told with its line."""
    places = [number for number, line in enumerate(GOOD.splitlines()) if line[3:].startswith(f"{key}:")]
    for place in places:
        for number, value in enumerate(VALUES):
            lines = GOOD.splitlines()
            lines[place] = f"#+ {key}: {value}"
            name = chr(ord("a") + number % 26)
            (own / f"odd-{name}.rq").write_text("\n".join(lines), encoding="utf-8")
        library = Library(own, packaged)

        assert "who" in library.questions
        assert {*library.questions, *library.broken} >= {f"odd-{chr(ord('a') + it)}" for it in range(len(VALUES))}
        assert all(":" in error and "cannot be read" not in error for error in told(library))
