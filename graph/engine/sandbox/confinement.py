"""What a worker gives up, for good, before the first query: opening anything, and more than its share of memory.

Each restriction is the operating system's. They stand behind each other: without descriptors to give out no file,
socket or pipe can be opened (setrlimit(2), RLIMIT_NOFILE), and with `graph.engine.sandbox.seccomp` no program started,
process ended or limit raised either, even by a query that takes the engine over.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.engine.sandbox.seccomp import install_filter

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

#: Their names: the filter on system calls, the limit of descriptors, the limit of memory.
SECCOMP, RLIMIT, MEMORY = "seccomp", "rlimit", "memory"
RESTRICTIONS = frozenset({SECCOMP, RLIMIT, MEMORY})
STATM = Path("/proc/self/statm")


def confine(memory: int, leave_out: AbstractSet[str] = frozenset()) -> frozenset[str]:
    """Restrict this process to what is open and *memory* more bytes; return the restrictions that hold.

    One that this platform cannot set is not among them, and neither is one to *leave out*, so that the tests can try
    each without the others. Descriptors that are open stay open: close what is not needed before.
    """
    # The filter comes last: it refuses the calls that set the others.
    setters = {MEMORY: lambda: _limit_memory(memory), RLIMIT: _limit_descriptors, SECCOMP: install_filter}
    return frozenset(name for name, set_it in setters.items() if name not in leave_out and set_it())


def _limit_memory(memory: int) -> bool:
    """Limit the address space to what is in use and *memory* bytes, and say whether the limit holds."""
    try:
        import resource  # noqa: PLC0415  Windows has none

        in_use = int(STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = in_use + memory if most == resource.RLIM_INFINITY else min(in_use + memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted))
    except (ImportError, OSError, ValueError):  # no such limit, or no way to see what is in use
        return False
    return True


def _limit_descriptors() -> bool:
    """Leave no descriptor to open and no memory to dump, and say whether these limits hold."""
    try:
        import resource  # noqa: PLC0415  as above

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    except (ImportError, OSError, ValueError):
        return False
    return True


def describe_missing_restrictions(held: AbstractSet[str]) -> str:
    """Describe what the restrictions not among *held* leave open, and the remedy; empty where all are."""
    open_to = []
    if not held & {SECCOMP, RLIMIT}:
        open_to.append("nothing but its own check of the text keeps a query from opening files and sockets")
    if RLIMIT in held and SECCOMP not in held:
        open_to.append(
            "a query cannot open files or sockets, but one that broke the engine could start programs or remove files"
        )
    if MEMORY not in held:
        open_to.append("nothing limits the memory that a query takes")
    if not open_to:
        return ""
    return (
        f"This system lacks {', '.join(sorted(RESTRICTIONS - held))}: {'; '.join(open_to)}. Run the server in"
        " a container or network namespace without a way out, with a limit of memory, as a user with few rights."
    )
