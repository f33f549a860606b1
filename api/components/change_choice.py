"""Which two versions a URL compares, and which of the changes between them it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.change_view import VersionPair
from api.components.version_step import format_moment
from graph.errors import BadParameter
from ontology.namespaces import find_plan_key
from queries.changes import GATHERINGS, Wanted
from queries.questions import DIGEST_LENGTH, find_text

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from api.serving.history import History
    from queries.changes import KeptDifference

#: As many choices as a list offers; where there are more, one narrows by the page of the thing itself.
MOST_OPTIONS = 200
#: What a URL calls the two sorts of things that narrow, and by what else changes are gathered.
NARROWING = ("theme", "partner")


@dataclass(frozen=True)
class Option:
    """What can be chosen: how a URL calls it, what it is called, and whether it is chosen."""

    value: str
    text: str
    is_chosen: bool


def find_pair(scope: Scope, history: History, url: RequestUrl) -> VersionPair | None:
    """Find the two versions that *url* compares: by `from` and `to`, or else the one of *scope* with the one before.

    None where there is none before.

    :raises UnknownVersion: when either is not kept.
    """
    asked, other = (url.parameters.get(name, "").strip() for name in ("to", "from"))
    new = history.find(asked) if asked else scope.version
    old = history.find(other) if other else history.find_before(new.digest)
    return VersionPair(old, new, history.current) if old else None


def list_version_options(history: History, chosen: str, language: str) -> list[Option]:
    """List the versions to choose from, newest first, of which the one with the digest *chosen* is chosen."""
    return [
        Option(it.digest[:DIGEST_LENGTH], f"{format_moment(it, language)} ({it.digest[:12]})", it.digest == chosen)
        for it in history.list_versions()[:MOST_OPTIONS]
    ]


def find_wanted(scope: Scope, kept: KeptDifference, url: RequestUrl) -> Wanted:
    """Find which changes of *kept* are wanted by *url*: by the plans, theme, partner, group and thing it names."""
    given = [(sort, value) for sort in NARROWING if (value := url.parameters.get(sort, "").strip())]
    about = url.parameters.get("about", "").strip()
    named = [_find_named(kept, sort, value) for sort, value in given]
    return Wanted(
        plans=scope.picked,
        concerned=(*named, *(((about,),) if about else ())),
        group=url.parameters.get("group", "").strip(),
    )


def list_options(scope: Scope, kept: KeptDifference, sort: str, value: str) -> list[Option]:
    """List the themes or partners, by *sort*, that changes in *kept* have to do with; *value* is what is chosen."""
    chosen = set(_find_named(kept, sort, value)) if value else set()
    return [
        Option(scope.find_value(iri), f"{find_text(names, scope.language, iri)} ({count})", iri in chosen)
        for iri, names, count in kept.list_named(sort)[:MOST_OPTIONS]
        if not scope.picked or find_plan_key(iri) in ("", *scope.picked)
    ]


def find_gathering(url: RequestUrl) -> str:
    """Find by what *url* gathers the changes: by theme, where it does not say it.

    :raises BadParameter: when it is nothing that they are gathered by.
    """
    by = url.parameters.get("by", "") or "theme"
    if by not in GATHERINGS:
        raise BadParameter("by", "%(parameter)r is one of %(known)s.", known=", ".join(GATHERINGS))
    return by


def _find_named(kept: KeptDifference, sort: str, value: str) -> tuple[str, ...]:
    """Find the themes or partners, by *sort*, that *value* names: by IRI, or by how that ends.

    What no change has to do with is as good as any other name, for there is nothing to show of it.
    """
    found = (iri for iri, _, _ in kept.list_named(sort) if iri == value or iri.endswith(f"/{value}"))
    return tuple(found) or (value,)
