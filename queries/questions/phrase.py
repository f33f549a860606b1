"""A way in which people ask a question: their words, and the columns that tell the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Phrase:
    """A way of asking a question, in the `texts` of each language; the columns in `tells` say the answer at a glance.

    What `slot` names is left open in the texts, as `{theme}`: a parameter that takes a thing, or a column of things by
    which the rows are kept. It is empty where nothing is left open.
    """

    texts: Mapping[str, tuple[str, ...]]
    slot: str
    tells: tuple[str, ...]
