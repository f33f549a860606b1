"""What the page of an error says to people: what is the matter, what one can do, and where one can go on.

What exactly is wrong may name parameters and formats, for who wrote the address by hand; it stands below that, folded.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlencode

from flask import render_template, request

from api.http.language import gettext as _


@dataclass(frozen=True)
class Advice:
    """What is the matter, in a few words and in a sentence with what one can do; `again` is what may be tried again."""

    heading: str
    text: str
    again: str = ""


def render_error_page(status: int, detail: str, parameter: str, query: str) -> str:
    """Render the page of *status* with *detail*; it repeats the *query*, and leads to the page without *parameter*."""
    heading = _("Not found") if status == HTTPStatus.NOT_FOUND else _("This did not work")
    known = _list_advice().get(HTTPStatus(status)) or Advice(heading, detail)
    exact = detail if known.text != detail else ""
    without = {"format", parameter} if status == HTTPStatus.NOT_ACCEPTABLE else {parameter}
    kept = [it for it in request.args.items(multi=True) if it[0] not in without]
    path = (request.script_root + request.path).lstrip("/")  # with two strokes it would be that of another host
    address = f"/{quote(path)}{'?' if kept else ''}{urlencode(kept)}"
    shown = request.method == "GET" and (parameter or status != HTTPStatus.BAD_REQUEST)
    return render_template(
        "error.html",
        status=status,
        advice=known,
        exact=exact,
        address=address if known.again and shown else "",
        query=query,
        name=request.environ.get("samendoen.request", ""),
    )


def _list_advice() -> dict[HTTPStatus, Advice]:
    """List what is said of each status of which more can be said than the error itself does."""
    again, busy = _("Try this page again"), _("It took too long, or it is too busy here. Wait a moment and try again.")
    return {
        HTTPStatus.BAD_REQUEST: Advice(
            _("This choice cannot be made"),
            _("The address of this page holds a choice that there is not. Leave it out, or choose on the page itself."),
            _("This page without that choice"),
        ),
        HTTPStatus.METHOD_NOT_ALLOWED: Advice(
            _("This page can only be read"), _("Something was sent to a page that takes nothing. Open it as it is.")
        ),
        HTTPStatus.NOT_ACCEPTABLE: Advice(
            _("There is no such file of this page"),
            _("This page cannot be had in that form. Choose one of the files that it offers."),
            _("The page itself"),
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Advice(
            _("This is too much at a time"), _("More was asked or sent than can be answered. Ask for less.")
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: Advice(_("This could not be answered now"), busy, again),
        HTTPStatus.INTERNAL_SERVER_ERROR: Advice(
            _("Something went wrong here"), _("It was not through you. Try again later; tell us if it stays so."), again
        ),
    }
