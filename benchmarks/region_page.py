"""A named graph of an invented region being written, and the terms in it as N-Quads write them."""

from __future__ import annotations

import hashlib

from ontology.namespaces import ID, PREFIXES, make_graph_iri

DATE = f"^^<{PREFIXES['xsd']}date>"
INTEGER = f"^^<{PREFIXES['xsd']}integer>"


class Page:
    """A named graph being written, with the document that its evidence stands in."""

    def __init__(self, name: str) -> None:
        """Begin the graph and document called *name*."""
        self.name = name
        self.lines: list[str] = []
        self.document = node(f"document/{name}")
        self._tail = f"<{make_graph_iri(name)}> .\n"
        self._places: dict[tuple[int, str], str] = {}

    def say(self, subject: str, **values: str | tuple[str, ...]) -> None:
        """Write what *subject* has: each keyword a property (`concerns`, `skos_broader`), each value a term or more."""
        for name, value in values.items():
            prop = _PROPERTIES.get(name) or _property(name)
            for one in (value,) if isinstance(value, str) else value:
                self.lines.append(f"{subject} {prop} {one} {self._tail}")

    def evidence(self, line: int, section: str, anchor: str) -> str:
        """Give the evidence at *line* with *anchor*, written when it is first asked for."""
        place = self._places.get((line, anchor))
        if place is None:
            place = self._places[line, anchor] = node(f"evidence/{self.name}-{len(self._places):04}")
            self.say(place, rdf_type=term("Evidence"), inDocument=self.document, inSection=section)
            self.say(place, firstLine=integer(line), lastLine=integer(line), anchor=f'"{anchor}"')
        return place

    def section(self, name: str, label: tuple[str, ...], first: int, last: int, kind: str = "Section") -> str:
        """Write the section called *name*, from line *first* to *last*, and give its node."""
        made = node(f"section/{self.name}-{name}")
        self.say(made, rdf_type=term(kind), skos_prefLabel=label, inDocument=self.document)
        self.say(made, firstLine=integer(first), lastLine=integer(last))
        return made

    def end(self, label: tuple[str, ...], last: int) -> None:
        """Write the document, which ends at line *last*."""
        digest = hashlib.sha256(self.document.encode()).hexdigest()
        self.say(self.document, rdf_type=term("Document"), skos_prefLabel=label)
        self.say(self.document, sha256=f'"{digest}"', lineCount=integer(last))


_PROPERTIES: dict[str, str] = {}


def _property(name: str) -> str:
    """Give the property that *name* stands for, one of ours where it names no prefix."""
    prefix, _, local = name.rpartition("_")
    return _PROPERTIES.setdefault(name, f"<{PREFIXES[prefix or 'smd']}{local}>")


def node(name: str) -> str:
    """Give the node of ours called *name*.

    >>> node("measure/gm9001-001")
    '<https://w3id.org/samendoen/id/measure/gm9001-001>'
    """
    return f"<{ID}{name}>"


def term(*names: str) -> tuple[str, ...]:
    """Give the terms of the model called *names*."""
    return tuple(f"<{PREFIXES['smd']}{name}>" for name in names)


def integer(number: int) -> str:
    """Give *number* as a literal."""
    return f'"{number}"{INTEGER}'


def date(text: str) -> str:
    """Give the day in *text* as a literal."""
    return f'"{text}"{DATE}'


def both(nl: str, en: str) -> tuple[str, ...]:
    """Give a text in both languages."""
    return f'"{nl}"@nl', f'"{en}"@en'


def slug(name: str) -> str:
    """Give *name* as a part of an IRI.

    >>> slug("Team handhaving")
    'team-handhaving'
    """
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())
