"""How the matrix is made: the roles that are chosen, in the rows and columns that they belong to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES
from queries.answers import find_concept_label
from queries.coverage.column import list_columns
from queries.coverage.involvement import read_involvements
from queries.coverage.matrix import Count, Matrix, MatrixRow, sum_counts
from queries.coverage.order import sort_columns, sort_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from queries.coverage.choice import Choice
    from queries.coverage.column import Column
    from queries.coverage.involvement import Involvement
    from queries.plans import Plan


def build_matrix(plans: Sequence[Plan], choice: Choice, language: str) -> Matrix:
    """Build the matrix of *choice* over *plans*, with names in *language*."""
    kept: dict[str, list[Involvement]] = {}
    columns: list[Column] = []
    for plan in plans:
        everything = read_involvements(plan, language)
        themes = list_columns(plan, "theme", language, everything) if choice.theme or choice.columns == "theme" else []
        kept[plan.key] = _select(everything, choice, themes)
        found = themes if choice.columns == "theme" else list_columns(plan, choice.columns, language, kept[plan.key])
        columns += _select_columns(found, choice, kept[plan.key])
    everyone = _build_rows(plans, columns, kept, choice, language)
    rows = [row for row in everyone if row.counts]
    active = {it.actor for column in columns for it in kept[column.plan.key] if column.holds(it)}
    columns = sort_columns(columns, rows, choice)
    return Matrix(
        choice, plans, columns, sort_rows(rows, choice), frozenset(active), sum_counts(row.total for row in everyone)
    )


def _select(everything: Iterable[Involvement], choice: Choice, themes: Sequence[Column]) -> list[Involvement]:
    """Select those of *everything* that *choice* keeps; *themes* are those of the plan, where one is chosen."""
    theme = next((it for it in themes if it.iri.endswith(f"/{choice.theme}")), None) if choice.theme else None
    return [
        it
        for it in everything
        if choice.kind in ("", it.kind)
        and choice.role in ("", it.role)
        and choice.basis in ("", it.basis)
        and (not choice.theme or (theme is not None and theme.holds(it)))
    ]


def _select_columns(columns: Sequence[Column], choice: Choice, kept: Sequence[Involvement]) -> list[Column]:
    """Select those of *columns* to show: of themes the chosen one with those within it, else what has something."""
    if choice.columns != "theme":
        return [column for column in columns if any(map(column.holds, kept))]
    within: set[str] = set()
    for column in columns:  # a theme stands before those within it
        if column.iri.endswith(f"/{choice.theme}") or column.above in within:
            within.add(column.iri)
    return [column for column in columns if not choice.theme or column.iri in within]


def _build_rows(
    plans: Sequence[Plan],
    columns: Sequence[Column],
    kept: Mapping[str, Sequence[Involvement]],
    choice: Choice,
    language: str,
) -> list[MatrixRow]:
    """Build a row for each partner, or kind, among those *kept* of each of *plans*, with its counts in *columns*."""
    grouped: dict[str, dict[str, list[Involvement]]] = defaultdict(lambda: defaultdict(list))
    for key, involvements in kept.items():
        for it in involvements:
            grouped[_find_row(it, choice, merges=len(plans) > 1)][key].append(it)
    return [_build_row(iri, parts, columns, choice, plans, language) for iri, parts in grouped.items()]


def _find_row(it: Involvement, choice: Choice, *, merges: bool) -> str:
    """Find the IRI of the row that *it* stands in; where it *merges*, that is the common kind of its partner."""
    if choice.rows == "kind":
        return f"{PREFIXES['kind']}{it.kind}"
    return it.common if merges else it.actor


def _build_row(  # noqa: PLR0913  what a row is made of
    iri: str,
    parts: Mapping[str, Sequence[Involvement]],
    columns: Sequence[Column],
    choice: Choice,
    plans: Sequence[Plan],
    language: str,
) -> MatrixRow:
    """Build the row of *iri*, of which *parts* are what each plan has, with its count in each of *columns*."""
    counts = {column.key: _count(filter(column.holds, parts.get(column.plan.key, ()))) for column in columns}
    one = next(iter(parts.values()))[0]
    label = one.common_label if len(plans) > 1 else one.actor_label
    if choice.rows == "kind":
        label = find_concept_label(plans[0].engine, "kind", one.kind, language).capitalize()
    return MatrixRow(
        iri,
        label,
        one.kind,
        {key: count for key, count in counts.items() if count.find_value(choice.counts)},
        sum_counts(_count(its) for its in parts.values()),
        frozenset(parts),
    )


def _count(involvements: Iterable[Involvement]) -> Count:
    """Count what *involvements* are about, each thing once."""
    listed = list(involvements)
    return Count(
        len({it.subject for it in listed if it.in_measure}),
        len({it.evidence for it in listed if not it.in_measure}),
        len({it.iri for it in listed}),
    )
