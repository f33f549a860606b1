"""The money that a plan budgets for an actor, or asks, and what a publisher has in the budget of its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.message import CountMessage, Message
from queries.answers import format_euros
from queries.dossiers.dossier import Entry, Name, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.answers import Row
    from queries.dossiers.dossier import Note
    from queries.dossiers.material import Material

MONEY = Message("Money")
A_YEAR = Message("%(euros)s euros a year")
BETWEEN = Message("%(least)s to %(most)s euros a year")
FOR_YEARS = Message("%(euros)s euros a year from %(first)s to %(last)s")
IN_YEAR = Message("%(euros)s euros in %(year)s")
IN_ALL = Message("%(euros)s euros for the whole period")
OF_PUBLISHER = Message("in the budget of the plan, which it publishes")
LINES = CountMessage("%(count)s budget line", "%(count)s budget lines")


def list_money(material: Material) -> Section:
    """List the budget lines that are for the actor, then those of the plan that it publishes, with their amounts."""
    found: dict[str, list[Row]] = {}
    rows = [row for row in material.rows["dossier-means"] if row["part"] == "money"]
    for row in sorted(rows, key=lambda row: row["side"] != "for"):
        found.setdefault(row.text("thing"), []).append(row)
    return Section("money", MONEY, tuple(_make_entry(material, its) for its in found.values()))


def sum_up_money(material: Material) -> Note:
    """Sum up the money in a few words: the amount a year where it is one line, else how many lines; nothing is added.

    A line is one for the actor, or else of the plan that it publishes. Empty where there is none.
    """
    rows = [row for row in material.rows["dossier-means"] if row["part"] == "money"]
    rows = [row for row in rows if row["side"] == "for"] or rows
    lines = {row["thing"] for row in rows}
    if not lines:
        return ""
    amounts = sorted({_read_euros(row) for row in rows if row["year"]})
    if len(lines) > 1 or not amounts or len({row["status"] for row in rows}) > 1:
        return LINES.fill(len(lines))
    least, most = (format_euros(it, material.language) for it in (amounts[0], amounts[-1]))
    return A_YEAR.fill(euros=least) if least == most else BETWEEN.fill(least=least, most=most)


def _make_entry(material: Material, rows: Sequence[Row]) -> Entry:
    """Make the entry of one budget line with the amounts in *rows*."""
    own = [row for row in rows if row["side"] == rows[0]["side"]]
    schemes = [("budget-status", "status"), ("amount-kind", "sort")]
    notes = [*_list_amounts(material, own)]
    for scheme, column in schemes:
        found = dict.fromkeys(row.text(column) for row in own if row[column])
        notes += [material.find_label(scheme, it) for it in found]
    notes += dict.fromkeys(row.text("text") for row in own if row["text"])
    notes += [OF_PUBLISHER] if own[0]["side"] == "publisher" else []
    name = Name(own[0].text("thing"), own[0].optional_text("label") or own[0].text("thing").rpartition("/")[2])
    return Entry(
        name, tuple(notes), bases=("stated",), lines=material.read_lines(row.optional_text("places") for row in own)
    )


def _list_amounts(material: Material, rows: Sequence[Row]) -> list[Note]:
    """List the amounts in *rows*; years in a row with the same amount are told together."""
    whole = dict.fromkeys(_read_euros(row) for row in rows if not row["year"])
    notes: list[Note] = [IN_ALL.fill(euros=format_euros(it, material.language)) for it in whole]
    spans: list[tuple[float, int, int]] = []
    for year, euros in sorted({(row.integer("year"), _read_euros(row)) for row in rows if row["year"]}):
        if spans and spans[-1][0] == euros and spans[-1][2] == year - 1:
            spans[-1] = (euros, spans[-1][1], year)
        else:
            spans.append((euros, year, year))
    for amount, first, last in spans:
        text = format_euros(amount, material.language)
        same = IN_YEAR.fill(euros=text, year=first)
        notes.append(same if first == last else FOR_YEARS.fill(euros=text, first=first, last=last))
    return notes


def _read_euros(row: Row) -> float:
    """Read the amount in *row*."""
    value = row["number"]
    return value if isinstance(value, int | float) else 0
