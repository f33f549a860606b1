"""Things that got another address: gone under one and new under another, of the same sort and by the same name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from queries.changes.change import BOOKKEEPING_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from queries.changes.snapshot import Snapshot


def find_renamed(old: Snapshot, new: Snapshot) -> dict[str, str]:
    """Find which things of *old* have another IRI in *new*, by the IRI that they had.

    That is so where a thing is gone and one of the same class is new that is called the same, and no other is.
    """
    gone = _group_by_name(old, old.facts.classes.keys() - new.facts.classes.keys())
    come = _group_by_name(new, new.facts.classes.keys() - old.facts.classes.keys())
    return {
        before: after
        for key in gone.keys() & come.keys()
        if len(gone[key]) == len(come[key]) == 1
        for before, after in zip(gone[key], come[key], strict=True)
    }


def rename_things(snapshot: Snapshot, names: Mapping[str, str]) -> Snapshot:
    """Return *snapshot* as it would be if each thing in *names* had had the IRI there already."""
    if not names:
        return snapshot
    return replace(
        snapshot,
        facts=snapshot.facts.rename(names),
        gaps=frozenset((kind, names.get(node, node)) for kind, node in snapshot.gaps),
        partners=frozenset(names.get(it, it) for it in snapshot.partners),
        cooperations=frozenset(
            (*sorted(names.get(it, it) for it in key[:2]), names.get(key[2], key[2])) for key in snapshot.cooperations
        ),
    )


def _group_by_name(snapshot: Snapshot, iris: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Group *iris* by their class and what they are called in Dutch; what has no name or is but a part is left out."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri in iris:
        cls, name = snapshot.facts.classes[iri], snapshot.facts.find_names(iri).get("nl", "")
        if name and cls not in BOOKKEEPING_CLASSES:
            found[cls, name].append(iri)
    return found
