"""The library: every question by its name, and the queries behind a panel of a page.

A broken file neither vanishes nor stops the others: it is kept with what is wrong with it. Questions of one's own stand
in a folder beside the packaged ones, and a file that is added or mended there is read while the app runs. Whatever is
in that folder, reading it raises nothing, waits for nothing, and takes no more than its bounds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.engine import list_packaged_variables
from graph.errors import BrokenQuestion, UnknownQuestion
from ontology.base import rebase_text
from queries.questions.file import MOST_FILES, list_files, make_folder_error
from queries.questions.header import read_question
from queries.questions.lister import VariableLister
from queries.questions.mapping import LONGEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from queries.questions.body import Lister
    from queries.questions.file import QuestionFile
    from queries.questions.question import Question

PACKAGED_FOLDER = Path(__file__).parents[1] / "library"
_PANEL_FOLDER = Path(__file__).parents[1] / "panels"


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
        self._places = (packaged, own) if own else (packaged,)
        self._folders = tuple(map(list_files, self._places))
        self._found: dict[QuestionFile, Question | BrokenQuestion] = {}
        self._reading = self._read()

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
            raise reading.broken[name].with_traceback(None)  # or it would grow with each that is raised
        if name not in reading.questions:
            raise UnknownQuestion(name, list(reading.questions))
        return reading.questions[name]

    def refresh(self) -> bool:
        """Read the files again where one came, went or changed, and say whether that was so."""
        folders = tuple(map(list_files, self._places))
        is_same = folders == self._folders
        if is_same and not any(map(_may_pass, self._found.values())):
            return False
        self._folders, before = folders, self.edition
        self._reading = self._read()
        return not is_same or self.edition != before

    def _read(self) -> LibraryContents:
        """Read the files that are not known yet; what is not packaged is read with the help of another process."""
        packaged, *others = self._folders
        known = {file: found for file, found in self._found.items() if not _may_pass(found)}
        with VariableLister() as lister:
            read = partial(_read_own, lister=lister)
            self._found = {
                **{it: known.get(it) or _read_file(it, _read_packaged) for it in packaged.files},
                **{it: known.get(it) or _read_file(it, read) for own in others for it in own.files},
            }
        faults = [make_folder_error(folder) for folder in self._folders if folder.fault]
        return _gather(faults, self._found)


def _may_pass(found: Question | BrokenQuestion) -> bool:
    """Say whether what was *found* may pass without a change of the file, such as a right to read it."""
    return isinstance(found, BrokenQuestion) and isinstance(found.__cause__, OSError)


@lru_cache(maxsize=MOST_FILES)
def _read_packaged(file: QuestionFile) -> Question:
    """Read the packaged question in *file*, once in a process for as long as the file stays as it is.

    :raises BrokenQuestion: when it cannot be used; that is found anew each time, for it may pass.
    """
    return read_question(file.path, list_packaged_variables)


def _read_own(file: QuestionFile, lister: Lister) -> Question:
    """Read the question of one's own in *file*, with *lister*.

    :raises BrokenQuestion: when it cannot be used.
    """
    return read_question(file.path, lister)


def _read_file(file: QuestionFile, read: Callable[[QuestionFile], Question]) -> Question | BrokenQuestion:
    """Return what *read* makes of *file*, or what is wrong with it."""
    try:
        return read(file)
    except BrokenQuestion as error:
        return error.with_traceback(None)
    except Exception as error:  # noqa: BLE001  whatever is in one file, the others go on
        why = f"{type(error).__name__}: {str(error)[:LONGEST_SHOWN]}"
        return BrokenQuestion(
            file.path, 1, "The file cannot be read: %(why)s. Compare it with other questions.", why=why
        )


def _gather(faults: list[BrokenQuestion], found: Mapping[QuestionFile, Question | BrokenQuestion]) -> LibraryContents:
    """Gather what was *found* in the files, and *faults* of folders; a name is taken by the first file that has it."""
    questions: dict[str, Question] = {}
    broken = {f"{error.path.name}/": error for error in faults}
    digest = hashlib.sha256("".join(map(str, faults)).encode())
    for it in found.values():
        try:
            question = _require_unique_name(it, questions)
        except BrokenQuestion as error:
            stem = error.path.stem
            broken[f"{stem}-{error.path.parent.name}" if stem in questions or stem in broken else stem] = error
            digest.update(f"{stem}: {error}\n".encode())
        else:
            questions[question.name] = question
            digest.update(f"{question.name}: {question.edition}\n".encode())
    return LibraryContents(dict(sorted(questions.items())), dict(sorted(broken.items())), digest.hexdigest())


def _require_unique_name(question: Question | BrokenQuestion, known: Mapping[str, Question]) -> Question:
    """Require that *question* is one, and that no *known* question has its name, and return it.

    :raises BrokenQuestion: when one has, or it is broken.
    """
    if isinstance(question, BrokenQuestion):
        raise question
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
