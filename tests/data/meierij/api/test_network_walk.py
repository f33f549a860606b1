"""The network of the packaged plan as those meet it who have no mouse, do not see it, or have no network connection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.pages.picture_page import LAPTOP, PHONE, looking_at

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page

POLICE = "Politie"
#: What a screen reader comes by on the page, in this order.
HEARD = (
    r'heading "Wie werkt met wie samen waaraan" \[level=1\]',
    r'navigation "Beelden"',
    r'combobox "Thema"',
    r'combobox "Actor"',
    r'combobox "Grond"',
    r'button "Toon"',
    r"text: \"In beeld: \d+ van de \d+ punten en \d+ van de \d+ verbanden\.",
    r'link "Toon met hen"',
    r'navigation "Toon als"',
    r'link "Tabel"',
    r'combobox "Zoek op naam"',
    r'group "Zoomen"',
    r'region "Beeld"',
    r'application "Beeld van het netwerk .Wie werkt met wie samen waaraan.: \d+ punten, \d+ verbanden"',
    r"status",
    r'complementary "Vraag het beeld"',
    r'heading "Vraag het beeld" \[level=2\]',
    r'list "Soorten, om te tonen en te verbergen"',
    r'switch "politie en justitie \(\d+ van \d+\)" \[checked\]',
    r"listitem: vermeld",
    r'heading "Wat opvalt" \[level=2\]',
    r'heading "Wie verbindt" \[level=3\]',
    r'heading "Wie zit niet aan tafel" \[level=3\]',
    r'region "Hetzelfde in woorden"',
    r'columnheader "Wie of wat"',
)
#: Says what has the focus: its role, or else its tag, and the beginning of its name.
FOCUSED = """() => {
  const it = document.activeElement;
  const name = it.getAttribute("aria-label") || it.labels?.[0]?.innerText || it.innerText || "";
  return [it.getAttribute("role") || it.tagName, name.trim().slice(0, 40)];
}"""


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_screen_reader_meets_all_in_order(browser: Browser, served: str, viewport: dict[str, int]) -> None:
    """The tree of the page has what one chooses by, the picture, what is beside it, what stands out, and the table."""
    with looking_at(browser, served, viewport=viewport) as looking:
        tree = looking.page.locator("main").aria_snapshot()
        place = 0
        for pattern in HEARD:
            found = re.compile(pattern).search(tree, place)
            assert found, f"{pattern} does not follow {tree[max(place - 80, 0) : place]}"
            place = found.end()


@pytest.mark.parametrize("path", ["/network", "/network?node=politie", "/network?show=list", "/network?show=table"])
def test_all_that_has_the_focus_has_a_name(browser: Browser, served: str, path: str) -> None:
    """Whatever a keyboard can reach has a role and a name in the tree that a screen reader is given."""
    context = browser.new_context(viewport=LAPTOP, locale="nl-NL")
    page = context.new_page()
    page.goto(served + path)
    nodes = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    reached = [_name(node) for node in nodes if _can_have_focus(node)]
    context.close()

    assert len(reached) > 40
    assert [role for role, name in reached if not name and role not in ("RootWebArea", "main")] == []
    assert [name for role, name in reached if role in ("generic", "none")] == []


def _can_have_focus(node: dict[str, Any]) -> bool:
    """Say whether a *node* of the tree can have the focus."""
    return any(it["name"] == "focusable" and it["value"].get("value") for it in node.get("properties", ()))


def _name(node: dict[str, Any]) -> tuple[str, str]:
    """Give the role and the name of a *node* of the tree."""
    return node["role"]["value"], node.get("name", {}).get("value", "")


def _tab(page: Page, wanted: str) -> list[tuple[str, str]]:
    """Press Tab until the name of what has the focus begins as *wanted*, and give all stops on the way."""
    stops: list[tuple[str, str]] = []
    while len(stops) < 60 and not (stops and stops[-1][1].startswith(wanted)):
        page.keyboard.press("Tab")
        role, name = page.evaluate(FOCUSED)
        stops.append((role, name))
    return stops


def test_adviser_walks_by_keyboard(browser: Browser, served: str) -> None:
    """From the heading into the picture, to a partner, to one of its lines, and back to the picture."""
    with looking_at(browser, served) as looking:
        page = looking.page
        page.locator("h1").evaluate("(heading) => { heading.tabIndex = -1; heading.focus(); }")
        stops = _tab(page, "Beeld van het netwerk")
        assert stops[-1][0] == "application"
        assert [name for _role, name in stops if not name] == []
        for letter in "polit":
            looking.press(letter)
        assert looking.status.startswith(f"{POLICE}, politie en justitie, ")
        page.keyboard.press("Enter")
        looking.wait_for_heading(POLICE)
        assert page.evaluate(FOCUSED) == ["H2", POLICE]

        _tab(page, "deze lijn")
        page.keyboard.press("Enter")
        page.wait_for_url("**edge=*")
        page.wait_for_function("(name) => document.activeElement.innerText.startsWith(`${name} \\u2013 `)", arg=POLICE)
        assert page.locator("#panel .reasons-list a[href*='/lines/']").count() >= 1
        assert page.evaluate(FOCUSED)[0] == "H2"
        page.keyboard.press("Escape")
        page.wait_for_url(lambda url: "edge=" not in url)
        assert page.evaluate(FOCUSED)[0] == "application"
        page.go_back()
        page.wait_for_url("**edge=*")
        assert looking.complaints == []


def test_file_works_without_a_connection(client: FlaskClient, browser: Browser, tmp_path: Path) -> None:
    """From a stick, with the connection cut off, the page draws, lights what one looks at, and makes no request."""
    file = tmp_path / "netwerk.html"
    file.write_bytes(client.get("/network?format=html-file&lang=nl").data)
    asked: list[str] = []
    with looking_at(browser, "", file.as_uri(), offline=True) as looking:
        looking.page.on("request", lambda request: asked.append(request.url))
        looking.page.reload()
        looking.page.wait_for_selector("#network[data-drawn]")
        plain = looking.pixels
        looking.page.locator("#network").focus()
        for letter in "polit":
            looking.press(letter)
        assert looking.status.startswith(f"{POLICE}, politie en justitie, ")
        assert looking.press("Enter") == POLICE
        assert looking.pixels != plain
        assert looking.page.get_by_role("row").filter(has_text=POLICE).count() > 1
        assert looking.complaints == []

    assert asked == [file.as_uri()]
