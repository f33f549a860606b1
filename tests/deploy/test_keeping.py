"""Backup and restore, update and going back: by the commands of the how-to, while the service serves."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ontology
from tests.builds import FIXTURE, SMALL_PLAN
from tests.deploy.conftest import give, install_beside, make_checkout
from tests.website import PATIENCE

if TYPE_CHECKING:
    from graph.versions import Version
    from tests.deploy.conftest import Commands
    from tests.deploy.service import Service

QUESTION = "/api/v1/questions/measures-without-owner"
NEWER = "99.0.0"
SAMENDOEN = "/opt/samendoen/current/bin/samendoen"


def find_version(service: Service) -> str:
    """Find the digest of the version that is served."""
    return str(json.loads(service.ask("/readyz")[1])["version"])


def wait_for_version(service: Service, unlike: str) -> str:
    """Wait until another version is served than the one *unlike* it, and return its digest."""
    end = time.monotonic() + PATIENCE
    while (found := find_version(service)) == unlike:
        assert time.monotonic() < end, "no other version is served"
        time.sleep(0.1)
    return found


def list_files(folder: Path) -> dict[str, bytes]:
    """List the files below *folder* with their bytes, without the locks."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def before(service: Service, packaged_version: Version) -> str:
    """Give the digest of the version that is served before anything is done."""
    assert find_version(service) == packaged_version.digest
    return packaged_version.digest


@pytest.fixture(scope="module")
def kept(service: Service, before: str, commands: Commands) -> str:
    """Add a plan with its document, and back up while that is under way; return the digest of what is published."""
    plan = service.place.folder / "small"
    shutil.copytree(FIXTURE, plan)
    give(plan)
    add = service.place.build_command(
        f"exec {SAMENDOEN} plan add {plan} --data /var/lib/samendoen --source {plan}/plan.txt"
    )
    with subprocess.Popen(add, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as adding:
        wait_until_locked(service.place.folder / "var/lib/samendoen/plans/.lock", adding)
        service.run(commands["Back up and restore"][0])
        said, _ = adding.communicate(timeout=PATIENCE)
        assert adding.returncode == 0, said
    return wait_for_version(service, before)


def wait_until_locked(path: Path, holder: subprocess.Popen[str]) -> None:
    """Wait until *holder* holds the lock at *path*."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert holder.poll() is None, holder.stdout and holder.stdout.read()
        if path.exists():
            with path.open("rb") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
        time.sleep(0.02)
    pytest.fail("nobody took the lock")


def test_backup_is_whole(service: Service, kept: str) -> None:
    """A backup that is made while a plan is added waits for it: what is in it belongs together."""
    folder = service.place.folder / "elsewhere"
    service.place.run(f"mkdir {folder}; tar -C {folder} -xzf /var/backups/samendoen.tar.gz")
    files = list_files(folder)

    assert files["current"].decode().strip() == kept
    assert {f"versions/{kept}.nq.gz", f"versions/{kept}.json"} <= files.keys()
    assert any(name.startswith(f"plans/{SMALL_PLAN}/") for name in files)
    assert any(name.startswith("documents/") for name in files)
    assert any(name.startswith("questions/") for name in files)
    assert [name for name in files if name.endswith(".part")] == []
    listed = service.place.run(f"{SAMENDOEN} versions --data {folder}")
    assert kept[:12] in listed


def test_restored_data_answer_the_same(service: Service, kept: str, commands: Commands) -> None:
    """What is restored serves the same version, and gives the same answers byte for byte, old ones too."""
    paths = [QUESTION, f"{QUESTION}?plan={SMALL_PLAN}", "/api/v1/plans", f"/plans/{SMALL_PLAN}?lang=nl"]
    answers = {path: service.ask(path) for path in paths}
    data = service.place.folder / "var/lib/samendoen"
    files = list_files(data)

    service.run(commands["Back up and restore"][1])

    assert find_version(service) == kept
    assert list_files(data) == files
    assert {path: service.ask(path) for path in paths} == answers
    assert {status for status, _ in answers.values()} == {200}
    assert data.stat().st_mode & 0o777 == 0o700
    assert (service.place.folder / "var/lib/samendoen-before/current").exists()


def test_data_go_back_while_it_serves(service: Service, kept: str, before: str, commands: Commands) -> None:
    """The command of the how-to makes the version before current again, which the server takes over."""
    service.run(commands["Update and go back"][0])
    after = wait_for_version(service, kept)
    service.run("systemctl restart samendoen\n")

    assert after == before
    assert find_version(service) == before


def test_program_is_updated_and_goes_back(service: Service, kept: str, commands: Commands) -> None:
    """A newer version is installed beside the one that serves, takes over when restarted, and so does the old one."""
    _, note, restart, back = commands["Update and go back"]
    newer = make_checkout(service.place, "newer", NEWER)
    served = find_version(service)
    answer = service.ask(QUESTION)

    service.run(note)
    install_beside(service.place, newer, commands)
    still = service.ask(QUESTION)
    service.run(restart)
    updated = (read_program(service), find_version(service), service.ask(QUESTION)[0])
    service.run(back)

    assert kept
    assert still == answer
    assert updated == (NEWER, served, 200)
    assert (read_program(service), find_version(service)) == (ontology.__version__, served)
    assert service.ask(QUESTION) == answer


def read_program(service: Service) -> str:
    """Read of which version of the program the service runs: its environment is called so."""
    assert service.process
    command = Path(f"/proc/{service.process.pid}/cmdline").read_text(encoding="utf-8").split("\0")
    return Path(command[0]).parents[1].name
