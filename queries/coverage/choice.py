"""What one chooses to see in the matrix: whom in its rows, what in its columns, what counts, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.message import Message

#: What can stand in the rows: a partner each, or all partners of a kind.
ROWS = {"partner": Message("Partners"), "kind": Message("Kinds of partner")}
#: What can stand in the columns.
COLUMNS = {
    "theme": Message("Themes"),
    "yardstick": Message("Themes of the yardstick"),
    "role": Message("Roles"),
    "group": Message("Target groups"),
    "phenomenon": Message("Phenomena"),
    "law": Message("Laws and standards"),
}
#: What a cell counts.
COUNTS = {
    "both": Message("Measures + mentions outside them"),
    "measures": Message("Measures"),
    "mentions": Message("Mentions outside the measures"),
    "roles": Message("Roles"),
}


@dataclass(frozen=True)
class Choice:
    """What is chosen; the filters `kind`, `role`, `basis` and `theme` are local ids, or empty.

    `sort` orders the rows and `across` the columns: each is empty for the order of the plan or the alphabet, `total`,
    `name`, or else a column as a URL names it, or the IRI of a row.
    """

    rows: str = "partner"
    columns: str = "theme"
    counts: str = "both"
    kind: str = ""
    role: str = ""
    basis: str = ""
    theme: str = ""
    sort: str = ""
    across: str = ""
