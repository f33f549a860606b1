"""What one chooses by around a network: which kinds are on, whether its authors are in it, and what is chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.networks.paragraph import count_pairs
from queries.answers import to_sort_key
from visualisation import find_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.components.form import Field
    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: What a URL says of where one looks, which a link to another picture leaves out.
PLACE_NAMES = ("zoom", "x", "y", "page")
#: As many names as are suggested where one is looked for.
MOST_NAMES = 200


@dataclass(frozen=True)
class Switch:
    """A kind in the legend: how it looks, how many of it are in sight of how many, and what hides or shows it."""

    kind: str
    label: str
    shape: str
    colour: str
    seen: int
    count: int
    is_on: bool
    hidden: tuple[str, ...]


@dataclass(frozen=True)
class Authorship:
    """Who published a plan: in the network or not, and how many of all pairs theirs are."""

    is_in: bool
    pairs: int
    all_pairs: int


def build_switches(drawn: Drawn, choice: NetworkChoice) -> list[Switch]:
    """Build the switch of each kind in the network; each has the kinds that are `hidden` once it is followed."""
    seen = Counter(node.kind for node in drawn.left.nodes)
    switches = []
    for option in drawn.kinds:
        is_on = option.value not in choice.hidden
        hidden = choice.hidden | {option.value} if is_on else choice.hidden - {option.value}
        colour, shape = find_style(option.value)
        found = (option.value, option.label or option.value, shape, colour, seen[option.value], option.count)
        switches.append(Switch(*found, is_on, tuple(sorted(hidden))))
    return switches


def count_authorship(drawn: Drawn) -> Authorship | None:
    """Count what those who published a plan have of the network; None where that is nothing."""
    pairs = round(drawn.share * drawn.whole[1])
    return Authorship(drawn.with_authors, pairs, drawn.whole[1]) if pairs else None


def list_chosen(
    drawn: Drawn, choice: NetworkChoice, fields: Sequence[Field], focus: str, scope: Scope
) -> list[tuple[str, str]]:
    """List what is chosen, in words: of what, and what; *focus* is the label of what the network lies around."""
    _ = scope.translator.gettext
    named = {name: {it.value: it.label for it in getattr(drawn, name)} for name in ("kinds", "relations")}
    chosen = [
        (
            field.label,
            next((it.text for its in field.groups.values() for it in its if it.value == field.chosen), field.chosen),
        )
        for field in fields
        if field.chosen and choice.values.get(field.name)
    ]
    if choice.relation:
        chosen.append((_("How"), named["relations"].get(choice.relation, choice.relation)))
    if choice.basis:
        chosen.append((_("Basis"), scope.find_concept_label("basis", choice.basis)))
    if choice.least > 1:
        chosen.append((_("Weight at least"), str(choice.least)))
    if choice.hidden:
        chosen.append((_("Hidden"), ", ".join(named["kinds"].get(it, it) for it in sorted(choice.hidden))))
    if focus:
        steps = scope.translator.ngettext("%(count)s step", "%(count)s steps", choice.steps) % {"count": choice.steps}
        chosen.append((_("Around"), f"{focus}, {steps}"))
    return chosen


def count_shown(drawn: Drawn) -> dict[str, int]:
    """Count what is left of the network, and of what it is a part."""
    left = drawn.left
    return {
        "nodes": len(left.nodes),
        "all_nodes": drawn.whole[0],
        "pairs": count_pairs(left),
        "all_pairs": drawn.whole[1],
        "seen": len(drawn.shown.nodes),
    }


def list_names(drawn: Drawn) -> list[str]:
    """List what the things that are left are called, the best tied first where there are too many to name all."""
    degrees = Counter(end for edge in drawn.left.edges for end in {edge.one, edge.other})
    ordered = sorted(drawn.left.nodes, key=lambda it: (-degrees[it.id], it.id))[:MOST_NAMES]
    return sorted({node.label for node in ordered}, key=to_sort_key)


def list_state(url: RequestUrl, *names: str) -> list[tuple[str, str]]:
    """List what *url* says, for a form to keep, but for the parameters called *names* and where one is."""
    left_out = (*PLACE_NAMES, *names)
    return [(name, value) for name, value in url.parameters.items(multi=True) if value and name not in left_out]
