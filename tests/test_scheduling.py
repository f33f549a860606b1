"""Two processes share the tests, and what counts together stays together, whichever process is free."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.scheduling import find_unit

ROOT = Path(__file__).parents[1]
RAN = re.compile(r"^\[(gw\d)\] .*? (tests/\S+?)::", re.MULTILINE)


def run(*files: str) -> dict[str, set[str]]:
    """Find the processes that ran each of *files*, when two share them as in `make test`."""
    command = [sys.executable, "-m", "pytest", "-v", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *files]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True).stdout
    ran: dict[str, set[str]] = defaultdict(set)
    for process, file in RAN.findall(told):
        ran[file].add(process)
    return ran


def test_unit_is_the_file_or_the_folder_that_counts() -> None:
    """The suites of the W3C are one unit, for their counts are compared; every other file is one."""
    assert find_unit("tests/conformance/test_counts.py::test_a") == "tests/conformance"
    assert find_unit("tests/conformance/test_queries.py::test_b[x::y]") == "tests/conformance"
    assert find_unit("tests/graph/test_build.py::TestC::test_d") == "tests/graph/test_build.py"


def test_files_that_count_together_run_in_one_process() -> None:
    """Two short files of the suites are not handed to two processes, though both are free; a file of its own is."""
    suites = ["tests/conformance/test_likeness.py", "tests/conformance/test_exclusions.py"]
    other = "tests/queries/exports/test_icalendar.py"

    ran = run(*suites, other)

    assert ran.keys() == {*suites, other}
    assert len(ran[suites[0]] | ran[suites[1]]) == 1
    assert len(set.union(*ran.values())) == 2
