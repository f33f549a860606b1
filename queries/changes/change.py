"""One change between two versions, without a language: of what, in which way, and what there was and is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The kinds of changes, in the order in which people read them, and those that are bookkeeping alone.
KINDS = (
    *("plan", "gap", "deadline", "thing", "partner", "cooperation", "role", "title", "value", "address", "evidence"),
    *("translation", "wording"),
)
BOOKKEEPING_KINDS = frozenset(("translation", "wording"))
#: The classes of which a thing is bookkeeping: parts of the proof, and roles, which are told of what they concern.
BOOKKEEPING_CLASSES = frozenset(
    ("ContentsEntry", "Evidence", "Involvement", "Match", "MeasureSection", "Omission", "Section")
)


@dataclass(frozen=True)
class Place:
    """Where something stands: a document, and a line of it or else a page; 0 where it has none."""

    document: str
    line: int = 0
    page: int = 0


@dataclass(frozen=True)
class Side:
    """One value that there was or is: what it says by language, what it is where it is a thing, and where it stands."""

    text: Mapping[str, str] = field(hash=False)
    iri: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Change:
    """What happened to one thing of the plan with the key `plan`, or of none.

    `kind` is one of `KINDS`; `way` says how: new, gone, gained, lost, changed or passed; `about` narrows it: the
    gap, the role or the property. `iris` names the thing, or what a cooperation is of; `label` is what it is called by
    language. `theme` is that under which people look for it, and `concerned` are all the things that it has to do with.
    """

    plan: str
    kind: str
    way: str
    cls: str
    iris: tuple[str, ...]
    label: Mapping[str, str] = field(hash=False)
    about: str = ""
    theme: str = ""
    before: tuple[Side, ...] = ()
    after: tuple[Side, ...] = ()
    concerned: frozenset[str] = frozenset()

    @property
    def is_bookkeeping(self) -> bool:
        """Whether no policy maker would call it a change."""
        return self.kind in BOOKKEEPING_KINDS or (self.kind in ("thing", "address") and self.is_part)

    @property
    def is_part(self) -> bool:
        """Whether it is of a thing that is but a part of the proof or of another."""
        return self.cls in BOOKKEEPING_CLASSES


def sides_to_json(sides: tuple[Side, ...]) -> str:
    """Convert *sides* to JSON, as they are kept."""
    plain = [[dict(it.text), it.iri, [[at.document, at.line, at.page] for at in it.places]] for it in sides]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def sides_from_json(text: str) -> tuple[Side, ...]:
    """Make the sides of which *text* is the JSON; the inverse of `sides_to_json`.

    >>> sides_from_json(sides_to_json((Side({"nl": "een"}, "urn:a", (Place("urn:d", 3),)),)))[0].places[0].line
    3
    """
    return tuple(Side(said, iri, tuple(Place(*place) for place in places)) for said, iri, places in json.loads(text))
