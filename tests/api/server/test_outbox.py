"""Answers on their way: what several are sent is held once, and together they are bounded."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from api.server.outbox import Outbox
from api.server.wsgi import PIECE_BYTES, AppResponse

if TYPE_CHECKING:
    from collections.abc import Callable


def answer(content: bytes) -> AppResponse:
    """Make an answer of *content*."""
    return AppResponse(200, [("Content-Length", str(len(content)))], [content])


def never() -> None:
    """End nothing."""


def test_answer_is_handed_over_in_pieces_of_itself() -> None:
    """The pieces together are the answer, none is large, and each is the very bytes of the answer."""
    content = bytes(range(256)) * 1000
    pieces = list(answer(content).iter_pieces())

    assert b"".join(pieces) == content
    assert max(map(len, pieces)) == PIECE_BYTES
    assert {id(piece.obj) for piece in pieces} == {id(content)}


def test_answer_that_many_are_sent_is_held_once() -> None:
    """A hundred readers of one kept answer hold its bytes once; another answer counts besides."""
    outbox, content = Outbox(10_000), bytes(1000)

    with ExitStack() as stack:
        for number in range(100):
            stack.enter_context(outbox.hold(answer(content), f"client {number}", never))
        same = outbox.size
        stack.enter_context(outbox.hold(answer(bytes(1001)), "another", never))
        both = outbox.size

    assert (same, both, outbox.size) == (1000, 2001, 0)


def make_end(ended: list[str], name: str) -> Callable[[], None]:
    """Make what notes in *ended* that the answer called *name* was ended."""
    return lambda: ended.append(name)


def test_oldest_of_who_is_sent_the_most_is_ended() -> None:
    """Past the bound who is sent the most loses the oldest of it, until the others fit, and nobody else loses any."""
    outbox, ended = Outbox(1000), list[str]()
    sent = [("one", "a", 300), ("many", "b", 200), ("many", "c", 200), ("many", "d", 200), ("new", "e", 500)]

    with ExitStack() as stack:
        for client, name, size in sent:
            content = answer(bytes([ord(name)]) * size)
            stack.enter_context(outbox.hold(content, client, make_end(ended, name)))
        left = outbox.size

    assert ended == ["b", "c"]
    assert left == 1000


def test_last_answer_goes_on_in_any_case() -> None:
    """An answer that is larger than the bound is sent where it is the only one."""
    outbox, ended = Outbox(1000), list[str]()

    with outbox.hold(answer(bytes(5000)), "one", make_end(ended, "a")):
        assert outbox.size == 5000

    assert ended == []
