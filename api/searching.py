"""A search as a request asks it: the words, the kind, the numbers, and where what was found leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request, url_for

from api.asking import parameters
from api.data import data
from api.language import current
from graph.errors import BadParameter

if TYPE_CHECKING:
    from queries.search.entry import Entry
    from queries.search.found import SearchResults

#: What every address may say.
_ANYWHERE = {"lang", "version"}
#: As many digits as a number in an address may have.
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def asked(*known: str) -> dict[str, str]:
    """Give the parameters in the address, each of which must be *known*.

    :raises BadParameter: where one is not, or is repeated.
    """
    parameters()
    for name in sorted(request.args.keys() - {*known, *_ANYWHERE}):
        raise BadParameter(
            name,
            "The search has no parameter %(parameter)r. It takes: %(known)s.",
            known=", ".join(known),
        )
    return {name: request.args.get(name, "") for name in known}


def found(words: str, kind: str = "") -> SearchResults:
    """Give what *words* find for this visitor; *kind*, where it is given, must be one that there is.

    :raises BadParameter: where it is not, or the words are more than one searches for.
    """
    kinds = data().search.index(current()).kinds
    if kind and kind not in kinds:
        raise BadParameter(
            "kind",
            "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
            value=kind[:80],
            known=", ".join(sorted(kinds)),
        )
    return data().search.find(words, current())


def number(name: str, usual: int, least: int, most: int) -> int:
    """Give the whole number that the address gives for *name*, from *least* to *most*; else the *usual* one.

    :raises BadParameter: where it gives anything else.
    """
    given = request.args.get(name, "")
    if not given:
        return usual
    if not _NUMBER.fullmatch(given) or not least <= int(given) <= most:
        raise BadParameter(
            name,
            "The parameter %(parameter)r takes a whole number from %(least)s to %(most)s.",
            least=least,
            most=most,
        )
    return int(given)


def href(entry: Entry) -> str:
    """Give the path of the page about *entry*."""
    return data().page(entry.iri) if entry.iri else url_for("questions.page", name=entry.id)
