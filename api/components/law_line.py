"""The days of a law as a history and as a sentence: how it came, from when it held, and what holds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_timedelta

from api.catalogue import find_locale
from api.components.table import format_day
from api.components.thing import ask_panel
from visualisation import Period, Stretch, Track, draw_history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from api.requests.scope import Scope
    from queries.answers import Row
    from queries.plans import Plan

#: What the table beside the picture is called in the page.
TABLE = "law-line"
#: How far each state goes, as the picture shows it.
PROPOSED, DECIDED, HOLDS = 1, 2, 3

#: What is about a year is said in years, and what is less than two years else in months.
MONTHS_IN_YEAR, DAYS_IN_MONTH, YEAR_THRESHOLD = 12, 30.44, 0.95


@dataclass(frozen=True)
class LawLine:
    """The history of a law: a picture, empty where no day is known, and the rows of its table."""

    picture: str
    rows: list[Row]


def build_line(scope: Scope, iri: str) -> LawLine:
    """Build the history of the law or standard *iri*, with what came before and after it, and the plan of *scope*."""
    rows = _list_rows(scope, iri)
    dated = [(row, list_stretches(row)) for row in rows]
    tracks = [Track(row.text("law_label"), its, main=row["law"] == iri) for row, its in dated if its]
    if not tracks:
        return LawLine("", [])
    _ = scope.translator.gettext
    picture = draw_history(
        tracks, (scope.on, _("today")), _("When each law or standard held"), TABLE, _make_period(scope)
    )
    return LawLine(picture, rows)


def _list_rows(scope: Scope, iri: str) -> list[Row]:
    """List the laws of the history of *iri*, each once, in the order in which they came."""
    return list({row["law"]: row for row in reversed(ask_panel(scope, "law-line", iri))}.values())[::-1]


def _make_period(scope: Scope) -> Period | None:
    """Make the period of the one plan of *scope*; None where it is about several, or its days are not known."""
    plan = scope.plan
    begin, end = (parse_date(plan.starts), parse_date(plan.ends)) if plan else (None, None)
    return Period(begin, end, scope.translator.gettext("period of the plan")) if begin and end else None


def list_stretches(row: Row) -> list[Stretch]:
    """List the states that the law in *row*, of the panel `law-line`, went through, each until the next began."""
    introduced, adopted, begins, known, until, act = (
        parse_date(row[name]) for name in ("introduced", "adopted", "from", "known", "until", "act_from")
    )
    holds, over = begins or known, until or act
    found = [
        (introduced, adopted or holds or over, PROPOSED),
        (adopted, holds or over, DECIDED),
        (holds, over, HOLDS),
    ]
    return [Stretch(start, end, weight) for start, end, weight in found if start and (end is None or start < end)]


def parse_date(value: object) -> date | None:
    """Parse *value* as a day of our era; None where it is no such day."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def describe_law(scope: Scope, row: Row | None, status: str) -> str:
    """Describe in a sentence how the law in *row* stands today, since when, and beside the plan of *scope*."""
    _ = scope.translator.gettext
    if row is None or not status:
        return _("From when and until when it holds is not known.")
    if row["act"]:
        return _("This bill became a law%(when)s.") % {"when": _describe_act(scope, row)}
    if status == "repealed":
        return _("It lapsed on %(day)s%(when)s.") % _date(scope, row["until"])
    if status == "bill":
        return _("It is a bill, introduced on %(day)s%(when)s.") % _date(scope, row["introduced"])
    return _describe_force(scope, row) if status == "in_force" else _("It was adopted, and is not in force.")


def _describe_act(scope: Scope, row: Row) -> str:
    """Describe since when the law that came of the bill in *row* is in force, to go on after it."""
    day = row["act_from"]
    return scope.translator.gettext(" that came into force on %(day)s%(when)s") % _date(scope, day) if day else ""


def _describe_force(scope: Scope, row: Row) -> str:
    """Describe since when the law in *row* is in force, and from when it applies where that is later."""
    _ = scope.translator.gettext
    if not row["from"]:
        return _("It is in force; since when was not checked.")
    applied = parse_date(row["applied"])
    said = _("It is in force since %(day)s%(when)s.") % _date(scope, row["from"])
    if applied and applied > scope.on:
        said += " " + _("It applies from %(day)s.") % {"day": format_day(applied.isoformat(), scope.language)}
    return said


def _date(scope: Scope, value: object) -> Mapping[str, str]:
    """Write the day *value*, and when that was in the time of the plan of *scope*, where it is about one."""
    return {"day": format_day(str(value), scope.language), "when": describe_when(scope, parse_date(value), scope.plan)}


def describe_when(scope: Scope, day: date | None, plan: Plan | None) -> str:
    """Describe how *day* lies beside the period of *plan*, to go on after it; empty where either is not known."""
    begin, end = (parse_date(plan.starts), parse_date(plan.ends)) if plan else (None, None)
    if not day or not begin:
        return ""
    _ = scope.translator.gettext
    if day < begin:
        return _(", %(time)s before the plan began") % {"time": _write_time(scope, begin - day)}
    if end and day > end:
        return _(", %(time)s after the plan had ended") % {"time": _write_time(scope, day - end)}
    if day == begin:
        return _(", the day on which the plan began")
    return _(", %(time)s after the plan began") % {"time": _write_time(scope, day - begin)}


def _write_time(scope: Scope, length: timedelta) -> str:
    """Write a *length* of time in years, or in months or days where it is shorter."""
    threshold = YEAR_THRESHOLD if round(length.days / DAYS_IN_MONTH) == MONTHS_IN_YEAR else 2
    return str(format_timedelta(length, granularity="day", threshold=threshold, locale=find_locale(scope.language)))
