"""Moments and durations as texts in the order of time, also where XML Schema leaves that order open.

A moment without a time zone may be up to fourteen hours from the same moment in UTC. It is put where UTC has it, after
those with a zone: between any that it can be compared with (XML Schema 1.0 part 2, 3.2.7.3). A duration of months is as
long as the average of the four days that XML Schema compares durations by (3.2.6.2).
"""

from __future__ import annotations

import re

from graph.engine.ordering.number import XSD, encode_decimal

_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
_YEAR, _MONTH, _DAY = r"(?P<year>-?[0-9]{4,18})", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?P<hour>[01][0-9]|2[0-4]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]{1,18})?)"
_PATTERNS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "time": _TIME,
    "gYear": _YEAR,
    "gYearMonth": f"{_YEAR}-{_MONTH}",
    "gMonth": f"--{_MONTH}",
    "gMonthDay": f"--{_MONTH}-{_DAY}",
    "gDay": f"---{_DAY}",
}
_MOMENTS = {f"{XSD}{name}": re.compile(pattern + _ZONE) for name, pattern in _PATTERNS.items()}
_SIGNED = r"(?P<sign>-?)P(?=.)"
_MONTHS, _DAYS = r"(?:(?P<years>[0-9]{1,18})Y)?(?:(?P<months>[0-9]{1,18})M)?", r"(?:(?P<days>[0-9]{1,18})D)?"
_HOURS = (
    r"(?:T(?=.)(?:(?P<hours>[0-9]{1,18})H)?(?:(?P<minutes>[0-9]{1,18})M)?"
    r"(?:(?P<seconds>[0-9]{1,18})(?:\.(?P<fraction>[0-9]{1,18}))?S)?)?"
)
_DURATIONS = {
    f"{XSD}duration": re.compile(_SIGNED + _MONTHS + _DAYS + _HOURS),
    f"{XSD}yearMonthDuration": re.compile(_SIGNED + _MONTHS),
    f"{XSD}dayTimeDuration": re.compile(_SIGNED + _DAYS + _HOURS),
}
#: The months from which XML Schema compares durations, counted from year 0.
_FROM = tuple(year * 12 + month - 1 for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)))
#: What stands for what a moment leaves out: a leap year, so that --02-29 is a day.
_DEFAULTS = {"year": "1972", "month": "1", "day": "1", "hour": "0", "minute": "0", "second": "0", "zone": "Z"}
_NOTHING = dict.fromkeys(("years", "months", "days", "hours", "minutes", "seconds"), "0") | {"sign": "", "fraction": ""}
_MINUTES_A_DAY = 1440


def find_moment_order(lexical: str, datatype: str) -> str | None:
    """Find where *lexical* of *datatype*, an IRI, stands among the moments of its kind; None where it is none.

    >>> find_moment_order("2020-01-01Z", f"{XSD}date") < find_moment_order("2020-01-01", f"{XSD}date")
    True
    """
    pattern = _MOMENTS.get(datatype)
    match = pattern.fullmatch(lexical) if pattern else None
    if match is None:
        return None
    parts = {**_DEFAULTS, **{name: part for name, part in match.groupdict().items() if part}}
    second, _, fraction = parts["second"].partition(".")
    days = _count_days(int(parts["year"]) * 12 + int(parts["month"]) - 1) + int(parts["day"])
    minutes = days * _MINUTES_A_DAY + int(parts["hour"]) * 60 + int(parts["minute"]) - _read_zone(parts["zone"])
    order = _encode(minutes * 60 + int(second), fraction)
    return order if match["zone"] else f"{order} "


def find_duration_order(lexical: str, datatype: str) -> str | None:
    """Find where the duration *lexical* of *datatype*, an IRI, stands; None where it is none.

    >>> find_duration_order("P1Y", f"{XSD}yearMonthDuration") == find_duration_order("P12M", f"{XSD}duration")
    True
    """
    pattern = _DURATIONS.get(datatype)
    match = pattern.fullmatch(lexical) if pattern else None
    if match is None:
        return None
    parts = {**_NOTHING, **{name: part for name, part in match.groupdict().items() if part}}
    months = int(parts["sign"] + str(int(parts["years"]) * 12 + int(parts["months"])))
    days = sum(_count_days(start + months) - _count_days(start) for start in _FROM)
    hours = int(parts["days"]) * 24 + int(parts["hours"])
    seconds = hours * 3600 + int(parts["minutes"]) * 60 + int(parts["seconds"])
    scale = 10 ** len(parts["fraction"])
    own = int(parts["sign"] + str(seconds * scale + int(parts["fraction"] or 0)))
    total = days * _MINUTES_A_DAY * 60 * scale + own * len(_FROM)
    return f"{_encode(total, places=len(parts['fraction']))} {encode_decimal(str(months))}"


def _encode(number: int, fraction: str = "", places: int = 0) -> str:
    """Encode *number* with the digits of a *fraction* on top of it, or with as many *places* of its own behind it."""
    scaled = number * 10 ** len(fraction) + int(fraction or 0)
    return encode_decimal(f"{scaled}e-{len(fraction) + places}")


def _count_days(months: int) -> int:
    """Count the days from the start of year 0 to the start of the month that is *months* after it."""
    year, month = divmod(months - 2, 12)  # a year that begins in March has its leap day at the end
    return year * 365 + year // 4 - year // 100 + year // 400 + (month * 153 + 2) // 5


def _read_zone(zone: str) -> int:
    """Read *zone* as minutes from UTC."""
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes
