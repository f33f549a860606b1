"""Jena TDB2 from Debian's packages, behind a thin HTTP server of our own, because Debian has no Fuseki."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from peers.peer import Peer
from peers.processes import Server, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

JARS = Path("/usr/share/java")
CORE = JARS / "jena-core.jar"
#: What TDB2 runs on; not all of /usr/share/java, where two ways to keep a log would meet.
PARTS = """
jena-arq jena-base jena-cmds jena-core jena-iri jena-tdb2 jena-rdfconnection jena-dboe-base jena-dboe-index
jena-dboe-storage jena-dboe-trans-data jena-dboe-transaction slf4j-api slf4j-nop guava gson jackson-annotations
jackson-core jackson-databind commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3
dexx.collection jsonld-java libthrift protobuf thrift titanium-json-ld
"""
#: Where the messages of Xerces are in Debian's jar, and where its code looks for them: it does not start without.
MOVED, SOUGHT = "org/apache/jena/ext/xerces/", "xerces/"
APT = "apt-get install libapache-jena-java default-jdk-headless"


class Tdb(Peer):
    """TDB2 on disk, loaded with its own loader, with its own statistics for its optimiser."""

    name = "tdb2"
    title = "Jena TDB2"
    needs: ClassVar[dict[str, str]] = {"java": APT, "javac": APT, str(CORE): APT}

    @classmethod
    def version(cls) -> str:
        """Give the version of the jars, and of the Java that runs them."""
        java = subprocess.run(["java", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S607  the one in use
        return f"{jar_version()}, {java.splitlines()[0]}"

    @property
    def _base(self) -> Path:
        """Where the database is."""
        return self.folder / "tdb2"

    def load(self, data: Path) -> None:
        """Load *data*, and count it for the optimiser."""
        for name, text in messages():
            place = self.folder / "messages" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)
        self._run("tdb2.tdbloader", "--quiet", f"--loc={self._base}", str(data))
        (self._base / "Data-0001" / "stats.opt").write_bytes(self._run("tdb2.tdbstats", f"--loc={self._base}"))

    def launch(self) -> Server:
        """Serve the database."""
        port = free_port()
        source = Path(__file__).with_name("Tdb.java")
        # Without nodelay every answer on a connection that is kept waits 40 ms for the client's acknowledgement.
        options = ("-Dsun.net.httpserver.nodelay=true", "-cp", self._classes())
        return Server(["java", *options, source, self._base, str(port), f"{self.patience:.0f}"], port, self.folder)

    def _run(self, command: str, *arguments: str) -> bytes:
        """Run a *command* of TDB2, and give what it prints."""
        done = subprocess.run(["java", "-cp", self._classes(), command, *arguments], capture_output=True, check=False)  # noqa: S607  the one in use
        if done.returncode:
            raise SystemExit(f"{command}: {done.stderr.decode()[-2000:]}")
        return done.stdout

    def _classes(self) -> str:
        """Give where the classes are."""
        found = (JARS / f"{name}.jar" for name in PARTS.split())
        return ":".join(str(it) for it in (self.folder / "messages", *(it for it in found if it.exists())))


def jar_version() -> str:
    """Give the version in the name that the jar really has."""
    return next(it.stem.removeprefix("jena-core-") for it in JARS.glob("jena-core-*.jar"))


def messages() -> Iterator[tuple[str, bytes]]:
    """Give the messages of Xerces, each with the name under which its code looks for it."""
    with zipfile.ZipFile(CORE) as jar:
        for name in jar.namelist():
            if name.startswith(MOVED) and name.endswith(".properties"):
                yield SOUGHT + name.removeprefix(MOVED), jar.read(name)
