"""The things of the packaged plan, over a thousand: what holds of those of the small plan holds here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.linked_data.test_things import (
    THINGS,
    solutions,
    test_every_thing_resolves,
    test_thing_of_every_class_has_a_page,
)

if TYPE_CHECKING:
    from graph.engine import Store

__all__ = ["test_every_thing_resolves", "test_thing_of_every_class_has_a_page"]


def test_things_are_many(store: Store) -> None:
    """What is tried above is the whole plan, and no part of it."""
    assert len({row["thing"] for row in solutions(store, THINGS)}) > 1_000
