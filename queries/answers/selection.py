"""A part of an answer: the rows with certain values, in another order; and the values by which one can choose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from graph.folding import to_plain_text, to_sort_key
from queries.answers.lines import Lines
from queries.answers.row import INFINITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from queries.answers.answer import Answer
    from queries.answers.row import Row, Value
    from queries.questions import Column

    ValueFormatter = Callable[[Column, Value], str]

#: A facet has at least two values, and no more than one can oversee.
FEWEST_VALUES, MOST_VALUES = 2, 40


@dataclass(frozen=True)
class Selection:
    """Which rows, by the value of a column as people read it, and by which they are sorted ('-': downwards)."""

    only: Mapping[str, str]
    sort: str = ""

    def __bool__(self) -> bool:
        """Say whether it leaves anything out or puts anything in another order."""
        return bool(self.only or self.sort)


@dataclass(frozen=True)
class Facet:
    """A column by whose values one can choose, each with the number of rows it would leave, most first."""

    column: Column
    values: list[tuple[str, int]]
    chosen: str


def select_rows(answer: Answer, selection: Selection, shown: ValueFormatter) -> Answer:
    """Select the rows of *answer* that *selection* asks for; *shown* formats a value as people read it.

    :raises BadParameter: when it names a column that the answer has not.
    """
    places = list(range(len(answer.rows)))
    for name, value in selection.only.items():
        places = _keep_places(places, answer, _find_column(answer, f"only.{name}", name), value, shown)
    if selection.sort:
        column = _find_column(answer, "sort", selection.sort.removeprefix("-"))
        places = _sort_places(places, answer.rows, column, shown, down=selection.sort.startswith("-"))
    solutions = [answer.solutions[place] for place in places] if answer.solutions else []
    rows = [answer.rows[place] for place in places]
    return replace(answer, rows=rows, solutions=solutions, only=selection.only, sort=selection.sort)


def list_facets(answer: Answer, selection: Selection, shown: ValueFormatter) -> list[Facet]:
    """List the facets of *answer*, counted over the rows that the other choices in *selection* leave."""
    found = []
    for column in answer.columns:
        if column.type not in ("concept", "text"):
            continue
        texts = {value: shown(column, value) for value in {row[column.name] for row in answer.rows}}
        different = len(set(texts.values()))
        if not FEWEST_VALUES <= different <= MOST_VALUES or (different, column.type) == (len(answer.rows), "text"):
            continue
        others = Selection({name: value for name, value in selection.only.items() if name != column.name})
        left = Counter(texts[row[column.name]] for row in select_rows(answer, others, shown).rows)
        values = sorted(left.items(), key=lambda it: (-it[1], to_sort_key(it[0])))
        found.append(Facet(column, values, selection.only.get(column.name, "")))
    return found


def _find_column(answer: Answer, parameter: str, name: str) -> Column:
    """Find the column of *answer* called *name*, which *parameter* asks for."""
    found = answer.question.column(name)
    if found is None:
        known = ", ".join(column.name for column in answer.columns)
        raise BadParameter(
            parameter,
            "This answer has no column %(name)r for %(parameter)r. Columns: %(known)s.",
            name=name[:80],
            known=known,
        )
    return found


def _keep_places(places: list[int], answer: Answer, column: Column, value: str, shown: ValueFormatter) -> list[int]:
    """Keep those *places* where *column* shows *value*; where no row of *answer* does, one typed with other signs."""
    texts = [shown(column, row[column.name]) for row in answer.rows]
    if value in texts:
        return [place for place in places if texts[place] == value]
    wanted = to_plain_text(value)
    return [place for place in places if to_plain_text(texts[place]) == wanted]


def _sort_places(places: list[int], rows: list[Row], column: Column, shown: ValueFormatter, *, down: bool) -> list[int]:
    """Sort *places* of *rows* by *column*; what is absent comes last, and equals stay as they were."""

    def key(place: int) -> tuple[bool, float, str]:
        value = rows[place][column.name]
        number = _read_number(column, value)
        return number is None, number or 0, "" if number is not None else to_sort_key(shown(column, value))

    present = [place for place in places if rows[place][column.name] is not None]
    return [*sorted(present, key=key, reverse=down), *(place for place in places if rows[place][column.name] is None)]


def _read_number(column: Column, value: Value) -> float | None:
    """Read the number by which *value* of *column* is sorted; None where it is sorted as a text."""
    if isinstance(value, Lines):
        return value.first
    if column.type == "number" and value in INFINITIES:
        return float(str(value))
    return value if isinstance(value, int | float) else None
