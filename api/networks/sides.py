"""The two sides of a comparison of networks: of which plan, version or theme each is, and what is alike in both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.components.form import Field, Option, build_fields
from api.networks.choice import AGAINST_PREFIX
from graph.errors import BadParameter
from visualisation import BOTH, LEFT, RIGHT, compare_networks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.networks.choice import NetworkChoice
    from api.requests.scope import Scope
    from queries.questions import Question
    from visualisation import Network


@dataclass(frozen=True)
class SideCount:
    """How many things and ties are on one side of a comparison alone, or in both."""

    side: str
    nodes: int
    pairs: int


def count_sides(network: Network) -> list[SideCount]:
    """Count what of *network* is only left, only right, and in both."""
    nodes = Counter(node.side for node in network.nodes)
    pairs = Counter(side for side, _pair in {(it.side, it.pair) for it in network.edges})
    return [SideCount(side, nodes[side], pairs[side]) for side in (LEFT, RIGHT, BOTH)]


def build_other_fields(scope: Scope, question: Question, choice: NetworkChoice) -> list[Field]:
    """Build the fields for what the other side of a comparison has otherwise: the plan, and what *question* takes."""
    fields = build_fields(scope, question, {**choice.values, **choice.against})
    version = _build_field(choice, "version", scope.translator.gettext("Data version"), scope.version.digest[:12])
    others = [*(replace(it, name=f"{AGAINST_PREFIX}{it.name}", required=False) for it in fields), version]
    if len(scope.plans) < 2:  # noqa: PLR2004  two make a choice
        return others
    options = [Option(plan.key, plan.find_label(scope.language)) for plan in scope.plans]
    plan = _build_field(choice, "plan", scope.translator.gettext("Plan"), "")
    return [replace(plan, kind="choice", groups={"": options}), *others]


def _build_field(choice: NetworkChoice, name: str, label: str, example: str) -> Field:
    """Build a field for what no question takes: *name*, with what *choice* has for it."""
    chosen = choice.against.get(name, "")
    return Field(f"{AGAINST_PREFIX}{name}", "text", label, {}, chosen, required=False, example=example)


def find_other_side(scope: Scope, choice: NetworkChoice) -> tuple[Scope, dict[str, str]]:
    """Find the other side of a comparison: the scope in which it is asked, and the values of its question.

    Whatever *choice* does not name otherwise is as it is in *scope*.

    :raises UnknownVersion: when it is of a version that is not there.
    :raises BadParameter: when it is of a plan that is not there.
    """
    against = dict(choice.against)
    version, plan = against.pop("version", ""), against.pop("plan", "")
    other = _open_version(scope, version) if version else scope
    values = {name: value for name, value in {**choice.values, **against}.items() if value}
    return (other.within(other.plans.find(plan)) if plan else other), values


def _open_version(scope: Scope, version: str) -> Scope:
    """Open *version* beside that of *scope*.

    :raises BadParameter: where no other version can be opened.
    """
    if scope.of_version is None:
        raise BadParameter(
            f"{AGAINST_PREFIX}version", "Only the website lays a network beside that of another version: leave it out."
        )
    return scope.of_version(version)


def lay_beside(left_scope: Scope, left: Network, right_scope: Scope, right: Network) -> Network:
    """Lay *left* beside *right*: one network, in which what each plan calls its own is one where it is alike."""
    if left_scope.chosen == right_scope.chosen:
        return compare_networks(left, right)
    alike = [_find_matches(scope, network) for scope, network in ((left_scope, left), (right_scope, right))]
    shared = set(alike[0].values()) & set(alike[1].values())
    return compare_networks(left, right, {thing: of for it in alike for thing, of in it.items() if of in shared})


def _find_matches(scope: Scope, network: Network) -> Mapping[str, str]:
    """Find what the nodes of *network* are alike to in the register, of those that alone are alike to it."""
    inside = {node.id for node in network.nodes}
    matches = {row.text("thing"): row.text("of") for row in scope.ask_panel("alike") if row["thing"] in inside}
    counted = Counter(matches.values())
    return {thing: of for thing, of in matches.items() if counted[of] == 1}
