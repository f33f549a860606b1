"""The words for what changed are complete for all that the packaged plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.answers.choices import list_concepts
from queries.changes.fillers import GAP_FILLERS
from queries.changes.nouns import NOUNS
from queries.changes.snapshot import take_snapshot

if TYPE_CHECKING:
    from graph.engine.store import Store
    from graph.versions.archive import Version


def test_every_gap_has_its_words(store: Store) -> None:
    """Each kind of gap can be told, but that of evidence, which is never there."""
    assert GAP_FILLERS.keys() | {"evidence"} == {concept.id for concept in list_concepts(store, "gap")}


def test_whatever_a_plan_states_has_a_noun(version: Version) -> None:
    """Everything that the packaged plan states, its partners and its cooperations have a word in the plural."""
    found = take_snapshot(version.path, "meierij-2019-2022")

    assert len(found.gaps) > 300
    assert len(found.partners) > 50
    assert len(found.cooperations) > 50
    assert {found.facts.classes[node] for _, node in found.gaps} <= NOUNS.keys()
    assert set(found.facts.classes.values()) <= NOUNS.keys()
