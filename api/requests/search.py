"""A search as a URL asks it: the words, the kind, the numbers, and where each result leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.requests.question import parse_parameters
from graph.errors import BadParameter

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.search import Entry, SearchResults

#: What every URL may say.
_COMMON_NAMES = {"lang", "plan", "version"}


def parse_search_parameters(url: RequestUrl, *known: str) -> dict[str, str]:
    """Parse the parameters in *url*, each of which must be *known*.

    :raises BadParameter: where one is not, or is repeated.
    """
    parse_parameters(url)
    for name in sorted(url.parameters.keys() - {*known, *_COMMON_NAMES}):
        raise BadParameter(
            name,
            "The search has no parameter %(parameter)r. It takes: %(known)s.",
            known=", ".join(known),
        )
    return {name: url.parameters.get(name, "") for name in known}


def find_results(scope: Scope, words: str, kind: str = "") -> SearchResults:
    """Find what matches *words*, in the plans that are chosen and in what is of no plan; a *kind* must exist.

    :raises BadParameter: where it does not, or the words are more than one searches for.
    """
    kinds = scope.search.index(scope.language).kinds
    if kind and kind not in kinds:
        raise BadParameter(
            "kind",
            "%(value)r is not a value of parameter %(parameter)r. Known: %(known)s.",
            value=kind[:80],
            known=", ".join(sorted(kinds)),
        )
    narrowed = len(scope.chosen) < len(scope.plans)
    return scope.search.find(words, scope.language, [plan.key for plan in scope.chosen] if narrowed else None)


def find_page_path(scope: Scope, entry: Entry) -> str:
    """Find the path of the page about *entry*."""
    return scope.find_page(entry.iri) if entry.iri else scope.url_for("questions.show_question", name=entry.id)


def find_owner_label(scope: Scope, entry: Entry) -> str:
    """Find what the plan is called that owns *entry*; empty for what belongs to no plan."""
    plan = scope.plans.find_owner(entry.iri)
    return plan.find_label(scope.language) if plan else ""
