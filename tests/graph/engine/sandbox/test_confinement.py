"""The sandbox of a worker: the operating system refuses each attempt, by each restriction alone, or else it works."""

from __future__ import annotations

import errno
import os
import platform
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.engine.sandbox import confinement
from graph.engine.sandbox.confinement import MEMORY, RESTRICTIONS, RLIMIT, SECCOMP, describe_missing_restrictions

if TYPE_CHECKING:
    from tests.conftest import Canary

ROOT = Path(__file__).parents[4]
# What each line needs is imported before the restrictions are set; a number names a call by x86_64 and aarch64.
ATTEMPT = """
import ctypes, mmap, os, platform, resource, socket, struct, subprocess, sys, threading
import encodings.idna
from pathlib import Path
from graph.engine.sandbox.confinement import confine

path, host, port = sys.argv[1], "127.0.0.1", int(sys.argv[2])
libc = ctypes.CDLL(None, use_errno=True)
intel = platform.machine() == "x86_64"

def call(x86_64, aarch64, *arguments):
    number = x86_64 if intel else aarch64
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in (number, *arguments)]
    if libc.syscall(*wide) == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

def fork():
    if os.fork() == 0:
        os._exit(0)

def read_memory():
    here = ctypes.create_string_buffer(8)
    about = struct.pack("PN", ctypes.addressof(here), 8)
    call(310, 270, os.getpid(), about, 1, about, 1, 0)

{restrictions}
try:
    {attempt}
except (OSError, RuntimeError) as error:
    print("refused", getattr(error, "errno", None))
else:
    print("allowed")
"""
# What takes a descriptor: the limit of descriptors refuses it too, alone.
OPENING = {
    "read_file": "open('/etc/hostname')",
    "write_file": "open(path, 'w')",
    "create_file": "os.open(path + '.new', os.O_CREAT | os.O_WRONLY)",
    "open_folder": "os.listdir('/')",
    "read_own_memory": "open('/proc/self/mem', 'rb')",
    "openat": "call(257, 56, -100, b'/etc/passwd', 0)",
    "socket_ipv4": "socket.socket(socket.AF_INET)",
    "socket_ipv6": "socket.socket(socket.AF_INET6)",
    "socket_unix": "socket.socket(socket.AF_UNIX)",
    "socket_netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "connect": "socket.create_connection((host, port))",
    "send_datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', (host, port))",
    "look_up_name": "socket.getaddrinfo('localhost', 80)",
    "pair_of_sockets": "socket.socketpair()",
    "pipe": "os.pipe()",
    "duplicate": "os.dup(1)",
    "memory_file": "os.memfd_create('x')",
    "event": "os.eventfd(0)",
    "io_uring": "call(425, 425, 8, ctypes.create_string_buffer(120))",
    "start_program_and_read": "subprocess.run(['/bin/true'], stdout=subprocess.PIPE)",
}
# What takes none: only the filter of system calls refuses it.
ACTING = {
    "become_program": "os.execv('/bin/echo', ['echo', 'allowed'])",
    "start_program": "os.posix_spawn('/bin/true', ['true'], {})",
    "fork": "fork()",
    "thread": "threading.Thread(target=int).start()",
    "trace": "call(101, 117, 0, 0, 0, 0)",
    "signal_parent": "os.kill(os.getppid(), 0)",
    "read_memory_of_process": "read_memory()",
    "remove_file": "os.unlink(path)",
    "rename_file": "os.rename(path, path + '.new')",
    "change_rights": "os.chmod(path, 0o777)",
    "look_at_file": "os.stat('/etc/passwd')",
    "link": "os.symlink('/etc/passwd', path + '.new')",
    "change_folder": "os.chdir('/')",
    "raise_limit": "resource.prlimit(0, resource.RLIMIT_CORE, (0, 0))",
    "run_memory": "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)",
    "map_open_file": "call(9, 222, None, 4096, 1, 2, 0, 0)",
}
CONFINE = "confine(1_000_000_000, {left_out})"


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run *code* in a process of its own; its standard input is a file, to have one that is open."""
    command = [sys.executable, "-c", code, *arguments]
    with Path(__file__).open("rb") as file:
        return subprocess.run(command, stdin=file, capture_output=True, text=True, check=False, cwd=ROOT)


@cache
def standing() -> frozenset[str]:
    """Give the restrictions that hold in a process that is confined on this machine."""
    return frozenset(
        run("from graph.engine.sandbox.confinement import confine; print(*confine(1_000_000_000))").stdout.split()
    )


def need(restriction: str) -> None:
    """Go on where *restriction* holds; in CI, on Linux as we run it, it has to."""
    if restriction in standing():
        return
    if os.environ.get("CI") == "true" and (sys.platform, platform.machine()) == ("linux", "x86_64"):
        pytest.fail(f"the restriction {restriction!r} does not hold here, and it has to")
    pytest.skip(f"this system has no {restriction}")


def attempt(line: str, restrictions: str, path: Path, canary: Canary) -> str:
    """Try *line* behind *restrictions*, with *path* and *canary* to try it on, and give what came of it."""
    path.write_bytes(b"")
    port = canary.address.split(":")[-1].split("/")[0]
    done = run(ATTEMPT.format(restrictions=restrictions, attempt=line), str(path), port)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize("name", [*OPENING, *ACTING])
def test_filter_alone_refuses(name: str, tmp_path: Path, canary: Canary) -> None:
    """With the limit of descriptors as it was, the operating system refuses each attempt, and says it may not be."""
    need(SECCOMP)
    restrictions = CONFINE.format(left_out={RLIMIT})

    said = attempt({**OPENING, **ACTING}[name], restrictions, tmp_path / "file", canary)

    # Looking up a name has errors of its own; a thread that cannot start has no number.
    other = {"look_up_name": "refused -3", "thread": "refused None"}
    assert said == other.get(name, f"refused {errno.EPERM}")
    assert canary.visits() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", OPENING)
def test_limit_of_descriptors_alone_refuses(name: str, tmp_path: Path, canary: Canary) -> None:
    """Without the filter, nothing that takes a descriptor is given one."""
    need(RLIMIT)

    said = attempt(OPENING[name], CONFINE.format(left_out={SECCOMP}), tmp_path / "file", canary)

    assert said.startswith("refused")
    assert canary.visits() == 0


@pytest.mark.parametrize("name", [*OPENING, *ACTING])
def test_unconfined_process_does_it(name: str, tmp_path: Path, canary: Canary) -> None:
    """Without the restrictions each attempt succeeds: the tests above can fail."""
    said = attempt({**OPENING, **ACTING}[name], "", tmp_path / "file", canary)

    if name == "io_uring" and said != "allowed":
        pytest.skip(f"this system gives nobody io_uring: {said}")
    assert said == "allowed"
    assert canary.visits() == (1 if name == "connect" else 0)


HEAVY = """
from pyoxigraph import (
    Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat as R, QuerySolutions, RdfFormat as F, Store, serialize
)
import os
from graph.engine.sandbox.confinement import confine

store = Store()
names = [NamedNode(f"urn:n{number}") for number in range(300)]
store.bulk_extend(
    Quad(names[n % 300], names[n % 13], Literal(f"{n * 7919 % 6007} " + "x" * 40), names[n % 5]) for n in range(6_000)
)
store.extend(Quad(names[n], NamedNode("urn:next"), names[n * 3 % 300]) for n in range(300))
union = {"use_default_graph_as_union": True}
queries = [
    "SELECT * { ?s ?p ?o } ORDER BY DESC(?o) ?s ?p",
    "SELECT ?p (COUNT(DISTINCT ?o) AS ?n) (MAX(?o) AS ?m) (SUM(STRLEN(?o)) AS ?l) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "SELECT ?p (GROUP_CONCAT(?o) AS ?c) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 2) ORDER BY ?p LIMIT 3",
    "SELECT * { GRAPH ?g { ?s ?p ?o FILTER(REGEX(?o, '^1.*9 x+$', 'i')) } } ORDER BY ?g ?s ?p ?o",
    "SELECT * { <urn:n1> (<urn:next>|^<urn:n2>)+ ?o } ORDER BY ?o",
    "SELECT DISTINCT ?a ?c { ?a <urn:next> ?b . ?b <urn:next> ?c FILTER(?a != ?c) } ORDER BY ?a ?c",
    "SELECT (SHA512(REPLACE(STR(?o), 'x', 'y')) AS ?h) { ?s ?p ?o } ORDER BY ?h",
    "SELECT * { ?s ?p ?o OPTIONAL { ?s <urn:next> ?t } MINUS { ?s <urn:next> <urn:n3> } } ORDER BY ?s ?p ?o ?t",
    "ASK { ?s ?p ?o FILTER(?o = 'nothing') }",
    "CONSTRUCT { ?o <urn:of> ?s } { ?s <urn:next> ?o }",
    "DESCRIBE <urn:n7>",
]

def written(query):
    answers = []
    for format in (R.JSON, R.XML, R.CSV, R.TSV):
        answer = store.query(query, **union)
        if not isinstance(answer, QuerySolutions | QueryBoolean):
            break
        if isinstance(answer, QuerySolutions) or format in (R.JSON, R.XML):
            answers.append(answer.serialize(format=format))
    for format in () if answers else (F.TURTLE, F.N_TRIPLES, F.RDF_XML, F.JSON_LD):
        answers.append(b"\\n".join(sorted(serialize(store.query(query, **union), format=format).splitlines())))
    return answers

before = [written(query) for query in queries]
child = os.fork()
if child == 0:
    print(*sorted(confine(1_000_000_000)))
    print(sum(len(text) for answer in before for text in answer))
    print([written(query) for query in queries] == before)
    row = next(iter(store.query("SELECT (RAND() AS ?r) (UUID() AS ?u) (NOW() AS ?n) {}")))
    print(all(row), flush=True)
    os._exit(0)
_, status = os.waitpid(child, 0)
print(status)
print(len(open('/etc/hostname').read()) > 0)
"""


def test_heavy_queries_are_answered_behind_the_walls() -> None:
    """Sorting, grouping, regular expressions, paths and every format: a confined child answers as it did before.

    The process that it was forked from keeps its rights.
    """
    done = run(HEAVY)
    restrictions, size, same, random, status, parent = done.stdout.splitlines()

    assert done.stderr == ""
    assert restrictions.split() == sorted(standing())
    assert int(size) > 5_000_000
    assert (same, random, status, parent) == ("True", "True", "0", "True")


ENDS = {
    "abort": ("os.abort()", signal.SIGABRT),
    "alarm": ("signal.setitimer(signal.ITIMER_REAL, 0.01)\nwhile True: pass", signal.SIGALRM),
    "nesting": ("Store().query('SELECT * ' + '{' * 5000 + '}' * 5000)", signal.SIGSEGV),
    "exit": ("sys.exit(3)", -3),
}


@pytest.mark.parametrize("name", ENDS)
def test_confined_process_can_end(name: str) -> None:
    """However a worker ends, by itself, by its alarm or in a crash of the engine, it does end."""
    line, expected = ENDS[name]
    imports = (
        "import os, signal, sys\nfrom pyoxigraph import Store\nfrom graph.engine.sandbox.confinement import confine\n"
    )

    assert run(f"{imports}confine(1_000_000_000)\n{line}").returncode == -expected


def test_confined_process_has_a_limit_of_memory() -> None:
    """Past the memory that was granted, the operating system gives no more."""
    need(MEMORY)
    confined = "from graph.engine.sandbox.confinement import confine; confine(1_000_000_000)"
    code = confined + "\ntry: bytes({size})\nexcept MemoryError: print('no')"

    assert run(code.format(size=2_000_000_000)).stdout == "no\n"
    assert run(code.format(size=500_000_000)).stdout == ""


def test_walls_stand_here() -> None:
    """On the systems that we run on every restriction holds; elsewhere the test says which is missing."""
    for restriction in sorted(RESTRICTIONS):
        need(restriction)


def test_memory_that_cannot_be_seen_is_not_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not say what is in use, there is no such restriction, and no error."""
    monkeypatch.setattr(confinement, "STATM", Path("/absent/statm"))

    assert confinement.confine(1_000_000_000, {SECCOMP, RLIMIT}) == frozenset()


def test_what_is_missing_is_said_with_its_remedy() -> None:
    """Start-up can say of every set of restrictions what it leaves open, and says nothing where all hold."""
    told = {
        restrictions: describe_missing_restrictions(frozenset(restrictions))
        for restrictions in [(), (RLIMIT,), (MEMORY, RLIMIT), (SECCOMP,), (SECCOMP, RLIMIT)]
    }

    assert describe_missing_restrictions(RESTRICTIONS) == ""
    assert all("container" in text for text in told.values())
    assert "from opening files and sockets" in told[()]
    assert "from opening files and sockets" not in told[RLIMIT,]
    assert "could start programs" in told[MEMORY, RLIMIT]
    assert "memory that a query takes" in told[SECCOMP, RLIMIT]
    assert "could start programs" not in told[SECCOMP, RLIMIT]
    assert "files and sockets" not in told[SECCOMP,]
