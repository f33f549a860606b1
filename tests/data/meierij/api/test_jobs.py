"""Twelve jobs of an adviser over the packaged plan, each by mouse and by keyboard, in few clicks and keys."""

from __future__ import annotations

import re
import shutil
import sys
import time
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import unquote
from urllib.request import Request, urlopen

import pytest
from docx import Document
from openpyxl import load_workbook

from graph.versions.archive import Archive
from graph.versions.compression import open_version
from tests.data.meierij.api.hands import Keyboard, Mouse
from tests.website import PATIENCE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from graph.versions.archive import Version
    from tests.website import Launch

#: A title that the second version has otherwise.
OLD = "Met gegevensonderdelen van de gemeente, politie, Taskforce en RIEC nauw samenwerken"
NEW = "Met gegevensonderdelen van de gemeente, politie, Taskforce en RIEC samen optrekken"
PRINT = "window.print = () => { document.documentElement.dataset.printed = 'yes'; };"
A3 = (1191, 842)
PAGE = ROOT / "docs" / "reference" / "jobs.md"
#: What each job took, by its name and by what it was done with.
TAKEN: dict[str, dict[str, Mouse]] = {}


@pytest.fixture(scope="module")
def site(packaged_version: Version, launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the packaged plan in two versions, which differ in the title of a measure, and give the base address."""
    folder: Path = tmp_path_factory.mktemp("jobs") / "data"
    shutil.copytree(packaged_version.path.parents[1], folder)
    with open_version(packaged_version.path) as file:
        quads = file.read().decode()
    assert OLD in quads
    changed = sorted(quads.replace(OLD, NEW).splitlines(keepends=True))
    Archive(folder).publish("".join(changed).encode(), replace(packaged_version.manifest))
    with launch(folder) as running:
        end = time.monotonic() + PATIENCE
        while NEW not in read(f"{running.address}/changes") and time.monotonic() < end:
            time.sleep(0.2)
        yield running.address


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give one window for all jobs, in which a page may copy, and printing is noted."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(PRINT)
    yield context
    context.close()


def read(address: str) -> str:
    """Read the page at *address*; nothing where it is not ready."""
    try:
        with urlopen(Request(address, headers={"Accept": "text/html"}), timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except HTTPError:
        return ""


def link(page: Page, text: str, within: str = "main") -> Locator:
    """Find the link called *text*."""
    return page.locator(within).get_by_role("link", name=text, exact=True).first


def ask(hand: Mouse, words: str) -> None:
    """Ask *words* in the box of the start page."""
    hand.write(hand.page.locator("#ask"), words)
    with hand.page.expect_navigation():
        hand.press("Enter")


def take(hand: Mouse, text: str) -> bytes:
    """Take along the file called *text*."""
    with hand.page.expect_download() as found:
        hand.follow(hand.page.get_by_role("link", name=text, exact=True).first, leads=False)
    return found.value.path().read_bytes()


def print_page(hand: Mouse) -> list[tuple[int, int]]:
    """Print the page by its link, and give the size of each sheet in points."""
    hand.follow(hand.page.locator("[data-print]"), leads=False)
    assert hand.page.locator("html").get_attribute("data-printed") == "yes"
    sheets = hand.page.pdf(prefer_css_page_size=True)
    found = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", sheets)
    return [(round(float(wide)), round(float(high))) for wide, high in found]


def open_menu(hand: Mouse, text: str) -> None:
    """Go to the page called *text* by the menu."""
    menu = hand.page.locator(".pages-menu")
    place = menu.get_by_role("link", name=text, exact=True)
    if not place.is_visible():
        hand.follow(menu.locator("summary"), leads=False)
    hand.follow(place)


def mail_what_riec_does(hand: Mouse) -> None:
    """Mail what RIEC does, with an address that keeps giving it."""
    ask(hand, "wat doet riec")
    mail = hand.page.locator(".take a[href^=mailto]")
    text = unquote(mail.get_attribute("href") or "")
    hand.follow(mail, leads=False)

    assert "wat doet riec" in text
    assert "version=" in text
    assert hand.page.locator(".answer-card").get_by_role("link", name=NEW).count() == 1


def hand_over_a_sheet(hand: Mouse) -> None:
    """Give the police one sheet: on one A4, and as a Word file."""
    ask(hand, "politie")
    hand.follow(hand.page.locator(".answer-card a", has_text="Politie").first)
    hand.follow(hand.page.locator(".take").get_by_role("link", name="Eén vel"))

    assert len(print_page(hand)) == 1
    words = "\n".join(it.text for it in Document(BytesIO(take(hand, "Word"))).paragraphs)
    assert "Politie" in words


def find_who_never_meets(hand: Mouse) -> None:
    """Find who is active on the same theme and never works together."""
    ask(hand, "wie werkt nooit samen")

    assert hand.page.locator(".answer-card tbody tr, .answer-card li").count() > 2


def compare_two_themes(hand: Mouse) -> None:
    """Compare two themes."""
    open_menu(hand, "Vergelijken")
    hand.write(hand.page.locator("#f-a"), "Jeugdoverlast en jeugdcriminaliteit")
    hand.write(hand.page.locator("#f-b"), "Mensenhandel en arbeidsuitbuiting")
    hand.follow(hand.page.get_by_role("button", name="Vergelijken"))

    assert "Jeugdoverlast" in hand.page.title()
    assert hand.page.locator(".comparison tbody tr").count() > 5


def find_the_way(hand: Mouse) -> None:
    """Find the way between two partners."""
    open_menu(hand, "Netwerk")
    hand.page.wait_for_selector("#network[data-drawn]")
    hand.follow(hand.page.locator(".way-form summary"), leads=False)
    hand.write(hand.page.locator("#way-start"), "Politie")
    hand.write(hand.page.locator("#way-end"), "Woningcorporaties")
    hand.follow(hand.page.get_by_role("button", name="Zoek de weg"))
    hand.page.wait_for_selector(".way li")

    assert "end=Woningcorporaties" in hand.page.url


def see_what_changed(hand: Mouse) -> None:
    """See what changed since the last version."""
    hand.follow(hand.page.locator(".key-figures a[href*='/changes']"))

    assert hand.page.locator("main", has_text=NEW).count() == 1


def fetch_a_worklist(hand: Mouse) -> None:
    """Fetch a worklist in Excel of the measures on youth for which nobody is named."""
    open_menu(hand, "Wat ontbreekt")
    hand.choose(hand.page.locator("#f-kind"), "eigenaar")
    hand.choose(hand.page.locator("#f-theme"), "Jeugdoverlast en jeugdcriminaliteit")
    hand.choose(hand.page.locator("#f-step"), "niemand genoemd")
    hand.follow(hand.page.locator("form.choose button").first)
    sheets = load_workbook(BytesIO(take(hand, "Werklijst om in te vullen (Excel)")))

    assert sheets.worksheets[0].max_row > 1


def print_changed_laws(hand: Mouse) -> None:
    """Print which laws changed since the plan, as of today, with that day on paper."""
    hand.follow(hand.page.locator(".key-figures a[href*='/legislation']"))
    hand.follow(link(hand.page, "vandaag"))
    assert print_page(hand)

    year, _month, day = re.findall(r"on=(\d+)-(\d+)-(\d+)", hand.page.url)[0]
    for text in (hand.page.title(), hand.page.locator(".paper").text_content() or ""):
        assert re.search(rf"\b{int(day)} \w+ {year}", text)


def ask_who_works_on_trafficking(hand: Mouse) -> None:
    """Ask in one's own words who works on human trafficking."""
    ask(hand, "wie werkt aan mensenhandel")

    assert hand.page.locator(".answer-card").get_by_role("link", name="Politie", exact=True).count() == 1


def print_the_matrix(hand: Mouse) -> None:
    """Print the matrix on one A3, with why a cell is empty."""
    open_menu(hand, "Partners per thema")
    hand.follow(hand.page.locator("#matrix a.empty").first)

    assert hand.page.locator("#why").count() == 1
    assert print_page(hand)[0] == A3


def prepare_a_meeting(hand: Mouse) -> None:
    """Prepare a meeting of three partners on one theme."""
    open_menu(hand, "Vergadering voorbereiden")
    hand.tick(hand.page.locator("input[name=theme][value=mensenhandel]"))
    hand.write(hand.page.locator("#names"), "politie, openbaar m, riec")
    with hand.page.expect_navigation():
        hand.press("Enter")

    assert hand.page.locator("input[name=partner]:checked").count() == 3
    assert hand.page.locator(".table-seats tbody tr").count() >= 2
    assert hand.page.locator(".take").count() == 1


def copy_a_sentence(hand: Mouse) -> None:
    """Find the sentence behind a statement, and copy its address."""
    ask(hand, "wat doet riec")
    hand.follow(hand.page.locator(".answer-card a[href*='/questions/']").last)
    hand.follow(hand.page.locator("#answer tbody a[href*='/lines/']").first)
    hand.follow(hand.page.locator("[data-copy]"), leads=False)
    hand.page.wait_for_function("() => document.querySelector('.take [role=status]').textContent")

    assert "/lines/" in hand.page.evaluate("() => navigator.clipboard.readText()")


@dataclass(frozen=True)
class Job:
    """A job: how it is done, and as many clicks with a mouse and keys without one as it takes at most."""

    do: Callable[[Mouse], None]
    clicks: int
    keys: int


JOBS = [
    Job(mail_what_riec_does, 2, 40),
    Job(hand_over_a_sheet, 5, 50),
    Job(find_who_never_meets, 1, 45),
    Job(compare_two_themes, 4, 110),
    Job(find_the_way, 5, 105),
    Job(see_what_changed, 1, 30),
    Job(fetch_a_worklist, 9, 75),
    Job(print_changed_laws, 3, 65),
    Job(ask_who_works_on_trafficking, 1, 50),
    Job(print_the_matrix, 3, 95),
    Job(prepare_a_meeting, 4, 75),
    Job(copy_a_sentence, 4, 90),
]


@pytest.mark.parametrize("kind", [Mouse, Keyboard], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("job", JOBS, ids=lambda it: it.do.__name__)
def test_job_is_done(context: BrowserContext, site: str, job: Job, kind: type[Mouse]) -> None:
    """From the start page the job is done, in no more clicks, or keys, than it may take."""
    page = context.new_page()
    try:
        page.goto(f"{site}/?lang=nl")
        hand = kind(page)
        job.do(hand)
    finally:
        page.close()
    TAKEN.setdefault(job.do.__doc__ or "", {})[hand.name] = hand

    assert hand.clicks <= job.clicks
    assert kind is Mouse or hand.keys <= job.keys


def test_jobs_are_documented() -> None:
    """The page of jobs says of each what it may take."""
    rows = [f"| {it.do.__doc__} | {it.clicks} | {it.keys} |" for it in JOBS]

    assert re.findall(r"^\| [A-Z].*\. \| \d+ \| \d+ \|$", PAGE.read_text("utf-8"), re.MULTILINE) == rows


def test_table_of_jobs(capsys: pytest.CaptureFixture[str]) -> None:
    """What each job took is told: clicks and what is typed with a mouse, and keys without one."""
    rows = [
        f"{hands['mouse'].clicks:6} + {hands['mouse'].keys:3}  {hands['keyboard'].keys:8}  {name}"
        for name, hands in TAKEN.items()
        if len(hands) > 1
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", "clicks + typed  keys alone  job", *rows, ""]))
