"""One place for all tests of this folder: installed, served and proxied as the how-to says, each once."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.deploy.guide import FILES, read_commands
from tests.deploy.place import Place
from tests.deploy.service import Service
from tests.packages import PACKAGES, ROOT
from tests.test_wheel import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.versions import Version

Commands = dict[str, list[str]]
FOLDERS = ("etc/nginx/conf.d", "home", "opt/samendoen", "srv", "tmp", "var/backups", "var/lib", "var/log/nginx")
#: Where files are in memory, and as many bytes as an environment or two take.
MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000  # noqa: S108  a folder of a name of its own is made in it
PACKAGES_PATTERN = "lib/python3*/site-packages"


def make_checkout(place: Place, name: str, version: str = "") -> Path:
    """Copy what a checkout has into a folder of *place*, where it calls itself *version* if that is given."""
    folder = place.folder / name
    for package in (*PACKAGES, "LICENSES"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (ROOT / "pyproject.toml", ROOT / "requirements.lock", *ROOT.glob("*.md")):
        shutil.copy(path, folder)
    shutil.copytree(FILES, folder / FILES.relative_to(ROOT))
    if version:
        about = folder / "ontology" / "__init__.py"
        lines = about.read_text(encoding="utf-8").splitlines(keepends=True)
        changed = [f'__version__ = "{version}"\n' if it.startswith("__version__") else it for it in lines]
        about.write_text("".join(changed), encoding="utf-8")
    give(folder)
    return folder


def give(folder: Path) -> None:
    """Give *folder* with all that is in it to the ordinary user, where that is another than we are."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


@pytest.fixture(scope="session")
def commands() -> Commands:
    """Read the commands of the how-to."""
    return read_commands()


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """Make a folder in which nothing is installed yet."""
    memory = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
    folder = Path(tempfile.mkdtemp(prefix="samendoen-", dir=memory))
    folder.chmod(0o755)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    give(folder)
    try:
        yield Place(folder)
    finally:
        if os.geteuid() != 0:  # what was made read-only is root's to remove, and else has to be written first
            subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)  # noqa: S607  as found by the shell
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def checkout(place: Place) -> Path:
    """Give who installs a checkout."""
    return make_checkout(place, "checkout")


@pytest.fixture(scope="session")
def installed(place: Place, checkout: Path, commands: Commands) -> Place:
    """Install as an ordinary user, from the lock, and make all of it read-only."""
    place.run(commands["Install"][0], checkout)
    place.run("chmod -R a-w /opt/samendoen/*/")
    return place


def install_beside(place: Place, checkout: Path, commands: Commands) -> None:
    """Install the version in *checkout* beside the one that is there, by the same *commands*.

    What that one has of the lock is found by pip, and not unpacked again.
    """
    (shared,) = place.folder.glob(f"opt/samendoen/current/{PACKAGES_PATTERN}")
    shared = shared.resolve()
    place.run(commands["Install"][0], checkout, PYTHONPATH=str(shared))
    (own,) = place.folder.glob(f"opt/samendoen/current/{PACKAGES_PATTERN}")
    place.run(f"echo {shared} > {own}/shared.pth")


@pytest.fixture(scope="session")
def service(installed: Place, commands: Commands, packaged_version: Version) -> Iterator[Service]:
    """Run the service, over a version that others have built for their tests."""
    installed.run(commands["Serve"][0])
    data = installed.folder / "var/lib/samendoen"
    shutil.copytree(packaged_version.path.parents[1], data)
    data.chmod(0o700)
    give(data)
    service = Service(installed)
    service.start()
    yield service
    service.stop()
