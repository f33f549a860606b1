"""Editions: what each question was, so that an answer can be asked again as it was asked then.

A question that is mended may give another answer over the same data. So each file is kept under its digest; a permanent
address names the digest, and finds the question as it stood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.disk import write_atomically
from graph.errors import UnknownEdition
from queries.questions.header import read_question

if TYPE_CHECKING:
    from pathlib import Path

    from queries.questions.library import Library
    from queries.questions.question import Question

#: As many characters of a digest as an address holds.
DIGEST_LENGTH = 16
#: What can stand in a path here, without leading elsewhere.
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_LENGTH}}}")
_NAME = re.compile(r"[a-z-]{1,100}")


class Editions:
    """The questions of a library, and every file that it had while this folder was kept."""

    def __init__(self, library: Library, folder: Path) -> None:
        """Look in *library*, and then in *folder*, which is made when there is something to keep."""
        self._library = library
        self._folder = folder

    def keep(self) -> None:
        """Keep the file of each question that can be asked.

        What was read is kept, not what stands in the file by now.

        :raises OSError: when the folder cannot be written.
        """
        for question in self._library.questions.values():
            place = self._folder / question.edition[:DIGEST_LENGTH] / question.path.name
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(place, question.content)

    def find(self, name: str, edition: str = "") -> Question:
        """Find the question called *name* as it is now, or as it was in *edition*.

        :raises UnknownQuestion: when there is none of that name.
        :raises UnknownEdition: when that edition was not kept.
        """
        if not edition:
            return self._library.find(name)
        now = self._library.questions.get(name)
        if now and now.edition[:DIGEST_LENGTH] == edition:
            return now
        place = self._folder / edition / f"{name}.rq"
        if not _DIGEST.fullmatch(edition) or not _NAME.fullmatch(name) or not place.is_file():
            raise UnknownEdition(
                "The question %(name)r was not kept as it was in edition %(edition)r. Leave 'edition' out to ask it as "
                "it is now.",
                name=name[:80],
                edition=edition[:80],
            )
        return read_question(place)
