"""What a plan lacks, gathered by the thing that lacks it: one entry for a measure, with all that is missing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.gap_summary import COUNTED_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from api.requests.scope import Scope
    from queries.answers import Row

#: How much it matters, most first; what each rests on is said on the page, for it is a rule of ours and not of a plan.
SEVERITIES = ("high", "medium", "low")
#: The steps of ownership on which a sentence names nobody.
_NAMELESS = frozenset({"we", "nobody"})
#: What has to rest on a law most of all: whoever uses a power, or shares data.
_BOUND = frozenset({"power", "data-sharing"})


@dataclass(frozen=True)
class Lacking:
    """A thing and what it lacks: the row of each kind of gap, of which `chosen` is the kind that was asked for."""

    kinds: Mapping[str, Row]
    sort: str
    chosen: str = ""

    @property
    def row(self) -> Row:
        """The row that speaks for it: of the chosen kind, else the first to which something comes near."""
        if self.chosen:
            return self.kinds[self.chosen]
        return next((row for row in self.kinds.values() if row["nearest_reason"]), next(iter(self.kinds.values())))

    @property
    def others(self) -> list[str]:
        """What it lacks besides what was chosen, in the order in which kinds are told."""
        return [kind for kind in COUNTED_CLASSES if kind in self.kinds and kind != self.chosen]

    @property
    def step(self) -> str:
        """On which step of ownership it stands; empty where it is no measure."""
        if self.sort != "measure":
            return ""
        return self.kinds["owner"].text("step") if "owner" in self.kinds else "owner"

    @property
    def severity(self) -> str:
        """How much it matters that this is lacking."""
        if self.sort == "measure":
            heavy, fair = self.step in _NAMELESS and "deadline" in self.kinds, "owner" in self.kinds
        elif self.sort == "goal":
            heavy, fair = {"indicator", "reporting"} <= self.kinds.keys(), "indicator" in self.kinds
        else:
            heavy, fair = self.sort in _BOUND, True
        return "high" if heavy else "medium" if fair else "low"


@dataclass(frozen=True)
class ThemeGroup:
    """The entries of one theme of one plan; `theme` is empty for what belongs to none, and `plan` says whose it is."""

    plan: str
    theme: str
    label: str
    entries: Sequence[Lacking]

    @property
    def has_steps(self) -> bool:
        """Whether there are measures among them, which stand on a step of ownership."""
        return any(it.step for it in self.entries)

    @property
    def heavy(self) -> int:
        """How many of them matter most."""
        return sum(it.severity == "high" for it in self.entries)


def gather_lacking(scope: Scope, rows: Iterable[Row], kind: str = "", sort: str = "") -> list[ThemeGroup]:
    """Gather *rows* of the question `gaps` by theme and thing, in the order of the plan; what matters most is first.

    With a *kind* those that lack it are kept, with a *sort*, such as `measure`, the things of that.
    """
    found: dict[tuple[str, str], dict[str, dict[str, Row]]] = {}
    for row in sorted(rows, key=lambda it: (it["line"] is None, it["line"] or 0, it["page"] or 0)):
        group = found.setdefault((str(row.get("plan") or ""), str(row["theme"] or "")), {})
        group.setdefault(row.text("node"), {})[row.text("kind")] = row
    order = {plan.iri: place for place, plan in enumerate(scope.chosen)}
    groups = [
        ThemeGroup(*key, _name_theme(things), _list_entries(scope, things, kind, sort)) for key, things in found.items()
    ]
    kept = [group for group in groups if group.entries]
    return sorted(kept, key=lambda it: (order.get(it.plan, 0), not it.theme, _find_first(it)))


def _find_first(group: ThemeGroup) -> int:
    """Find the first line, or else page, on which an entry of *group* stands."""
    return min(it.row.optional_integer("line") or it.row.optional_integer("page") or 0 for it in group.entries)


def _name_theme(things: Mapping[str, Mapping[str, Row]]) -> str:
    """Name the theme that all rows of *things* have."""
    return next((str(row["theme_label"] or "") for kinds in things.values() for row in kinds.values()), "")


def _list_entries(scope: Scope, things: Mapping[str, Mapping[str, Row]], kind: str, sort: str) -> list[Lacking]:
    """List the entries of *things* that lack the *kind*, or are of the *sort*; what matters most comes first."""
    entries = [
        Lacking(kinds, (scope.paths.find_local(iri) or ("",))[0], kind)
        for iri, kinds in things.items()
        if not kind or kind in kinds
    ]
    return sorted((it for it in entries if sort in ("", it.sort)), key=lambda it: SEVERITIES.index(it.severity))
