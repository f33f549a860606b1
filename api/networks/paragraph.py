"""The twin in words: what a picture shows, as a paragraph that one can read aloud."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from queries.answers import to_sort_key
from visualisation import BASES, map_neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from api.networks.drawing import Drawn
    from graph.message import Translator
    from visualisation import Network, Node

#: As many as are named of the best tied, and of those who stand alone.
MOST_NAMED = 5
_BEST = 3


def build_sentences(drawn: Drawn, translator: Translator, tell: Callable[[str, str], str]) -> list[str]:
    """Build the sentences that say what *drawn* shows; *tell* says what a concept of a scheme is called."""
    network, neighbours = drawn.left, map_neighbours(drawn.left)
    if not network.nodes:
        return [translator.gettext("There is nothing to see for this choice.")]
    return [
        *_count_all(network, translator),
        *_count_kinds(network, translator),
        *_count_bases(network, translator, tell),
        *_name_best(network, neighbours, translator),
        *_count_parts(network, neighbours, translator),
        *_name_alone(network, neighbours, translator),
    ]


def join_words(words: Sequence[str], translator: Translator) -> str:
    """Join *words* as one says them: a, b and c.

    >>> from graph.message import ENGLISH
    >>> join_words(["a", "b", "c"], ENGLISH), join_words(["a"], ENGLISH)
    ('a, b and c', 'a')
    """
    if len(words) < 2:  # noqa: PLR2004  one alone is joined to none
        return "".join(words)
    values = {"words": ", ".join(words[:-1]), "last": words[-1]}
    return translator.gettext("%(words)s and %(last)s") % values


def _count_all(network: Network, translator: Translator) -> Iterator[str]:
    """Say how many things and ties there are."""
    nodes, pairs = len(network.nodes), len(network.pairs)
    things = translator.ngettext("%(count)s thing", "%(count)s things", nodes) % {"count": nodes}
    edges = translator.ngettext("%(count)s tie", "%(count)s ties", pairs) % {"count": pairs}
    yield translator.gettext("The network has %(things)s with %(ties)s.") % {"things": things, "ties": edges}


def _count_kinds(network: Network, translator: Translator) -> Iterator[str]:
    """Say how many there are of each kind, where there is more than one kind."""
    kinds = Counter(node.kind_label or node.kind for node in network.nodes)
    if len(kinds) > 1:
        ordered = sorted(kinds, key=lambda it: (-kinds[it], to_sort_key(it)))
        named = join_words([f"{it} ({kinds[it]})" for it in ordered], translator)
        yield translator.gettext("By kind: %(kinds)s.") % {"kinds": named}


def _count_bases(network: Network, translator: Translator, tell: Callable[[str, str], str]) -> Iterator[str]:
    """Say on what the ties rest, each counted by the firmest that it rests on."""
    firmest: dict[frozenset[str], str] = {}
    for edge in network.edges:
        firmest[edge.pair] = min(firmest.get(edge.pair, edge.basis), edge.basis, key=_rank)
    counted = Counter(firmest.values())
    if counted:
        named = [f"{tell('basis', basis)} {counted[basis]}" for basis in sorted(counted, key=_rank)]
        yield translator.gettext("By the firmest that each tie rests on: %(bases)s.") % {"bases": ", ".join(named)}


def _rank(basis: str) -> tuple[int, str]:
    """Rank *basis*, the firmest first."""
    return (BASES.index(basis) if basis in BASES else len(BASES), basis)


def _name_best(network: Network, neighbours: Mapping[str, Sequence[str]], translator: Translator) -> Iterator[str]:
    """Name the best tied, and all who are tied as well as the last of them, where those are few."""
    degrees = {node.id: len(neighbours[node.id]) for node in network.nodes}
    ordered = sorted(network.nodes, key=lambda it: (-degrees[it.id], to_sort_key(it.label), it.id))
    least = degrees[ordered[min(_BEST, len(ordered)) - 1].id]
    best = [node for node in ordered if degrees[node.id] >= max(least, 2)][:MOST_NAMED]
    if best:
        named = join_words([f"{node.label} ({degrees[node.id]})" for node in best], translator)
        yield translator.gettext("Tied to most others: %(names)s.") % {"names": named}


def _count_parts(network: Network, neighbours: Mapping[str, Sequence[str]], translator: Translator) -> Iterator[str]:
    """Say whether all hangs together, and else in how many parts it falls and how large the largest is."""
    sizes = sorted(map(len, _list_parts(network, neighbours)), reverse=True)
    tied = [size for size in sizes if size > 1]
    if len(sizes) == 1:
        yield translator.gettext("All of it hangs together.")
    elif len(tied) > 1:
        template = translator.gettext(
            "It falls into %(count)s parts with no tie between them; the largest has %(size)s."
        )
        yield template % {"count": len(tied), "size": tied[0]}


def _list_parts(network: Network, neighbours: Mapping[str, Sequence[str]]) -> Iterator[set[str]]:
    """Yield the parts of *network* between which there is no edge."""
    todo = {node.id for node in network.nodes}
    for node in network.nodes:
        if node.id in todo:
            part, border = {node.id}, [node.id]
            while border:
                new = set(neighbours[border.pop()]) - part
                part |= new
                border += sorted(new)
            todo -= part
            yield part


def _name_alone(network: Network, neighbours: Mapping[str, Sequence[str]], translator: Translator) -> Iterator[str]:
    """Name who is tied to none, as far as they are few, and else count them."""
    alone: list[Node] = [node for node in network.nodes if not neighbours[node.id]]
    labels = sorted((node.label for node in alone), key=to_sort_key)
    if len(labels) > MOST_NAMED:
        rest = len(labels) - MOST_NAMED
        others = translator.ngettext("%(count)s other", "%(count)s others", rest) % {"count": rest}
        labels = [*labels[:MOST_NAMED], others]
    if labels:
        template = translator.ngettext("%(names)s stands alone.", "%(names)s stand alone.", len(alone))
        yield template % {"names": join_words(labels, translator)}
