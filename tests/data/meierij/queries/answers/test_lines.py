"""The lines of the rows over the packaged plan: none is forgotten, and cooperation shows those of the very pair."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.queries.answers.test_lines import test_row_that_merges_places_shows_them_all

if TYPE_CHECKING:
    from graph.engine import Store

__all__ = ["test_row_that_merges_places_shows_them_all"]

#: The cooperation that sentences mention: its parties, what it is about, on what ground, and where that is said.
STATED = """
PREFIX smd: <https://w3id.org/samendoen/def#>
SELECT ?it ?party ?subject ?ground ?line
WHERE {
  ?it a smd:Cooperation ; smd:party ?party ; smd:concerns ?subject ; smd:basis ?ground .
  ?it smd:evidence/smd:firstLine ?line .
  FILTER NOT EXISTS { ?it smd:centre ?centre }
}
"""


def test_cooperation_shows_the_lines_of_its_pair(store: Store) -> None:
    """A row rests on each sentence in which these two cooperate on this, and on no other."""
    nodes: dict[tuple[str, str, str], dict[str, set[str] | set[int]]] = defaultdict(lambda: {"of": set(), "on": set()})
    for row in store.select(STATED):
        node = nodes[row.iri("it"), row.iri("subject"), row.iri("ground").rpartition("/")[2]]
        node["of"].add(row.iri("party"))  # type: ignore[arg-type]  one of each
        node["on"].add(row.integer("line"))  # type: ignore[arg-type]  one of each
    wanted: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for (_, subject, basis), node in nodes.items():
        for one, other in combinations(sorted(map(str, node["of"])), 2):
            wanted[one, other, subject, basis] |= {int(it) for it in node["on"]}

    shown = {}
    for row in ask(Plans(store), find_question("cooperation"), {}).rows:
        key = tuple(row.text(name) for name in ("actor_a", "actor_b", "subject", "basis"))
        shown[key] = {part.place.first for part in row.all_lines("lines").parts if part.place}

    compared = {key: lines for key, lines in shown.items() if key in wanted}
    assert max(map(len, compared.values())) > 1
    assert compared == {key: wanted[key] for key in compared}
