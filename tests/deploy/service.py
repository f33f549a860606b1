"""The service as systemd runs it: the command of the unit, told to start and to stop."""

from __future__ import annotations

import re
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

from tests.website import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.deploy.place import Place

SYSTEMCTL = re.compile(r"^systemctl ([\w-]+)(?: ([\w-]+))?$", re.MULTILINE)


@dataclass
class Service:
    """The service at *place*, which runs or does not."""

    place: Place
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """The file that it writes its log to."""
        return self.place.folder / "samendoen.log"

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        with self.log.open("ab") as log:
            data = self.place.folder / "var/lib/samendoen"
            self.process = subprocess.Popen(self.place.build_service(), cwd=data, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while not self.is_ready():
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")[-3000:]
            assert time.monotonic() < end, "the service is not ready"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it as systemd does, which is a success."""
        if self.process:
            self.process.terminate()
            try:
                assert self.process.wait(PATIENCE) == 0
            finally:
                self.process.kill()
                self.process.wait()
            self.process = None

    def restart(self) -> None:
        """Stop it and start it."""
        self.stop()
        self.start()

    def is_ready(self) -> bool:
        """Say whether it can answer."""
        with suppress(OSError):
            return self.ask("/readyz")[0] == 200
        return False

    def ask(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Ask it for *path* itself, with *headers*, and give the status and the content."""
        visit = HTTPConnection("127.0.0.1", self.place.port, timeout=PATIENCE)
        try:
            visit.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = visit.getresponse()
            return answer.status, answer.read()
        finally:
            visit.close()

    def run(self, script: str, **others: Callable[[], Any]) -> str:
        """Run *script*; what it tells systemctl about this service is done here, and about *others* by them."""
        verbs: dict[str, Callable[[], Any]] = {"start": self.start, "stop": self.stop, "restart": self.restart}
        said, done = [], 0
        for line in SYSTEMCTL.finditer(script):
            said.append(self.place.run(script[done : line.start()]))
            (verbs[line[1]] if line[2] == "samendoen" else others[line[2]])()
            done = line.end()
        return "".join([*said, self.place.run(script[done:])])
