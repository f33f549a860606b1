"""Rows of plain values: each column as what whoever asks counts on, or an error that names it and the query."""

from __future__ import annotations

import json

import pytest

from graph.engine import UnexpectedTerm
from queries.answers.row import Row, make_rows

XSD = "http://www.w3.org/2001/XMLSchema#"
QUERY = "SELECT ?text ?count ?share ?iri ?nothing { }"
TERMS = {
    "text": {"type": "literal", "value": "vier", "xml:lang": "nl"},
    "count": {"type": "literal", "value": "4", "datatype": f"{XSD}integer"},
    "share": {"type": "literal", "value": "0.5", "datatype": f"{XSD}decimal"},
    "iri": {"type": "uri", "value": "urn:a"},
}


@pytest.fixture
def row() -> Row:
    """Make a row with a value of each kind, and a column without."""
    (made,) = make_rows([TERMS], [*TERMS, "nothing"], QUERY)
    return made


def test_row_is_a_mapping_of_plain_values(row: Row) -> None:
    """A row can be read, compared and written as the mapping that it is."""
    values = {"text": "vier", "count": 4, "share": 0.5, "iri": "urn:a", "nothing": None}

    assert row == values
    assert json.loads(json.dumps(row)) == values


def test_columns_are_had_by_kind(row: Row) -> None:
    """Each accessor returns what it says; an optional one None where the column is empty."""
    assert (row.text("text"), row.text("iri"), row.integer("count")) == ("vier", "urn:a", 4)
    assert (row.optional_text("text"), row.optional_text("nothing")) == ("vier", None)
    assert (row.optional_integer("count"), row.optional_integer("nothing")) == (4, None)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("text", "count"),
        ("text", "nothing"),
        ("text", "absent"),
        ("optional_text", "absent"),
        ("integer", "text"),
        ("integer", "share"),
        ("integer", "nothing"),
        ("optional_integer", "absent"),
    ],
)
def test_unexpected_value_names_column_and_query(row: Row, kind: str, column: str) -> None:
    """A value that is absent or of another kind is an error that names the column and the query."""
    with pytest.raises(UnexpectedTerm) as caught:
        getattr(row, kind)(column)

    assert str(caught.value).startswith(f"?{column} has ")
    assert str(caught.value).endswith(QUERY)


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("NaN", "double", "NaN"),
        ("INF", "double", "INF"),
        ("-INF", "double", "-INF"),
        ("-1e999", "double", "-INF"),
        ("9" * 400 + ".5", "decimal", "9" * 400 + ".5"),
        ("9" * 5000, "integer", "9" * 5000),
        ("elf", "integer", "elf"),
        ("1.5E0", "double", 1.5),
    ],
)
def test_number_that_json_cannot_hold_stays_a_text(lexical: str, datatype: str, value: object) -> None:
    """What is no number, has no end, or is too long for one, stays as it was written, and JSON can hold it."""
    term = {"type": "literal", "value": lexical, "datatype": f"{XSD}{datatype}"}
    (made,) = make_rows([{"n": term}], ["n"], QUERY)

    assert made == {"n": value}
    assert json.loads(json.dumps(made, allow_nan=False)) == made
