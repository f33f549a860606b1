"""One sheet to hand over about a partner, a theme or a measure: on a page that fits on one A4, and as a Word file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.heading import build_permanent_page
from api.components.one_plan import enter_one_plan, render_plan_choice
from api.components.page import render_page
from api.components.table import format_day
from api.components.thing import find_name, find_thing_iri
from api.http.negotiation import negotiate_short_name
from api.http.response import add_file_name
from api.requests.question import parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from graph.errors import BadParameter
from graph.message import Message
from queries.exports import MEDIA_TYPES, Draft, join_parts, write_handout
from queries.handouts import HandoutMaker, Subject

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.exports import Handout

blueprint = Blueprint("handout", __name__)
#: What a handout may be about: by its name in the URL, of which class that is, and what it is called.
SUBJECTS = {
    "partner": ("Actor", Message("partner")),
    "theme": ("Theme", Message("theme")),
    "measure": ("Measure", Message("measure")),
}
FORMATS = {"html": "text/html", "docx": MEDIA_TYPES["docx"]}


@blueprint.get("/handout")
def show_handout() -> Response | str:
    """Show what fits on one sheet about the `partner`, `theme` or `measure`, in the chosen plan; or as a Word file."""
    url = read_url()
    short = negotiate_short_name(FORMATS)
    scope, others = enter_one_plan(get_scope(), url)
    name, value = _read_subject(url)
    if scope.plan is None:
        return render_plan_choice(scope, url, others)
    about = _find_subject(scope, url, name, value)
    handout = _make_handout(scope, name, about)
    if short == "docx":
        return _make_file(scope, handout)
    return render_page(scope, url, "handout/index.html", handout=handout, name=name, others=others)


def _read_subject(url: RequestUrl) -> tuple[str, str]:
    """Read from *url* what the handout is about: the name of its kind, and which of those.

    :raises BadParameter: where that is nothing, or more than one thing.
    """
    given = {name: value for name, value in parse_parameters(url).items() if value}
    for name in given:
        if name not in SUBJECTS or len(given) > 1:
            raise BadParameter(name, "A sheet is about one of these: %(known)s.", known=", ".join(SUBJECTS))
    if not given:
        raise BadParameter("partner", "A sheet is about one of these: %(known)s.", known=", ".join(SUBJECTS))
    return next(iter(given.items()))


def _find_subject(scope: Scope, url: RequestUrl, name: str, value: str) -> Subject:
    """Find what *value* names, of the kind called *name*, in the plan of *scope*; 404 where it is nothing there."""
    class_name, kind = SUBJECTS[name]
    iri = find_thing_iri(scope, class_name, value)
    return Subject(iri, find_name(scope, iri), kind, build_permanent_page(scope, url, format=""))


def _make_handout(scope: Scope, name: str, about: Subject) -> Handout:
    """Make the handout *about* something of the kind called *name*."""
    plan, _ = scope.chosen[0], scope.translator.gettext
    foot = _("Samendoen: %(plan)s, data version %(version)s, as of %(day)s.") % {
        "plan": plan.find_label(scope.language),
        "version": scope.version.digest[:12],
        "day": format_day(scope.on.isoformat(), scope.language),
    }
    maker = HandoutMaker(scope.plans, plan, scope.library, scope.translator, scope.on.isoformat(), foot)
    return {"partner": maker.make_partner, "theme": maker.make_theme, "measure": maker.make_measure}[name](about)


def _make_file(scope: Scope, handout: Handout) -> Response:
    """Make the response of *handout* as a Word file, which is written in another process."""
    plan = scope.chosen[0]
    key = ("handout", handout.subject, plan.key, scope.language, scope.on, scope.root)
    body = scope.rendering.write(key, lambda: Draft(partial(write_handout, handout), 0, heavy=True))
    response = Response(body, content_type=FORMATS["docx"])
    name = join_parts([handout.title, plan.key], scope.on.isoformat())
    return add_file_name(response, f"{name}.docx")
