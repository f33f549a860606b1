"""A plan of an invented region being written: its text, and its named graph as N-Quads."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ontology.namespaces import ID, PREFIXES, make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

DATE = f"^^<{PREFIXES['xsd']}date>"
INTEGER = f"^^<{PREFIXES['xsd']}integer>"
DECIMAL = f"^^<{PREFIXES['xsd']}decimal>"


#: As many words as an anchor has at most (`shape:anchorIsShort`).
ANCHOR_WORDS = 8


class Page:
    """The text and the graph of the plan with a key; `lines` holds the N-Quads, `text` the lines of the document."""

    def __init__(self, key: str) -> None:
        """Begin the graph and the document of the plan with *key*."""
        self.key = key
        self.lines: list[str] = []
        self.text: list[str] = []
        self.document = self.node("document", "plan")
        self._tail = f"<{make_plan_graph_iri(key, 'stated')}> .\n"
        self._places: dict[tuple[int, str], str] = {}
        self._open: list[str] = []

    def node(self, kind: str, local: str) -> str:
        """Return the thing of *kind* that the plan calls *local*."""
        return f"<{ID}{kind}/{self.key}/{local}>"

    def say(self, subject: str, **values: str | tuple[str, ...]) -> None:
        """Write what *subject* has: each keyword a property (`concerns`, `skos_broader`), each value a term or more."""
        for name, value in values.items():
            prop = _PROPERTIES.get(name) or _property(name)
            for one in (value,) if isinstance(value, str) else value:
                self.lines.append(f"{subject} {prop} {one} {self._tail}")

    def write(self, text: str = "") -> int:
        """Write *text* as the next line of the document, and return its number."""
        self.text.append(text)
        return len(self.text)

    def evidence(self, line: int, anchor: str) -> str:
        """Return the evidence at *line* with *anchor*, in the section that is open when it is first asked for."""
        anchor = cut(anchor)
        place = self._places.get((line, anchor))
        if place is None:
            place = self._places[line, anchor] = self.node("evidence", f"{len(self._places):04}")
            self.say(place, rdf_type=term("Evidence"), inDocument=self.document, inSection=self._open[-1])
            self.say(place, firstLine=integer(line), lastLine=integer(line), anchor=text(anchor))
        return place

    @contextmanager
    def section(self, local: str, heading: str, label: tuple[str, ...], kind: str = "Section") -> Iterator[int]:
        """Open the section called *local* with its *heading*, yield the line of that, and close it at the end."""
        made, first = self.node("section", local), self.write(heading)
        within = {"inSection": self._open[-1]} if self._open else {}
        self._open.append(made)
        yield first
        self._open.pop()
        self.say(made, rdf_type=term(*dict.fromkeys(("Section", kind))), skos_prefLabel=label, inDocument=self.document)
        self.say(made, firstLine=integer(first), lastLine=integer(len(self.text)), anchor=text(cut(heading)), **within)

    def end(self, label: tuple[str, ...]) -> None:
        """Write the document, which ends with the last line written."""
        digest = hashlib.sha256(self.content).hexdigest()
        self.say(self.document, rdf_type=term("Document"), skos_prefLabel=label, dct_title=label)
        self.say(self.document, sha256=text(digest), lineCount=integer(len(self.text)))

    @property
    def content(self) -> bytes:
        """The bytes of the document."""
        return "\n".join(self.text).encode()


_PROPERTIES: dict[str, str] = {}


def _property(name: str) -> str:
    """Return the property that *name* stands for, one of ours where it names no prefix."""
    prefix, _, local = name.rpartition("_")
    return _PROPERTIES.setdefault(name, f"<{PREFIXES[prefix or 'smd']}{local}>")


def node(name: str) -> str:
    """Return the node of the register called *name*.

    >>> node("role/owner")
    '<https://w3id.org/samendoen/id/role/owner>'
    """
    return f"<{ID}{name}>"


def term(*names: str) -> tuple[str, ...]:
    """Return the terms of the model called *names*."""
    return tuple(f"<{PREFIXES['smd']}{name}>" for name in names)


def text(value: str) -> str:
    """Write *value*, which holds no quotes and ends no lines, as a literal."""
    return f'"{value}"'


def cut(anchor: str) -> str:
    """Cut *anchor* to as many words as an anchor has."""
    return " ".join(anchor.split()[:ANCHOR_WORDS])


def integer(number: int) -> str:
    """Write *number* as a literal."""
    return f'"{number}"{INTEGER}'


def decimal(number: int) -> str:
    """Write *number* as a literal of a decimal."""
    return f'"{number}"{DECIMAL}'


def date(day: str) -> str:
    """Write *day* as a literal."""
    return f'"{day}"{DATE}'


def both(nl: str, en: str) -> tuple[str, ...]:
    """Write a text in both languages."""
    return f'"{nl}"@nl', f'"{en}"@en'


def slug(name: str) -> str:
    """Make of *name* a part of an IRI.

    >>> slug("Team handhaving")
    'team-handhaving'
    """
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()).strip("-")
