"""Shapes of queries: however often a production of the grammar is repeated, no worker dies of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from graph.engine.screening.dataset import has_dataset_clause
from graph.engine.screening.screen import QueryBounds, screen
from graph.engine.store import list_variables
from graph.engine.workers.pool import Limits, Pool
from graph.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTooLarge
from tests.graph.engine.shapes import SHAPES, find_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
BOUNDS = QueryBounds()
#: Twice as much of all that a process can die of; what is joined takes time and no stack.
TWICE = replace(BOUNDS, nesting=2 * BOUNDS.nesting, patterns=2 * BOUNDS.patterns, parts=2 * BOUNDS.parts)
#: More than any query passes that is refused at all.
REFUSED = 3 * BOUNDS.parts
QUADS = '<urn:s> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .\n<urn:s> <urn:p> "x" <urn:g> .\n'
#: What a query that is not answered may be told: nothing that another time would help.
REFUSALS = (QueryRefused, QuerySyntaxError, QueryTooLarge)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a version of two triples."""
    file: Path = tmp_path_factory.mktemp("two") / "two.nq"
    file.write_text(QUADS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def pool(path: Path) -> Iterator[Pool]:
    """Start a worker with the bounds that a client has."""
    started = Pool(path, 1)
    yield started
    started.close()


@pytest.fixture(scope="module")
def wide_pool(path: Path) -> Iterator[Pool]:
    """Start a worker with bounds twice as wide."""
    started = Pool(path, 1, Limits(bounds=TWICE))
    yield started
    started.close()


def passes(text: str, bounds: QueryBounds) -> bool:
    """Say whether *text* passes the screen with *bounds*."""
    try:
        screen(text, bounds)
    except QueryError:
        return False
    return True


@cache
def find_largest(name: str, bounds: QueryBounds) -> str:
    """Find the largest query of the shape called *name* that passes *bounds*."""
    shape = SHAPES[name]
    if passes(longest := find_longest(name), bounds):
        return longest
    most = len(longest) // len(shape.repeated)
    return shape.repeat(find_last(lambda count: passes(shape.repeat(count), bounds), 1, min(most, REFUSED)))


@cache
def find_longest(name: str) -> str:
    """Find the longest query of the shape called *name* that a client may send."""
    return SHAPES[name].repeat(SHAPES[name].find_most())


def survives(pool: Pool, text: str) -> bool:
    """Say whether the worker of *pool* answers *text*, or refuses it for good, and lives."""
    replaced = pool.replaced
    try:
        pool.ask(Request(text, base="urn:"))
    except QueryError as error:
        return isinstance(error, REFUSALS) and pool.replaced == replaced
    return pool.replaced == replaced


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.turns(5)
def test_no_worker_dies_of_a_shape(pool: Pool, name: str) -> None:
    """A shape that is there once, often, as often as passes, or as often as fits, is answered or refused for good."""
    shape = SHAPES[name]

    for text in {shape.repeat(1), shape.repeat(60), find_largest(name, BOUNDS), find_longest(name)}:
        assert survives(pool, text)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.turns(5)
def test_bounds_are_half_of_what_a_worker_bears(wide_pool: Pool, name: str) -> None:
    """With bounds twice as wide, no shape that passes ends a worker."""
    if find_largest(name, BOUNDS) != find_longest(name):
        assert survives(wide_pool, find_largest(name, TWICE))


@pytest.mark.parametrize("read", [list_variables, has_dataset_clause])
def test_no_shape_ends_the_process_that_reads_it(read: Callable[[str], object]) -> None:
    """What is read in the process itself, a query of ours or the dataset of one, is screened there first."""
    refused = [name for name in SHAPES if find_largest(name, BOUNDS) != find_longest(name)]
    assert refused

    for name in refused:
        with pytest.raises(QueryTooLarge):
            read(f"{find_longest(name)} # FROM")
