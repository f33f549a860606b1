"""Take the pictures of the documentation from the running app: `python -m docs.pictures`.

They show the packaged plan beside the two made-up ones under `tests/plans`, so that there is something to choose from
and to compare; no document is registered, so none shows a sentence of a plan. The server answers on a port of its own
and is stopped afterwards. This needs Chromium (`SAMENDOEN_CHROMIUM`, or Debian's) and playwright, as the browser tests
do.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from graph.build import build_version
from tests.website import ARGUMENTS, CHROMIUM, serving

FOLDER = Path(__file__).parent / "images"
PLANS = Path(__file__).parents[1] / "tests" / "plans"
#: The name of each picture, the page it shows, and the size of the window.
PICTURES = {
    "maatregel": ("/measures/meierij-2019-2022/jeugd-01", 1100, 1080),
    "plannen": ("/plans", 1100, 760),
    "vergelijken": ("/compare?a=meierij-2019-2022&b=dommelland-2023-2026", 1100, 1250),
    "gemeente": ("/partners/boxtel", 1100, 1150),
}


def take_pictures(data: Path, log: Path) -> None:
    """Take every picture, in Dutch, from an app over the folder *data*, which writes to *log*."""
    with serving(data, log) as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="nl-NL")
            page.goto(f"{app.address}{path}", wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        folder = Path(place) / "data"
        build_version(folder, sorted(PLANS.glob("*/*.ttl")))
        take_pictures(folder, Path(place) / "log")
