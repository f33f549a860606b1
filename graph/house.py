"""The rules of the house that the shapes cannot say: each a query that finds what breaks it.

They are asked over what is stated together with what follows from it, so that a rule about statements holds for
every class of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, Store

from graph.fault import Fault
from graph.reasoning.reason import quad_of
from graph.rule import Rule, read
from graph.terms import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.reasoning.reason import Fact

FOLDER = Path(__file__).parent / "house"


@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules of the house, by name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.rq")))


def check(facts: Iterable[Fact], places: Mapping[str, str], language: str = "nl") -> list[Fault]:
    """Give what among *facts* breaks a rule of the house; *places* names the file that speaks of a node.

    What no file of data speaks of, such as a term of the model, is left alone.
    """
    store = Store()
    store.bulk_extend(quad_of(fact) for fact in facts)
    return sorted(
        Fault(places[node], node, rule.about[language], rule.about.get("severity", "violation"))
        for rule in rules()
        for node in _found(store, rule)
        if node in places
    )


def _found(store: Store, rule: Rule) -> list[str]:
    """Give the nodes that break *rule*."""
    answer = store.query(rule.text, use_default_graph_as_union=True)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(f"{rule.name} is not a SELECT query")
    return [value_of(row["node"]) for row in answer]
