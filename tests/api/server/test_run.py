"""What the process that serves is told before it does."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

#: Frees 120 MB in blocks with something small behind each, and says how many megabytes the process has after that.
FREE = """
import sys
from api.server.run import give_memory_back
assert sys.argv[1] != "told" or give_memory_back()
for _ in range(2):
    blocks, kept = [], []
    for _ in range(400):
        blocks.append(bytearray(300_000))
        kept.append(bytearray(1000))
    del blocks
pages = int(open("/proc/self/statm").read().split()[1])
print(pages * 4096 // 1_000_000)
"""


def count_megabytes_left(how: str) -> int:
    """Count the megabytes of a process that freed much, which the C library was *told* of or not."""
    command = [sys.executable, "-c", FREE, how]
    root = Path(__file__).parents[3]
    return int(subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is the C library of GNU that is told")
def test_freed_memory_goes_back() -> None:
    """What was freed is the system's again, which it is not by itself."""
    assert count_megabytes_left("told") < count_megabytes_left("not told") - 50
