"""A network in, all that is shown of it out: what is left of it, its pictures, and what can be chosen from.

Renderers run this: it has neither a request nor a version, and is handed all that it shows.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from api.networks.packing import pack_pictures, write_in_html
from api.networks.record import Recorder, read_network
from graph.folding import to_sort_key
from visualisation import (
    Network,
    Picture,
    PlacedEdge,
    PlacedNode,
    filter_network,
    find_emptying_choice,
    fold_network,
    lay_out,
    measure_author_share,
    to_vis_network,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from api.networks.choice import NetworkChoice
    from visualisation import Edge, LayoutName, NetworkFilter

#: From which part of all edges on an author hides the others, and is left out unless somebody wants it.
AUTHOR_SHARE = 1 / 3
#: How wide the picture is beside a panel, and on a phone, in pixels.
WIDE, NARROW = 820, 360


@dataclass(frozen=True)
class Option:
    """Something to choose by: its value, what it is called, and how many it is of.

    Of kinds that is how many of the whole network, of relations and bases how many ties it leaves.
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Drawn:
    """All that is shown of a network.

    `left` is what the choice leaves, and `shown` the same folded to what can be told apart. `whole` counts the nodes
    and pairs before anything was chosen, and `share` is the part of the pairs that authors have. `with_authors` says
    whether these are in. `emptied` is the name of the choice that left nothing. `pictures` is the JSON of what draws
    it, `wide` and `narrow`, as it can stand in HTML, and `size` says how wide and high the wide one is.
    """

    left: Network
    shown: Network
    whole: tuple[int, int]
    share: float
    with_authors: bool
    focus: str
    emptied: str
    kinds: tuple[Option, ...]
    relations: tuple[Option, ...]
    bases: tuple[Option, ...]
    pictures: str
    size: tuple[float, float] = (0, 0)


def draw_network(network: Network, choice: NetworkChoice, layout: LayoutName) -> bytes:
    """Draw what *choice* leaves of *network*, in *layout* where the window is wide: JSON, for `read_drawn`."""
    focus = find_node(network, choice.focus)
    share = measure_author_share(network)
    chosen = choice.to_filter(focus, authors=shows_authors(share))
    left = filter_network(network, chosen)
    shown = fold_network(left, choice.opened)
    forms: dict[str, tuple[LayoutName, int]] = {
        "wide": (choice.layout or layout, WIDE),
        "narrow": ("list", NARROW),
    }
    placed = {name: lay_out(shown, form, width) for name, (form, width) in forms.items()}
    pictures = {name: to_vis_network(shown, picture) for name, picture in placed.items()}
    recorder = Recorder()
    return json.dumps(
        {
            "left": recorder.write(left),
            "shown": recorder.write(shown) if shown is not left else None,
            "values": recorder.values,
            "whole": [len(network.nodes), len(network.pairs)],
            "share": share,
            "with_authors": chosen.authors,
            "focus": focus,
            "emptied": _find_emptied(network, chosen),
            "kinds": _count((node.kind, node.kind_label) for node in network.nodes),
            "relations": _count_left(network, chosen, "relation", lambda it: (it.relation, it.relation_label)),
            "bases": _count_left(network, chosen, "basis", lambda it: (it.basis, it.basis)),
            "pictures": write_in_html(pack_pictures(pictures)),
            "placed": asdict(placed["wide"]),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def shows_authors(share: float) -> bool:
    """Say whether authors with such a *share* of the pairs are shown, unless somebody says: not if they hide the rest.

    Where every pair is theirs, there is no rest.
    """
    return share <= AUTHOR_SHARE or share >= 1


def read_drawn(content: bytes) -> Drawn:
    """Read what `draw_network` wrote."""
    return _read_drawn(json.loads(content))


def read_placed(content: bytes) -> tuple[Drawn, Picture]:
    """Read what `draw_network` wrote, and its wide picture, as files have it."""
    values = json.loads(content)
    placed = values["placed"]
    nodes = tuple(PlacedNode(**it | {"lines": tuple(it["lines"]), "box": tuple(it["box"])}) for it in placed["nodes"])
    edges = tuple(PlacedEdge(**it) for it in placed["edges"])
    return _read_drawn(values), Picture(placed["width"], placed["height"], nodes, edges)


def _read_drawn(values: dict[str, Any]) -> Drawn:
    """Read what was drawn from its *values*."""
    known, placed = values.pop("values"), values.pop("placed")
    left, shown = read_network(values.pop("left"), known), values.pop("shown")
    nodes, pairs = values.pop("whole")
    return Drawn(
        left=left,
        shown=read_network(shown, known) if shown else left,
        whole=(nodes, pairs),
        kinds=_read_options(values.pop("kinds")),
        relations=_read_options(values.pop("relations")),
        bases=_read_options(values.pop("bases")),
        size=(placed["width"], placed["height"]),
        **values,
    )


def find_node(network: Network, name: str) -> str:
    """Find the id of the node of *network* that *name* means: its id, how that ends, or its label; else empty."""
    wanted = to_sort_key(name.strip())
    if not wanted:
        return ""
    exact = [node.id for node in network.nodes if node.id == name]
    local = [node.id for node in network.nodes if to_sort_key(node.id).endswith(f"/{wanted}")]
    named = [node.id for node in network.nodes if to_sort_key(node.label) == wanted]
    return next(iter((*exact, *local, *named)), "")


def _read_options(values: list[list[Any]]) -> tuple[Option, ...]:
    """Read options from their *values*."""
    return tuple(Option(*it) for it in values)


def _count(found: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Count what was *found*, most first."""
    counted = Counter(found)
    return [(*it, counted[it]) for it in sorted(counted, key=lambda it: (-counted[it], it))]


def _count_left(
    network: Network, chosen: NetworkFilter, name: str, read: Callable[[Edge], tuple[str, str]]
) -> list[tuple[str, str, int]]:
    """Count by what *read* reads of edges, most first, what each choice for *name* leaves, with all else as *chosen*.

    One that leaves nothing is no choice, except for the one that was made.
    """

    def filter_by(value: str) -> tuple[Edge, ...]:
        return filter_network(network, replace(chosen, **{name: value})).edges  # type: ignore[arg-type]  # a text

    counted = Counter(it for it in map(read, filter_by("")) if it[0])
    if chosen.focus or chosen.least > 1:  # what is near, or weighs enough, depends on which edges are kept
        counted = Counter({it: len(filter_by(it[0])) for it in counted})
    made = {it: 0 for it in map(read, network.edges) if it[0] and it[0] == getattr(chosen, name)}
    left = {it: count for it, count in {**made, **counted}.items() if count or it in made}
    return [(*it, left[it]) for it in sorted(left, key=lambda it: (-left[it], it))]


def _find_emptied(network: Network, chosen: NetworkFilter) -> str:
    """Find which choice left nothing of *network*; `view` where there was nothing before anything was *chosen*."""
    return find_emptying_choice(network, chosen) if network.nodes else "view"
