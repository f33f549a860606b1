"""Whom the lines of a measure name: each is involved in it, or is listed as named only.

Also: nobody whom a document names as its author stands in the data. A name is found as whole words, in any case, and
a longer name goes before a shorter one within it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph.fault import Fault
from graph.message import Message
from graph.sources import NAME_PROPERTIES, Statements, find_authors
from graph.terms import value_of
from ontology.namespaces import DEF, compact_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from graph.sources import SourceText

ABSENT_ACTOR = Message(
    "Line %(line)s names %(actor)s (%(name)s), which is not with the measure; add a smd:Involvement, or smd:namesOnly "
    "where the name is no more than a name."
)
AUTHOR = Message("This holds the name of an author of the document, and the model knows no persons; remove it.")


def check_mentions(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[Fault]:
    """List a fault for each actor that a measure's lines name and it does not list, and for each author's name."""
    quads = list(quads)
    statements = Statements(quads)
    faults = []
    for document, text in statements.iter_at_hand(texts):
        faults += [
            Fault(
                statements.places[measure],
                measure,
                "named-actor",
                ABSENT_ACTOR.fill(line=line, actor=compact_iri(actor), name=name),
            )
            for measure, line, actor, name in _iter_absent_actors(document, text, statements)
        ]
        faults += _iter_author_faults(text, quads)
    return sorted(set(faults))


def _iter_absent_actors(document: str, text: SourceText, statements: Statements) -> Iterator[tuple[str, int, str, str]]:
    """Yield each actor that a measure's lines name and it lacks: measure, line, actor and the name there."""
    named = _index_names(statements)
    if not named:
        return
    longest_first = sorted(named, key=lambda name: (-len(name), name))
    words = [f"(?-i:{re.escape(name)})" if name.isupper() else re.escape(name) for name in longest_first]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    places = {place.node: place for place in statements.list_locators("Evidence", document)}
    with_measure = _index_involved_actors(statements)
    for measure in statements.list_members("Measure"):
        for place in (places[e] for e in statements.list_values(measure, f"{DEF}evidence") if e in places):
            for number in range(place.first, place.last + 1):
                for found in pattern.finditer(text.line(number)):
                    actors = named.get(found[0]) or named.get(found[0].casefold()) or set()
                    if actors and not actors & with_measure[measure]:
                        yield measure, number, min(actors), found[0]


def _index_names(statements: Statements) -> dict[str, set[str]]:
    """Index the names of actors, as they are looked up, each with the actors that have it."""
    named: dict[str, set[str]] = defaultdict(set)
    for cls in ("Partner", "TargetGroup", "GenericActor"):
        for actor in statements.list_members(cls):
            for prop in NAME_PROPERTIES:
                for name in statements.list_values(actor, prop):
                    named[_to_lookup_key(name)].add(actor)
    return named


def _to_lookup_key(name: str) -> str:
    """Convert *name* to how it is looked up: in lower case, but for an abbreviation that is also a word ("OM")."""
    return name if name.isupper() else name.casefold()


def _index_involved_actors(statements: Statements) -> dict[str, set[str]]:
    """Index by measure the actors it lists: involved, party to a cooperation on it, or named only."""
    found: dict[str, set[str]] = defaultdict(set)
    for cls, prop in (("Involvement", "actor"), ("Cooperation", "party"), ("Cooperation", "centre")):
        for node in statements.list_members(cls):
            found[statements.find_value(node, "concerns")].update(statements.list_values(node, f"{DEF}{prop}"))
    for measure, actor in statements.list_pairs(f"{DEF}namesOnly"):
        found[measure].add(actor)
    return found


def _iter_author_faults(text: SourceText, quads: Iterable[tuple[Quad, str]]) -> Iterator[Fault]:
    """Yield a fault for each text in *quads* that holds the name of an author of the document."""
    authors = {name.casefold() for name in find_authors(text)}
    for quad, place in quads:
        value = value_of(quad.object).casefold()
        if any(author in value for author in authors):
            yield Fault(place, value_of(quad.subject), "no-author", AUTHOR)
