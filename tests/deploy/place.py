"""A folder to deploy in: what the how-to puts below /etc, /opt, /srv and /var goes below it, by an ordinary user.

What root does there besides (users, systemd) is done by the tests or left out; nothing runs as root, so that no command
can touch anything else.
"""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.guide import read_unit, read_unit_environment
from tests.test_wheel import build_user_prefix

#: The beginnings of paths that are those of the folder.
PLACES = re.compile(r"(?<![\w./])(?=/(?:etc/samendoen|etc/nginx|opt/samendoen|srv|var/backups|var/lib|var/log)\b)")
#: What is root's in a command: to become the user of the service, and to give that user a folder.
ROOTS_PART = re.compile(r"runuser -u samendoen -- |(?<=install -d) -o samendoen")
#: Seconds after which a command is given up.
PATIENCE = 300
#: Makes memory that can be written and executed impossible, as MemoryDenyWriteExecute does (PR_SET_MDWE), and goes on.
DENY = "import ctypes, os, sys; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"


def choose_port() -> int:
    """Choose a port that nobody uses and the system gives to nobody, so that it stays free between two starts."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311  whichever, of those below the ports that are given out
        with socket.socket() as probe:
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port


@dataclass(frozen=True)
class Place:
    """The folder, and the ports that stand for those of the how-to."""

    folder: Path
    port: int = field(default_factory=choose_port)

    def translate(self, text: str) -> str:
        """Translate the paths in *text* to those below the folder, and leave out what is root's."""
        return PLACES.sub(str(self.folder), ROOTS_PART.sub("", text))

    def run(self, script: str, place: Path | None = None, **environ: str) -> str:
        """Run *script* in *place*, with *environ* besides, and give what it prints; it must not fail."""
        done = subprocess.run(
            self.build_command(script, **environ),
            cwd=place or self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def build_command(self, script: str, **environ: str) -> list[str]:
        """Build the command that runs *script* as the ordinary user does, with *environ* besides."""
        variables = [f"{name}={value}" for name, value in {**self.list_variables(), **environ}.items()]
        shell = ["bash", "-euo", "pipefail", "-c", self.translate(script)]
        return [*build_user_prefix(), "env", "-i", *variables, *shell]

    def list_variables(self) -> dict[str, str]:
        """List what each command has: where programs are, a home, and how packages are found."""
        kept = {name: it for name, it in os.environ.items() if name.startswith("PIP_") or "proxy" in name.lower()}
        path = f"{Path(sys.base_prefix) / 'bin'}:/usr/sbin:/usr/bin:/sbin:/bin"
        plain = {"PATH": path, "HOME": str(self.folder / "home"), "LANG": "C.UTF-8"}
        return {**kept, **plain, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def build_service(self) -> list[str]:
        """Build the command of the unit, with its settings, and those of its limits that need no root.

        That is no new privileges, no capabilities, no memory that is written and executed, and few descriptors.
        """
        unit = dict(read_unit())
        own = (self.folder / "etc/samendoen/settings").read_text(encoding="utf-8").splitlines()
        settings = {**read_unit_environment(), **dict(it.split("=", 1) for it in own if "=" in it)}
        script = f"umask {unit['UMask']}\nulimit -n {unit['LimitNOFILE']}\nexec python3 -c '{DENY}' {unit['ExecStart']}"
        given = {name: self.translate(value) for name, value in settings.items()}
        command = self.build_command(script, **given, SAMENDOEN_PORT=str(self.port))
        kept = ",+dac_read_search" if "--ambient-caps=+dac_read_search" in command else ""  # see build_user_prefix
        confined = ["--no-new-privs", *([f"--bounding-set=-all{kept}"] if os.geteuid() == 0 else [])]
        return ["setpriv", *confined, *(command[1:] if os.geteuid() == 0 else command)]
