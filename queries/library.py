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
from queries.header import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from queries.question import Question

PACKAGED = Path(__file__).parent / "library"
_PANELS = Path(__file__).parent / "panels"

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Reading:
    """The files as they were read: the questions, and the broken ones with what is wrong, by name.

    `edition` is one digest of all of them: another edition may give another answer over the same data.
    """

    questions: Mapping[str, Question]
    broken: Mapping[str, BrokenQuestion]
    edition: str


class Library:
    """The questions in the packaged folder and, where there is one, in a folder of one's own."""

    def __init__(self, own: Path | None = None, packaged: Path = PACKAGED) -> None:
        """Read the questions that are *packaged*, and those in the folder *own*."""
        self._folders = (packaged, own) if own else (packaged,)
        self._stamp = self._stamped()
        self._reading = _read(self._folders)

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
        """Give the question called *name*.

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
        stamp = self._stamped()
        if stamp == self._stamp:
            return False
        self._stamp, self._reading = stamp, _read(self._folders)
        return True

    def _stamped(self) -> Stamp:
        """Give what changes when a file comes, goes or changes."""
        found = ((path, path.stat()) for path in _files(self._folders))
        return tuple((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    """Give the files of the questions in *folders*; a folder that is not there has none."""
    for folder in folders:
        yield from sorted(folder.glob("*.rq"))


def _read(folders: tuple[Path, ...]) -> Reading:
    """Read the files in *folders*; a name is taken by the first folder that has it."""
    questions: dict[str, Question] = {}
    broken: dict[str, BrokenQuestion] = {}
    digest = hashlib.sha256()
    for path in _files(folders):
        try:
            question = _unlike(read(path), questions)
        except BrokenQuestion as error:
            broken[path.stem if path.stem not in questions else f"{path.stem}-{path.parent.name}"] = error
            digest.update(f"{path.stem}: {error}\n".encode())
        else:
            questions[path.stem] = question
            digest.update(f"{path.stem}: {question.edition}\n".encode())
    return Reading(dict(sorted(questions.items())), dict(sorted(broken.items())), digest.hexdigest())


def _unlike(question: Question, known: Mapping[str, Question]) -> Question:
    """Give *question*, unless a question that is *known* has its name.

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
def packaged() -> Library:
    """Give the library of the packaged questions alone."""
    return Library()


def questions() -> Mapping[str, Question]:
    """Give every packaged question, by name."""
    return packaged().questions


def find(name: str) -> Question:
    """Give the packaged question called *name*.

    :raises BrokenQuestion: when its file cannot be used.
    :raises UnknownQuestion: when there is none.
    """
    return packaged().find(name)


@cache
def panel(name: str) -> str:
    """Give the SPARQL of the panel called *name*."""
    return (_PANELS / f"{name}.rq").read_text(encoding="utf-8")
