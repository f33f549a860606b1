"""How the tables of `docs/reference/speed.md` write a table, a number and a ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: From here on a number is shown without decimals.
MANY = 100


def write_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give a table with *heads* over *rows*; all but the first column are numbers."""
    yield _write_row(heads)
    yield "|---|" + "---:|" * (len(heads) - 1)
    yield from map(_write_row, rows)


def _write_row(cells: Sequence[str]) -> str:
    """Give *cells* as a line of a table."""
    return f"| {' | '.join(cells)} |"


def format_number(value: float | None) -> str:
    """Give *value* with as many digits as it can bear, and a dash where there is none.

    >>> format_number(0.1234), format_number(12.34), format_number(1234.5), format_number(None)
    ('0.12', '12.3', '1,234', '-')
    """
    if value is None:
        return "-"
    digits = 2 if value < 1 else 1 if value < MANY else 0
    return f"{value:,.{digits}f}"


def format_ratio(above: float | None, below: float | None, more: str = "") -> str:
    """Give *above* divided by *below*, or *more* than that, and a dash where either is missing."""
    return f"{more}**{format_number(above / below)}**" if above is not None and below else "-"
