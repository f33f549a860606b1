"""The variables that a SELECT gives, found by a process of its own, which ends when that takes too much.

To list the variables the engine parses the query and plans it (`graph.engine.list_variables`). Both are its own, and
can take more than anybody has: a plan for a hundred patterns that share one variable takes seconds, for four hundred
hours, and some texts take all of the stack. The questions of others are therefore not given to the engine in the
process that serves the website, but to this one, which has a bound for its time and its memory.
"""

from __future__ import annotations

import json
import math
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from graph.engine import QueryBounds, list_variables, screen
from graph.errors import QueryCrashed, QueryError, QueryRefused, QuerySyntaxError
from graph.interpreter import build_command

if TYPE_CHECKING:
    from types import TracebackType

#: Seconds of work, and bytes, that one query may take; the packaged ones take milliseconds.
MOST_SECONDS = 3
MOST_BYTES = 1_500_000_000
#: Seconds after which the process counts as lost, however busy the machine is.
PATIENCE = 60.0
#: What the process may say of a query, by name.
_ERRORS: dict[str, type[QueryError]] = {it.__name__: it for it in (QuerySyntaxError, QueryRefused)}


def list_screened(text: str) -> list[str]:
    """List the variables that the SELECT of *text* returns, in order, in this process.

    It is screened as it is, and not only with the lines of every parameter: a line that fell away may have held the
    other end of a text or a bracket.

    :raises QueryError: when it is no SELECT that a query here may be.
    """
    screen(text, QueryBounds())
    return list_variables(text)


class VariableLister:
    """What lists the variables of queries in a process, which is started when there is something to list.

    A process that was late, or that a query ended, is followed by another.
    """

    def __init__(self) -> None:
        """Start no process yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    def __enter__(self) -> Self:
        """Return this, to be closed afterwards."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def __call__(self, text: str) -> list[str]:
        """List the variables that the SELECT of *text* returns, in order; it is screened as `list_screened` does.

        :raises QueryCrashed: when that takes more time or memory than there is for it.
        :raises QueryError: when it is no SELECT that a query here may be.
        """
        screen(text, QueryBounds())
        try:
            said = self._ask(text)
        except OSError as error:
            self.close()
            raise QueryCrashed(
                "The engine cannot take this query in: to plan it takes more than %(seconds)s seconds, "
                "%(megabytes)s MB or all of the stack. Make it smaller.",
                seconds=MOST_SECONDS,
                megabytes=MOST_BYTES // 1_000_000,
            ) from error
        if "variables" in said:
            return list(said["variables"])
        raise _ERRORS[str(said["error"])](str(said["template"]), **said["values"])

    def close(self) -> None:
        """End the process, if there is one."""
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = self._channel = None

    def _ask(self, text: str) -> dict[str, dict[str, str]]:
        """Ask the process about *text*.

        :raises OSError: when it is late, or is no more.
        """
        channel = self._channel or self._start()
        channel.sendall(json.dumps(text).encode() + b"\n")
        said = bytearray()
        while not said.endswith(b"\n"):
            piece = channel.recv(1 << 16)
            if not piece:
                raise ConnectionResetError
            said += piece
        found: dict[str, dict[str, str]] = json.loads(said)
        return found

    def _start(self) -> socket.socket:
        """Start the process, and return the channel to it."""
        self._channel, theirs = socket.socketpair()
        self._channel.settimeout(PATIENCE)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own module
                build_command("queries.questions.lister"),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # what the engine says when it gives up is told in our own words
            )
        return self._channel


def main() -> None:
    """Answer on the socket that standard input is: a query in JSON on a line, and on another what was found of it."""
    with socket.socket(fileno=sys.stdin.fileno()) as channel, channel.makefile("rwb") as lines:
        for line in lines:
            _limit_use()
            lines.write(json.dumps(_list_or_refuse(json.loads(line))).encode() + b"\n")
            lines.flush()


def _list_or_refuse(text: str) -> dict[str, object]:
    """List the variables of *text*, or say why not, as plain values."""
    try:
        return {"variables": list_variables(text)}
    except (QuerySyntaxError, QueryRefused) as error:
        values = {name: str(value) for name, value in error.values.items()}
        return {"error": type(error).__name__, "template": error.template, "values": values}


def _limit_use() -> None:
    """Limit what this process may take for the next query; past it the system ends the process."""
    with suppress(ImportError, OSError, ValueError):  # where there are no such limits, whoever asks loses patience
        import resource  # noqa: PLC0415  Windows has none

        seconds = math.ceil(time.process_time()) + MOST_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
