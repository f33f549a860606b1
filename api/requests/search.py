"""A search as a request asks it: the words, the kind, the numbers, and where what was found leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request, url_for

from api.http.language import get_language
from api.requests.question import read_parameters
from api.serving.dataset import get_dataset
from graph.errors import BadParameter

if TYPE_CHECKING:
    from queries.search import Entry, SearchResults

#: What every address may say.
_COMMON_NAMES = {"lang", "version"}
#: As many digits as a number in an address may have.
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def read_search_parameters(*known: str) -> dict[str, str]:
    """Read the parameters in the URL, each of which must be *known*.

    :raises BadParameter: where one is not, or is repeated.
    """
    read_parameters()
    for name in sorted(request.args.keys() - {*known, *_COMMON_NAMES}):
        raise BadParameter(
            name,
            "The search has no parameter %(parameter)r. It takes: %(known)s.",
            known=", ".join(known),
        )
    return {name: request.args.get(name, "") for name in known}


def find_results(words: str, kind: str = "") -> SearchResults:
    """Find what matches *words*, in the language of this request; a *kind* that is given must exist.

    :raises BadParameter: where it is not, or the words are more than one searches for.
    """
    kinds = get_dataset().search.index(get_language()).kinds
    if kind and kind not in kinds:
        raise BadParameter(
            "kind",
            "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
            value=kind[:80],
            known=", ".join(sorted(kinds)),
        )
    return get_dataset().search.find(words, get_language())


def read_number(name: str, usual: int, least: int, most: int) -> int:
    """Read the whole number *name* from the URL, from *least* to *most*; the *usual* one if absent.

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


def find_page_path(entry: Entry) -> str:
    """Find the path of the page about *entry*."""
    return get_dataset().page(entry.iri) if entry.iri else url_for("questions.show_question", name=entry.id)
