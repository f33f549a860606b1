"""The rules of the house that the shapes cannot say: each a query that finds what breaks it.

They are asked over what is stated together with what follows from it, so that a rule about statements holds for
every class of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.checks.persons import NAMES_PERSON, names_person
from graph.fault import Fault
from graph.message import OwnWords
from graph.reasoning import to_quad
from graph.sources import Rule, read_rule
from graph.terms import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import BlankNode, Triple

    from graph.reasoning import Fact

RULES_FOLDER = Path(__file__).parent / "violations"
#: What a rule can ask of a text that SPARQL has no words for.
_FUNCTIONS: dict[NamedNode, Callable[..., NamedNode | BlankNode | Literal | Triple | None]] = {
    NamedNode(NAMES_PERSON): lambda text: Literal(names_person(text.value))
}


@cache
def load_house_rules() -> tuple[Rule, ...]:
    """Load the rules of the house, sorted by name, once."""
    return tuple(read_rule(path) for path in sorted(RULES_FOLDER.glob("*.rq")))


class HouseRules:
    """The rules of the house, to hold plans against one by one, with what is common to all beside each."""

    def __init__(self, common: Iterable[Fact]) -> None:
        """Begin with the *common* facts."""
        self._store = Store()
        self._store.bulk_extend(to_quad(fact) for fact in common)

    def check(self, facts: Iterable[Fact], places: Mapping[str, str]) -> list[Fault]:
        """List what breaks a rule when *facts*, none of them common, are true too; *places* maps a node to its file.

        What no file of data speaks of, such as a term of the model, is left alone.
        """
        own = [to_quad(fact) for fact in facts]
        self._store.extend(own)
        try:
            return sorted(
                Fault(places[node], node, rule.name, OwnWords(rule.texts), rule.about.get("severity", "violation"))
                for rule in load_house_rules()
                for node in _list_breaking_nodes(self._store, rule)
                if node in places
            )
        finally:
            for quad in own:
                self._store.remove(quad)


def _list_breaking_nodes(store: Store, rule: Rule) -> list[str]:
    """List the nodes that break *rule*."""
    answer = store.query(rule.text, use_default_graph_as_union=True, custom_functions=_FUNCTIONS)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(f"{rule.name} is not a SELECT query")
    return [value_of(row["node"]) for row in answer]
