"""What fills a gap: which property, role or other thing it is, and who or what that is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.message import Message
from queries.changes.change import Side
from queries.changes.description import MOST_SIDES, describe_subject, find_places, list_participants, make_sides

if TYPE_CHECKING:
    from queries.changes.snapshot import Snapshot

#: What there is once a gap is closed, by the kind of the gap.
GAP_FILLERS = {
    "owner": Message("an owner"),
    "deadline": Message("a deadline"),
    "indicator": Message("an indicator"),
    "baseline": Message("a baseline"),
    "target": Message("a target"),
    "reporting": Message("a time of reporting"),
    "monitor": Message("someone who monitors"),
    "legal_basis": Message("a legal basis"),
    "money": Message("money"),
}
#: The gap that a property closes, and the gap that a role closes: to tell one is to tell the other.
FILLED_PROPERTIES = {"deadline": "deadline", "measuredBy": "indicator", "legalBasis": "legal_basis"}
FILLED_ROLES = {"owner": "owner"}
#: The property that fills a gap of each kind.
_PROPERTIES = {
    **{gap: name for name, gap in FILLED_PROPERTIES.items()},
    **dict.fromkeys(("baseline", "target", "reporting"), "measuredBy"),
}


def list_fillers(snapshot: Snapshot, gap: str, iri: str) -> tuple[Side, ...]:
    """List what fills the *gap* of *iri* in *snapshot*; none where it is open."""
    if gap in ("owner", "monitor"):
        roles = list_participants(snapshot, iri)
        its = roles.get("owner", {}) if gap == "owner" else {k: v for who in roles.values() for k, v in who.items()}
        return tuple(its.values())[:MOST_SIDES]
    facts = snapshot.facts
    found = make_sides(snapshot, facts.list_values(iri, _PROPERTIES.get(gap, "")), find_places(snapshot, iri))
    others = [
        *(facts.inverse.get(("funds", iri), ()) if gap == "money" else ()),
        *(
            it
            for it in facts.inverse.get(("concerns", iri), ())
            if gap == "legal_basis" and facts.list_iris(it, "refersTo")
        ),
    ]
    sides = (Side(describe_subject(snapshot, it), it, find_places(snapshot, it)[:3]) for it in others)
    return (*found, *sides)[:MOST_SIDES]
