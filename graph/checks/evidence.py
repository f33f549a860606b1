"""Prove that evidence is where it says: each locator and anchor is looked up in the document itself.

The rules: a document has the number of lines it says; a section's anchor stands on its first line; evidence lies
within its section, in the smallest one that holds it; its anchor stands on its first line; and a party that an
involvement calls *stated* is named, by one of its names, in the lines of the evidence. Of a document that is counted
in pages only the shapes say something: that a page is one of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.fault import Fault
from graph.message import Message
from graph.sources import NAME_PROPERTIES, Statements
from ontology.namespaces import DEF, PREFIXES, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from graph.sources import Locator, SourceText

    #: A node, the rule that is broken, and the values in what is said of it.
    FaultParts = tuple[str, str, dict[str, object]]

#: What is said of each rule that is broken.
SENTENCES = {
    "line-count": Message("The document has %(count)s lines, not %(stated)s; correct smd:lineCount."),
    "lines-in-document": Message(
        "Lines %(first)s-%(last)s are not in the document of %(count)s lines; correct the lines."
    ),
    "anchor-elsewhere": Message(
        "Anchor '%(anchor)s' is not on line %(first)s, it is on line %(found)s; correct the line or the anchor."
    ),
    "anchor-nowhere": Message(
        "Anchor '%(anchor)s' is not on line %(first)s, it is nowhere in the document; correct the line or the anchor."
    ),
    "smallest-section": Message("Lines %(first)s-%(last)s lie in %(section)s; correct smd:inSection."),
    "name-in-evidence": Message(
        "Line %(first)s does not name %(actor)s by any of its names, so it is not stated; add the name it uses as "
        "skos:altLabel, or correct the evidence."
    ),
}


def check_evidence(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[Fault]:
    """List every fault of evidence in *quads*, as far as its document is among *texts* (by SHA-256)."""
    statements = Statements(quads)
    return sorted(
        Fault(statements.places[node], node, rule, SENTENCES[rule].fill(**values))
        for document, text in statements.iter_at_hand(texts)
        for node, rule, values in _iter_document_faults(document, text, statements)
    )


def list_unproved_documents(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[str]:
    """List the documents in *quads* whose text is not in *texts*, so that nothing of them is proved."""
    statements = Statements(quads)
    return [d for d in statements.list_members("Document") if statements.find_value(d, "sha256") not in texts]


def _iter_document_faults(document: str, text: SourceText, statements: Statements) -> Iterator[FaultParts]:
    """Yield what is wrong with everything that lies in *document*."""
    stated = statements.find_value(document, "lineCount")
    if stated and int(stated) != len(text.lines):
        yield document, "line-count", {"count": len(text.lines), "stated": stated}
    sections, places = (statements.list_locators(name, document) for name in ("Section", "Evidence"))
    for locator in [*sections, *places]:
        yield from _iter_anchor_faults(locator, text)
    for place in places:
        yield from _iter_section_faults(place, sections)
    by_node = {place.node: place for place in places}
    for involvement in statements.list_members("Involvement"):
        yield from _iter_name_faults(involvement, by_node, text, statements)


def _iter_anchor_faults(locator: Locator, text: SourceText) -> Iterator[FaultParts]:
    """Yield what is wrong with the lines and the anchor of *locator*."""
    if not 1 <= locator.first <= locator.last <= len(text.lines):
        yield (
            locator.node,
            "lines-in-document",
            {"first": locator.first, "last": locator.last, "count": len(text.lines)},
        )
    elif locator.anchor not in text.line(locator.first):
        found = [number for number, line in enumerate(text.lines, 1) if locator.anchor in line]
        values = {"anchor": locator.anchor, "first": locator.first, "found": found[0] if found else 0}
        yield locator.node, "anchor-elsewhere" if found else "anchor-nowhere", values


def _iter_section_faults(place: Locator, sections: list[Locator]) -> Iterator[FaultParts]:
    """Yield what is wrong where *place* is not in the smallest of the *sections* that holds it."""
    fitting = [section for section in sections if section.holds(place)]
    smallest = min(fitting, key=lambda section: section.last - section.first, default=None)
    if smallest and smallest.node != place.section:
        yield (
            place.node,
            "smallest-section",
            {"first": place.first, "last": place.last, "section": compact_iri(smallest.node)},
        )


def _iter_name_faults(
    involvement: str, places: Mapping[str, Locator], text: SourceText, statements: Statements
) -> Iterator[FaultParts]:
    """Yield a fault where *involvement* is called stated and no line of its evidence names the actor."""
    evidence = [e for e in statements.list_values(involvement, f"{DEF}evidence") if e in places]
    if statements.find_value(involvement, "basis") != f"{PREFIXES['basis']}stated" or not evidence:
        return
    lines = [text.line(n) for e in evidence for n in range(places[e].first, places[e].last + 1)]
    words = " ".join(lines).casefold()
    actor = statements.find_value(involvement, "actor")
    names = [name for prop in NAME_PROPERTIES for name in statements.list_values(actor, prop)]
    if not any(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", words) for name in names):
        yield involvement, "name-in-evidence", {"first": places[evidence[0]].first, "actor": compact_iri(actor)}
