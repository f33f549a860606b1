"""What a renderer does: it makes what it is handed, one after another, until the other side hangs up.

It holds the libraries that are slow to load, so that the web process never loads them, and is a process of its own, so
that what takes too long or too much can be ended. What comes in is a pickled call of a function that returns bytes;
what goes out is a kind of one byte and the rest: `MADE` with those bytes, or `FAILED` with the error.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import resource
import select
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from api.catalogue import load_catalogues

if TYPE_CHECKING:
    from collections.abc import Callable

#: The kinds of messages; `SPENT` is that of an error after which the process is not to be used again.
READY, MADE, FAILED, SPENT = b"R", b"M", b"F", b"S"
#: How much nicer than the pages this is (nice(2)), and how much sooner it goes where memory is short (proc(5)).
NICE, SOONER = 5, 300
#: Seconds past the limit after which the system ends this process, should the web process not be there to do it.
GRACE_SECONDS = 2
OWN_FOLDER = Path("/proc/self")


def main(memory: str, seconds: str, *libraries: str) -> None:
    """Load *libraries*, then make what comes on standard input, each within *memory* bytes more and in *seconds*."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    number = os.dup(0)
    threading.Thread(target=_end_with, args=(number,), daemon=True).start()
    _give_way()
    for library in libraries:
        importlib.import_module(library)
    load_catalogues()
    gc.collect()
    gc.freeze()
    connection = Connection(number)
    connection.send_bytes(READY)
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv_bytes()
            _limit(int(memory), float(seconds))
            connection.send_bytes(run_job(job))


def _end_with(number: int) -> None:
    """End this process as soon as the other side of the socket *number* has gone, whatever is being made."""
    poll = select.poll()
    poll.register(number, getattr(select, "POLLRDHUP", 0))  # Linux; elsewhere a hang-up is always told
    poll.poll()
    os._exit(0)


def _give_way() -> None:
    """Let pages go first, and other processes live longer, where the system knows of either."""
    os.nice(NICE)
    with suppress(OSError):
        (OWN_FOLDER / "oom_score_adj").write_text(str(SOONER), encoding="ascii")


def _limit(memory: int, seconds: float) -> None:
    """Limit this process to *memory* bytes on top of what it has, and to little more than *seconds* from now."""
    with suppress(OSError, ValueError):  # no way to see what is in use, or a lower limit for all processes
        pages = int((OWN_FOLDER / "statm").read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + memory, most))
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS)


def run_job(job: bytes) -> bytes:
    """Make what *job* says, and return it as a message.

    After a lack of memory the process is spent: it would have less for what comes next.
    """
    try:
        make: Callable[[], bytes] = pickle.loads(job)  # noqa: S301  the web process made it, of our own values
        return MADE + make()
    except MemoryError:
        return SPENT
    except Exception as error:  # noqa: BLE001  whatever it is, who asked is to hear it
        error.add_note(f"in the renderer with process id {os.getpid()}, at {_find_place(error)}")
        return FAILED + pickle.dumps((type(error), error.args, vars(error)))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _find_place(error: BaseException) -> str:
    """Find the file and line where *error* was raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else sys.executable
