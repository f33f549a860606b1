"""Lanes: bounded, fair, and refusing at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from api.server.lanes import Lane, LaneFull

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable


def run(scene: Callable[[Lane], Coroutine[None, None, None]], places: int = 3, patience: float = 10) -> None:
    """Run *scene* with a lane of *places*, in a thread of its own: that of the tests may have the browser's loop."""
    lane = Lane("test", places, patience)
    try:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, scene(lane)).result()
    finally:
        lane.close()


async def settle() -> None:
    """Let everything that can go on go on."""
    for _ in range(10):
        await asyncio.sleep(0)


async def take_places(stack: AsyncExitStack, lane: Lane, clients: Iterable[str]) -> None:
    """Have each of *clients* take a place in *lane*, until *stack* is closed."""
    for client in clients:
        await stack.enter_async_context(lane.enter(client))


def test_who_finds_no_room_is_refused_at_once() -> None:
    """With every place taken and as many waiting as may, which is fewer, the next is refused without waiting."""

    async def scene(lane: Lane) -> None:
        async with AsyncExitStack() as stack:
            await take_places(stack, lane, "abc")
            waiting = [asyncio.ensure_future(lane.enter("abc"[n]).__aenter__()) for n in range(lane.room)]
            await settle()

            assert (lane.running, lane.waiting, lane.room < lane.places) == (3, 2, True)
            with pytest.raises(LaneFull):
                async with lane.enter("d"):
                    pytest.fail("there was no room")
            for each in waiting:
                each.cancel()
        assert lane.refused == 1

    run(scene)


def test_no_client_has_more_than_its_part() -> None:
    """However much one client asks for, it has a part of the places, and has another when it gives one up."""

    async def scene(lane: Lane) -> None:
        first = lane.enter("many")
        await first.__aenter__()
        async with lane.enter("many"):
            third = asyncio.ensure_future(lane.enter("many").__aenter__())
            await settle()
            assert (lane.most, lane.running, third.done()) == (2, 2, False)

            async with lane.enter("few"), lane.enter("few"):
                assert lane.running == 4
            await first.__aexit__(None, None, None)
            await settle()
            assert third.done()

    run(scene, places=6)


def test_a_place_is_kept_for_who_has_none() -> None:
    """However many have places, the last is for a client who has none yet."""

    async def scene(lane: Lane) -> None:
        async with AsyncExitStack() as stack:
            await take_places(stack, lane, "aabbc")
            second = asyncio.ensure_future(lane.enter("c").__aenter__())
            await settle()

            assert not second.done()
            async with lane.enter("d"):
                assert lane.running == 6
            second.cancel()

    run(scene, places=6)


def test_who_has_the_most_waiting_makes_room() -> None:
    """A lane that one client fills has room for another, at the cost of the last of the first."""

    async def scene(lane: Lane) -> None:
        async with AsyncExitStack() as stack:
            await take_places(stack, lane, ("many", "other", "third"))
            waiting = [asyncio.ensure_future(lane.enter("many").__aenter__()) for _ in range(2)]
            await settle()
            late = asyncio.ensure_future(lane.enter("few").__aenter__())
            await settle()

            assert isinstance(waiting[1].exception(), LaneFull)
            assert not waiting[0].done()
            assert not late.done()
            for each in (*waiting, late):
                each.cancel()

    run(scene)


def test_room_is_made_by_who_just_gave_up() -> None:
    """The one that is to make room may have hung up in the same moment, which is told to nobody."""

    async def scene(lane: Lane) -> None:
        async with AsyncExitStack() as stack:
            await take_places(stack, lane, ("many", "other", "third"))
            waiting = [asyncio.ensure_future(lane.enter("many").__aenter__()) for _ in range(2)]
            await settle()
            waiting[1].cancel()
            late = asyncio.ensure_future(lane.enter("few").__aenter__())
            await settle()

            assert waiting[1].cancelled()
            assert not late.done()
            for each in (waiting[0], late):
                each.cancel()

    run(scene)


def test_place_goes_to_who_has_the_fewest() -> None:
    """A place that comes free goes to the client with the fewest, however long another waits for one more."""

    async def scene(lane: Lane) -> None:
        first = lane.enter("a")
        await first.__aenter__()
        async with AsyncExitStack() as stack:
            await take_places(stack, lane, "abcde")
            more = asyncio.ensure_future(lane.enter("b").__aenter__())
            await settle()
            new = asyncio.ensure_future(lane.enter("f").__aenter__())
            await settle()
            await first.__aexit__(None, None, None)
            await settle()

            assert (more.done(), new.done()) == (False, True)
            more.cancel()

    run(scene, places=6)


def test_who_hangs_up_while_waiting_leaves_no_trace() -> None:
    """Neither the room nor the place of who waits no longer is lost."""

    async def scene(lane: Lane) -> None:
        async with lane.enter("a"):
            waiting = asyncio.ensure_future(lane.enter("b").__aenter__())
            await settle()
            waiting.cancel()
            await settle()
            assert lane.waiting == 0
        async with lane.enter("b"):
            assert lane.running == 1
        assert lane.running == 0

    run(scene, places=2)


def test_place_that_comes_as_one_hangs_up_is_given_on() -> None:
    """A place that was given to who hangs up in the same moment comes free again."""

    async def scene(lane: Lane) -> None:
        first = lane.enter("a")
        await first.__aenter__()
        async with lane.enter("b"):
            waiting = asyncio.ensure_future(lane.enter("c").__aenter__())
            await settle()
            await first.__aexit__(None, None, None)
            waiting.cancel()
            await settle()
            async with lane.enter("d"):
                assert lane.running == 2

    run(scene, places=2)


def test_waiting_has_an_end() -> None:
    """Who waits for a place longer than may be is told."""

    async def scene(lane: Lane) -> None:
        async with lane.enter("a"), lane.enter("b"):
            with pytest.raises(TimeoutError):
                async with lane.enter("c"):
                    pytest.fail("there was no place")

    run(scene, 2, patience=0.1)


def test_who_takes_most_of_a_lane_is_known() -> None:
    """Who has more places than all others together is the one who asks too much; nobody is where nobody has."""

    async def scene(lane: Lane) -> None:
        async with AsyncExitStack() as stack:
            await take_places(stack, lane, ("many", "many", "one"))
            assert [lane.is_taken_by(client) for client in ("many", "one", "none")] == [True, False, False]
        assert not lane.is_taken_by("many")

    run(scene, 6)
