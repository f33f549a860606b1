"""What the tests share: the small plan and the packaged one, each built once, a browser, and a server."""

from __future__ import annotations

import gc
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.commands.collection import MADE_BETWEEN
from graph.engine import Store
from graph.sources import read_document
from tests.absence import missing
from tests.builds import BROKEN, FIXTURE, build_once, describe_broken
from tests.scheduling import UnitScheduling
from tests.turns import OPTION, Turns, list_waiting
from tests.website import browser, launch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xdist.remote import Producer

    from graph.sources import SourceText
    from graph.versions import Version

__all__ = ["browser", "launch"]

#: What a test asks for that `--quick` leaves out, and where it leaves out all.
SLOW = {"browser", "launch", "packaged_version", "seed"}
SLOW_PLACES = [
    Path(__file__).parent / name
    for name in (
        "conformance",
        "data",
        "deploy",  # installs, serves and backs up
        "graph/reasoning/test_owlrl.py",  # held against a slow reasoner
        "graph/test_region.py",  # builds what is invented for the benchmarks
        "graph/versions/test_publishing.py",  # kills processes at each step
        "ontology/test_nl_sbb.py",  # shapes that are not ours, each over a whole list
        "test_wheel.py",  # installs what is built
    )
]
SEED = Path(__file__).parents[2] / "shared" / "seed"


class Canary:
    """A listening socket that counts who comes."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/sparql"
        self._seen = 0
        self._thread = threading.Thread(target=self._count)
        self._thread.start()

    def _count(self) -> None:
        """Count and hang up, until a visitor says that it is over."""
        while True:
            visitor, _ = self._socket.accept()
            with visitor:
                visitor.settimeout(60)
                if visitor.recv(4) == b"stop":
                    return
                self._seen += 1

    def visits(self) -> int:
        """Stop listening, after everyone who came before, and give how many came."""
        if self._thread.is_alive():
            with socket.create_connection(self._socket.getsockname()) as last:
                last.sendall(b"stop")
                self._thread.join()
            self._socket.close()
        return self._seen


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among the tests themselves: it took a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN, *gc.get_threshold()[1:])


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one run what is quick."""
    parser.addoption("--quick", action="store_true", help="leave out what is slow, or needs a browser or a server")
    parser.addoption(OPTION, action="store_true", help="try every case at once, also of tests whose cases take turns")


def pytest_configure(config: pytest.Config) -> None:
    """Have all cases tried where that is asked."""
    Turns.every = config.getoption(OPTION)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> UnitScheduling | None:
    """Keep together what counts together, where the tests are handed out by file."""
    return UnitScheduling(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the cases whose turn it is; with `--quick`, of those what is quick."""
    left_out = set(list_waiting(items))
    if config.getoption("--quick"):
        left_out |= {item for item in items if _is_slow(item)}
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def _is_slow(item: pytest.Item) -> bool:
    """Say whether *item* is none of what `--quick` keeps."""
    return (
        item.get_closest_marker("slow") is not None
        or not SLOW.isdisjoint(getattr(item, "fixturenames", ()))
        or any(item.path.is_relative_to(place) for place in SLOW_PLACES)
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a version that could not be built: one test has told so."""
    for name in BROKEN:
        if name in getattr(item, "fixturenames", ()):
            pytest.skip(describe_broken(name))


@pytest.fixture(scope="session")
def small_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build the small plan once: what the tests of the product are run on."""
    return build_once("small_version", tmp_path_factory)


@pytest.fixture(scope="session")
def packaged_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build the packaged data once."""
    return build_once("packaged_version", tmp_path_factory)


@pytest.fixture(scope="session")
def version(small_version: Version) -> Version:
    """Take the small plan; where the packaged plan is counted, another takes that."""
    return small_version


@pytest.fixture(scope="session")
def store(version: Version) -> Store:
    """Hold the built version in memory."""
    return Store(version.path)


@pytest.fixture(scope="session")
def packaged_store(packaged_version: Version) -> Store:
    """Hold the packaged data in memory."""
    return Store(packaged_version.path)


@pytest.fixture(scope="session")
def plan() -> SourceText:
    """Read the document of the small plan."""
    return read_document(FIXTURE / "plan.txt")


@pytest.fixture(scope="session")
def seed() -> SourceText:
    """Read the document of the packaged plan, which is no part of the project: it lies beside it, or is absent."""
    found = sorted(SEED.glob("*.txt"))
    if not found:
        missing(f"the source document is not in {SEED}, so nothing can be held against it")
    return read_document(found[0])


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Listen, to see whether anyone calls."""
    listening = Canary()
    yield listening
    listening.visits()
