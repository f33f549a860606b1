"""Every plan in one version, each with its dataset, and the register that stands beside them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.engine import SelectedGraphs
from graph.errors import BadParameter
from graph.folding import to_sort_key
from ontology.namespaces import find_plan_key, make_graph_iri
from queries.plans.plan import Plan
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.engine import Engine, Solution

#: The graphs that belong to no plan and are part of the dataset of each.
COMMON_GRAPHS = tuple(map(make_graph_iri, ("model", "shapes", "register", "derived", "summary")))
#: As many plans as a message names.
MOST_NAMED = 12


class Plans:
    """The plans in a version by key, in the order of their names.

    `engine` answers over the whole version, and `register` over what belongs to no plan, which are the graphs `common`.
    """

    def __init__(self, engine: Engine) -> None:
        """Read from *engine* which plans there are."""
        graphs = [row.iri("graph") for row in engine.select(load_panel("graphs"))]
        self.common = tuple(graph for graph in COMMON_GRAPHS if graph in graphs)
        own: dict[str, list[str]] = defaultdict(list)
        for graph in graphs:
            own[find_plan_key(graph)].append(graph)
        own.pop("", None)
        self.engine = engine
        self.register: Engine = SelectedGraphs(engine, self.common)
        found = _read_plans(engine, {key: (*self.common, *its) for key, its in own.items()})
        self._plans = {
            plan.key: plan for plan in sorted(found, key=lambda it: (to_sort_key(it.find_label("nl")), it.key))
        }

    def __iter__(self) -> Iterator[Plan]:
        """Iterate over the plans."""
        return iter(self._plans.values())

    def __len__(self) -> int:
        """Count the plans."""
        return len(self._plans)

    def find(self, key: str) -> Plan:
        """Find the plan with *key*.

        :raises BadParameter: when there is none.
        """
        if key not in self._plans:
            known = ", ".join([*self._plans][:MOST_NAMED]) + (", …" if len(self._plans) > MOST_NAMED else "")
            raise BadParameter(
                "plan",
                "There is no plan %(key)r here. Plans: %(known)s.",
                key=key[:80],
                known=known or "-",
            )
        return self._plans[key]

    def find_owner(self, iri: str) -> Plan | None:
        """Find the plan that owns *iri*; None where that is the register's, or of a plan that is not here."""
        return self._plans.get(find_plan_key(iri))

    def find_document_label(self, document: str, language: str) -> str:
        """Find what *document*, an IRI, is called in *language*, or else in Dutch, or else how its IRI ends."""
        owner = self.find_owner(document)
        return owner.find_document_label(document, language) if owner else document.rpartition("/")[2]

    def select(self, keys: Sequence[str]) -> tuple[Plan, ...]:
        """Select the plans with *keys*, or all of them where there are none.

        :raises BadParameter: when there is no such plan, or one is given twice.
        """
        for key in keys:
            if keys.count(key) > 1:
                raise BadParameter("plan", "The plan %(key)r is given twice; give it once.", key=key[:80])
        return tuple(map(self.find, keys)) if keys else tuple(self)


def _read_plans(engine: Engine, datasets: Mapping[str, tuple[str, ...]]) -> list[Plan]:
    """Read from *engine* what is said of each plan, by key, that has one of the *datasets*, the graphs of each."""
    rows: dict[str, list[Solution]] = defaultdict(list)
    for row in engine.select(load_panel("plans")):
        rows[row.iri("plan")].append(row)
    documents = _read_documents(engine)
    found = []
    for iri, about in rows.items():
        key = find_plan_key(iri)
        if key in datasets:
            publishers = dict.fromkeys(it for row in about if (it := row.optional_iri("publisher")))
            labels = {row.language("label"): row.text("label") for row in about}
            starts, ends, status = (about[0].optional_text(name) or "" for name in ("starts", "ends", "status"))
            graphs = datasets[key]
            own = engine if len(datasets) == 1 else SelectedGraphs(engine, graphs)
            found.append(Plan(key, iri, own, labels, starts, ends, tuple(publishers), documents[key], graphs, status))
    return found


def _read_documents(engine: Engine) -> dict[str, dict[str, dict[str, str]]]:
    """Read from *engine* the names of each document, by the key of its plan, its IRI and the language."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in engine.select(load_panel("documents")):
        iri = row.iri("document")
        found[find_plan_key(iri)][iri][row.language("label")] = row.text("label")
    return found
