"""What the sorts of things in a network are called: as the model calls their classes, by the type in their IRIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from queries.answers import Row

#: The types in IRIs that are not called as their class is.
CLASS_BY_SORT = {"legislation": "Law", "level": "EscalationLevel"}


def list_sorts(terms: Iterable[Row]) -> dict[str, str]:
    """List what each sort of thing is called, from the *terms* of the model."""
    labels = {row.text("term_id"): row.text("term_label") for row in terms if row["kind"] == "class"}
    by_name = {to_sort(name): label for name, label in labels.items()}
    return by_name | {sort: labels[name] for sort, name in CLASS_BY_SORT.items() if name in labels}


def to_sort(name: str) -> str:
    """Convert the *name* of a class to the type that the IRIs of its things have.

    >>> to_sort("DataSharing")
    'data-sharing'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
