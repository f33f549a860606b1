"""Labels that look like HTML: inert on every page, in the drawn network, in lists of choices and in downloads."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from graph.versions.archive import Archive
from graph.versions.compression import open_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from graph.versions.archive import Version
    from tests.website import Launch

EVIL = "</script><img src=x onerror=alert(1)>"
#: The labels that are replaced: of a partner in both languages, of a theme, and of a line of a budget.
PLAIN = ['"Havenpolitie"@nl', '"Harbour police"@en', '"Veilig water"@nl', '"Brandweer in de haven"@nl']
PATHS = [
    "/",
    "/themes",
    "/themes/zilverhaven-2031/water",
    "/partners",
    "/partners/zilverhaven-2031/havenpolitie",
    "/measures?theme=water",
    "/measures/zilverhaven-2031/water-01",
    "/gaps",
    "/gaps?kind=owner",
    "/gaps?step=executor",
    "/calendar",
    "/decisions",
    "/levels",
    "/money",
    "/coverage",
    "/coverage?columns=role&explain=havenpolitie",
    "/compare?a=zilverhaven-2031/water&b=zilverhaven-2031/kade",
    "/network",
    "/network?actor=havenpolitie",
    "/questions/cooperation",
    "/documents/zilverhaven-2031/plan/lines/33",
    "/doc/actor/zilverhaven-2031/havenpolitie?all=1",
    "/doc/theme/zilverhaven-2031/water?all=1",
    "/doc/actor/zilverhaven-2031/havenpolitie?why=smd:activeOn&value=theme:zilverhaven-2031/water",
    "/sparql?query=SELECT%20%3Fl%20%7B%20%3Chttps%3A//w3id.org/samendoen/id/theme/zilverhaven-2031/water%3E%20%3Fp%20%3Fl%20%7D",
]


@pytest.fixture(scope="module")
def base(version: Version, launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the plan with labels that look like HTML, and give the base address."""
    with open_version(version.path) as file:
        quads = file.read().decode()
    for label in PLAIN:
        assert label in quads
        quads = quads.replace(label, f'"{EVIL}"{label[-3:]}')
    folder: Path = tmp_path_factory.mktemp("hostile")
    lines = "".join(sorted(quads.splitlines(keepends=True)))
    Archive(folder).publish(lines.encode(), replace(version.manifest))
    with launch(folder) as running:
        yield running.address


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open one page for all addresses, and list what its dialogs, its console and its errors say."""
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        """Remember what a *dialog* says, and close it."""
        said.append(dialog.message)
        dialog.dismiss()

    context = browser.new_context(accept_downloads=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("dialog", dismiss)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.turns(3)
def test_label_stays_text(visitor: tuple[Page, list[str]], base: str, path: str) -> None:
    """A label with HTML in it is shown as it is; it makes no element, runs nothing and breaks nothing."""
    page, said = visitor
    said.clear()
    page.goto(base + path)
    if path.startswith("/network"):
        page.wait_for_selector("#network[data-drawn]")
        box = page.locator("#network canvas").bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
        for step in range(12):  # over the drawing, so that what is shown when pointed at is shown too
            page.mouse.move(box["x"] + box["width"] * step / 12, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_function("() => document.documentElement.outerHTML.includes('onerror=alert(1)')")
    images = page.locator("img:not(.print-only)").count()

    assert images == 0
    assert said == []


def test_label_arrives_whole_as_data(base: str) -> None:
    """In data the label is the text it is."""
    with urlopen(f"{base}/api/v1/questions/themes", timeout=60) as answer:
        labels = [row["theme_label"] for row in json.loads(answer.read())["rows"]]

    assert EVIL in labels
