"""What changed between two versions, and what changed of one thing from version to version."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.change_choice import (
    NARROWING,
    find_gathering,
    find_pair,
    find_wanted,
    list_options,
    list_version_options,
)
from api.components.change_files import FILE_FORMATS, draft_changes
from api.components.change_view import build_views, describe_groups, find_plan_name
from api.components.page import render_page
from api.components.thing_history import build_thing_history
from api.components.version_step import format_moment
from api.http.negotiation import add_charset, negotiate_short_name
from api.http.response import add_etag
from api.requests.scope import get_scope
from api.requests.url import add_parameters, parse_number, read_url
from api.serving.dataset import get_history
from graph.errors import QueryTimeout
from queries.changes import describe_group, to_group
from queries.questions import find_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.components.change_view import ChangeView, GroupLine, VersionPair
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from api.serving.history import History
    from queries.changes import Change, KeptDifference, Wanted

blueprint = Blueprint("changes", __name__)
OFFERED_FORMATS = {"html": "text/html", **FILE_FORMATS}
#: As many changes as a page has, and seconds that a page waits for a difference that is not kept yet.
PAGE_SIZE, PATIENCE = 50, 1.0
#: Seconds after which a page that was too early may be asked for again.
RETRY_SECONDS = 5


@blueprint.get("/changes")
def show_changes() -> Response:
    """Show what changed between two versions, in words and with the evidence of both sides; or of one `thing`."""
    scope, url, history = get_scope(), read_url(), get_history()
    if thing := url.parameters.get("thing", "").strip():
        return _show_thing(scope, url, history, thing)
    pair = find_pair(scope, history, url)
    short = negotiate_short_name(OFFERED_FORMATS)
    form = _build_form(scope, history, url, pair)
    if pair is None or pair.is_same:
        return Response(render_page(scope, url, "changes/index.html", **form, pair=pair, kept=None))
    kept = history.differences.wait(pair.old.digest, pair.new.digest, PATIENCE)
    if short != "html":
        return _make_file(scope, url, kept, short)
    if kept is None:
        failed = history.differences.has_failed(pair.old.digest, pair.new.digest)
        page = render_page(scope, url, "changes/index.html", **form, pair=pair, kept=None, failed=failed)
        return Response(page, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(RETRY_SECONDS)})
    shown = _build_changes(scope, url, pair, kept)
    return Response(render_page(scope, url, "changes/index.html", **form, pair=pair, **shown))


def _show_thing(scope: Scope, url: RequestUrl, history: History, thing: str) -> Response:
    """Show the history of *thing*, an IRI, or its type and local id."""
    found = build_thing_history(scope, history, url, thing)
    return Response(
        render_page(
            scope, url, "changes/thing.html", history=found, moment=partial(format_moment, language=scope.language)
        )
    )


def _make_file(scope: Scope, url: RequestUrl, kept: KeptDifference | None, short: str) -> Response:
    """Make the file, in the format called *short*, of the changes in *kept* that *url* asks for.

    :raises QueryTimeout: when the two versions are not compared yet.
    """
    if kept is None:
        raise QueryTimeout("These versions are being compared. Try again in a moment.")
    wanted = find_wanted(scope, kept, url)
    ends = tuple(end.digest for end in kept.ends)
    key = ("changes", short, *ends, wanted, *scope.key)
    body = scope.rendering.write(key, partial(draft_changes, scope, kept, wanted, short))
    response = Response(body, content_type=add_charset(FILE_FORMATS[short]))
    response.headers["Content-Disposition"] = f'attachment; filename="changes.{short.partition("-")[0]}"'
    return add_etag(response, ends[1], by_language=True)


def _build_form(scope: Scope, history: History, url: RequestUrl, pair: VersionPair | None) -> dict[str, object]:
    """Build what the form of the page offers besides what depends on the changes."""
    ends = (pair.old.digest, pair.new.digest) if pair else ("", scope.version.digest)
    return {
        "count": len(history.list_versions()),
        "olds": list_version_options(history, ends[0], scope.language),
        "news": list_version_options(history, ends[1], scope.language),
        "moment": partial(format_moment, language=scope.language),
        "swapped": add_parameters(url.build_changed(), {}, **{"from": ends[1][:16], "to": ends[0][:16], "page": None}),
    }


def _build_changes(scope: Scope, url: RequestUrl, pair: VersionPair, kept: KeptDifference) -> dict[str, object]:
    """Build what the page shows of *kept*, the difference between *pair*."""
    wanted, by = find_wanted(scope, kept, url), find_gathering(url)
    total = kept.count(wanted, by)
    pages = max(1, -(-total // PAGE_SIZE))
    page = parse_number(url, "page", 1, 1, pages)
    rows = kept.select(wanted, (page - 1) * PAGE_SIZE, PAGE_SIZE, by)
    return {
        "kept": kept,
        "total": total,
        "by": by,
        "page": page,
        "pages": pages,
        "group": wanted.group,
        "lines": _list_groups(scope, url, kept, wanted),
        "sections": _gather(scope, pair, kept, rows, by),
        "choices": {sort: list_options(scope, kept, sort, url.parameters.get(sort, "")) for sort in NARROWING},
        "narrowed": any(url.parameters.get(name) for name in (*NARROWING, "about")) or bool(scope.picked),
        "bookkeeping": describe_groups(scope, kept, kept.list_bookkeeping(scope.picked)),
        "machine": {part: counts for part, counts in kept.lines.items() if part not in ("data", "evidence")},
    }


def _list_groups(scope: Scope, url: RequestUrl, kept: KeptDifference, wanted: Wanted) -> list[GroupLine]:
    """List what happened, whatever group is chosen, each with the link that lists its changes."""
    return describe_groups(scope, kept, kept.list_groups(replace(wanted, group="")), url.build_changed(), wanted.group)


def _gather(
    scope: Scope, pair: VersionPair, kept: KeptDifference, rows: Sequence[tuple[str, Change]], by: str
) -> list[tuple[str, list[ChangeView]]]:
    """Gather *rows* under the headings that they stand under."""
    return [
        (_name_heading(scope, kept, by, heading, its), build_views(scope, kept, pair, [change for _, change in its]))
        for heading, its in ((key, list(group)) for key, group in groupby(rows, key=lambda row: row[0]))
    ]


def _name_heading(scope: Scope, kept: KeptDifference, by: str, heading: str, rows: Sequence[tuple[str, Change]]) -> str:
    """Name the *heading* that *rows* stand under, where changes of *kept* are gathered *by* something."""
    _ = scope.translator.gettext
    if by == "plan":
        return find_plan_name(scope, kept, heading)
    if by == "kind":
        return describe_group(to_group(rows[0][1], len(rows)), kept.words, scope.translator)
    return str(find_text(kept.find_names(heading), scope.language, _("Without a theme")))
