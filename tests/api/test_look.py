"""The look in a real browser: for everybody, in the light and the dark, on narrow screens and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.versions.archive import Archive
from graph.versions.compression import open_version
from tests.api.axe import KINDS, list_violations, open_settled, require_axe
from tests.api.pages.picture_page import LAPTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from graph.versions.archive import Version
    from tests.website import Launch

#: One word of 250 letters, and the names that it is put behind: of a partner, a theme, a measure and a law.
WORD = "Integraleveiligheidsoverleg" * 9 + "enzovoort"
NAMES = ['"Havenpolitie"@nl', '"Veilig water"@nl', '"Havenwet"@nl']
LONG = (
    "/",
    "/themes",
    "/themes/zilverhaven-2031/water",
    "/partners",
    "/partners/zilverhaven-2031/havenpolitie",
    "/measures",
    "/legislation",
    "/coverage",
    "/compare?a=zilverhaven-2031/water&b=zilverhaven-2031/kade",
    "/network?node=havenpolitie",
    "/questions/cooperation",
    "/search?q=havenpolitie",
    "/doc/actor/zilverhaven-2031/havenpolitie?all=1",
)
#: What of a page sticks out of it, and how wide its widest cell is, in parts of the window.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const cells = [...document.querySelectorAll("main td, main th")].filter((it) => it.colSpan === 1)
    .map((it) => it.getBoundingClientRect().width);
  return [document.documentElement.scrollWidth - width, Math.max(0, ...cells) / width];
}"""
#: What a program writes where there is nothing to say.
NO_WORDS = re.compile(r"\b(?:None|undefined|NaN|null)\b")
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
LARGE = "html { font-size: 200% }"


@pytest.fixture(scope="module")
def opened_page(browser: Browser) -> Iterator[Page]:
    """Give one page for what is tried in many widths; a script of ours may look at it."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def long_names(version: Version, launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the plan with names that have a word of 250 letters, and give the base address."""
    with open_version(version.path) as file:
        quads = file.read().decode()
    for name in NAMES:
        assert name in quads
        quads = quads.replace(name, f"{name[:-4]} {WORD}{name[-4:]}")
    folder: Path = tmp_path_factory.mktemp("long")
    Archive(folder).publish("".join(sorted(quads.splitlines(keepends=True))).encode(), replace(version.manifest))
    with launch(folder) as running:
        yield running.address


@pytest.mark.parametrize("path", LONG)
@pytest.mark.turns(3)
def test_long_word_pushes_nothing_away(opened_page: Page, long_names: str, path: str) -> None:
    """A word of 250 letters is broken: no page is wider than its window, and no column takes the others' room."""
    for width, most in ((1280, 0.75), (320, 1.5)):
        opened_page.set_viewport_size({"width": width, "height": 800})
        open_settled(opened_page, f"{long_names}{path}")
        over, widest = opened_page.evaluate(STICKING_OUT)

        assert over <= 0, width
        assert widest <= most, width


@pytest.mark.parametrize("path", ["/", "/partners", "/gaps?kind=owner", "/coverage", "/network", "/sparql"])
def test_page_reflows(opened_page: Page, served: str, path: str) -> None:
    """At 400 % of a laptop, with letters of 200 %, and with the spacing of WCAG 1.4.12, nothing sticks out."""
    for width, style in ((320, ""), (305, ""), (1280, LARGE), (640, LARGE), (390, SPACED)):
        opened_page.set_viewport_size({"width": width, "height": 800})
        open_settled(opened_page, f"{served}{path}")
        if style:
            opened_page.add_style_tag(content=style)

        assert opened_page.evaluate(STICKING_OUT)[0] <= 0, (width, style)


@pytest.mark.parametrize(("width", "most"), [(390, 120), (320, 120), (1280, 120)])
def test_head_leaves_room(opened_page: Page, served: str, width: int, most: int) -> None:
    """The head of the page is at most 120 pixels high, on a phone too."""
    opened_page.set_viewport_size({"width": width, "height": 800})
    opened_page.goto(f"{served}/themes")
    box = opened_page.locator("header").bounding_box()

    assert box
    assert box["height"] <= most


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_opens_on_a_phone_and_stands_open_on_a_laptop(browser: Browser, served: str, *, scripts: bool) -> None:
    """On a phone the menu opens by its button, with a script or without; on a laptop there is no button."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served}/themes")
    link = page.locator(".pages-menu a", has_text="Partners").first
    before = link.is_visible()
    page.locator(".menu > summary").click()
    after = link.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served}/themes")

    assert (before, after) == (False, True)
    assert link.is_visible()
    assert not page.locator(".menu > summary").is_visible()
    assert page.locator(".pages-menu a[aria-current=page]").inner_text() == "Thema's"
    context.close()


@pytest.mark.parametrize(("width", "stops"), [(1900, False), (320, True)])
def test_table_is_a_stop_only_where_it_scrolls(opened_page: Page, served: str, width: int, *, stops: bool) -> None:
    """A table that is wider than its room can be scrolled by keyboard; one that is not is no stop of the Tab key."""
    opened_page.set_viewport_size({"width": width, "height": 800})
    opened_page.goto(f"{served}/measures")
    opened_page.wait_for_function(
        "(stops) => document.querySelector('.scroll').hasAttribute('tabindex') === stops", arg=stops
    )


def test_long_table_can_be_skipped(opened_page: Page, served: str) -> None:
    """Before a table of many rows stands a link past it, which is seen when it has the focus."""
    opened_page.goto(f"{served}/questions/evidence")
    link = opened_page.locator(".skip-table").first
    link.focus()
    shown = link.bounding_box() or {"x": -1}
    opened_page.keyboard.press("Enter")
    opened_page.keyboard.press("Tab")

    assert shown["x"] >= 0
    assert opened_page.evaluate("() => !document.activeElement.closest('table')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
@pytest.mark.turns(4)
def test_axe_finds_nothing(opened_page: Page, served: str, path: str, scheme: Any) -> None:
    """axe-core finds nothing on any kind of page, in Dutch and light, and in English, dark and narrow."""
    require_axe()
    opened_page.set_viewport_size(LAPTOP if scheme == "light" else PHONE)
    opened_page.emulate_media(color_scheme=scheme)
    spoken = "lang=nl" if scheme == "light" else "lang=en"
    open_settled(opened_page, f"{served}{path}{'&' if '?' in path else '?'}{spoken}")
    found = list_violations(opened_page)
    opened_page.emulate_media(color_scheme="light")
    opened_page.set_viewport_size(LAPTOP)

    assert found == []
    assert NO_WORDS.findall(opened_page.locator("main").inner_text()) == []


@pytest.mark.parametrize("path", ["/measures", "/gaps?kind=owner", "/partners/zilverhaven-2031/havenpolitie"])
def test_paper_has_no_leftovers(opened_page: Page, served: str, path: str) -> None:
    """On paper nothing stands that is only there to click, links are plain text, and the foot says where it is from."""
    opened_page.set_viewport_size({"width": 800, "height": 900})
    opened_page.goto(f"{served}{path}")
    opened_page.emulate_media(media="print")
    left = opened_page.locator(
        "header, form, button, select, input, .downloads, .contents, .crumb, .skip, .skip-table, footer ul"
    )
    links = opened_page.locator("main a").evaluate_all(
        "(all) => all.map((it) => getComputedStyle(it).textDecorationLine)"
    )
    foot = opened_page.locator("html").get_attribute("data-foot") or ""
    seen = [it.inner_text() for it in left.all() if it.is_visible()]
    opened_page.emulate_media(media="screen")

    assert seen == []
    assert set(links) <= {"none"}
    assert foot.startswith(f"{served}{path} · ")


def test_waiting_is_said(browser: Browser, served: str) -> None:
    """An answer that takes longer than a moment is announced as busy, and no longer when one comes back."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/measures")
    page.evaluate("() => window.addEventListener('submit', (event) => event.preventDefault())")  # never answered
    page.locator("form.choose button").first.click()
    page.wait_for_function("() => document.getElementById('busy').textContent === 'Bezig…'")
    page.evaluate("() => window.dispatchEvent(new Event('pageshow'))")

    assert page.locator("#busy").inner_text() == ""
    context.close()
