"""Take the pictures of the documentation from the running app: `python -m docs.pictures [DATA]`.

DATA is a data folder, by default `instance`. The server answers on a port of its own and is stopped afterwards. This
needs Chromium (`SAMENDOEN_CHROMIUM`, or Debian's) and playwright, as the browser tests do.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.website import ARGUMENTS, CHROMIUM, serving

FOLDER = Path(__file__).parent / "images"
#: The name of each picture, the page it shows, and the size of the window.
PICTURES = {"maatregel": ("/measures/jeugd-01", 1100, 780)}


def take_pictures(data: Path) -> None:
    """Take every picture, in Dutch, from an app over the folder *data*."""
    with TemporaryDirectory() as folder, serving(data, Path(folder) / "log") as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL")
            page.goto(f"{app.address}{path}", wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1] if len(sys.argv) > 1 else "instance").resolve())
