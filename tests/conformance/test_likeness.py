"""Results are told apart where the suites tell them apart, and only there."""

from __future__ import annotations

import pytest

from tests.conformance.likeness import verdict
from tests.conformance.results import Results, literal

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
ONE, ALSO_ONE, TWO = literal("1", INTEGER), literal("01", INTEGER), literal("2", INTEGER)
A, B = ("bnode", "a", "", ""), ("bnode", "b", "", "")


def results(*rows: tuple[str, str, str, str]) -> Results:
    """Give the solutions of one variable."""
    return Results(frozenset("x"), tuple({"x": row} for row in rows))


@pytest.mark.parametrize(
    ("mine", "expected", "said"),
    [
        (results(ONE, TWO), results(TWO, ONE), "exact"),
        (results(ALSO_ONE), results(ONE), "value"),
        (results(ONE), results(TWO), ""),
        (results(ONE), results(ONE, ONE), ""),
        (results(ONE), results(), ""),
        (results(A, B), results(B, A), "exact"),
        (results(A, A), results(A, B), ""),
        (results(A), results(("uri", "http://a/", "", "")), ""),
        (results(literal("a", language="en")), results(literal("a")), ""),
        (Results(boolean=True), Results(boolean=True), "exact"),
        (Results(boolean=True), Results(boolean=False), ""),
        (Results(boolean=False), results(), ""),
        (Results(frozenset("y")), results(), ""),
    ],
)
def test_solutions_are_compared_as_a_multiset(mine: Results, expected: Results, said: str) -> None:
    """How often a row is there counts, and its terms; not its place, nor what its blank nodes are called."""
    assert verdict(mine, expected, ordered=False, lax=False) == said


def test_order_counts_where_there_is_one() -> None:
    """Where the query orders, a row is at its place."""
    assert verdict(results(ONE, TWO), results(TWO, ONE), ordered=True, lax=False) == ""
    assert verdict(results(ONE, TWO), results(ONE, TWO), ordered=True, lax=False) == "exact"


def test_reduced_may_leave_out_what_is_there_more_than_once() -> None:
    """REDUCED gives each row at least once, and at most as often as without it."""
    assert verdict(results(ONE), results(ONE, ONE), ordered=False, lax=True) == "exact"
    assert verdict(results(ONE, ONE), results(ONE), ordered=False, lax=True) == ""
    assert verdict(results(ONE), results(ONE, TWO), ordered=False, lax=True) == ""
