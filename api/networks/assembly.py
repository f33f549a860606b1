"""The rows of an answer in, a network out: what the header of its question calls nodes and edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import find_plan_key
from queries.answers import Lines, find_concept_label
from visualisation import Edge, Network, Node, make_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graph.engine import Engine
    from queries.answers import Answer, Row
    from queries.plans import Plan, Plans
    from queries.questions import EdgeHeader

#: The sort of thing that a plan is.
_PLAN = "plan"


@dataclass(frozen=True)
class Naming:
    """How what is in a network is called, and where it leads.

    `kinds` has the kind of each actor, and `authors` who published a plan; `regions` has the id and the label of the
    safety region of each municipality that did. `sorts` says what each sort of thing is called: theme, measure.
    `find_page` finds the URL of the page about a thing, `find_line` that of a line of a document, and `find_sort` the
    sort and local id of a thing. Where a network is of several plans, what a plan has for itself is called after it.
    """

    engine: Engine
    plans: Plans
    language: str
    kinds: Mapping[str, str]
    authors: frozenset[str]
    regions: Mapping[str, tuple[str, str]]
    sorts: Mapping[str, str]
    find_page: Callable[[str], str]
    find_line: Callable[[str, int], str]
    find_sort: Callable[[str], str]


def assemble_network(answer: Answer, naming: Naming) -> Network:
    """Assemble the network of the rows of *answer*, whose question has a header for it.

    What stands in several layers is in the first of them.
    """
    header = answer.question.network
    if header is None:
        raise LookupError(f"The question {answer.question.name} is drawn as no network.")
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for row in answer.rows:
        for columns in header.edges:
            for column in (columns.one, columns.other):
                if row.get(column):
                    iri = row.text(column)
                    layer = header.layers.index(column) if header.layers else -1
                    if iri not in nodes or layer < nodes[iri].layer:
                        nodes[iri] = _make_node(answer, naming, row, column, layer)
            edges += _iter_edges(answer, naming, row, columns)
    return make_network(nodes.values(), edges, directed=header.directed)


def _make_node(answer: Answer, naming: Naming, row: Row, column: str, layer: int) -> Node:
    """Make the node of the thing in *column* of *row*, which stands in *layer*."""
    iri, several = row.text(column), len(answer.plans) > 1
    owner = naming.plans.find_owner(iri) if several else None
    own = owner.find_label(naming.language) if owner else ""
    sort = naming.find_sort(iri)
    kind = naming.kinds.get(iri, "") or sort
    kind_label = (
        find_concept_label(naming.engine, "kind", kind, naming.language)
        if iri in naming.kinds
        else naming.sorts.get(sort, sort)
    )
    group, group_label = _find_group(naming, owner, kind, kind_label) if several else (kind, kind_label)
    label = " ".join(row.text(f"{column}_label").split())
    return Node(
        iri,
        f"{label} ({own})" if own else label,
        kind,
        naming.find_page(iri),
        sort=sort,
        kind_label=kind_label,
        group=group,
        group_label=group_label,
        is_author=iri in naming.authors,
        layer=layer,
    )


def _find_group(naming: Naming, owner: Plan | None, kind: str, kind_label: str) -> tuple[str, str]:
    """Find what a thing is folded into where there are too many, and what that is called.

    That is the plan of its `owner`; of a plan itself the safety region of the first who published it and has one. What
    no plan owns is folded into its *kind*.
    """
    if owner is None:
        return kind, kind_label
    if kind == _PLAN:
        regions = (naming.regions[it] for it in owner.publishers if it in naming.regions)
        return next(regions, (kind, kind_label))
    return owner.key, owner.find_label(naming.language)


def _iter_edges(answer: Answer, naming: Naming, row: Row, columns: EdgeHeader) -> Iterator[Edge]:
    """Yield the edge that *columns* find in *row*; none where one of its ends is empty."""
    if not (row.get(columns.one) and row.get(columns.other)):
        return
    about = row.get(columns.about) if columns.about else None
    relation = str(row.get(columns.relation) or "") if columns.relation else ""
    line, document = row.get("line"), row.get("document")
    weight = row.get(columns.weight) if columns.weight else None
    yield Edge(
        row.text(columns.one),
        row.text(columns.other),
        weight if isinstance(weight, int) else 1,
        _find_basis(answer, row, columns),
        relation=relation,
        relation_label=_find_relation_label(answer, naming, columns.relation, relation),
        about=str(about or ""),
        about_label=str(row.get(f"{columns.about}_label") or "") if about else "",
        about_page=naming.find_page(str(about)) if about else "",
        lines=str(row["lines"]) if isinstance(row.get("lines"), Lines) else str(line or ""),
        page=naming.find_line(str(document), line) if isinstance(line, int) and document else "",
        plan=find_plan_key(str(row.get("plan") or "")),
        plan_label=str(row.get("plan_label") or ""),
    )


def _find_basis(answer: Answer, row: Row, columns: EdgeHeader) -> str:
    """Find on what *row* rests: as its own column says, or else that of the question."""
    column = columns.basis or (answer.question.basis if answer.question.by_column else "")
    return str(row.get(column) or "") if column else answer.question.basis


def _find_relation_label(answer: Answer, naming: Naming, column: str, relation: str) -> str:
    """Find what *relation*, which stands in *column*, is called."""
    found = answer.question.column(column) if column else None
    if found is None or found.type != "concept":
        return relation
    return find_concept_label(naming.engine, found.of, relation, naming.language)
