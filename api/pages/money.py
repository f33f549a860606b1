"""The money of the plans by task field and year: net and gross apart, what was asked on top, and what has none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from flask import Blueprint

from api.catalogue import find_locale
from api.components.choice_words import list_field_choices
from api.components.form import build_fields
from api.components.heading import build_heading
from api.components.page import render_page
from api.requests.question import answer_all, answer_question, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from visualisation import Bar, BarGroup, draw_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.requests.scope import Scope
    from queries.answers import Row, Value

blueprint = Blueprint("money", __name__)
#: The columns of what is net, gross and unsaid, each a series of bars of its own: they are never put on top of another.
SERIES = {"net_eur": 1, "gross_eur": 2, "unsaid_eur": 3}
#: As many plans as have their diagram and table on one page; of more, each has its totals.
MOST_PLANS = 3


@dataclass
class MoneyLine:
    """A row of a table of money: what it is of, its row of the answer by year, and how it is to be read."""

    label: str
    level: int
    cells: dict[int | None, Row] = field(default_factory=dict)

    @property
    def readings(self) -> list[str]:
        """How it is to be read, each way once; where years differ, with the years of which it is."""
        found: dict[str, list[str]] = defaultdict(list)
        for year, row in self.cells.items():
            found[str(row["reading"])].append(str(year or ""))
        if len(found) == 1:
            return list(found)
        return [f"{', '.join(filter(None, years))}: {reading}".lstrip(": ") for reading, years in found.items()]


@dataclass
class Budget:
    """What one document says of one status: its years, its lines by task field, and its diagram."""

    plan_label: str
    document: str
    document_label: str
    status: str
    table: str
    years: list[int | None] = field(default_factory=list)
    lines: list[MoneyLine] = field(default_factory=list)
    diagram: str = ""


@blueprint.get("/money")
def show_money() -> str:
    """Show the money by task field and year, what is asked apart from what is budgeted, and themes without any."""
    url = read_url()
    scope = get_scope().narrow(url)
    question = scope.library.find("budget-totals")
    answer = answer_all(scope, question, parse_parameters(url))
    in_full = len(scope.chosen) <= MOST_PLANS
    budgets = build_budgets(scope, answer.rows)
    fields = build_fields(scope, question, url.parameters)
    return render_page(
        scope,
        url,
        "money/index.html",
        question=question,
        fields=fields,
        heading=build_heading(scope, url, list_field_choices(fields, url)),
        budgets=budgets if in_full else [],
        totals=[] if in_full else [(budget, budget.lines[0]) for budget in budgets if budget.lines],
        without=answer_question(scope, "themes-without-money", {}).rows if in_full else [],
        amount=lambda value: format_amount(value, scope.language),
        trust=assess_trust(answer),
    )


def build_budgets(scope: Scope, rows: Iterable[Row]) -> list[Budget]:
    """Build a budget of each document and status in *rows*, which are of the question `budget-totals`."""
    found: dict[tuple[str, str], Budget] = {}
    lines: dict[tuple[str, str], dict[str, MoneyLine]] = defaultdict(dict)
    for row in rows:
        key = (row.text("document"), row.text("status"))
        names = str(row["plan_label"] or ""), key[0], str(row["document_label"] or ""), key[1]
        budget = found.setdefault(key, Budget(*names, f"money-{len(found) + 1}"))
        level = 3 if row["item"] else 2 if row["task_field"] else 1
        label = _name_line(scope, row, level)
        place = f"{row['task_field'] or ''} {level} {row['item'] or ''}" if level > 1 else ""
        line = lines[key].setdefault(place, MoneyLine(label, level))
        year = row.optional_integer("year")
        line.cells[year] = row
        if year not in budget.years:
            budget.years.append(year)
    for key, budget in found.items():
        budget.lines = [line for _place, line in sorted(lines[key].items())]
        budget.years.sort(key=lambda year: (year is None, year or 0))
        budget.diagram = _draw(scope, budget)
    return list(found.values())


def _name_line(scope: Scope, row: Row, level: int) -> str:
    """Name what *row* is of: all, a task field, or a line."""
    names = {
        1: scope.translator.gettext("All together"),
        2: scope.find_concept_label("task-field", row["task_field"]),
        3: str(row["item_label"] or ""),
    }
    return names[level]


def _draw(scope: Scope, budget: Budget) -> str:
    """Draw *budget* by year and task field, or by line where it has none; what is net and gross has bars of its own."""
    _ = scope.translator.gettext
    names = {"net_eur": _("net"), "gross_eur": _("gross"), "unsaid_eur": _("not said")}
    shown = [line for line in budget.lines if line.level == 2] or [line for line in budget.lines if line.level == 3]  # noqa: PLR2004  levels
    groups = []
    for year in budget.years:
        heading = str(year) if year else _("without a year")
        for line in shown:
            if row := line.cells.get(year):
                groups.append(BarGroup(line.label, _make_bars(scope, row, names), heading))
                heading = ""
    return draw_bars(groups, _("Money by year and task field, in euros"), budget.table) if groups else ""


def _make_bars(scope: Scope, row: Row, names: dict[str, str]) -> Sequence[Bar]:
    """Make a bar of each part of *row* that is not nought, called by *names*."""
    return [
        Bar(_to_float(row[name]), f"{format_amount(row[name], scope.language)}, {names[name]}", series)
        for name, series in SERIES.items()
        if row[name]
    ]


def format_amount(value: Value, language: str) -> str:
    """Format *value* as an amount of money, in whole euros; empty where there is none."""
    return "" if value is None else f"€\u00a0{format_decimal(value, '#,##0', locale=find_locale(language))}"


def _to_float(value: Value) -> float:
    """Convert *value* to a number; nought where it is none, or of extreme size."""
    try:
        return float(value or 0)
    except (OverflowError, ValueError):
        return 0.0
