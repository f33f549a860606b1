"""What the page of a theme shows: its measures in groups, who works on it, its laws and money, and its key figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.components.excerpt import MOST_ROWS, find_whole
from api.components.key_figures import format_number, make_figure, make_warning
from api.components.thing import ask_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from api.components.key_figures import KeyFigure
    from api.requests.scope import Scope
    from queries.answers import Row

#: As many measures as each group shows, however many groups there are.
LEAST_IN_GROUP = 3
#: The kinds of goals, the one that a plan would reach first before others; kinds without a place here come last.
GOAL_ORDER = ("mission", "goal", "aim", "ambition", "intended_effect", "communication_goal")


@dataclass(frozen=True)
class MeasureGroup:
    """The measures of one theme with one horizon: the `rows` that are shown of `count`, and how many have an owner."""

    theme: str
    label: str
    horizon: str
    rows: list[Row]
    count: int
    owned: int
    href: str


@dataclass(frozen=True)
class ThemeLaw:
    """A law as the panel `theme-laws` finds it, with what holds today in its place, by IRI."""

    row: Row
    now: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_changed(self) -> bool:
        """Whether it stands otherwise today than on the first day of the plan."""
        return self.row["status"] != self.row["first_status"]


@dataclass(frozen=True)
class ThemeMoney:
    """The amounts for a theme, each with its euros as people write them.

    `budgeted` is the sum of what is budgeted, None where that does not add up.
    """

    rows: list[tuple[Row, str]]
    budgeted: float | None

    @property
    def lines(self) -> int:
        """The number of budget lines."""
        return len({row["item"] for row, _ in self.rows})


@dataclass(frozen=True)
class ThemeNumbers:
    """What the key figures of a theme count."""

    measures: int
    owned: int
    partners: int
    laws: int
    decisions: int
    money: ThemeMoney


def count_measures(rows: Iterable[Row]) -> tuple[int, int]:
    """Count the measures in *rows*, and those of them that have an owner."""
    listed = list(rows)
    return len({row["measure"] for row in listed}), len({row["measure"] for row in listed if row["owner"]})


def group_measures(scope: Scope, theme: str, rows: Sequence[Row]) -> list[MeasureGroup]:
    """Group *rows*, of the question `measures`, by theme and horizon, those of *theme* itself first.

    However many groups there are, some measures of each are shown.
    """
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["theme"] != theme):
        its = grouped.setdefault((row.text("theme"), row.optional_text("horizon") or ""), [])
        if all(row["measure"] != other["measure"] for other in its):
            its.append(row)
    most = max(LEAST_IN_GROUP, MOST_ROWS // max(len(grouped), 1))
    return [_make_group(scope, *key, its, most) for key, its in grouped.items()]


def _make_group(scope: Scope, theme: str, horizon: str, rows: list[Row], most: int) -> MeasureGroup:
    """Make the group of *rows* of *theme* with *horizon*, of which it shows *most*; one more takes no more room."""
    values = {"theme": scope.find_value(theme), **({"horizon": horizon} if horizon else {})}
    shown = rows if len(rows) <= most + 1 else rows[:most]
    href = find_whole(scope, "measures", values)
    return MeasureGroup(theme, rows[0].text("theme_label"), horizon, shown, *count_measures(rows), href)


def group_goals(theme: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group *rows*, of the question `goals-and-effects`, by kind, those of *theme* itself first in each.

    What a plan says in the same words in two places is listed once.
    """
    found: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: (_rank_kind(row.text("kind")), row["theme"] != theme)):
        found.setdefault(row.text("kind"), {}).setdefault(row.text("node_label"), row)
    return {kind: list(its.values()) for kind, its in found.items()}


def _rank_kind(kind: str) -> int:
    """Rank *kind* among the kinds of goals."""
    return GOAL_ORDER.index(kind) if kind in GOAL_ORDER else len(GOAL_ORDER)


def list_laws(scope: Scope, theme: str) -> list[ThemeLaw]:
    """List the laws and standards that the plan names with *theme*, and how they stand today."""
    bound = scope.bind_day()
    return [
        ThemeLaw(row, _find_heirs(scope, row.text("law")) if row["status"] in ("repealed", "adopted", "bill") else {})
        for row in ask_panel(scope, "theme-laws", theme, bound)
    ]


def _find_heirs(scope: Scope, law: str) -> dict[str, str]:
    """Find what holds today in the place of *law*: names by IRI."""
    rows = ask_panel(scope, "successors-today", law, scope.bind_day())
    return {row.text("other"): row.text("other_label") for row in rows}


def find_money(scope: Scope, theme: str) -> ThemeMoney:
    """Find the money for *theme*, its sub-themes and their measures; what is net and what is gross is not added up."""
    rows = ask_panel(scope, "theme-money", theme)
    budgeted = [row for row in rows if row["status"] == "budgeted"]
    mixed = {"net", "gross"} <= {row["kind"] for row in budgeted}
    twice = len({(row["item"], row["year"]) for row in budgeted}) < len(budgeted)
    amounts = [(row, format_number(scope, float(row["euros"] or 0))) for row in rows]
    return ThemeMoney(amounts, None if mixed or twice else sum(float(row["euros"] or 0) for row in budgeted))


def list_figures(scope: Scope, iri: str, numbers: ThemeNumbers) -> list[KeyFigure]:
    """List the key figures of the theme *iri*, which are its *numbers*, each with the way to just that."""
    ngettext, it = scope.translator.ngettext, numbers
    here = {"theme": scope.find_value(iri)}
    plan = {"plan": scope.plan.key} if scope.has_several and scope.plan else {}
    gaps = scope.url_for("gaps.show_gaps", kind="owner", **here, **plan)
    laws, decisions = find_whole(scope, "legal-references", here), find_whole(scope, "open-decisions", here)
    return [
        make_figure(
            scope, it.measures, ngettext("measure", "measures", it.measures), find_whole(scope, "measures", here)
        ),
        make_figure(scope, it.owned, scope.translator.gettext("with an owner"), gaps, warns=it.owned < it.measures),
        make_figure(
            scope,
            it.partners,
            ngettext("partner", "partners", it.partners),
            find_whole(scope, "partner-coverage", here),
        ),
        make_figure(scope, it.laws, ngettext("law or standard", "laws and standards", it.laws), laws),
        _make_money_figure(scope, it.money, here),
        make_warning(
            scope, it.decisions, ngettext("decision still open", "decisions still open", it.decisions), decisions
        ),
    ]


def _make_money_figure(scope: Scope, money: ThemeMoney, here: Mapping[str, str]) -> KeyFigure:
    """Make the key figure of *money*: the euros that are budgeted, or the number of lines where those do not add up."""
    ngettext = scope.translator.ngettext
    href = find_whole(scope, "budget" if money.rows else "gaps", here if money.rows else {**here, "kind": "money"})
    if money.budgeted is None:
        return make_figure(scope, money.lines, ngettext("budget line", "budget lines", money.lines), href)
    euros = round(money.budgeted)
    return make_figure(scope, euros, ngettext("euro budgeted", "euros budgeted", euros), href, warns=not euros)


def list_claims(scope: Scope, theme: str) -> list[tuple[Row, str]]:
    """List how many claims of each kind the plan makes of *theme*, each with the URL of those."""
    here = scope.find_value(theme)
    return [
        (row, find_whole(scope, "claims", {"theme": here, "kind": row.text("kind")}))
        for row in ask_panel(scope, "theme-claims", theme)
    ]


def list_more(scope: Scope, theme: str) -> list[tuple[str, int, str]]:
    """List what else there is for *theme*: in words, how many, and the URL of those."""
    _, here = scope.translator.gettext, {"theme": scope.find_value(theme)}
    counts = {row.text("name"): row.integer("things") for row in ask_panel(scope, "theme-counts", theme)}
    named = {
        "Instrument": (_("Instruments"), "instruments"),
        "Agreement": (_("Agreements"), "agreements"),
        "Focus": (_("Foci"), "foci"),
        "Power": (_("Powers"), "powers"),
    }
    return [
        (words, counts[name], find_whole(scope, question, here))
        for name, (words, question) in named.items()
        if counts.get(name)
    ]
