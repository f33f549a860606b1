"""The unit for systemd: it is valid, as closed as the page says, and what is served works within what can be tried."""

from __future__ import annotations

import re
import shutil
import subprocess
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.settings import read_settings
from tests.absence import missing
from tests.deploy.guide import FILES, PAGE, read_unit, read_unit_environment

if TYPE_CHECKING:
    from tests.deploy.place import Place
    from tests.deploy.service import Service

UNIT = "samendoen.service"
#: What a worker answers, what a renderer makes, and a page: each within what the unit leaves.
WORK = ("/sparql?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D", "/api/v1/questions/measures?format=docx", "/network", "/gaps")
#: Bytes that the page reckons with for the web process.
WEB_PROCESS = 1_000_000_000
#: Calls that the workers and renderers need to confine themselves and to give way.
OWN_CALLS = ("seccomp", "setpriority", "setrlimit")


def analyze(*arguments: str) -> str:
    """Have systemd-analyze say what it thinks, on both of its streams; it must not fail."""
    program = shutil.which("systemd-analyze") or missing("systemd is not installed, so no unit can be analysed")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def read_statuses(service: Service) -> dict[int, str]:
    """Read what the kernel says of the web process and of those that it began, by their ids."""
    assert service.process
    found, new = dict[int, str](), [service.process.pid]
    while new:
        folder = Path("/proc") / str(process := new.pop())
        found[process] = (folder / "status").read_text(encoding="utf-8") + (folder / "limits").read_text("utf-8")
        new += [int(it) for path in folder.glob("task/*/children") for it in path.read_text("utf-8").split()]
    return found


def test_unit_is_valid(installed: Place) -> None:
    """Every line of the unit is known to systemd, which has nothing to say of it once its program is there."""
    unit = installed.folder / UNIT
    unit.write_text(installed.translate((FILES / UNIT).read_text(encoding="utf-8")), encoding="utf-8")

    assert analyze("verify", str(unit)) == ""


def test_unit_is_as_closed_as_the_page_says() -> None:
    """What systemd counts that the service is exposed to is what the page says, and small."""
    said = analyze("security", "--offline=true", "--threshold=10", str(FILES / UNIT))
    (level,) = re.findall(rf"Overall exposure level for {UNIT}: ([\d.]+)", said)

    assert f"says {level}, of 10" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORK)
def test_everything_works_without_power(service: Service, path: str) -> None:
    """Pages, queries, files and pictures are made without capabilities, new privileges or code that is written."""
    status, content = service.ask(path)

    assert (status, bool(content)) == (HTTPStatus.OK, True)


def test_no_process_has_power(service: Service) -> None:
    """No process of the service is root's, can get privileges, or has a capability, but to read where tests need it."""
    statuses = read_statuses(service)

    assert len(statuses) > 4
    for status in statuses.values():
        assert re.search(r"NoNewPrivs:\s+1", status)
        assert re.search(r"CapBnd:\s+0+4?\n", status)
        assert re.search(r"CapEff:\s+0+4?\n", status)
        assert not re.search(r"Uid:\s+0", status)


def test_sandbox_of_the_workers_is_whole(service: Service) -> None:
    """The workers have all of their sandbox: a filter on system calls, and no descriptor to give."""
    workers = [it for it in read_statuses(service).values() if re.search(r"Seccomp_filters:\s+[1-9]", it)]

    assert len(workers) >= 2
    assert all(re.search(r"Max open files +0 +0", it) for it in workers)
    assert "This system lacks" not in service.log.read_text(encoding="utf-8")


def test_unit_has_room_for_what_it_serves() -> None:
    """The limits of the unit hold what its settings let it take, and it waits as long as a query may."""
    unit, settings = dict(read_unit()), read_settings(read_unit_environment())
    queries = settings.workers * 1.5 + settings.page_workers + 1
    worst = WEB_PROCESS + queries * settings.limits.memory + settings.render.processes * settings.render.memory

    assert worst <= int(unit["MemoryMax"].removesuffix("M")) * 2**20
    assert int(unit["TimeoutStopSec"]) >= settings.limits.seconds + 10
    assert (unit["LimitNOFILE"], unit["KillMode"], unit["Restart"]) == ("2048", "mixed", "on-failure")


def test_filter_leaves_what_the_sandbox_needs() -> None:
    """What the workers confine themselves with is named after what is taken away, so that it stays."""
    said = [value for name, value in read_unit() if name == "SystemCallFilter"]
    after = [it for number, it in enumerate(said) if all(other[0] != "~" for other in said[number:])]

    assert [it for it in OWN_CALLS if it not in {call for value in [said[0], *after] for call in value.split()}] == []
