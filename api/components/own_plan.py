"""My municipality: whose plans one can choose, and where the choice of one leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.components.plan_list import name_publishers
from graph.errors import BadParameter
from queries.answers import find_iri, to_sort_key

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.plans import Plan

#: How the start page is told a municipality.
MUNICIPALITY_NAME = "municipality"


@dataclass(frozen=True)
class OwnPlan:
    """The municipalities that publish a plan, by the name that they are chosen by; and what was chosen.

    `chosen` is a municipality that was named, and `plans` are those that it publishes.
    """

    names: tuple[str, ...]
    chosen: str = ""
    plans: tuple[Plan, ...] = ()


def find_own_plan(scope: Scope, url: RequestUrl) -> OwnPlan:
    """Find the plans of the municipality that *url* names, and whose plans there are.

    :raises BadParameter: when there is no municipality that it could mean.
    """
    labels = name_publishers(scope)
    names = tuple(sorted(set(labels.values()), key=to_sort_key))
    given = url.parameters.get(MUNICIPALITY_NAME, "").strip()
    if not given:
        return OwnPlan(names)
    wanted = to_sort_key(given)
    iri = next((it for it, name in labels.items() if to_sort_key(name) == wanted), None)
    iri = iri or find_iri(scope.plans.register, "Municipality", given)
    if iri is None:
        raise BadParameter(
            MUNICIPALITY_NAME, "There is no municipality called %(value)r. Choose one from the list.", value=given[:80]
        )
    plans = tuple(it for it in scope.plans if iri in it.publishers)
    return OwnPlan(names, labels.get(iri, given), plans)
