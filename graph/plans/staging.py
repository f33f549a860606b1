"""Copies of the files of a plan, in a folder that is not yet the plan's: it becomes so by one rename."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.disk import write_atomically
from graph.errors import SourceError
from graph.keywords import KEYWORDS_FILE, list_keywords, renew_keywords, write_keywords
from graph.message import Message
from graph.plans.content import describe_plan, find_plan
from graph.sources import Source, list_register_sources, read_document, read_file, read_source
from ontology.namespaces import make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graph.sources import SourceText


class StagedPlan:
    """The copies of a plan's files, and which plan it is; each is called as the file that it was copied from."""

    def __init__(self, folder: Path, files: Iterable[Path]) -> None:
        """Copy *files* into *folder*, which is new, and find the plan that they are of.

        Two files of one name each get a place of their own; a file whose bytes were copied before is left out.

        :raises SourceError: when a file cannot be read, or they are not the files of one plan.
        """
        self.folder = folder
        copies: dict[bytes, Source] = {}
        taken: set[str] = set()
        for file in files:
            data = read_file(file, file)
            if data not in copies:
                name = _choose_name(file, taken)
                write_atomically(folder / name, data)
                copies[data] = Source(folder / name, shown=str(file))
        readings = [read_source(source) for source in copies.values()]
        self.key = find_plan(readings)
        graph = make_plan_graph_iri(self.key, "stated")
        self.sources: tuple[Source, ...] = tuple(replace(source, graph=graph) for source in copies.values())
        self._readings = tuple(readings)

    def add_keywords(self, texts: Mapping[str, SourceText]) -> None:
        """Add the key words of the plan, made of those of *texts* (by SHA-256) that are its documents.

        Files that have key words keep them, and where no document of the plan is at hand there are none.
        """
        cited = {document.sha256 for document in describe_plan(self.key, self._readings).documents}
        quads = [quad for reading in self._readings for quad in reading.quads]
        if list_keywords(quads) or cited.isdisjoint(texts):
            return
        register = [quad for source in list_register_sources() for quad in read_source(source).quads]
        path = self.folder / KEYWORDS_FILE
        write_atomically(path, write_keywords(self.key, renew_keywords(register, quads, texts)))
        self.sources = (*self.sources, Source(path, self.sources[0].graph, shown=f"{self.key}/{KEYWORDS_FILE}"))

    def require_cited(self, documents: Iterable[Path]) -> None:
        """Refuse *documents* of which one is not that of the plan, by the digest that it states.

        :raises SourceError: when one is not, or cannot be read.
        """
        cited = {document.sha256 for document in describe_plan(self.key, self._readings).documents}
        for path in documents:
            digest = read_document(path).sha256
            if digest not in cited:
                why = Message("No document of the plan %(plan)s has the SHA-256 of this file, %(digest)s.")
                remedy = Message("Give the very file that the data were made of, or leave it out.")
                raise SourceError(path, why.fill(plan=self.key, digest=digest), remedy)


def _choose_name(file: Path, taken: set[str]) -> str:
    """Choose the name that the copy of *file* gets, which is none of those *taken*, and take it."""
    stem = file.stem.lstrip(".") or "data"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{file.suffix.lower()}" for number in range(1, len(taken) + 2))
    chosen = next(name for name in names if name.casefold() not in taken)
    taken.add(chosen.casefold())
    return chosen
