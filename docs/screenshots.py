"""Photograph every kind of page in every way it is seen: `make screenshots`, or `python -m docs.screenshots FOLDER`.

Laptop, phone and paper; Dutch and English; light, dark, and in a house style. Beside the pictures stand
`accessibility.md`, what axe-core finds on each kind of page, where npm installed it, and `weight.md`, what each weighs,
and of how many elements it is. The pages are of the small plan of the tests, and the house style is a made-up one, so
that no file of others is needed; `SAMENDOEN_HOUSE_STYLE` names another. This needs Chromium and playwright, as the
browser tests do.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from graph.build import build_version
from tests.api.axe import AXE, KINDS, list_violations, open_settled
from tests.builds import FIXTURE_FILES
from tests.website import ARGUMENTS, CHROMIUM, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parents[1] / "build" / "screenshots"
#: How a page is looked at: the size of the window, and what the browser prefers.
WINDOWS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
LANGUAGES, SCHEMES = ("nl", "en"), ("light", "dark")
HOUSE_STYLE = """:root {
  --utrecht-document-font-family: Verdana, sans-serif; --utrecht-document-color: #1b1b1b;
  --utrecht-document-background-color: #ffffff; --utrecht-link-color: #7a0050; --utrecht-heading-color: #4d0033;
  --utrecht-button-primary-action-background-color: #7a0050; --utrecht-button-border-radius: 0;
  --utrecht-page-header-background-color: #4d0033; --utrecht-page-header-color: #ffffff;
  --utrecht-nav-bar-color: #ffffff;
  --utrecht-page-footer-background-color: #4d0033; --utrecht-page-footer-color: #ffffff;
}
"""


#: What a page weighs as it is sent and as it is read, in bytes, and its elements.
WEIGHT = """() => {
  const page = performance.getEntriesByType("navigation")[0];
  return {"bytes sent": page.encodedBodySize, "bytes": page.decodedBodySize,
    "elements": document.getElementsByTagName("*").length};
}"""

#: Numbers of each kind of page, by what they are of.
Counts = dict[str, dict[str, int]]


def take_screenshots(browser: Browser, address: str, folder: Path, schemes: tuple[str, ...]) -> tuple[Counts, Counts]:
    """Take the pictures of every kind of page at *address* into *folder*: what axe-core counts of each, its weight."""
    counts: Counts = {kind: {} for kind in KINDS}
    weights: Counts = {}
    for window, options in WINDOWS.items():
        for scheme in schemes:
            context = browser.new_context(**options, color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            for kind, path in KINDS.items():
                for language in LANGUAGES:
                    open_settled(page, f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
                    stem = f"{re.sub('[^a-z]+', '-', kind.lower())}-{language}"
                    page.screenshot(path=folder / f"{stem}-{window}-{scheme}.png", full_page=True)
                    if window == "laptop" and scheme == "light":
                        page.pdf(path=folder / f"{stem}-paper.pdf", prefer_css_page_size=True)
                        weights.setdefault(kind, page.evaluate(WEIGHT))
                    if AXE.exists():
                        counts[kind][f"{window}, {scheme}, {language}"] = len(list_violations(page))
            context.close()
    return counts, weights


def write_table(counts: Counts) -> str:
    """Write *counts*: a row for each kind of page, and a column for each of what they are of."""
    ways = list(next(iter(counts.values())))
    rows = [[kind, *(str(it[way]) for way in ways)] for kind, it in counts.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in (["page", *ways], ["---"] * (len(ways) + 1), *rows)) + "\n"


def main(folder: Path) -> None:
    """Build the small plan, serve it, and photograph it; then once more in a house style."""
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        data, house = Path(place) / "data", Path(place) / "house.css"
        build_version(data, FIXTURE_FILES)
        house.write_text(HOUSE_STYLE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, style in (("own", ""), ("house", os.environ.get("SAMENDOEN_HOUSE_STYLE") or str(house))):
            (folder / name).mkdir(parents=True, exist_ok=True)
            with serving(data, Path(place) / "log", SAMENDOEN_HOUSE_STYLE=style) as app:
                schemes = SCHEMES if name == "own" else SCHEMES[:1]
                counts, weights = take_screenshots(browser, app.address, folder / name, schemes)
            (folder / name / "weight.md").write_text(write_table(weights), encoding="utf-8")
            if AXE.exists():
                (folder / name / "accessibility.md").write_text(write_table(counts), encoding="utf-8")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
