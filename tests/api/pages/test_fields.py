"""A field that has too much to choose from for a list, in a real browser: names while one types, and none by force."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.api.pages.many import many_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from graph.versions import Version
    from tests.website import Launch

__all__ = ["many_version"]

FIELD = "#f-theme"
SUGGESTED = "#s-theme option"


@pytest.fixture(scope="module")
def many_served(launch: Launch, many_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the base address of a server over many plans."""
    folder = shutil.copytree(many_version.path.parents[1], tmp_path_factory.mktemp("many") / "data")
    with launch(Path(folder)) as running:
        yield running.address


def test_names_are_suggested_while_one_types(browser: Browser, many_served: str) -> None:
    """What is typed brings names that have it; one of them, sent by keyboard, is what the rows are of."""
    page = browser.new_page()
    page.goto(f"{many_served}/questions/measures")
    page.focus(FIELD)
    page.keyboard.type("wat")
    page.wait_for_selector(SUGGESTED, state="attached")
    names = [option.get_attribute("value") or "" for option in page.query_selector_all(SUGGESTED)]
    page.fill(FIELD, names[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**theme=*")

    assert all("wat" in name.lower() for name in names)
    assert page.locator(".fault").count() == 0
    assert page.input_value(FIELD) == names[0]
    page.close()


def test_nothing_is_suggested_for_what_no_name_has(browser: Browser, many_served: str) -> None:
    """Markup that is typed brings no names, empties the list, and is never run."""
    page = browser.new_page()
    page.goto(f"{many_served}/questions/measures")
    page.focus(FIELD)
    page.keyboard.type("wat")
    page.wait_for_selector(SUGGESTED, state="attached")
    page.fill(FIELD, "<img src=x onerror=alert(1)>")
    page.wait_for_selector(SUGGESTED, state="detached")

    assert page.locator(SUGGESTED).count() == 0
    page.close()
