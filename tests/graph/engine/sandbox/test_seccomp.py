"""The filter on system calls: read as the kernel reads it, on each machine, and tried on this one."""

from __future__ import annotations

import errno
import platform
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from graph.engine.sandbox import seccomp

ROOT = Path(__file__).parents[4]


# getpid as 32-bit programs call it: mov eax, 20; int 0x80; ret.
OLD_CALL = """
import ctypes, mmap, sys
from graph.engine.sandbox.seccomp import install_filter

memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(bytes.fromhex("b814000000cd80c3"))
getpid = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
{line}
sys.stdout.flush()
print(getpid())
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86_64 has the calls of an older machine")
def test_calls_of_the_older_machine_are_refused() -> None:
    """On x86_64 a call in the manner of 32-bit programs, where other numbers hold, is refused."""
    answers = []
    for line in ("print(True)", "print(install_filter())"):
        command = [sys.executable, "-c", OLD_CALL.format(line=line)]
        answers.append(subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.split())
    unconfined, confined = answers
    if confined[:1] == ["False"] or len(unconfined) < 2 or int(unconfined[1]) < 0:
        pytest.skip("this kernel has no filter, or takes no such calls from anyone")

    assert confined == ["True", str(-errno.EPERM)]


def verdict(program: bytes, number: int, audit: int, arguments: tuple[int, ...] = ()) -> int:
    """Run *program* as the kernel does (seccomp(2)), on one call."""
    call = struct.pack("=IIQ6Q", number, audit, 0, *arguments, *[0] * (6 - len(arguments)))
    steps = list(struct.iter_unpack("=HBBI", program))
    tests = {
        seccomp.EQUAL: lambda held, value: held == value,
        seccomp.AT_LEAST: lambda held, value: held >= value,
        seccomp.ANY_BIT: lambda held, value: held & value != 0,
    }
    place = held = 0
    while True:
        code, if_true, if_false, value = steps[place]
        place += 1
        if code == seccomp.RETURN:
            return int(value)
        if code == seccomp.LOAD:
            (held,) = struct.unpack_from("=I", call, value)
        else:
            place += if_true if tests[code](held, value) else if_false


@pytest.mark.parametrize("machine", seccomp.MACHINES, ids=lambda machine: machine.name)
def test_program_allows_its_list_and_nothing_else(machine: seccomp.Machine) -> None:
    """On each machine the filter allows the calls on the list, as the kernel would read it, and no other number."""
    process = 4321
    program = seccomp.build_filter(machine, process)
    listed = {getattr(call, machine.name): call for call in seccomp.list_allowed_calls(process)}
    good = {"mmap": (0, 1, 3, 0x22), "mprotect": (0, 1, 1), "madvise": (0, 1, 4), "tgkill": (process, process, 6)}
    bad = {
        "mmap": [(0, 1, 5, 0x22), (0, 1, 3, 0x2)],
        "mprotect": [(0, 1, 4)],
        "madvise": [(0, 1, 100), (0, 1, 101)],
        "tgkill": [(1, 1, 9)],
    }

    assert {call.name for call in listed.values() if call.conditions} == good.keys() == bad.keys()
    for number in [*range(1000), *range(0x40000000, 0x40000400)]:
        call = listed.get(number)
        arguments = good.get(call.name, ()) if call else ()
        expected = seccomp.ALLOW if call else seccomp.REFUSE
        assert verdict(program, number, machine.audit, arguments) == expected, number
        assert verdict(program, number, machine.audit ^ 1, arguments) == seccomp.REFUSE
        for worse in bad[call.name] if call and call.conditions else ():
            assert verdict(program, number, machine.audit, worse) == seccomp.REFUSE


def test_platform_without_walls_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine whose calls the filter does not know it is not set, and nothing is raised."""
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")

    assert not seccomp.install_filter()
