"""Requests a second for one address, as wrk counts them."""

from __future__ import annotations

import re
import subprocess

from peers.peer import RESULTS_JSON
from peers.processes import Refused

NEEDS = {"wrk": "apt-get install wrk"}
CONNECTIONS = 4
#: What wrk says when not every answer was a success.
BAD = re.compile(r"Non-2xx or 3xx responses: .*|Socket errors: .*")


def version() -> str:
    """Give the version of wrk."""
    said = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)  # noqa: S607  the one installed
    return said.stdout.split()[1]


def rate(url: str, seconds: int) -> float:
    """Give the requests a second that *url* answers, asked over `CONNECTIONS` for so many *seconds*.

    :raises Refused: when not all were answered.
    """
    how = ("--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", "--timeout", "60s")
    command = ["wrk", *how, "--header", f"Accept: {RESULTS_JSON}", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if found := BAD.search(said):
        raise Refused(found[0])
    return float(re.findall(r"Requests/sec: +([\d.]+)", said)[0])
