"""The whole site in a real browser, over the real server: every page that a link leads to keeps every promise."""

from __future__ import annotations

from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.api.pages.picture_page import read_pixels
from tests.turns import take_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, BrowserContext, Page, Request

WIDTHS = (1280, 390)
#: How the title of each page ends.
SITE = " \N{EN DASH} Samendoen"
#: How many pages of a kind are visited; for documents and things, of each type of thing. Of other kinds, all.
MOST = {"lines": 12, "doc": 2, "id": 1, "def": 24, "handout": 2}
#: What is a page of something alone, which its link asks for.
ASKED = ("/handout",)
#: What is fetched and not visited.
DATA = ("/api/", "/static/", "/graphs")
ENDINGS = (".ttl", ".nt", ".rdf", ".jsonld", ".xlsx", ".ics")
MAIN = (
    "/",
    "/themes",
    "/partners",
    "/measures",
    "/legislation",
    "/gaps",
    "/gaps?kind=owner",
    "/calendar",
    "/decisions",
    "/defects",
    "/levels",
    "/money",
    "/coverage",
    "/compare",
    "/compare?about=kadeveiligheid",
    "/network",
    "/questions",
    "/sparql",
    *("/about", "/help", "/accessibility", "/contact", "/data"),
)
DETAILS = (
    "/themes/zilverhaven-2031/water",
    "/partners/zilverhaven-2031/havenpolitie",
    "/measures/zilverhaven-2031/water-01",
    "/legislation/havenwet",
    "/documents",
    "/documents/zilverhaven-2031/plan",
    "/documents/zilverhaven-2031/plan/lines/31",
    "/questions/cooperation",
    "/nowhere",
)

LOOK = """() => {
  const named = (it) => (it.getAttribute("aria-label") || it.getAttribute("alt") || it.title || it.textContent).trim();
  const inImage = (it) => it.parentElement.closest("[role=img][aria-label]");
  const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
  return {
    links: [...document.querySelectorAll("a[href]")].map((it) => it.href),
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    unlabelled: [...document.querySelectorAll("input, select, textarea, button")]
      .filter((it) => it.type !== "hidden" && !(it.labels?.length || named(it))).map((it) => it.outerHTML),
    unnamed: [...document.querySelectorAll("img, canvas, svg, [role=img]")]
      .filter((it) => it.getAttribute("aria-hidden") !== "true" && !named(it) && !inImage(it))
      .map((it) => it.outerHTML),
    twice: ids.filter((id, place) => ids.indexOf(id) !== place),
    silent: [...document.querySelectorAll("a")].filter((it) => !named(it)).map((it) => it.outerHTML),
    bare: [...document.querySelectorAll("table")].filter((it) => !it.querySelector("th[scope=col]")).length,
  };
}"""
TOO_WIDE = "() => Math.max(document.body.scrollWidth, document.documentElement.scrollWidth) - window.innerWidth"


@dataclass
class Visit:
    """What was seen at one address."""

    path: str
    status: int = 0
    seen: dict[str, Any] = field(default_factory=dict)
    too_wide: dict[int, int] = field(default_factory=dict)


@dataclass
class Walk:
    """Every visit, and what went wrong on the way: requests to others, complaints and errors, each with its page."""

    visits: list[Visit] = field(default_factory=list)
    strangers: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[tuple[str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def looking(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a page in a context of its own, with the *options* of Playwright."""
    context: BrowserContext = browser.new_context(accept_downloads=False, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def watched(page: Page, walk: Walk, base: str) -> None:
    """Note in *walk* whatever *page* asks of another than *base*, and whatever it complains of."""

    def note(request: Request) -> None:
        """Remember a request that leaves our own server."""
        if not request.url.startswith((f"{base}/", "data:", "blob:")):
            walk.strangers.append((page.url, request.url))

    page.on("request", note)
    page.on(
        "console",
        lambda said: walk.complaints.append((page.url, said.text)) if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: walk.errors.append((page.url, str(error))))


def visit(page: Page, base: str, path: str) -> Visit:
    """Visit *path*, look at it in each width, and give what is seen."""
    answer = page.goto(base + path, wait_until="load")
    if urlsplit(page.url).path == "/network":
        page.wait_for_selector("#network[data-drawn]")
    found = Visit(path, answer.status if answer else 0, page.evaluate(LOOK))
    now = page.viewport_size
    for width in reversed(WIDTHS) if now and now["width"] == WIDTHS[-1] else WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found.too_wide[width] = page.evaluate(TOO_WIDE)
    return found


def kind_of(path: str) -> str:
    """Give the kind of page that *path* is: its first part, for things their type too, and of documents the lines."""
    parts = path.partition("?")[0].split("/")
    if parts[-2] == "lines":
        return "lines"
    return "/".join(parts[1:3]) if parts[1] in ("doc", "id") else parts[1]


def worth(path: str, seen: Counter[str], most: Mapping[str, int]) -> bool:
    """Say whether *path* is a page that is still to be visited, as its kind goes, of which there are *most*."""
    kind = kind_of(path)
    bound = most.get(kind.partition("/")[0])
    return not path.startswith(DATA) and not path.endswith(ENDINGS) and (bound is None or seen[kind] < bound)


def internal(visited: Visit, base: str) -> list[str]:
    """Give the paths of our own that the page leads to, without what is asked of them where they can do without."""
    links = [urlsplit(link) for link in visited.seen["links"] if link.startswith(f"{base}/")]
    return [f"{link.path}?{link.query}" if link.path in ASKED else link.path for link in links]


@pytest.fixture(scope="module")
def most() -> Mapping[str, int]:
    """Give how many pages of a kind are visited."""
    return MOST


@pytest.fixture(scope="module")
def walk(browser: Browser, served: str, most: Mapping[str, int]) -> Walk:
    """Walk the whole site in Dutch, every path once; then half of the main pages and one of each kind in English."""
    walk, kinds = Walk(), Counter[str]()
    with looking(browser) as page:
        watched(page, walk, served)
        known, todo = {"/"}, deque(["/"])
        while todo:
            path = todo.popleft()
            if not worth(path, kinds, most):
                continue
            kinds[kind_of(path)] += 1
            walk.visits.append(visit(page, served, path))
            new = [link for link in dict.fromkeys(internal(walk.visits[-1], served)) if link not in known]
            known.update(new)
            todo.extend(new)
        one_of_each = {it.path.split("/")[1]: it.path for it in reversed(walk.visits) if it.path.count("/") == 2}
        english = (f"{path}{'&' if '?' in path else '?'}lang=en" for path in (*MAIN, *one_of_each.values()))
        walk.visits += [visit(page, served, path) for path in take_turn(list(english), 2)]
    return walk


def seen(walk: Walk, what: str) -> dict[str, Any]:
    """Give *what* each visited page has, by path, where it has any."""
    assert len(walk.visits) > 100
    return {visit.path: visit.seen[what] for visit in walk.visits if visit.seen[what]}


def test_every_kind_of_page_was_visited(walk: Walk) -> None:
    """The walk reaches every kind of page, all themes, and the bounded kinds in full."""
    kinds = Counter(kind_of(visit.path) for visit in walk.visits if "lang=" not in visit.path)

    assert {urlsplit(path).path.split("/")[1] for path in MAIN} - kinds.keys() == set()
    assert {f"doc/{name}" for name in ("evidence", "involvement", "cooperation", "document", "section")} <= kinds.keys()
    assert kinds["themes"] == 1 + 3
    assert kinds["measures"] == 1 + 6
    assert kinds["partners"] == 1 + 15
    assert kinds["lines"] == MOST["lines"]


def test_every_link_leads_somewhere(walk: Walk) -> None:
    """No link of the site is dead."""
    assert walk.visits
    assert [(visit.path, visit.status) for visit in walk.visits if visit.status != 200] == []


def test_no_other_host_is_asked(walk: Walk) -> None:
    """No page asks anything of another host, so that it works without a network and tells nobody who reads."""
    assert walk.visits
    assert walk.strangers == []


def test_browser_has_nothing_to_complain_of(walk: Walk) -> None:
    """No page gives an error or a warning on the console, or an error of a script."""
    assert walk.visits
    assert (walk.complaints, walk.errors) == ([], [])


@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_never_wider_than_the_window(walk: Walk, width: int) -> None:
    """On a desk and on a telephone no page has to be scrolled sideways; a wide table scrolls by itself."""
    assert walk.visits
    assert {visit.path: visit.too_wide[width] for visit in walk.visits if visit.too_wide[width] > 0} == {}


def test_page_has_one_heading_and_a_title(walk: Walk) -> None:
    """Each page has exactly one h1, and a title of its own before the name of the site."""
    titles = seen(walk, "title")

    assert {path: count for path, count in seen(walk, "headings").items() if count != 1} == {}
    assert len(seen(walk, "headings")) == len(titles) == len({visit.path for visit in walk.visits})
    assert all(title.endswith(SITE) and title != SITE for title in titles.values())


@pytest.mark.parametrize("what", ["unlabelled", "unnamed", "silent", "twice", "bare"])
def test_page_can_be_heard(walk: Walk, what: str) -> None:
    """Each control has a label, each image and link a name, each id one element, each table its headings."""
    assert seen(walk, what) == {}


@pytest.mark.parametrize("name", ["/themes/nope", "/nowhere", "/questions/nope", "/gaps?theme=nope"])
def test_fault_is_a_page_too(browser: Browser, served: str, name: str) -> None:
    """A page that says what went wrong keeps every promise of a page."""
    walk = Walk()
    with looking(browser) as page:
        watched(page, walk, served)
        found = visit(page, served, name)

    assert found.status in (400, 404)
    assert found.seen["headings"] == 1
    assert max(found.too_wide.values()) <= 0
    assert (walk.strangers, walk.errors) == ([], [])


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what *selector* means has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


@pytest.mark.parametrize("path", MAIN)
@pytest.mark.turns(3)
def test_first_tab_offers_the_content(browser: Browser, served: str, path: str) -> None:
    """The first Tab shows a link past the menu; following it, the next Tab is in the content."""
    with looking(browser) as page:
        page.goto(served + path)
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")

        assert page.evaluate("() => document.activeElement.matches('a.skip')")
        assert (skip.bounding_box() or {"x": -1})["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_theme_can_be_chosen_with_the_keyboard(browser: Browser, served: str) -> None:
    """Without a mouse one chooses a theme, sends the form with Enter, and gets fewer rows."""
    with looking(browser) as page:
        page.goto(f"{served}/gaps?kind=owner")
        before = page.locator("tbody tr").count()
        tab_to(page, "select[name=theme]")
        page.keyboard.press("ArrowDown")
        chosen = page.locator("select[name=theme]").input_value()
        tab_to(page, "form.choose button")
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert chosen
        assert f"theme={chosen}" in page.url
        assert page.locator("select[name=theme]").input_value() == chosen
        assert 0 < page.locator("tbody tr").count() < before


def test_focus_can_be_seen(browser: Browser, served: str) -> None:
    """Whatever has the focus on the start page has an outline round it."""
    with looking(browser) as page:
        page.goto(served)
        widths = []
        for _ in range(25):
            page.keyboard.press("Tab")
            widths.append(page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)"))

    assert min(widths) >= 2


INKED = """() => {
  const drawn = document.querySelector("#network canvas");
  const canvas = new OffscreenCanvas(drawn.width, drawn.height);
  const copy = canvas.getContext("2d", { willReadFrequently: true });
  copy.drawImage(drawn, 0, 0);
  const pixels = copy.getImageData(0, 0, canvas.width, canvas.height).data;
  let inked = 0;
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] > 0) inked += 1;
  return inked;
}"""


@pytest.mark.parametrize("query", ["", "?theme=water", "?actor=havenpolitie", "?theme=kade&lang=en"])
def test_network_is_drawn(browser: Browser, served: str, query: str) -> None:
    """The network is drawn, with ink on it, and its buttons change the picture and bring it back."""
    walk = Walk()
    with looking(browser) as page:
        watched(page, walk, served)
        page.goto(f"{served}/network{query}")
        page.wait_for_selector("#network[data-drawn]")
        page.wait_for_function(f"() => ({INKED})() > 1000")
        first = read_pixels(page)
        page.locator("[data-zoom]").first.click()
        page.mouse.move(0, 0)
        larger = read_pixels(page)
        page.locator("[data-fit]").click()
        page.wait_for_function(f"() => ({INKED})() > 1000")

        assert larger != first
        assert page.locator("tbody tr").count() > 1
    assert (walk.strangers, walk.complaints, walk.errors) == ([], [], [])


def test_network_of_nobody_is_a_page(browser: Browser, served: str) -> None:
    """A choice for which nobody cooperates gives no picture and says so, with a way back, without an error."""
    walk = Walk()
    with looking(browser) as page:
        watched(page, walk, served)
        page.goto(f"{served}/network?theme=water&actor=wijkteam")

        assert page.locator("#network").count() == 0
        assert page.locator("td.none").count() == 1
        page.locator(".emptied a").last.click()
        page.wait_for_selector("#network[data-drawn]")
        assert "theme=water" in page.url
    assert (walk.complaints, walk.errors) == ([], [])


@pytest.mark.parametrize("path", [path for path in (*MAIN, *DETAILS) if path != "/sparql"])
@pytest.mark.turns(3)
def test_page_works_without_scripts(browser: Browser, served: str, path: str) -> None:
    """Without JavaScript every page says what it says with it; that the editor's page does, `test_editor` shows."""
    texts = []
    for scripts in (False, True):
        with looking(browser, java_script_enabled=scripts) as page:
            page.goto(served + path)
            texts.append(page.locator("main").inner_text())

    assert texts[0] == texts[1]
    assert len(texts[0]) > 20


@pytest.mark.parametrize("path", ["/gaps?kind=owner", "/measures", "/network", "/questions/cooperation"])
def test_form_works_without_scripts(browser: Browser, served: str, path: str) -> None:
    """Without JavaScript a choice is made and sent, and the table under it follows."""
    with looking(browser, java_script_enabled=False) as page:
        page.goto(served + path)
        before = page.locator("tbody tr").count()
        page.locator("select[name=theme]").select_option("water")
        page.locator("form.choose button").first.click()
        page.wait_for_url("**theme=water**")

        assert page.locator("select[name=theme]").input_value() == "water"
        assert 0 < page.locator("tbody tr").count() < before


def test_sparql_works_without_scripts(browser: Browser, served: str) -> None:
    """Without JavaScript a query is sent and answered on the page."""
    with looking(browser, java_script_enabled=False) as page:
        page.goto(f"{served}/sparql")
        page.locator("#query").fill("SELECT (6 * 7 AS ?n) {}")
        page.locator("form.editor button").click()
        page.wait_for_url("**query=**")

        assert page.locator("tbody td").inner_text() == "42"


@pytest.mark.parametrize(("query", "told"), [("ASK {}", ".figure"), ("SELECT * { SERVICE <x:y> {} }", ".fault")])
def test_what_became_of_a_query_is_in_sight(browser: Browser, served: str, query: str, told: str) -> None:
    """Asked by keyboard, a short query has its answer, or what is wrong with it, on the first screen."""
    with looking(browser, viewport={"width": 1200, "height": 800}, java_script_enabled=False) as page:
        page.goto(f"{served}/sparql")
        page.locator("main").focus()
        for _ in ("the list of questions", "its button", "the query"):
            page.keyboard.press("Tab")
        page.keyboard.press("Control+a")
        page.keyboard.type(query)
        for _ in ("the views", "the button"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**query=**")
        place = page.locator(told).bounding_box()

        assert page.locator("#query").input_value() == query
        assert place
        assert place["y"] + place["height"] < 800


@pytest.mark.parametrize("path", ["/gaps", "/measures", "/network", "/partners/zilverhaven-2031/havenpolitie"])
def test_print_has_the_table_and_not_the_menu(browser: Browser, served: str, path: str) -> None:
    """On paper stand the heading and the whole table; the menu, the forms and the downloads do not."""
    with looking(browser, viewport={"width": 700, "height": 900}) as page:
        page.goto(served + path)
        page.emulate_media(media="print")

        assert page.locator("h1").is_visible()
        assert page.locator("table").first.is_visible()
        assert page.locator("tbody tr").last.is_visible()
        hidden = page.locator("header nav, form.choose, .downloads, .network-tools, a.skip")
        assert hidden.count() > 2
        assert [it.inner_text() for it in hidden.all() if it.is_visible()] == []


def test_language_is_remembered_by_the_browser(browser: Browser, served: str) -> None:
    """Who follows the link to English reads English on the next pages too."""
    with looking(browser) as page:
        page.goto(f"{served}/themes")
        page.locator("a[hreflang=en]").click()
        page.wait_for_url("**lang=en**")
        page.locator(".pages-menu a").first.click()
        page.wait_for_load_state()

        assert page.locator("html").get_attribute("lang") == "en"
        assert "lang=" not in page.url
