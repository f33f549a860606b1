"""A filter on the system calls of this process, set for good: what is not on its list is refused with EPERM.

The filter is a program for the kernel (seccomp(2), `SECCOMP_SET_MODE_FILTER`) and needs no privilege to install. It
lists what is allowed, so that a call that nobody thought of, or that a later kernel adds, is refused.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Instructions of the program, and its two answers (linux/bpf_common.h and linux/seccomp.h).
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
# Where the program finds a call: its number, its architecture, and the low half of an argument (struct seccomp_data).
NUMBER, ARCHITECTURE, ARGUMENT = 0, 4, 16
NO_NEW_PRIVILEGES, SET_FILTER, ALL_THREADS = 38, 1, 1
EXECUTABLE, ANONYMOUS, HARMFUL_ADVICE = 0x4, 0x20, 100


class Machine(NamedTuple):
    """An architecture: the kernel's number for it, and that of seccomp(2) on it."""

    name: str
    audit: int
    seccomp: int


class Condition(NamedTuple):
    """What an argument must be: which one, the jump that tests it against what, and whether that must hold."""

    argument: int
    test: int
    value: int
    holds: bool


class Call(NamedTuple):
    """A system call that is allowed: its number on each machine, where it has one, and on what conditions."""

    name: str
    x86_64: int | None
    aarch64: int | None
    conditions: tuple[Condition, ...] = ()


MACHINES = (Machine("x86_64", 0xC000003E, 317), Machine("aarch64", 0xC00000B7, 277))


NO_CODE = Condition(2, ANY_BIT, EXECUTABLE, holds=False)
NO_FILE = Condition(3, ANY_BIT, ANONYMOUS, holds=True)
#: What a worker needs to evaluate queries, and nothing else.
CALLS = (
    # Requests, answers and complaints, on descriptors that are open already: nothing here gives a new one.
    Call("read", 0, 63),
    Call("write", 1, 64),
    Call("writev", 20, 66),
    Call("pread64", 17, 67),
    Call("pwrite64", 18, 68),
    Call("lseek", 8, 62),
    Call("ftruncate", 77, 46),
    Call("fstat", 5, 80),
    Call("close", 3, 57),
    Call("poll", 7, None),
    Call("ppoll", 271, 73),
    # Memory, none of it executable or a file. As root, some advice can take memory from the whole machine.
    Call("brk", 12, 214),
    Call("mmap", 9, 222, (NO_CODE, NO_FILE)),
    Call("mprotect", 10, 226, (NO_CODE,)),
    Call("mremap", 25, 216),
    Call("munmap", 11, 215),
    Call("madvise", 28, 233, (Condition(2, AT_LEAST, HARMFUL_ADVICE, holds=False),)),
    # Locks and turns. The engine asks how many processors there are; it starts no threads, and could not.
    Call("futex", 202, 98),
    Call("sched_yield", 24, 124),
    Call("sched_getaffinity", 204, 123),
    # Time, where the machine cannot tell it without a call, and RAND, UUID and the seeds of hashes.
    Call("clock_gettime", 228, 113),
    Call("clock_getres", 229, 114),
    Call("clock_nanosleep", 230, 115),
    Call("nanosleep", 35, 101),
    Call("gettimeofday", 96, 169),
    Call("time", 201, None),
    Call("getrandom", 318, 278),
    # The alarm of a worker that is late, and what Python and Rust do with signals.
    Call("setitimer", 38, 103),
    Call("rt_sigaction", 13, 134),
    Call("rt_sigprocmask", 14, 135),
    Call("rt_sigreturn", 15, 139),
    Call("sigaltstack", 131, 132),
    Call("restart_syscall", 219, 128),
    # The end: by itself, or by abort(3), which signals its own process and can signal no other.
    Call("exit", 60, 93),
    Call("exit_group", 231, 94),
    Call("getpid", 39, 172),
    Call("gettid", 186, 178),
)


def allowed(process: int) -> list[Call]:
    """Give what a worker, the process of that id, may call: `CALLS`, and a signal to itself."""
    return [*CALLS, Call("tgkill", 234, 131, (Condition(0, EQUAL, process, holds=True),))]


def install() -> bool:
    """Set the filter on this process, and say whether it stands: there may be no such thing here."""
    machine = next((each for each in MACHINES if each.name == platform.machine()), None)
    # A process of 32 bits on such a machine has other numbers, and could not even end.
    if sys.platform != "linux" or sys.maxsize < 2**32 or machine is None:
        return False
    try:
        return _set(machine, program(machine, os.getpid())) and _stands()
    except (OSError, AttributeError):  # no C library to be found, or one without these functions
        return False


def program(machine: Machine, process: int) -> bytes:
    """Give the program of the filter for *machine* and the process of that id.

    The 32-bit calls of x86_64 are another architecture; its x32 calls have numbers of their own (bit 30), which are
    on no list.
    """
    steps = [
        _step(LOAD, ARCHITECTURE),
        _step(EQUAL, machine.audit, 1, 0),
        _step(RETURN, REFUSE),
        _step(LOAD, NUMBER),
    ]
    for call in allowed(process):
        number = call.x86_64 if machine.name == "x86_64" else call.aarch64
        if number is not None:
            body = [*_tests(call), _step(RETURN, ALLOW)]
            steps += [_step(EQUAL, number, 0, len(body)), *body]
    return b"".join([*steps, _step(RETURN, REFUSE)])


def _tests(call: Call) -> Iterator[bytes]:
    """Give the steps that refuse *call* where a condition is not met, and go on past them where all are."""
    for condition in call.conditions:
        met = (1, 0) if condition.holds else (0, 1)
        yield _step(LOAD, ARGUMENT + 8 * condition.argument)
        yield _step(condition.test, condition.value, *met)
        yield _step(RETURN, REFUSE)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Give one instruction; the last two say how many to pass over (struct sock_filter)."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _set(machine: Machine, steps: bytes) -> bool:
    """Hand *steps* to the kernel of *machine*, for every thread of this process."""
    libc = ctypes.CDLL(None)
    held = ctypes.create_string_buffer(steps, len(steps))
    about = ctypes.create_string_buffer(struct.pack("HP", len(steps) // 8, ctypes.addressof(held)))
    # The kernel looks at the whole of each argument, so that each is given its full width.
    words = [ctypes.c_ulong(value) for value in (NO_NEW_PRIVILEGES, 1, 0, 0, 0)]
    if libc.prctl(*words) != 0:
        return False
    words = [ctypes.c_ulong(value) for value in (machine.seccomp, SET_FILTER, ALL_THREADS)]
    return bool(libc.syscall(*words, about) == 0)


def _stands() -> bool:
    """Say whether the filter refuses what it should: an emulated kernel may take it and do nothing."""
    try:
        os.kill(os.getpid(), 0)
    except PermissionError:
        return True
    return False
