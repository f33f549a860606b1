"""How the values are written that are not chosen from the graph: a day, a year, a number."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


def is_day(text: str) -> bool:
    """Say whether *text* is a day that there is (ISO 8601).

    >>> is_day("2020-02-29"), is_day("2019-02-29")
    (True, False)
    """
    try:
        date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        return False
    return True


def is_year(text: str) -> bool:
    """Say whether *text* is a year in four digits."""
    return _YEAR.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Say whether *text* is a number in digits, with a point before decimals."""
    return _NUMBER.fullmatch(text) is not None
