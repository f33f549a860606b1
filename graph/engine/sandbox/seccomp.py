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


class SystemCall(NamedTuple):
    """A system call that is allowed: its number on each machine, where it has one, and on what conditions."""

    name: str
    x86_64: int | None
    aarch64: int | None
    conditions: tuple[Condition, ...] = ()


MACHINES = (Machine("x86_64", 0xC000003E, 317), Machine("aarch64", 0xC00000B7, 277))


NO_CODE = Condition(2, ANY_BIT, EXECUTABLE, holds=False)
NO_FILE = Condition(3, ANY_BIT, ANONYMOUS, holds=True)
#: What a worker needs to evaluate queries, and nothing else.
SYSTEM_CALLS = (
    # Requests, answers and complaints, on descriptors that are open already: nothing here gives a new one.
    SystemCall("read", 0, 63),
    SystemCall("write", 1, 64),
    SystemCall("writev", 20, 66),
    SystemCall("pread64", 17, 67),
    SystemCall("pwrite64", 18, 68),
    SystemCall("lseek", 8, 62),
    SystemCall("ftruncate", 77, 46),
    SystemCall("fstat", 5, 80),
    SystemCall("close", 3, 57),
    SystemCall("poll", 7, None),
    SystemCall("ppoll", 271, 73),
    # Memory, none of it executable or a file. As root, some advice can take memory from the whole machine.
    SystemCall("brk", 12, 214),
    SystemCall("mmap", 9, 222, (NO_CODE, NO_FILE)),
    SystemCall("mprotect", 10, 226, (NO_CODE,)),
    SystemCall("mremap", 25, 216),
    SystemCall("munmap", 11, 215),
    SystemCall("madvise", 28, 233, (Condition(2, AT_LEAST, HARMFUL_ADVICE, holds=False),)),
    # Locks and turns. The engine asks how many processors there are; it starts no threads, and could not.
    SystemCall("futex", 202, 98),
    SystemCall("sched_yield", 24, 124),
    SystemCall("sched_getaffinity", 204, 123),
    # Time, where the machine cannot tell it without a call, and RAND, UUID and the seeds of hashes.
    SystemCall("clock_gettime", 228, 113),
    SystemCall("clock_getres", 229, 114),
    SystemCall("clock_nanosleep", 230, 115),
    SystemCall("nanosleep", 35, 101),
    SystemCall("gettimeofday", 96, 169),
    SystemCall("time", 201, None),
    SystemCall("getrandom", 318, 278),
    # The alarm of a worker that is late, and what Python and Rust do with signals.
    SystemCall("setitimer", 38, 103),
    SystemCall("rt_sigaction", 13, 134),
    SystemCall("rt_sigprocmask", 14, 135),
    SystemCall("rt_sigreturn", 15, 139),
    SystemCall("sigaltstack", 131, 132),
    SystemCall("restart_syscall", 219, 128),
    # The end: by itself, or by abort(3), which signals its own process and can signal no other.
    SystemCall("exit", 60, 93),
    SystemCall("exit_group", 231, 94),
    SystemCall("getpid", 39, 172),
    SystemCall("gettid", 186, 178),
)


def list_allowed_calls(process: int) -> list[SystemCall]:
    """List what the worker with id *process* may call: `SYSTEM_CALLS`, and a signal to itself."""
    return [*SYSTEM_CALLS, SystemCall("tgkill", 234, 131, (Condition(0, EQUAL, process, holds=True),))]


def install_filter() -> bool:
    """Set the filter on this process, and say whether it holds: a platform may have no such thing."""
    machine = next((each for each in MACHINES if each.name == platform.machine()), None)
    # A process of 32 bits on such a machine has other numbers, and could not even end.
    if sys.platform != "linux" or sys.maxsize < 2**32 or machine is None:
        return False
    try:
        return _set_filter(machine, build_filter(machine, os.getpid())) and _is_enforced()
    except (OSError, AttributeError):  # no C library to be found, or one without these functions
        return False


def build_filter(machine: Machine, process: int) -> bytes:
    """Build the program of the filter for *machine* and the process with id *process*.

    The 32-bit calls of x86_64 are another architecture; its x32 calls have numbers of their own (bit 30), which are
    on no list.
    """
    steps = [
        _pack_step(LOAD, ARCHITECTURE),
        _pack_step(EQUAL, machine.audit, 1, 0),
        _pack_step(RETURN, REFUSE),
        _pack_step(LOAD, NUMBER),
    ]
    for call in list_allowed_calls(process):
        number = call.x86_64 if machine.name == "x86_64" else call.aarch64
        if number is not None:
            body = [*_iter_tests(call), _pack_step(RETURN, ALLOW)]
            steps += [_pack_step(EQUAL, number, 0, len(body)), *body]
    return b"".join([*steps, _pack_step(RETURN, REFUSE)])


def _iter_tests(call: SystemCall) -> Iterator[bytes]:
    """Yield the steps that refuse *call* where a condition is not met, and go on past them where all are."""
    for condition in call.conditions:
        met = (1, 0) if condition.holds else (0, 1)
        yield _pack_step(LOAD, ARGUMENT + 8 * condition.argument)
        yield _pack_step(condition.test, condition.value, *met)
        yield _pack_step(RETURN, REFUSE)


def _pack_step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Pack one instruction; the last two arguments say how many to pass over (struct sock_filter)."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _set_filter(machine: Machine, steps: bytes) -> bool:
    """Hand *steps* to the kernel of *machine* for every thread of this process; say whether it took them."""
    libc = ctypes.CDLL(None)
    held = ctypes.create_string_buffer(steps, len(steps))
    about = ctypes.create_string_buffer(struct.pack("HP", len(steps) // 8, ctypes.addressof(held)))
    # The kernel looks at the whole of each argument, so that each is given its full width.
    words = [ctypes.c_ulong(value) for value in (NO_NEW_PRIVILEGES, 1, 0, 0, 0)]
    if libc.prctl(*words) != 0:
        return False
    words = [ctypes.c_ulong(value) for value in (machine.seccomp, SET_FILTER, ALL_THREADS)]
    return bool(libc.syscall(*words, about) == 0)


def _is_enforced() -> bool:
    """Say whether the filter refuses what it should: an emulated kernel may take it and do nothing."""
    try:
        os.kill(os.getpid(), 0)
    except PermissionError:
        return True
    return False
