"""Which connection goes where there is no room, and which answer where there is no memory."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from api.server.bounds import Bounds
from api.server.connections import ANSWER, BODY, HEAD, IDLE, Connection, Connections
from api.server.outbox import Outbox
from api.server.wsgi import AppResponse


@dataclass
class Rope:
    """A way to nowhere, which says whether it was cut."""

    unsent: int = 0
    cut: bool = False

    def get_write_buffer_size(self) -> int:
        """Count what was not taken."""
        return self.unsent

    def is_closing(self) -> bool:
        """Say whether it was cut."""
        return self.cut

    def abort(self) -> None:
        """Cut it."""
        self.cut = True


def connect(connections: Connections, address: str, phase: str = IDLE, age: float = 0.0) -> Rope:
    """Connect from *address*, in a *phase* that began *age* seconds ago; give the way there."""
    rope = Rope()
    connection = Connection(rope, address)
    connection.enter(phase)
    connection.since -= age
    connections.add(connection)
    return rope


def test_who_has_the_most_makes_room() -> None:
    """Where there are too many, the one that is waited for the longest goes, of who has the most that wait."""
    connections = Connections(Bounds(connections=4))
    few = connect(connections, "192.0.2.1", age=9)
    many = [connect(connections, "192.0.2.2", age=age) for age in (1, 5, 3)]
    new = connect(connections, "192.0.2.3")

    assert [rope.cut for rope in (few, *many, new)] == [False, False, True, False, False]
    assert connections.ended == {"room": 1}


def test_who_is_being_answered_is_let_be() -> None:
    """Nobody is ended who is being answered; where everybody is, who comes is refused."""
    connections = Connections(Bounds(connections=2))
    answered = [connect(connections, "192.0.2.2", ANSWER, age) for age in (1, 5)]
    new = connect(connections, "192.0.2.3")

    assert [rope.cut for rope in (*answered, new)] == [False, False, True]


def test_who_takes_nothing_of_an_answer_makes_room() -> None:
    """Who has yet to take what was sent is waited for as well; of those the one that does so longest goes."""
    connections = Connections(Bounds(connections=4))
    connect(connections, "192.0.2.1", ANSWER)
    ropes = [Rope(unsent=1) for _ in range(3)]
    for rope, age in zip(ropes, (3, 5, 4), strict=True):
        reader = Connection(rope, "192.0.2.2", ANSWER)
        reader.stuck = reader.since - age
        connections.add(reader)
    connect(connections, "192.0.2.3")

    assert [rope.cut for rope in ropes] == [False, True, False]


@pytest.mark.parametrize("phase", [HEAD, BODY, IDLE, ANSWER])
def test_phase_has_an_end(phase: str) -> None:
    """A head, a body and a silence that take too long end the connection; what we take to answer does not."""
    bounds = Bounds()
    connections = Connections(bounds)
    allowed = {HEAD: bounds.head_seconds, BODY: bounds.body_seconds, IDLE: bounds.idle_seconds}.get(phase, 1000.0)
    late = connect(connections, "192.0.2.1", phase, allowed + 1)
    early = connect(connections, "192.0.2.1", phase, allowed - 1)
    connections.sweep()

    assert (late.cut, early.cut) == (phase != ANSWER, False)
    assert len(connections) == (2 if phase == ANSWER else 1)


def test_reader_has_an_end() -> None:
    """Who takes nothing of what is sent is ended; who takes some, or has taken all, is not."""
    connections = Connections(Bounds(sent_seconds=10))
    ropes = [Rope(unsent) for unsent in (100, 100, 0)]
    holders = [Connection(rope, "192.0.2.1", ANSWER) for rope in ropes]
    for holder in holders:
        connections.add(holder)
    connections.sweep()
    for holder in holders:
        holder.stuck = None if holder.stuck is None else holder.stuck - 11
    holders[1].take()
    connections.sweep()

    assert [rope.cut for rope in ropes] == [True, False, False]


def test_one_line_of_ipv6_is_one_client() -> None:
    """Whoever has a network of IPv6 is one client, whatever address in it is used."""
    addresses = ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")

    assert len({Connection(Rope(), address).client for address in addresses}) == 2


def answer(size: int) -> AppResponse:
    """Give an answer of so many bytes."""
    return AppResponse(200, [("Content-Length", str(size))], [b"x" * size])


def test_answers_on_their_way_are_bounded() -> None:
    """Past the bound the oldest answer of who is sent the most is ended; others and the newest go on."""
    outbox, ended = Outbox(100), []
    with ExitStack() as stack:
        for number, (client, size) in enumerate([("few", 30), ("many", 30), ("many", 30), ("new", 40)]):
            stack.enter_context(outbox.hold(answer(size), client, lambda number=number: ended.append(number)))  # type: ignore[misc]  # its number
        held = outbox.size

    assert ended == [1]
    assert (held, outbox.size) == (100, 0)


def test_what_several_are_sent_counts_once() -> None:
    """However many are sent one kept answer, it takes its room once."""
    outbox, kept = Outbox(100), [b"x" * 60]
    with ExitStack() as stack:
        for _ in range(50):
            response = AppResponse(200, [("Content-Length", "60")], kept)
            stack.enter_context(outbox.hold(response, "a", lambda: pytest.fail("it was ended")))
        assert outbox.size == 60
