"""Changes as a page shows them: what happened to a thing in a few words, and both sides of it with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.table import Cell, format_day
from api.requests.url import add_parameters
from queries.changes import describe_change, describe_group, merge_groups, to_group
from queries.questions import DIGEST_LENGTH, find_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.requests.scope import Scope
    from graph.versions import Version
    from queries.changes import Change, ChangeGroup, KeptDifference, Place, Side


@dataclass(frozen=True)
class VersionPair:
    """The two versions that are compared, the earlier one first; `now` is the digest of the current one."""

    old: Version
    new: Version
    now: str

    @property
    def is_backwards(self) -> bool:
        """Whether the second is older than the first."""
        return self.new.manifest.created < self.old.manifest.created

    @property
    def is_same(self) -> bool:
        """Whether both are one."""
        return self.old.digest == self.new.digest

    def at(self, path: str, version: Version) -> str:
        """Return *path* as of *version*; one that leads nowhere, or elsewhere, stays as it is."""
        if not path.startswith("/") or version.digest == self.now:
            return path
        return add_parameters(path, {}, version=version.digest[:DIGEST_LENGTH])


@dataclass(frozen=True)
class SideView:
    """A value that there was or is, where it leads, and the places where it stands."""

    text: str
    href: str
    places: tuple[Cell, ...]


@dataclass(frozen=True)
class ChangeView:
    """A change: of what, where that leads, of which plan, what happened in words, and what there was and is."""

    label: str
    href: str
    sort: str
    plan: str
    phrase: str
    before: tuple[SideView, ...]
    after: tuple[SideView, ...]


@dataclass(frozen=True)
class GroupLine:
    """What happened in the same way to some things: a sentence, how many, and where they are listed."""

    text: str
    count: int
    href: str
    is_chosen: bool = False


def build_views(scope: Scope, kept: KeptDifference, pair: VersionPair, changes: Iterable[Change]) -> list[ChangeView]:
    """Build the views of *changes*, which are of *kept*, the difference between *pair*."""
    return [_build_view(scope, kept, pair, it) for it in changes]


def _build_view(scope: Scope, kept: KeptDifference, pair: VersionPair, change: Change) -> ChangeView:
    """Build the view of *change*."""
    there = pair.old if change.way == "gone" else pair.new
    group = to_group(change)
    return ChangeView(
        label=find_text(change.label, scope.language, change.iris[-1]),
        href=pair.at(scope.find_page(change.iris[-1]), there),
        sort=find_text(kept.words.classes.get(change.cls, {}), scope.language) if change.kind != "plan" else "",
        plan=find_plan_name(scope, kept, change.plan),
        phrase=describe_change(group, kept.words, scope.translator),
        before=tuple(_build_side(scope, pair, pair.old, it) for it in change.before),
        after=tuple(_build_side(scope, pair, pair.new, it) for it in change.after),
    )


def _build_side(scope: Scope, pair: VersionPair, version: Version, side: Side) -> SideView:
    """Build the view of *side*, as it is in *version*."""
    text = format_day(str(find_text(side.text, scope.language)), scope.language)
    href = pair.at(scope.find_page(side.iri), version) if side.iri else ""
    return SideView(text, href, tuple(_build_place(scope, pair, version, it) for it in side.places))


def _build_place(scope: Scope, pair: VersionPair, version: Version, place: Place) -> Cell:
    """Build the link to *place* in *version*."""
    _ = scope.translator.gettext
    if place.line:
        return Cell(
            _("line %(line)s") % {"line": place.line}, pair.at(scope.find_line(place.document, place.line), version)
        )
    text = _("page %(page)s") % {"page": place.page} if place.page else _("document")
    return Cell(text, pair.at(scope.find_page(place.document), version))


def describe_groups(
    scope: Scope, kept: KeptDifference, groups: Iterable[ChangeGroup], address: str = "", chosen: str = ""
) -> list[GroupLine]:
    """Describe *groups*, which are of *kept*, whatever the plan, each with the link to *address* that lists it."""
    return [
        GroupLine(
            describe_group(it, kept.words, scope.translator),
            it.count,
            add_parameters(address, {}, group=it.token, page=None) if address else "",
            it.token == chosen,
        )
        for it in merge_groups(groups)
    ]


def find_plan_name(scope: Scope, kept: KeptDifference, key: str) -> str:
    """Find what the plan with *key* is called; what is of none is of the register."""
    if not key:
        return scope.translator.gettext("Register")
    return str(find_text(kept.plans.get(key, {}), scope.language, key))
