"""Some of what a parameter can be set to, where there is much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.answers import list_choices

if TYPE_CHECKING:
    from graph.engine import Store
    from queries.questions import Parameter

#: What a choice may change in the rows of a question: what is past depends on the day, and what is said of a partner's
#: part on the sentences that are counted.
CHANGED = {"calendar": {"moment"}, "partner-involvements": {"roles", "basis", "anchor", "line", "page"}}
#: What a choice of what is counted, and by whom, changes in the rows: one place can be of two things.
COUNTED = {"counts": {"subject", "subject_label", "sort"}, "per": {"actor", "actor_label"}}


def sample_choices(store: Store, parameter: Parameter, most: int) -> list[str]:
    """List the IRIs of the choices that *store* has for *parameter*: some *most* of them, evenly, and its examples."""
    choices = list_choices(store, parameter)
    step = 1 + len(choices) // most
    return [it.iri for place, it in enumerate(choices) if place % step == 0 or it.id in parameter.examples]
