"""The library: every question by its name, and the queries behind a panel of a page.

A broken file neither vanishes nor stops the others: it is kept with what is wrong with it. Questions of one's own stand
in a folder beside the packaged ones, and a file that is added or mended there is read while the app runs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import BrokenQuestion, UnknownQuestion
from ontology.base import rebase_text
from queries.questions.header import read_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from queries.questions.question import Question

PACKAGED_FOLDER = Path(__file__).parents[1] / "library"
_PANEL_FOLDER = Path(__file__).parents[1] / "panels"

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class LibraryContents:
    """The files as they were read: the questions, and the broken ones with what is wrong, by name.

    `edition` is one digest of all of them: another edition may give another answer over the same data.
    """

    questions: Mapping[str, Question]
    broken: Mapping[str, BrokenQuestion]
    edition: str


class Library:
    """The questions in the packaged folder and, where there is one, in a folder of one's own."""

    def __init__(self, own: Path | None = None, packaged: Path = PACKAGED_FOLDER) -> None:
        """Read the questions that are *packaged*, and those in the folder *own*."""
        self._folders = (packaged, own) if own else (packaged,)
        self._stamp = self._read_stamp()
        self._reading = _read_folders(self._folders)

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question that can be asked, by name."""
        return self._reading.questions

    @property
    def broken(self) -> Mapping[str, BrokenQuestion]:
        """What is wrong with each question that cannot be asked, by name."""
        return self._reading.broken

    @property
    def edition(self) -> str:
        """A digest of every file; it changes when one of them does."""
        return self._reading.edition

    def find(self, name: str) -> Question:
        """Find the question called *name*.

        :raises BrokenQuestion: when its file cannot be used.
        :raises UnknownQuestion: when there is none.
        """
        reading = self._reading
        if name in reading.broken:
            raise reading.broken[name]
        if name not in reading.questions:
            raise UnknownQuestion(name, list(reading.questions))
        return reading.questions[name]

    def refresh(self) -> bool:
        """Read the files again where one came, went or changed, and say whether that was so."""
        stamp = self._read_stamp()
        if stamp == self._stamp:
            return False
        self._stamp, self._reading = stamp, _read_folders(self._folders)
        return True

    def _read_stamp(self) -> Stamp:
        """List the path, time and size of each file: what changes when a file comes, goes or changes."""
        found = ((path, path.stat()) for path in _iter_files(self._folders))
        return tuple((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


def _iter_files(folders: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files of the questions in *folders*; a folder that is not there has none."""
    for folder in folders:
        yield from sorted(folder.glob("*.rq"))


def _read_folders(folders: tuple[Path, ...]) -> LibraryContents:
    """Read the files in *folders*; a name is taken by the first folder that has it."""
    questions: dict[str, Question] = {}
    broken: dict[str, BrokenQuestion] = {}
    digest = hashlib.sha256()
    for path in _iter_files(folders):
        try:
            question = _require_unique_name(read_question(path), questions)
        except BrokenQuestion as error:
            broken[path.stem if path.stem not in questions else f"{path.stem}-{path.parent.name}"] = error
            digest.update(f"{path.stem}: {error}\n".encode())
        else:
            questions[path.stem] = question
            digest.update(f"{path.stem}: {question.edition}\n".encode())
    return LibraryContents(dict(sorted(questions.items())), dict(sorted(broken.items())), digest.hexdigest())


def _require_unique_name(question: Question, known: Mapping[str, Question]) -> Question:
    """Require that no *known* question has the name of *question*, and return it.

    :raises BrokenQuestion: when one has.
    """
    if question.name in known:
        raise BrokenQuestion(
            question.path,
            1,
            "A packaged question is called '%(name)s' already. Give the file another name.",
            name=question.name,
        )
    return question


@cache
def load_library() -> Library:
    """Load the library of the packaged questions alone."""
    return Library()


def load_questions() -> Mapping[str, Question]:
    """Load every packaged question that can be asked, by name."""
    return load_library().questions


def find_question(name: str) -> Question:
    """Find the packaged question called *name*.

    :raises BrokenQuestion: when its file cannot be used.
    :raises UnknownQuestion: when there is none.
    """
    return load_library().find(name)


@cache
def load_panel(name: str) -> str:
    """Load the SPARQL of the panel called *name*."""
    return rebase_text((_PANEL_FOLDER / f"{name}.rq").read_text(encoding="utf-8"))
