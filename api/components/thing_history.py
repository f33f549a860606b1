"""What changed of one thing, from version to version, newest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.components.change_view import VersionPair, build_views
from api.components.thing import find_name
from api.requests.url import add_parameters, parse_number
from graph.errors import BadParameter
from graph.terms import make_iri
from queries.changes import Wanted
from queries.questions import DIGEST_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.components.change_view import ChangeView
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from api.serving.history import History
    from graph.versions import Version

#: As many versions as a page looks into, and changes as it shows of each.
STEPS_A_PAGE, MOST_SHOWN = 20, 8


@dataclass(frozen=True)
class ThingStep:
    """What changed of a thing from one version to the next; `is_known` is false while they are compared."""

    pair: VersionPair
    changes: list[ChangeView] = field(default_factory=list)
    count: int = 0
    href: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class ThingHistory:
    """The steps in which something changed of the thing `iri`, of the `looked` at; `page` of `pages`."""

    iri: str
    label: str
    href: str
    steps: list[ThingStep]
    looked: int
    page: int
    pages: int
    oldest: Version | None


def build_thing_history(scope: Scope, history: History, url: RequestUrl, thing: str) -> ThingHistory:
    """Build the history of *thing*, an IRI or its type and local id, as far as the page that *url* names goes.

    Each version costs one look-up in what is kept; what is not compared yet will be soon.
    """
    iri = _find_iri(scope, thing)
    steps = [(new, old) for new, old in history.list_steps() if old]
    pages = max(1, -(-len(steps) // STEPS_A_PAGE))
    page = parse_number(url, "page", 1, 1, pages)
    looked = steps[(page - 1) * STEPS_A_PAGE : page * STEPS_A_PAGE]
    found = list(_iter_steps(scope, history, looked, iri))
    label = find_name(scope, iri)
    named = next((its.label for step in found for its in step.changes), "")
    known = label if ":" not in label else named or label
    oldest = history.list_versions()[-1] if history.list_versions() and page == pages else None
    return ThingHistory(iri, known, scope.find_page(iri), found, len(looked), page, pages, oldest)


def _iter_steps(scope: Scope, history: History, steps: list[tuple[Version, Version]], iri: str) -> Iterator[ThingStep]:
    """Yield those of *steps* in which something changed of *iri*, or that are not known yet; its IRI may differ."""
    for new, old in steps:
        kept, pair = history.find_difference(old.digest, new.digest), VersionPair(old, new, history.current)
        if kept is None:
            yield ThingStep(pair, is_known=False)
            continue
        wanted = Wanted(concerned=((iri,),))
        rows = [change for _, change in kept.select(wanted, 0, MOST_SHOWN)]
        if rows:
            yield ThingStep(
                pair, build_views(scope, kept, pair, rows), kept.count(wanted), _link_step(scope, old, new, iri)
            )
        iri = next((it.before[0].iri for it in rows if it.kind == "address" and it.iris == (iri,)), iri)


def _link_step(scope: Scope, old: Version, new: Version, iri: str) -> str:
    """Build the link to all that changed from *old* to *new* and has to do with *iri*."""
    ends = {"from": old.digest[:DIGEST_LENGTH], "to": new.digest[:DIGEST_LENGTH]}
    return add_parameters(scope.url_for("changes.show_changes"), {}, **ends, about=iri)


def _find_iri(scope: Scope, text: str) -> str:
    """Find the IRI that *text* names: it is one, or the type of a thing and its local id.

    :raises BadParameter: when it can be neither.
    """
    kind, _, local_id = text.strip("/").partition("/")
    iri = text if ":" in text else scope.paths.make_iri(kind, local_id)
    try:
        return make_iri(iri).value
    except ValueError as error:
        raise BadParameter("thing", "The parameter %(parameter)r takes the address of a thing.") from error
