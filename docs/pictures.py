"""Take the pictures of the documentation from the running app: `python -m docs.pictures [DATA]`.

DATA is a data folder, by default `instance`. The server answers on a port of its own and is stopped afterwards. This
needs Chromium (`SAMENDOEN_CHROMIUM`, or Debian's) and playwright, as the browser tests do.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "images"
CHROMIUM = os.environ.get("SAMENDOEN_CHROMIUM", "/usr/bin/chromium")
#: The name of each picture, the page it shows, and the size of the window.
PICTURES = {"maatregel": ("/measures/jeugd-01", 1100, 780)}
#: Seconds to wait for the server, which may have to build the graph first.
PATIENCE = 120


@contextmanager
def serve(data: str) -> Iterator[str]:
    """Serve the folder *data* for as long as the block lasts, and yield the URL of the app.

    :raises TimeoutError: when the server does not answer in time.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("samendoen"), "serve", "--port", str(port), "--data", data]
    process = subprocess.Popen(command, env=os.environ | {"SAMENDOEN_WORKERS": "1"})
    try:
        _await_ready(url := f"http://127.0.0.1:{port}")
        yield url
    finally:
        process.terminate()
        process.wait()


def _await_ready(url: str) -> None:
    """Wait until the app at *url* can answer."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/readyz"):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    message = f"Nothing answers at {url}. Look at what the server said."
    raise TimeoutError(message)


def take_pictures(data: str) -> None:
    """Take every picture, in Dutch, from an app over the folder *data*."""
    with serve(data) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL")
            page.goto(f"{url}{path}", wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take_pictures(sys.argv[1] if len(sys.argv) > 1 else "instance")
