"""An attacker in a process of its own, so that it shares no lock and no thread with who measures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from peers.processes import HOST

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[1]
#: Seconds that an attacker has to end.
PATIENCE = 10


class Crowd:
    """So many attackers of one kind, as a context.

    Afterwards `got` counts what came of their tries, and `first_s` has the seconds after which that came first.
    """

    def __init__(self, name: str, port: int, many: int, source: str = HOST) -> None:
        """Attack the server at *port* as the kind called *name*, by so *many*, from the address *source*."""
        how = ("--port", str(port), "--many", str(many), "--source", source)
        self._command = [sys.executable, "-m", "attackers", name, *how]
        self.got: dict[str, int] = {}
        self.first_s: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Begin."""
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, and take what came of it."""
        try:
            said, _ = self._process.communicate(timeout=PATIENCE)
            told: dict[str, Any] = json.loads(said)
            self.got, self.first_s = told["got"], told["first_s"]
        finally:
            self._process.kill()
            self._process.wait()
