"""A plan: its key, its names and days, its documents, and the engine that answers over it and nothing of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from queries.questions import find_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from graph.engine import Engine


@dataclass(frozen=True)
class Plan:
    """A plan with the engine over its dataset: what it states, what follows from it, the model and the register.

    `label` has its name by language, and `documents` the names of each of its documents by its IRI. A day is written
    as 2020-01-31, and empty where the plan does not say it; `ends` is the last day on which the plan holds. `graphs`
    are those of the dataset. `status` is the local id of how far it says to be: draft, adopted or ended.
    """

    key: str
    iri: str
    engine: Engine = field(repr=False, compare=False)
    label: Mapping[str, str] = field(default_factory=dict)
    starts: str = ""
    ends: str = ""
    publishers: tuple[str, ...] = ()
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    graphs: tuple[str, ...] = ()
    status: str = ""

    def find_label(self, language: str) -> str:
        """Find what it is called in *language*, or else in Dutch, or else its key."""
        return find_text(self.label, language, self.key)

    def find_document_label(self, document: str, language: str) -> str:
        """Find what *document*, an IRI, is called in *language*, or else in Dutch, or else how its IRI ends."""
        return find_text(self.documents.get(document, {}), language, document.rpartition("/")[2])

    def has_ended(self, on: date) -> bool:
        """Say whether it no longer holds on the day *on*."""
        return bool(self.ends) and self.ends < on.isoformat()
