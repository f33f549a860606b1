"""The file for a container: its lines do what they say, as far as that can be tried without an engine."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from tests.deploy.conftest import PACKAGES_PATTERN, make_checkout
from tests.deploy.guide import read_file
from tests.deploy.place import choose_port
from tests.website import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.versions import Version
    from tests.deploy.conftest import Commands
    from tests.deploy.place import Place

LINE = re.compile(r"^([A-Z]+) (.+)$", re.MULTILINE)
#: What only root can do, and what a user of our own need not: the data folder is given to who serves.
GIVEN = re.compile(r" && chown \d+:\d+ \S+")


@dataclass(frozen=True)
class Stage:
    """One stage of the file: its base, and its lines."""

    base: str
    lines: list[tuple[str, str]] = field(default_factory=list)

    def get(self, word: str) -> str:
        """Get what the one line that begins with *word* says."""
        (said,) = [rest for name, rest in self.lines if name == word]
        return said

    def read_variables(self) -> dict[str, str]:
        """Read the variables that its lines set."""
        return dict(it.split("=", 1) for name, rest in self.lines if name == "ENV" for it in rest.split())


def read_stages() -> list[Stage]:
    """Read the stages of the file; a line that ends in a stroke goes on in the next."""
    stages: list[Stage] = []
    for word, rest in LINE.findall(read_file("Containerfile").replace("\\\n", " ")):
        if word == "FROM":
            stages.append(Stage(rest))
        else:
            stages[-1].lines.append((word, rest))
    return stages


BUILD, IMAGE = read_stages()


@pytest.fixture(scope="module")
def image(installed: Place) -> Place:
    """Carry out the lines of the file below a folder, in a checkout that has nothing but what they copy.

    What the lock wants is found where it is installed already, and is not unpacked again.
    """
    context = make_checkout(installed, "context")
    place = replace(installed, port=choose_port())
    (shared,) = installed.folder.glob(f"opt/samendoen/current/{PACKAGES_PATTERN}")
    environ = {"PYTHONPATH": str(shared.resolve())}
    for word, rest in BUILD.lines:
        if word == "COPY":
            *sources, target = rest.split()
            place.run(f"cp -r {' '.join(f'{context}/{it}' for it in sources)} /srv/source/{target}")
        elif word != "ENV":
            place.run(f"mkdir -p {rest}" if word == "WORKDIR" else f"cd /srv/source; {rest}", **environ)
    (own,) = place.folder.glob(f"srv/samendoen/{PACKAGES_PATTERN}")
    place.run(f"mv /srv/source /srv/gone; echo {shared.resolve()} > {own}/shared.pth")
    place.run(GIVEN.sub("", IMAGE.get("RUN")))
    place.run("chmod -R a-w /srv/samendoen")
    return place


@pytest.fixture(scope="module")
def container(image: Place, packaged_version: Version) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command of the file, over data that are there, where nothing else can be written."""
    data = image.folder / "srv/data"
    image.run(f"cp -r {copy_readable(image, packaged_version)}/. /srv/data/")
    script = f"cd {IMAGE.get('WORKDIR')}; exec {shlex.join(json.loads(IMAGE.get('CMD')))}"
    environ = {**IMAGE.read_variables(), "SAMENDOEN_PORT": str(image.port), "SAMENDOEN_WORKERS": "1"}
    command = image.build_command(script, **{name: image.translate(it) for name, it in environ.items()})
    log = (image.folder / "container.log").open("wb")
    with log, subprocess.Popen(command, cwd=data, stdout=log, stderr=log) as process:
        yield process
        process.kill()


def copy_readable(place: Place, version: Version) -> Path:
    """Copy the data folder of *version* to where the ordinary user can read it."""
    target = place.folder / "packaged"
    shutil.copytree(version.path.parents[1], target)
    place.run(f"test -r {target}/current")
    return target


def check_health(image: Place) -> int:
    """Carry out the check of the file, at the port here, and give its exit code."""
    check = json.loads(IMAGE.get("HEALTHCHECK").partition(" CMD ")[2])
    script = shlex.join(check).replace("127.0.0.1:8080", f"127.0.0.1:{image.port}")
    return subprocess.run(image.build_command(script), capture_output=True, check=False).returncode


def test_check_tells_ready_from_not(image: Place, container: subprocess.Popen[bytes]) -> None:
    """The check of the file succeeds once the service is ready, and fails where nobody listens."""
    end = time.monotonic() + PATIENCE
    while check_health(image):
        assert container.poll() is None, (image.folder / "container.log").read_text(encoding="utf-8")
        assert time.monotonic() < end
        time.sleep(0.2)

    assert check_health(replace(image, port=choose_port())) != 0


def test_service_stops_as_the_file_says(image: Place, container: subprocess.Popen[bytes]) -> None:
    """The signal of the file stops the service, which is a success."""
    test_check_tells_ready_from_not(image, container)
    os.kill(container.pid, signal.Signals[IMAGE.get("STOPSIGNAL")])

    assert container.wait(PATIENCE) == 0


def test_log_is_for_a_program(image: Place, container: subprocess.Popen[bytes]) -> None:
    """What the service writes in a container is JSON for each request."""
    assert container.args
    lines = (image.folder / "container.log").read_text(encoding="utf-8").splitlines()

    assert any(json.loads(it).get("path") == "/readyz" for it in lines if it.startswith("{"))


def test_image_is_closed() -> None:
    """The image is of a pinned tag, ends as a user that is not root, and the data are its one volume."""
    assert {it.base.split()[0] for it in (BUILD, IMAGE)} == {"python:3.13-slim"}
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", IMAGE.get("USER"))
    assert IMAGE.get("VOLUME") == IMAGE.read_variables()["SAMENDOEN_DATA"]
    assert [word for word, _ in IMAGE.lines].index("USER") > [word for word, _ in IMAGE.lines].index("RUN")


def test_image_is_installed_as_the_page_says(commands: Commands) -> None:
    """The image has what the lock has, by the command of the page."""
    (command,) = [it for it in commands["Install"][0].splitlines() if "--require-hashes" in it]

    assert command.partition("bin/pip ")[2] in BUILD.get("RUN")


def test_page_runs_it_closed(commands: Commands) -> None:
    """The command of the page takes all away that the file does not need, and waits as long as the unit does."""
    run = commands["In a container"][0]
    wanted = ("--read-only", "--tmpfs /tmp", "--cap-drop=all", "--security-opt=no-new-privileges", "--stop-timeout=30")

    assert [it for it in wanted if it not in run] == []
    assert f":{IMAGE.get('VOLUME')} " in run
    assert f":{IMAGE.get('EXPOSE')} " in run
