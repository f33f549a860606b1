"""Turns and places: nobody keeps others waiting by being many, or by asking what has no end."""

from __future__ import annotations

import pytest

from graph.engine.workers.places import QUICK_SECONDS, Places, Run
from graph.engine.workers.turns import Turns


def test_turn_goes_to_who_has_the_fewest_under_way() -> None:
    """Who has nothing under way comes before those who have, however much earlier these came."""
    turns = Turns(10)
    for client in ("many", "many", "few"):
        turns.join(client)

    called = [turns.call({"many": 2, "few": 0}).client for _ in range(3)]  # type: ignore[arg-type]  # a mapping will do

    assert called == ["few", "many", "many"]


def test_clients_take_turns() -> None:
    """Where two have as much under way, each has every second turn."""
    turns = Turns(10)
    for client in ("a", "a", "b", "b"):
        turns.join(client)

    assert [turns.call(dict.fromkeys("ab", 0)).client for _ in range(4)] == ["a", "b", "a", "b"]  # type: ignore[arg-type]  # as above


def test_who_has_the_most_makes_room() -> None:
    """A full queue has no room for who fills it, and room for another, at the cost of the last of the first."""
    turns = Turns(3)
    mine = [turns.join("many") for _ in range(3)]

    assert turns.join("many") is None
    assert turns.join("few") is not None
    assert [ticket.evicted for ticket in mine if ticket] == [False, False, True]
    assert len(turns) == 3


def test_no_room_is_made_for_who_has_as_much() -> None:
    """Where everybody has one in the queue, who comes later is refused."""
    turns = Turns(2)
    for client in ("a", "b"):
        turns.join(client)

    assert turns.join("c") is None


def fill(places: Places, *clients: str) -> list[Run]:
    """Have *clients* each take a place, and give what is under way then."""
    for client in clients:
        places.join(client, slow=False)
    return list(places.runs.values())


def grow_old(*runs: Run) -> None:
    """Have *runs* be under way for longer than a quick one may be."""
    for run in runs:
        run.begun -= 2 * QUICK_SECONDS


def test_slow_query_goes_on_where_nobody_waits() -> None:
    """With nobody waiting, a query keeps its quick place, however long it takes."""
    places = Places(2, 1, 4)
    runs = fill(places, "a", "b")
    grow_old(*runs)

    assert places.make_quick_places() is None
    assert all(run.quick for run in runs)


def test_slow_query_gives_its_place_to_who_waits() -> None:
    """Once somebody waits, a query that is no longer quick goes on beside, and who waits is called."""
    places = Places(1, 1, 4)
    (first,) = fill(places, "a")
    fill(places, "b")
    grow_old(first)

    places.make_quick_places()

    assert first.slow
    assert not first.crowded_out
    assert [run.client for run in places.runs.values()] == ["a", "b"]


def test_quick_query_is_let_finish() -> None:
    """A query that may still be over in a moment keeps its place; it is said when it may not any more."""
    places = Places(1, 1, 4)
    (first,) = fill(places, "a")
    fill(places, "b")

    pause = places.make_quick_places()

    assert first.quick
    assert pause is not None
    assert 0 < pause <= QUICK_SECONDS


def test_who_still_waits_looks_again() -> None:
    """Who waits when others were called in place of the slow is told when those may be slow themselves."""
    places = Places(1, 1, 4)
    (first,) = fill(places, "a")
    fill(places, "b", "c")
    grow_old(first)

    assert places.make_quick_places() == QUICK_SECONDS
    assert [run.client for run in places.runs.values()] == ["a", "b"]


def test_news_is_for_whom_it_is() -> None:
    """Who is called or has to make room hears of it, and nobody else."""
    places = Places(1, 0, 2)
    first, second, third = (places.join("many", slow=False) for _ in range(3))
    assert first
    assert second
    assert third
    few = places.join("few", slow=False)
    assert few
    assert [it.news.is_set() for it in (first, second, third, few)] == [True, False, True, False]

    places.leave(first)

    assert list(places.runs) == [second]
    assert [it.news.is_set() for it in (second, few)] == [True, False]


def test_greediest_is_stopped_where_there_is_no_slow_place() -> None:
    """The slow query of the client with the most under way is stopped, not that of who has one."""
    places = Places(3, 1, 4)
    runs = fill(places, "modest", "greedy", "greedy")
    grow_old(*runs)
    fill(places, "c", "c", "c")

    places.make_quick_places()

    modest, *greedy = runs
    assert [run.crowded_out for run in greedy] == [True, True]
    assert not modest.crowded_out
    assert modest.slow


def test_query_that_was_slow_takes_no_quick_place() -> None:
    """What was slow before begins on a slow place, and waits for one while the quick ones stay free."""
    places = Places(1, 1, 4)
    for _ in range(3):
        places.join("a", slow=True)

    places.join("b", slow=False)

    assert [(run.client, run.slow) for run in places.runs.values()] == [("a", True), ("b", False)]


@pytest.mark.parametrize("slow", [False, True])
def test_capacity_is_what_there_can_be(slow: bool) -> None:  # noqa: FBT001  a parameter of the test
    """No more than the capacity are answered or wait."""
    places = Places(2, 1, 4)
    joined = [places.join("a", slow=it) for it in (slow, not slow) for _ in range(20)]

    assert len([ticket for ticket in joined if ticket]) == places.capacity
