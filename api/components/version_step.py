"""A step from one version to the next: what changed in one line, and in numbers for one plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from babel.dates import format_datetime

from api.catalogue import find_locale
from queries.changes import Wanted, describe_group, merge_groups
from queries.questions import DIGEST_LENGTH

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.serving.history import History
    from graph.versions import Version
    from queries.changes import KeptDifference

#: As many sentences as a line has.
MOST_SENTENCES = 3


@dataclass(frozen=True)
class LastChange:
    """In how many things the version differs from the one before it, in a sentence, and where that is read."""

    count: int
    text: str
    href: str


def describe_last_change(scope: Scope, history: History, plan: str = "") -> LastChange | None:
    """Describe in how many things the version of *scope* differs from the one before, in the plan with the key *plan*.

    Without a key it counts in all plans. None where there is no version before, or where the two are not compared yet;
    then they will be soon. What is kept with the versions answers this, so it is cheap.
    """
    before = history.find_before(scope.version.digest)
    kept = history.find_difference(before.digest, scope.version.digest) if before else None
    if before is None or kept is None:
        return None
    count = kept.count_things(plan)
    day = format_moment(before, scope.language)
    _ = scope.translator
    text = _.ngettext(
        "%(count)s thing changed since the version of %(day)s.",
        "%(count)s things changed since the version of %(day)s.",
        count,
    )
    if not count:
        text = _.gettext("Nothing changed since the version of %(day)s.")
    ends = {"from": before.digest[:DIGEST_LENGTH], "to": scope.version.digest[:DIGEST_LENGTH]}
    href = scope.url_for("changes.show_changes", **ends, **({"plan": plan} if plan else {}))
    return LastChange(count, text % {"count": count, "day": day}, href)


def summarise_difference(scope: Scope, kept: KeptDifference, wanted: Wanted | None = None) -> str:
    """Summarise what changed in *kept*, or in what is *wanted* of it, in one line of policy words."""
    _ = scope.translator.gettext
    groups = merge_groups(kept.list_groups(wanted))
    if not groups:
        return _("Nothing that a reader of the plan would notice.")
    said = [describe_group(it, kept.words, scope.translator) for it in groups[:MOST_SENTENCES]]
    more = len(groups) - len(said)
    rest = scope.translator.ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return "; ".join([*said, *([rest] if more else [])])


def format_moment(version: Version, language: str) -> str:
    """Format when *version* was made, to the minute, in words of *language* and in the time of the server."""
    return format_created(version.manifest.created, language)


def format_created(created: str, language: str) -> str:
    """Format the moment *created*, written as in ISO 8601; anything else stays as it is."""
    try:
        moment = datetime.fromisoformat(created).astimezone()
    except ValueError:
        return created
    return format_datetime(moment, "d MMMM y, HH:mm", locale=find_locale(language))
