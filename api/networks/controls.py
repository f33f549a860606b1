"""What one chooses by around a network: which kinds are on, and whether its authors are in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import to_sort_key
from visualisation import find_style

if TYPE_CHECKING:
    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
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


def count_shown(drawn: Drawn) -> dict[str, int]:
    """Count what is left of the network, and of what it is a part."""
    left = drawn.left
    return {
        "nodes": len(left.nodes),
        "all_nodes": drawn.whole[0],
        "pairs": len(left.pairs),
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
