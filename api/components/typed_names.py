"""Things that somebody names by typing: as they are called, or so much of it that only one is called so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from queries.search import to_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.answers import Thing

#: What stands between two names; a name of a thing has none of these.
_BETWEEN = re.compile(r"[,;\n]")


def find_typed(things: Sequence[Thing], typed: str, language: str) -> tuple[list[Thing], list[str]]:
    """Find which of *things* are meant by the names *typed*, with a comma between, and which names mean none or many.

    What is called so in *language* comes before what begins so, and that before what has it somewhere.
    """
    called = [(it, to_phrase(it.find_label(language))) for it in things]
    found: list[Thing] = []
    unknown: list[str] = []
    for name in filter(None, (it.strip() for it in _BETWEEN.split(typed))):
        if meant := _find_meant(called, to_phrase(name)):
            found.append(meant)
        else:
            unknown.append(name)
    return found, unknown


def _find_meant(called: Sequence[tuple[Thing, str]], phrase: str) -> Thing | None:
    """Find the one thing that *phrase* means among those *called* something; None where it is none, or several."""
    if not phrase:
        return None
    for fits in (str.__eq__, str.startswith, str.__contains__):
        meant = [it for it, label in called if fits(label, phrase)]
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None
