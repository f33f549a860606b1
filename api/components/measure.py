"""What the first lines of the page of a measure say: who, on which step, for whom, and what was agreed later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.thing import ask_panel
from graph.terms import make_iri, to_json
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from graph.terms import TermJson
    from queries.answers import Row

#: The roles of those for whom a measure is, or at whom it is aimed.
FOR_ROLES = ("beneficiary", "target", "affected", "trained", "informed")


@dataclass(frozen=True)
class Agreement:
    """What was agreed later, by `row`, and whether that holds on the day: `now`, `later` or `before`."""

    row: Row
    when: str

    @property
    def is_owner(self) -> bool:
        """Whether it says who owns the measure."""
        return self.row["role"] == "owner"


@dataclass(frozen=True)
class MeasureSummary:
    """A measure in a line: its step of ownership and the number of that, who makes it so, and for whom it is.

    `steps` is how many steps there are. `own_step` is the step on which the plan itself leaves it, where only a later
    decision names an owner; else it is empty.
    """

    standing: Sequence[Row]
    step: str
    number: int
    steps: int
    own_step: str
    actors: Mapping[str, str]
    targets: Mapping[str, str]
    agreed: Sequence[Agreement]
    progress: Sequence[Row]


def summarise_measure(scope: Scope, iri: str, involved: Sequence[Row], day: str) -> MeasureSummary:
    """Summarise the measure *iri*, in which by the plan and later those of *involved* have a part, as of *day*."""
    standing = ask_panel(scope, "measure-step", iri, scope.bind_day(day))
    steps = [row.text("id") for row in scope.ask_panel("defined", _bind_scheme("ownership-step"))]
    later = ask_panel(scope, "measure-later", iri)
    step = standing[0].text("step") if standing else ""
    is_own = any(row["role"] == "owner" and row["basis"] != "agreed" for row in involved)
    return MeasureSummary(
        standing,
        step,
        steps.index(step) + 1 if step in steps else 0,
        len(steps),
        standing[0].text("below_step") if step == "owner" and not is_own else "",
        {row.text("actor"): row.text("actor_label") for row in standing if row["actor"]},
        {row.text("actor"): row.text("actor_label") for row in involved if row["role"] in FOR_ROLES},
        [Agreement(row, _find_when(row, day)) for row in later if row["what"] == "agreed"],
        [row for row in later if row["what"] == "progress"],
    )


def _bind_scheme(name: str) -> dict[str, TermJson]:
    """Bind the scheme called *name*."""
    return {"_scheme": to_json(make_iri(f"{PREFIXES['scheme']}{name}"))}


def _find_when(row: Row, day: str) -> str:
    """Find whether what *row* says holds on *day*, begins after it, or is over by then."""
    if str(row["from"] or "") > day:
        return "later"
    return "before" if row["until"] and str(row["until"]) <= day else "now"
