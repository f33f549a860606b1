"""Rows in, horizontal bars out: one for each row, or for each label with how many rows have it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from ontology.namespaces import PREFIXES, compact_iri
from visualisation import svg
from visualisation.svg import UndrawableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from graph.terms import TermJson

    Row = Mapping[str, TermJson]

#: As many bars as one picture has; the rest is said in words.
MOST_BARS = 40
WIDTH, HEAD, STEP, THICK = 880, 44, 26, 18
#: Pixels for the labels at the left, and for the numbers at the end of the bars.
LABELS, NUMBERS = 320, 76
#: The types of XML Schema that are numbers, as far as SPARQL 1.1 calculates with them (section 17.1).
_SIGNED = ("integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte")
_UNSIGNED = ("nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte")
NUMERIC_TYPES = {PREFIXES["xsd"] + name for name in (*_SIGNED, *_UNSIGNED, "decimal", "float", "double")}


@dataclass(frozen=True)
class Bar:
    """A label with its number."""

    label: str
    value: Decimal


@dataclass(frozen=True)
class BarChart:
    """All bars in order, their columns, and how many rows had no number; `value` is empty for a count.

    `numbers` are all the columns that hold numbers and nothing else.
    """

    label: str
    value: str
    bars: list[Bar]
    left_out: int = 0
    numbers: tuple[str, ...] = ()


def list_numeric_columns(head: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """List the columns that hold numbers and nothing else."""
    return [name for name in head if _classify_values(name, rows) == {True}]


def build_bars(head: Sequence[str], rows: Sequence[Row], value: str = "") -> BarChart:
    """Build the bars of *rows*: the first column of text says what, the first of numbers, or *value*, how much.

    Without a column of numbers each label has the number of its rows. Of a thing with a label the label is taken.
    Where all is numbers, the first column is the label.

    :raises UndrawableError: when there is no row, or nothing beside one column of numbers.
    """
    if not rows:
        raise UndrawableError("empty")
    numbers = numeric = list_numeric_columns(head, rows)
    texts = [name for name in head if name not in numbers and _classify_values(name, rows)]
    if not texts and len(numbers) > 1:
        texts, numbers = numbers[:1], numbers[1:]
    if not texts:
        raise UndrawableError("no_label")
    named = [name for name in texts if f"{name}_label" not in texts]
    if not numbers:
        first = f"{texts[0]}_label" if f"{texts[0]}_label" in texts else texts[0]
        counts = Counter(_format_label(row, (first,)) for row in rows)
        return BarChart(first, "", [Bar(name, Decimal(count)) for name, count in counts.most_common()])
    by = _select_label_columns(named, rows)
    chosen = value if value in numbers else numbers[0]
    numbered = [(_format_label(row, by), _parse_number(row.get(chosen))) for row in rows]
    bars = [Bar(label, number) for label, number in numbered if number is not None]
    return BarChart(", ".join(by), chosen, bars, len(rows) - len(bars), tuple(numeric))


def _select_label_columns(named: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """Select the first of the columns *named*, with another where only the two make all labels differ."""
    pairs = [(named[0], other) for other in named[1:]]
    return next(
        (by for by in ((named[0],), *pairs) if len({_format_label(row, by) for row in rows}) == len(rows)), (named[0],)
    )


def render_chart(chart: BarChart, title: str, notes: Sequence[str], format_number: Callable[[Decimal], str]) -> str:
    """Draw the first bars of *chart* under *title* and above *notes*, numbers as *format_number* writes them."""
    shown = chart.bars[:MOST_BARS]
    picture = svg.build_picture(WIDTH, HEAD + STEP * len(shown), title, notes)
    values = [float(bar.value) for bar in shown]
    low, high = min([0.0, *values]), max([0.0, *values])
    start = LABELS + (NUMBERS if low < 0 else 0)
    scale = (WIDTH - NUMBERS - start) / ((high - low) or 1.0)
    zero = start - low * scale
    for place, (bar, value) in enumerate(zip(shown, values, strict=True)):
        _draw_bar(picture, HEAD + STEP * place, bar, (zero, zero + value * scale), format_number(bar.value))
    axis = {
        "x1": svg.format_pixels(zero),
        "x2": svg.format_pixels(zero),
        "y1": str(HEAD - 4),
        "y2": str(HEAD + STEP * len(shown)),
    }
    SubElement(picture, "line", axis | {"stroke": svg.SOFT, "stroke-width": "1"})
    return svg.to_xml(picture)


def _draw_bar(picture: Element, top: float, bar: Bar, ends: tuple[float, float], number: str) -> None:
    """Draw *bar* between its *ends*, at *top*: its label at the left, and *number* beside it."""
    group = SubElement(picture, "g")
    svg.add_title(group, f"{bar.label}: {number}")
    middle, (zero, end) = top + THICK / 2 + 5, ends
    svg.add_text(group, (LABELS - 10, middle), svg.shorten_text(bar.label, LABELS - svg.EDGE - 10), "end")
    box = {
        "x": svg.format_pixels(min(ends)),
        "y": svg.format_pixels(top),
        "width": svg.format_pixels(abs(end - zero)),
    }
    SubElement(group, "rect", box | {"height": str(THICK), "fill": svg.OTHER if end < zero else svg.ACCENT})
    svg.add_text(group, (end - 6 if end < zero else end + 6, middle), number, "end" if end < zero else "start")


def _classify_values(name: str, rows: Sequence[Row]) -> set[bool]:
    """Collect whether the values in the column called *name* are numbers: true, false, or both."""
    return {row[name].get("datatype") in NUMERIC_TYPES for row in rows if name in row}


def _parse_number(term: TermJson | None) -> Decimal | None:
    """Parse the number that *term* is; None where it is no number, infinite, or of extreme size."""
    try:
        number = Decimal(term["value"].strip()) if term else Decimal("NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 300 else None  # noqa: PLR2004  what a float can hold


def _format_label(row: Row, by: Sequence[str]) -> str:
    """Format what the columns named in *by* hold in *row*, as a label."""
    return ", ".join(_format_term(row[name]) for name in by if name in row) or "-"


def _format_term(term: TermJson) -> str:
    """Format *term* as text."""
    return compact_iri(term["value"]) if term["type"] == "uri" else term["value"]
