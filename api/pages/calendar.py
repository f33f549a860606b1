"""The days that the plans, the later decisions and the laws name: as a line of time, by year, and for an agenda."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.choice_words import list_field_choices
from api.components.form import build_fields
from api.components.heading import build_heading
from api.components.page import render_page
from api.components.question_page import SIZES, find_result_page
from api.components.table import format_day
from api.components.thing import list_days, parse_day
from api.http.response import add_etag
from api.requests.question import answer_all, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from queries.exports import ICALENDAR_TYPE, Event, write_icalendar
from visualisation import Lane, Moment, draw_timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.answers import Answer, Row

blueprint = Blueprint("calendar", __name__)
#: The kinds of events that share a lane of the line of time, and the number of the series whose look they have.
LANES = {
    "plan": (("plan_begins", "plan_ends", "plan_adopted"), 3),
    "measure": (("deadline",), 2),
    "decision": (("decided",), 1),
    "role": (("role_begins", "role_ends"), 1),
    "law": (("law_begins", "law_applies", "law_ends"), 4),
    "reading": (("measured", "target"), 3),
}


@blueprint.get("/calendar")
def show_calendar() -> str:
    """Show the days that the plans, later decisions and laws name, those to come as of the day `on` first."""
    url = read_url()
    scope = get_scope().narrow(url)
    question, day = scope.library.find("calendar"), date.fromisoformat(parse_day(scope, url))
    answer = _ask(scope, url)
    coming = [row for row in answer.rows if not is_past(row, day)]
    rows = [*coming, *(row for row in answer.rows if is_past(row, day))]
    page = find_result_page(url, len(rows))
    fields = build_fields(scope, question, url.parameters)
    return render_page(
        scope,
        url,
        "calendar/index.html",
        question=question,
        fields=fields,
        heading=build_heading(scope, url, list_field_choices(fields, url)),
        days=list_days(scope),
        day=day.isoformat(),
        diagram=_draw(scope, answer.rows, day) if answer.rows else "",
        lanes=_count_lanes(scope, answer.rows),
        coming=_group_by_year(rows[page.first : min(page.last, len(coming))]),
        past=_group_by_year(rows[max(page.first, len(coming)) : page.last]),
        counts=(len(coming), len(rows) - len(coming)),
        page=page,
        sizes=SIZES,
        trust=assess_trust(answer),
    )


@blueprint.get("/calendar/calendar.ics")
def download_calendar() -> Response:
    """Write the days as a calendar for an agenda (RFC 5545); what has a year alone is left out."""
    scope, url = get_scope(), read_url()
    answer = _ask(scope, url)
    events = [_make_event(scope, row) for row in answer.rows if row["day"]]
    name = ", ".join(plan.find_label(scope.language) for plan in scope.chosen[:1]) or "Samendoen"
    response = Response(write_icalendar(events, name, scope.version.manifest.created), content_type=ICALENDAR_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return add_etag(response, scope.version.digest, by_language=True)


def _ask(scope: Scope, url: RequestUrl) -> Answer:
    """Ask for the events that *url* chooses."""
    return answer_all(scope, scope.library.find("calendar"), parse_parameters(url))


def is_past(row: Row, day: date) -> bool:
    """Say whether the event of *row* lies before *day*; one of which the year alone is known is over with that year."""
    return row.text("day") < day.isoformat() if row["day"] else row.integer("year") < day.year


def _group_by_year(rows: Sequence[Row]) -> list[tuple[int, list[Row]]]:
    """Group *rows*, which are in the order of time, by their year."""
    return [(year, list(its)) for year, its in groupby(rows, key=lambda row: row.integer("year"))]


def _name_lanes(scope: Scope) -> dict[str, str]:
    """Name the lanes of the line of time."""
    _ = scope.translator.gettext
    return {
        "plan": _("The plan runs"),
        "measure": _("Deadlines of measures"),
        "decision": _("Later decisions"),
        "role": _("Someone has a role from or until"),
        "law": _("Laws that begin, apply or end"),
        "reading": _("Years of measuring and targets"),
    }


def _count_lanes(scope: Scope, rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Count the events of each lane; a lane without any is left out."""
    counts = {lane: sum(row["kind"] in kinds for row in rows) for lane, (kinds, _series) in LANES.items()}
    return [(name, counts[lane]) for lane, name in _name_lanes(scope).items() if counts[lane]]


def _draw(scope: Scope, rows: Sequence[Row], day: date) -> str:
    """Draw *rows* on a line of time with a mark at *day*; the table beside it is called `lanes`."""
    _ = scope.translator.gettext
    found: dict[str, list[Moment]] = defaultdict(list)
    periods: dict[str, dict[str, date]] = defaultdict(dict)
    for row in rows:
        when = date.fromisoformat(row.text("day")) if row["day"] else date(row.integer("year"), 7, 1)
        lane = next(name for name, (kinds, _series) in LANES.items() if row["kind"] in kinds)
        if row["kind"] in ("plan_begins", "plan_ends"):
            periods[row.text("thing")][row.text("kind")] = when
        else:
            found[lane].append(Moment(when))
    for its in periods.values():
        found["plan"].append(Moment(min(its.values()), its.get("plan_ends") if len(its) > 1 else None))
    names = _name_lanes(scope)
    lanes = [Lane(names[name], found[name], series) for name, (_kinds, series) in LANES.items() if found[name]]
    marked = _("today") if day == scope.on else format_day(day.isoformat(), scope.language)
    return draw_timeline(lanes, (day, marked), _("What falls when, by kind"), "lanes")


def _make_event(scope: Scope, row: Row) -> Event:
    """Make the event of *row*, with where it stands, and the page of the thing that it is about."""
    who = f"{row['actor_label']}: " if row["actor_label"] else ""
    role = scope.find_concept_label("role", row["role"]) if row["role"] else ""
    place = scope.translator.gettext("Lines: %(lines)s") % {"lines": row["lines"]} if row["lines"] else ""
    path = scope.find_page(row.text("thing"))
    return Event(
        identity=[str(row[name] or "") for name in ("plan", "kind", "thing", "actor", "role", "day")],
        day=date.fromisoformat(row.text("day")),
        summary=f"{row['thing_label']}: {who}{row['kind_label']}{f' ({role})' if role else ''}",
        description="\n".join(filter(None, (str(row["plan_label"] or ""), place))),
        category=row.text("kind_label"),
        url=f"{scope.origin}{path}" if path.startswith("/") else path,
    )
