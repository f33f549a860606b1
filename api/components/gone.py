"""What a page says of what is gone: a version, an edition of a question, or a thing; and what comes nearest.

A link of last year leads here. People read what they can follow instead; programs get the problem that they always got,
with 410 where it is known that there was something.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flask import Response, make_response, render_template, request

from api.components.version_step import format_created, format_moment
from api.http.errors import (
    STATUS,
    answer_http_error,
    answer_query_error,
    describe_error,
    make_error_response,
    wants_page,
)
from api.http.language import get_language
from api.http.language import gettext as _
from api.requests.url import add_parameters, read_url
from api.serving.history import get_history
from api.serving.thing_paths import PAGE_PATHS
from graph.errors import BadParameter, QueryError, UnknownEdition, UnknownVersion
from ontology.namespaces import ID, PREFIXES
from queries.questions import find_text

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.exceptions import NotFound

    from api.serving.history import History, Lost
    from graph.versions import Version

#: The parameters that name a version.
NAMING = ("version", "from", "to")


@dataclass(frozen=True)
class Offer:
    """What can be followed instead, and where it leads."""

    text: str
    href: str


def register(app: Flask) -> None:
    """Register on *app* what is said of what is gone; whatever else is wrong is answered as it was."""
    app.register_error_handler(404, _answer_missing)
    app.register_error_handler(UnknownVersion, _answer_unknown_version)
    app.register_error_handler(UnknownEdition, _answer_unknown_edition)
    app.register_error_handler(BadParameter, _answer_bad_parameter)


def _answer_unknown_version(error: UnknownVersion) -> Response:
    """Answer who asks for a version that is not kept: what it was, and which come nearest to it."""
    if not _is_for_people():
        return answer_query_error(STATUS[UnknownVersion], error)
    history = get_history()
    named = {name: value for name in NAMING if (value := request.args.get(name, "").strip())}
    missing = {name: value for name, value in named.items() if not history.has(value)}
    name, value = next(iter((missing or named).items()), ("version", ""))
    made, near = history.find_nearest(value)
    status = HTTPStatus.GONE if near else HTTPStatus.NOT_FOUND
    said = [_("The version of the data that this link names is no longer kept.") if near else describe_error(error)]
    if made:
        said.append(_("It was made on %(day)s.") % {"day": format_created(made, get_language())})
    offers = [_offer_version(near, name)] if near and near.digest != history.current else []
    return _make_page(status, said, [*offers, _offer_now(name), _offer_list()])


def _answer_unknown_edition(error: UnknownEdition) -> Response:
    """Answer who asks for a question as it was once, where that is not kept: lead to the question as it is now."""
    if not _is_for_people():
        return answer_query_error(STATUS[UnknownEdition], error)
    said = [_("The question as it was when this link was made is no longer kept.")]
    offers = [Offer(_("The question as it is now"), _change(edition="", version=""))]
    if version := request.args.get("version", ""):
        day = _describe_version(get_history(), version)
        kept = Offer(_("The question as it is now, over the data of then%(day)s") % {"day": day}, _change(edition=""))
        offers.insert(0, kept)
    return _make_page(HTTPStatus.NOT_FOUND, said, offers)


def _answer_bad_parameter(error: BadParameter) -> Response:
    """Answer who gives a parameter a value that does not fit; a plan that is gone is gone."""
    if error.parameter == "plan" and _is_for_people():
        for key in request.args.getlist("plan"):
            if lost := get_history().find_lost([f"{PREFIXES['plan']}{key}"]):
                return _answer_lost(lost)
    return answer_query_error(STATUS[BadParameter], error)


def _answer_missing(error: NotFound) -> Response:
    """Answer who asks for what is not there: of a thing that was there once, what it was and where it still is."""
    return answer_http_error(error) if request.path.startswith("/api/") else answer_lost() or answer_http_error(error)


def answer_lost() -> Response | None:
    """Answer who asks for the page of a thing that was there once; None where no version had it, as far as is known."""
    lost = get_history().find_lost(_list_meant(request.path))
    return _answer_lost(lost) if lost else None


def _list_meant(path: str) -> list[str]:
    """List the IRIs that *path* may mean: of a page of a thing, or of the thing itself.

    >>> _list_meant("/themes/a-2030/jeugd")
    ['https://w3id.org/samendoen/id/theme/a-2030/jeugd']
    """
    section, _, rest = unquote(path).strip("/").partition("/")
    if section in ("id", "doc"):
        return [f"{ID}{rest}"]
    return [f"{ID}{kind}/{rest}" for kind, folder in PAGE_PATHS.items() if folder == section and rest]


def _answer_lost(lost: Lost) -> Response:
    """Answer who asks for what was *lost*: what it was, where it is now, and where it is seen as it was last."""
    last, now = _at_version(lost.last), _find_page(lost.successor) if lost.successor else ""
    detail = _describe_lost(lost)
    if not _is_for_people():
        members = {"lastVersion": last, **({"successor": now} if now else {})}
        return make_error_response(HTTPStatus.GONE, detail, **members)
    day = format_moment(lost.last, get_language())
    offers = [
        *([Offer(_("The same under its address of now"), now)] if now else []),
        Offer(_("This page as it was in the version of %(day)s") % {"day": day}, last),
        Offer(_("What changed in the version after it"), _link_changes(lost)),
        _offer_list(),
    ]
    return _make_page(HTTPStatus.GONE, [detail], offers)


def _describe_lost(lost: Lost) -> str:
    """Describe what became of what was *lost*, and in which version."""
    name = find_text(lost.names, get_language(), lost.iri.rpartition("/")[2])
    if lost.successor:
        since = {"name": name, "day": format_moment(lost.gone, get_language())}
        return _("%(name)s has another address since the version of %(day)s.") % since
    until = {"name": name, "day": format_moment(lost.last, get_language())}
    return _("%(name)s was here until the version of %(day)s, and is not in the data since.") % until


def _link_changes(lost: Lost) -> str:
    """Build the link to what changed in the version in which *lost* went."""
    ends = {"from": lost.last.digest[:16], "to": lost.gone.digest[:16], "about": lost.iri}
    return add_parameters(f"{request.script_root}/changes", {}, **ends)


def _find_page(iri: str) -> str:
    """Find the path of the page about *iri*, one of ours."""
    kind, _, local_id = iri.removeprefix(ID).partition("/")
    section = PAGE_PATHS.get(kind, f"doc/{kind}")
    return f"{request.script_root}/{section}/{local_id}"


def _make_page(status: HTTPStatus, said: list[str], offers: list[Offer]) -> Response:
    """Make the page with *status* that says what is *said*, and offers what can be followed."""
    response = make_response(render_template("gone.html", status=int(status), said=said, offers=offers), status)
    response.headers["Content-Language"] = get_language()
    response.headers["Vary"] = "Accept, Cookie"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _offer_version(version: Version, name: str) -> Offer:
    """Offer the same page with *version* in the parameter called *name*."""
    day = format_moment(version, get_language())
    return Offer(
        _("The same page of the version of %(day)s, the nearest in time") % {"day": day}, _at_version(version, name)
    )


def _offer_now(name: str) -> Offer:
    """Offer the same page of now, without the parameter called *name*."""
    return Offer(_("The same page as it is now"), _change(**{name: "", "edition": "" if name == "version" else None}))


def _offer_list() -> Offer:
    """Offer the list of the versions that are kept."""
    return Offer(_("All versions that are kept"), f"{request.script_root}/versions")


def _at_version(version: Version, name: str = "version") -> str:
    """Build the URL of this request with *version* in the parameter called *name*."""
    return _change(**{name: version.digest[:16]})


def _change(**changes: str | None) -> str:
    """Build the URL of this request with *changes*; None leaves a parameter as it is."""
    changed = read_url().build_changed(**{name: value for name, value in changes.items() if value is not None})
    return changed.removesuffix("?")


def _describe_version(history: History, text: str) -> str:
    """Describe when the version that *text* names was made, between brackets; nothing where it is not kept."""
    try:
        return f" ({format_moment(history.find(text), get_language())})"
    except QueryError:
        return ""


def _is_for_people() -> bool:
    """Say whether the client wants a page."""
    return wants_page() and not request.path.startswith("/api/")
