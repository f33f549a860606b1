"""The cache: an answer is computed once, kept within a bound, and never kept when it failed."""

from __future__ import annotations

import threading

import pytest

from graph.engine.cache import ENTRY_BYTES, Cache, CachedEngine
from graph.engine.reply import Reply, Spool
from graph.engine.request import Engine, Request
from graph.errors import QueryRefused


class Counting(Engine):
    """An engine that answers with how often it was asked."""

    def __init__(self, size: int = 10) -> None:
        """Answer with *size* bytes."""
        self.asked: list[Request] = []
        self._size = size

    def ask(self, request: Request) -> Reply:
        """Answer *request*."""
        self.asked.append(request)
        return Reply("text/csv", f"{len(self.asked)}".encode().ljust(self._size))


def reply(size: int) -> Reply:
    """Give an answer of *size* bytes."""
    return Reply("text/csv", bytes(size))


def test_answer_is_computed_once() -> None:
    """What was asked before is answered from the cache, with the same bytes."""
    engine = Counting()
    cached = CachedEngine(engine, Cache(100_000))

    answers = [cached.ask(Request("ASK {}")) for _ in range(3)]

    assert len(engine.asked) == 1
    assert answers[0] is answers[2]


OTHERS = {
    "text": Request("ASK { }"),
    "binding": Request("ASK {}", {"x": {"type": "uri", "value": "urn:a"}}),
    "kind_of_term": Request("ASK {}", {"x": {"type": "literal", "value": "urn:a"}}),
    "language": Request("ASK {}", {"x": {"type": "literal", "value": "urn:a", "xml:lang": "nl"}}),
    "result_type": Request("ASK {}", result_type="text/csv"),
    "graph_type": Request("ASK {}", graph_type="application/trig"),
    "default_graphs": Request("ASK {}", default_graphs=["urn:g"]),
    "named_graphs": Request("ASK {}", named_graphs=["urn:g"]),
    "base": Request("ASK {}", base="urn:b"),
    "whole": Request("ASK {}", whole=True),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_request_is_another_answer(other: Request) -> None:
    """Whatever differs between two requests keeps their answers apart."""
    engine = Counting()
    cached = CachedEngine(engine, Cache(100_000))
    first = cached.ask(Request("ASK {}"))

    assert cached.ask(other) != first
    assert cached.ask(other) == cached.ask(other)
    assert len(engine.asked) == 2


def test_order_of_bindings_does_not_matter() -> None:
    """The same bindings in another order are the same request."""
    one, two = {"type": "uri", "value": "urn:a"}, {"type": "uri", "value": "urn:b"}

    assert Request("", {"x": one, "y": two}).key == Request("", {"y": two, "x": one}).key


def test_least_recently_used_goes_first() -> None:
    """The cache stays within its bound, and what was used last is still there."""
    cache = Cache(4 * (1_000 + ENTRY_BYTES) + 100)
    for number in range(4):
        cache.get(number, lambda: reply(1_000))
    cache.get(0, lambda: reply(1))
    cache.get("new", lambda: reply(1_000))

    made: list[object] = []
    for key in (0, "new", 1):
        cache.get(key, lambda key=key: made.append(key) or reply(1))  # type: ignore[misc]  # append gives None

    assert made == [1]
    assert cache.size <= 4 * (1_000 + ENTRY_BYTES) + 100


def test_what_is_asked_for_again_outlives_what_is_asked_for_once() -> None:
    """Whoever asks for ever something else pushes out only what nobody asked for again."""
    cache = Cache(20 * (1_000 + ENTRY_BYTES))
    for _ in range(2):
        for number in range(10):
            cache.get(number, lambda: reply(1_000))
    for number in range(100):
        cache.get(f"other {number}", lambda: reply(1_000))

    assert all(cache.peek(number) for number in range(10))
    assert not cache.peek("other 0")


def test_what_is_asked_for_again_leaves_room() -> None:
    """However much is asked for again, the largest answer that may be kept is, and the bound holds."""
    cache = Cache(20 * (1_000 + ENTRY_BYTES))
    for number in [*range(20)] * 3:
        cache.get(number, lambda: reply(1_000))
    cache.get("large", lambda: reply(cache.largest - ENTRY_BYTES - 10))

    assert cache.peek("large")
    assert cache.size <= 20 * (1_000 + ENTRY_BYTES)


def test_answer_made_anew_takes_the_place_of_the_old() -> None:
    """What is kept again under its key is there once, and counts once."""
    cache = Cache(100_000)
    cache.keep("key", reply(1_000))
    cache.peek("key")
    before = cache.size
    cache.keep("key", reply(1_001))

    assert cache.peek("key") == reply(1_001)
    assert cache.size == before + 1


def test_answer_too_large_for_the_cache_is_not_kept() -> None:
    """An answer of more than a quarter of the bound would drive out all others."""
    cache = Cache(100_000)

    assert cache.get("large", lambda: reply(30_000)).size == 30_000
    assert cache.size == 0


def test_long_question_counts() -> None:
    """A key takes memory as well."""
    cache = Cache(100_000)
    cache.get("x" * 20_000, lambda: reply(1))

    assert cache.size > 20_000


def test_answer_on_disk_is_not_kept() -> None:
    """What went to disk stays there for as long as it is being read, and no longer."""
    spool = Spool(in_memory=10)
    spool.write(bytes(11))
    spool.finish()
    cache = Cache(100_000)

    assert cache.get("spooled", lambda: Reply("text/csv", spool)).size == 11
    assert cache.size == 0


def test_failure_is_not_kept() -> None:
    """What failed is tried again."""
    cache = Cache(100_000)

    def fail() -> Reply:
        """Fail."""
        raise QueryRefused("No.")

    for _ in range(2):
        with pytest.raises(QueryRefused):
            cache.get("key", fail)

    assert cache.get("key", lambda: reply(7)).size == 7


def test_those_who_ask_at_the_same_time_share_the_work() -> None:
    """Twenty who ask the same while it is being computed all get the one answer, or the one failure."""
    cache, begun, go = Cache(100_000), threading.Event(), threading.Event()
    made: list[int] = []
    found: list[Reply] = []

    def make() -> Reply:
        """Answer when told to."""
        made.append(1)
        begun.set()
        go.wait(60)
        return reply(5)

    clients = [threading.Thread(target=lambda: found.append(cache.get("key", make))) for _ in range(20)]
    clients[0].start()
    begun.wait(60)
    for client in clients[1:]:
        client.start()
    go.set()
    for client in clients:
        client.join(60)

    assert len(made) == 1
    assert [it.size for it in found] == [5] * 20
