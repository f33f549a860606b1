"""What changed between two versions as data under `/api/v1`: in sentences, and change by change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from api.components.change_choice import NARROWING, find_pair, find_wanted
from api.http.response import add_etag
from api.requests.scope import get_scope
from api.requests.url import parse_number, read_url
from api.rest.conduct import BASE_PATH, DIGEST_PATTERNS, require_json_accepted, require_known_parameters
from api.serving.dataset import get_history
from graph.errors import BadParameter, QueryTimeout
from queries.changes import describe_group, list_rows

if TYPE_CHECKING:
    from api.components.change_view import VersionPair
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.changes import ChangeGroup, KeptDifference

blueprint = Blueprint("rest_changes", __name__, url_prefix=BASE_PATH)
#: As many changes as an answer has, where nothing is said and at most; no difference has as many as the furthest.
USUAL, MOST, FURTHEST = 100, 1_000, 999_999_999
#: Seconds that a program waits for two versions to be compared before it is told to come back.
PATIENCE = 1.0
KNOWN = ("from", "to", *NARROWING, "group", "limit", "offset", "plan", "lang", "version")


@blueprint.get("/changes")
def list_changes() -> Response:
    """List what changed between two versions: what happened in sentences with their counts, and change by change."""
    url = read_url()
    require_known_parameters(url, *KNOWN)
    _refuse_bad_ends(url)
    limit, offset = parse_number(url, "limit", USUAL, 1, MOST), parse_number(url, "offset", 0, 0, FURTHEST)
    scope, history = get_scope(), get_history()
    pair = find_pair(scope, history, url)
    kept = history.differences.wait(pair.old.digest, pair.new.digest, PATIENCE) if pair and not pair.is_same else None
    if pair and not pair.is_same and kept is None:
        raise QueryTimeout("These versions are being compared. Try again in a moment.")
    body = {**_describe_ends(scope, pair), **_describe_changes(scope, url, kept, limit, offset)}
    return add_etag(jsonify(body), pair.new.digest if pair else scope.version.digest, by_language=True)


def _refuse_bad_ends(url: RequestUrl) -> None:
    """Refuse a version that cannot be one.

    :raises BadParameter: which says what would be accepted.
    """
    for name in ("from", "to"):
        if not re.fullmatch(DIGEST_PATTERNS["version"], url.parameters.get(name, "")):
            raise BadParameter(
                name,
                "The parameter %(parameter)r takes digits and the letters a to f, as a permanent address has them.",
            )


def _describe_ends(scope: Scope, pair: VersionPair | None) -> dict[str, object]:
    """Describe the two versions of *pair*, of which the first is null where there is none before."""
    new = pair.new if pair else scope.version
    old = {"digest": pair.old.digest, "created": pair.old.manifest.created} if pair else None
    return {"version": new.digest, "from": old, "to": {"digest": new.digest, "created": new.manifest.created}}


def _describe_changes(
    scope: Scope, url: RequestUrl, kept: KeptDifference | None, limit: int, offset: int
) -> dict[str, object]:
    """Describe *limit* of the changes in *kept* that *url* wants, from the number *offset*, and all in short."""
    if kept is None:
        return {"sentences": [], "changes": [], "count": 0}
    wanted = find_wanted(scope, kept, url)
    groups = kept.list_groups(wanted)
    sentences = [
        {"text": describe_group(it, kept.words, scope.translator), "group": it.token, **_describe_group(it)}
        for it in groups
    ]
    changes = [change for _, change in kept.select(wanted, offset, limit)]
    rows = list_rows(changes, kept, scope.translator)
    return {"sentences": sentences, "changes": rows, "count": sum(it.count for it in groups)}


def _describe_group(group: ChangeGroup) -> dict[str, str | int | None]:
    """Describe *group* as plain values, named as those of a change are."""
    return {
        "plan": group.plan or None,
        "kind": group.kind,
        "way": group.way,
        "class": group.cls,
        "about": group.about or None,
        "count": group.count,
    }


blueprint.before_request(require_json_accepted)
