"""Where `samendoen serve` listens: by name or address, and where it cannot, one message says why and what to do."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from api.server import open_sockets
from tests.absence import missing
from tests.api.commands.test_server import own
from tests.terminal import run
from tests.test_wheel import build_user_prefix
from tests.website import PATIENCE, ROOT, free_port, started

if TYPE_CHECKING:
    from click.testing import Result

__all__ = ["own"]

FIRST_FREE_PORT = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
SERVE = "from api.commands.cli import main; main()"
#: An address that is kept for documentation, and so is no machine's (RFC 5737).
NO_ADDRESS_OF_OURS = "203.0.113.1"


def refuse(host: str, port: int, language: str, folder: Path) -> Result:
    """Serve where it cannot be, and give what came of it: no trace, and no version that was built first."""
    result = run("serve", "--host", host, "--port", str(port), "--data", folder, "--lang", language)

    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert len(result.output.splitlines()) == 1
    assert not (folder / "versions").exists()
    return result


@pytest.mark.parametrize(("host", "shown"), [("localhost", "localhost"), ("::1", r"\[::1\]")])
def test_serves_by_name_and_by_address(host: str, shown: str, own: Path, tmp_path: Path) -> None:
    """It listens on every address that its host has here, and says by which URL it is reached."""
    if host == "::1" and not has_address(host):
        pytest.skip("this machine has no IPv6")
    port, log = free_port(), tmp_path / "log"
    samendoen = str(Path(sys.executable).with_name("samendoen"))
    command = [samendoen, "serve", "--host", host, "--port", str(port), "--data", str(own)]
    url = f"http://{host if ':' not in host else f'[{host}]'}:{port}"
    with (
        started(command, port, ROOT, own, log, url) as running,
        urlopen(f"{url}/themes", timeout=PATIENCE) as answer,
    ):
        assert answer.status == 200
        assert re.search(rf"http://{shown}:{port}", running.log.read_text(encoding="utf-8"))


def has_address(host: str) -> bool:
    """Say whether *host* is an address of this machine."""
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
        return True


@pytest.mark.parametrize("host", ["no.such.invalid", "a..b", "x y"])
@pytest.mark.parametrize(
    ("language", "said"), [("nl", "geen adres bekend. Noem een andere"), ("en", "no address is known by that name")]
)
def test_unknown_name_is_refused(host: str, language: str, said: str, tmp_path: Path) -> None:
    """A name that nobody has is told so, with the option that gives another."""
    output = refuse(host, free_port(), language, tmp_path / "data").output

    assert said in output
    assert (host in output, "--host" in output, "--port" in output) == (True, True, False)


@pytest.mark.parametrize(("language", "said"), [("nl", "niet van deze machine"), ("en", "an address of this machine")])
def test_address_of_another_is_refused(language: str, said: str, tmp_path: Path) -> None:
    """An address of another machine is told so."""
    output = refuse(NO_ADDRESS_OF_OURS, free_port(), language, tmp_path / "data").output

    assert said in output
    assert "--host" in output


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize(("language", "said"), [("nl", "Stop wat haar gebruikt"), ("en", "Stop what uses it")])
def test_taken_port_is_refused(host: str, language: str, said: str, tmp_path: Path) -> None:
    """A port that is taken on one of the addresses is told so, with its number."""
    with closing(open_sockets("127.0.0.1", free_port())[0]) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        output = refuse(host, port, language, tmp_path / "data").output

    assert said in output
    assert str(port) in output


@pytest.mark.parametrize(("language", "said"), [("nl", "Poorten onder 1024"), ("en", "Ports below 1024")])
def test_port_of_root_is_refused(language: str, said: str) -> None:
    """An ordinary user who asks for a port of root's is told which ports there are."""
    if not FIRST_FREE_PORT.exists() or int(FIRST_FREE_PORT.read_text(encoding="ascii")) <= 1:
        missing("this system gives every port to everybody")
    arguments = ["serve", "--port", "1", "--lang", language, "--data", "/nonexistent/data"]
    command = [*build_user_prefix(), sys.executable, "-c", SERVE, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr
