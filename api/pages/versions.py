"""The versions that are kept: when each was made, how much is in it, and what changed since the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint

from api.components.page import render_page
from api.components.version_step import format_moment, summarise_difference
from api.requests.scope import get_scope
from api.requests.url import parse_number, read_url
from api.serving.dataset import get_history
from api.serving.history import count_plans

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.serving.history import History
    from graph.versions import Version

blueprint = Blueprint("versions", __name__)
#: As many versions as a page lists.
PAGE_SIZE = 50


@dataclass(frozen=True)
class VersionLine:
    """A version in the list: when it was made and by what, how much is in it, what changed, and where both are seen."""

    digest: str
    moment: str
    program: str
    plans: int
    measures: int | None
    summary: str
    href: str
    changes: str
    is_current: bool


@blueprint.get("/versions")
def list_versions() -> str:
    """List the versions that are kept, newest first, each with what changed since the one before it."""
    scope, url, history = get_scope(), read_url(), get_history()
    steps = history.list_steps()
    pages = max(1, -(-len(steps) // PAGE_SIZE))
    page = parse_number(url, "page", 1, 1, pages)
    shown = steps[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    lines = [_build_line(scope, history, *step) for step in shown]
    return render_page(scope, url, "versions/index.html", lines=lines, count=len(steps), page=page, pages=pages)


def _build_line(scope: Scope, history: History, version: Version, before: Version | None) -> VersionLine:
    """Build the line of *version*, which follows the version *before*, where there is one."""
    is_current = version.digest == history.current
    ends = {"from": before.digest[:16], "to": version.digest[:16]} if before else {}
    named = {} if is_current else {"version": version.digest[:16]}
    return VersionLine(
        digest=version.digest,
        moment=format_moment(version, scope.language),
        program=f"Samendoen {version.manifest.program}".strip(),
        plans=count_plans(version),
        measures=history.count_measures(version.digest),
        summary=_summarise(scope, history, version, before),
        href=scope.url_for("home.show_home", **named),
        changes=scope.url_for("changes.show_changes", **ends) if before else "",
        is_current=is_current,
    )


def _summarise(scope: Scope, history: History, version: Version, before: Version | None) -> str:
    """Summarise in one line what changed from the version *before* to *version*."""
    _ = scope.translator.gettext
    if before is None:
        return _("The oldest version that is kept.")
    kept = history.find_difference(before.digest, version.digest)
    return summarise_difference(scope, kept) if kept else _("Still being compared.")
