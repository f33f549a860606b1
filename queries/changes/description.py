"""What a change says of a thing: what it is called, under which theme it stands, whom it concerns, and its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.namespaces import DEF
from queries.changes.change import Place, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.versions import Node
    from queries.changes.snapshot import Snapshot

#: As many places as stand with a value, and as many values as a side of a change has.
MOST_PLACES, MOST_SIDES = 3, 12
#: The properties that lead from a thing to whoever has a part in it.
_PARTAKING = ("actor", "party", "bearer", "member", "body", "agreedBy", "centre")
#: The properties that lead from a thing to what it is about, nearest first, and as many steps as are gone.
_ABOUT, _MOST_STEPS = ("hasTheme", "relevantTo", "concerns", "ofLine", "funds", "usedIn", "about"), 3
_LANGUAGES = ("nl", "en")


def find_places(snapshot: Snapshot, iri: str) -> tuple[Place, ...]:
    """Find where the evidence of *iri* stands, in order."""
    facts = snapshot.facts
    found = {
        Place(
            facts.find_text(it, "inDocument"),
            _to_number(facts.find_text(it, "firstLine")),
            _to_number(facts.find_text(it, "page")),
        )
        for it in facts.list_iris(iri, "evidence")
    }
    return tuple(sorted((it for it in found if it.document), key=lambda at: (at.document, at.line, at.page)))


def describe_subject(snapshot: Snapshot, iri: str) -> Mapping[str, str]:
    """Describe *iri* by its name, or else by whom and what it is about, or else by what it rests on."""
    facts = snapshot.facts
    if iri in facts.names:
        return facts.names[iri]
    ends = [it for name in ("actor", "role", "concerns") for it in facts.list_iris(iri, name)[:1] if it in facts.names]
    if ends:
        return _join(facts.names[it] for it in ends)
    anchor = facts.find_text(iri, "anchor")
    return _say(anchor) if anchor else snapshot.find_label(iri)


def find_theme(snapshot: Snapshot, iri: str, steps: int = _MOST_STEPS) -> str:
    """Find the theme under which people look for *iri*; empty where there is none."""
    facts = snapshot.facts
    if facts.classes.get(iri) == "Theme":
        return iri
    for name in _ABOUT if steps else ():
        for it in facts.list_iris(iri, name):
            if theme := find_theme(snapshot, it, steps - 1):
                return theme
    return ""


def find_concerned(snapshot: Snapshot, iri: str) -> frozenset[str]:
    """Find what *iri* has to do with: itself, its themes, what it is about, and whoever has a part in it."""
    facts = snapshot.facts
    parts = [iri, *facts.inverse.get(("concerns", iri), ())]
    actors = {it for part in parts for name in _PARTAKING for it in facts.list_iris(part, name)}
    about = {it for name in _ABOUT for it in facts.list_iris(iri, name)}
    themes = facts.themes.get(iri, set()) | {find_theme(snapshot, iri)}
    return frozenset({iri, *actors, *about, *themes} - {""})


def make_sides(snapshot: Snapshot, nodes: Iterable[Node], places: tuple[Place, ...]) -> tuple[Side, ...]:
    """Make the sides that say *nodes*, which stand at *places*; a text in two languages is one."""
    found = sorted(nodes)
    spoken = {it.language: it.value for it in found if it.language}
    if spoken and len(spoken) == len(found):
        return (Side(spoken, "", places[:MOST_PLACES]),)
    return tuple(_iter_sides(snapshot, found, places[:MOST_PLACES]))[:MOST_SIDES]


def _iter_sides(snapshot: Snapshot, nodes: Iterable[Node], places: tuple[Place, ...]) -> Iterator[Side]:
    """Yield the side that says each of *nodes*."""
    for node in nodes:
        if node.is_iri:
            yield Side(describe_subject(snapshot, node.value), node.value, places)
        else:
            yield Side({node.language: node.value} if node.language else _say(node.value), "", places)


def list_participants(snapshot: Snapshot, iri: str) -> dict[str, dict[str, Side]]:
    """List who has a part in *iri*, by the local id of the role and then by IRI, with where that stands."""
    facts = snapshot.facts
    found: dict[str, dict[str, Side]] = {}
    for part in facts.inverse.get(("concerns", iri), ()):
        for role in facts.list_iris(part, "role"):
            for actor in facts.list_iris(part, "actor"):
                places = find_places(snapshot, part)[:MOST_PLACES]
                side = Side(describe_subject(snapshot, actor), actor, places)
                found.setdefault(role.rpartition("/")[2], {})[actor] = side
    return found


def to_local_id(iri: str) -> str:
    """Return the local id of the term *iri*.

    >>> to_local_id("https://w3id.org/samendoen/def#deadline")
    'deadline'
    """
    return iri.removeprefix(DEF).rpartition("#")[2].rpartition("/")[2]


def _join(names: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Join *names* in each language with dashes; where one is missing, the Dutch stands in for it."""
    listed = list(names)
    return {it: " \N{EN DASH} ".join(name.get(it) or name.get("nl", "") for name in listed) for it in _LANGUAGES}


def _say(value: str) -> dict[str, str]:
    """Say *value*, which is the same in every language."""
    return dict.fromkeys(_LANGUAGES, value)


def _to_number(text: str) -> int:
    """Convert *text* to a number; 0 where it is none."""
    return int(text) if text.isdecimal() else 0
