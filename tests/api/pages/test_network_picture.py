"""The picture of a network in a real browser: it can be asked, by mouse, by keyboard and by thumb."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from api.networks.packing import pack_pictures
from tests.api.networks.made_up import make_edge, make_node
from tests.api.pages.picture_page import LAPTOP, NOTE_NAMES, PHONE, looking_at
from visualisation import lay_out, make_network, to_vis_network

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

    from visualisation import Network

POLICE = "Havenpolitie"
#: What stands between the two ends of a line.
TO = " \N{EN DASH} "


def test_click_tells_what_is_known_of_a_thing(browser: Browser, served: str) -> None:
    """A click on a thing puts it in the panel, the address and the title; back and forth go as everywhere."""
    with looking_at(browser, served) as looking:
        before = looking.heading
        looking.page.mouse.click(*looking.find_node(POLICE))
        looking.wait_for_heading(POLICE)

        assert looking.state["node"][0].endswith("/havenpolitie")
        assert looking.page.title().startswith(f"{POLICE}{TO}")
        assert looking.page.locator("#panel .panel-ties > li").count() == 5
        looking.page.go_back()
        looking.wait_for_heading(before)
        assert "node" not in looking.state
        looking.page.go_forward()
        looking.wait_for_heading(POLICE)
        assert looking.complaints == []


def test_click_on_a_line_tells_what_it_rests_on(browser: Browser, served: str) -> None:
    """A click on a line lists each of its reasons, with the place in the plan."""
    with looking_at(browser, served) as looking:
        line = next(it for it in looking.list_places()["lines"] if it["basis"] == "stated")
        looking.page.mouse.click(*looking.bring(line["place"]))
        looking.page.wait_for_url("**edge=*")
        looking.page.wait_for_selector("#panel .reasons-list")

        assert looking.state["edge"] == [line["id"]]
        assert looking.page.locator("#panel .reasons-list a[href*='/lines/']").count() >= 1
        assert looking.complaints == []


def test_keys_walk_and_open(browser: Browser, served: str) -> None:
    """Enter opens the panel and goes there, Escape closes it and comes back; the picture is one stop for Tab."""
    with looking_at(browser, served) as looking:
        looking.page.locator("#network-find").focus()
        for _ in ("the button", "larger", "smaller", "all in view", "the picture"):
            looking.page.keyboard.press("Tab")
        assert looking.page.evaluate("() => document.activeElement.id") == "network"
        first = looking.status
        name = looking.press("End").partition(",")[0]
        looking.page.keyboard.press("Enter")
        looking.wait_for_heading(name)

        assert first.endswith(", 1 van 6")
        assert looking.page.evaluate("() => document.activeElement.id") == "panel-heading"
        looking.page.keyboard.press("Escape")
        looking.page.wait_for_url(lambda url: "node=" not in url)
        assert looking.page.evaluate("() => document.activeElement.id") == "network"
        looking.page.keyboard.press("Tab")
        assert (
            looking.page.evaluate("() => document.getElementById('network').contains(document.activeElement)") is False
        )
        assert looking.complaints == []


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE])
def test_arrows_reach_every_thing(browser: Browser, served: str, viewport: dict[str, int]) -> None:
    """From the first thing the arrow keys lead to each of them, and what they reach is announced with its place."""
    with looking_at(browser, served, viewport=viewport) as looking:
        looking.page.locator("#network").focus()
        ways: dict[str, tuple[str, ...]] = {looking.press("Home"): ("Home",)}
        todo = list(ways)
        while todo:
            way = ways[todo.pop()]
            for key in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
                reached = [looking.press(it) for it in (*way, key)][-1]
                if reached not in ways:
                    ways[reached] = (*way, key)
                    todo.append(reached)

        assert sorted(int(it.split(", ")[-1].split(" ")[0]) for it in ways) == [1, 2, 3, 4, 5, 6]
        assert "Havenpolitie, politie en justitie, 5 verbanden" in {it.rpartition(",")[0] for it in ways}


def test_letters_and_brackets_walk(browser: Browser, served: str) -> None:
    """Letters go to the thing whose name begins so, brackets along its lines, and Enter opens the one they are at."""
    with looking_at(browser, served) as looking:
        looking.page.locator("#network").focus()
        assert looking.press("z").startswith("Zwemclub, inwoners, 3 verbanden")
        line = looking.press("]")
        assert re.match(rf"Zwemclub{TO}.+, (vermeld|afgeleid): .+", line)
        looking.press("]")
        assert looking.press("[") == line
        looking.page.keyboard.press("Enter")
        looking.page.wait_for_url("**edge=*")
        looking.page.wait_for_selector("#panel .reasons-list")

        assert set(line.partition(",")[0].split(TO)) == set(looking.heading.split(TO))
        assert looking.complaints == []


def test_wheel_scrolls_the_page(browser: Browser, served: str) -> None:
    """The wheel moves the page and not the picture; with Ctrl it scales the picture alone, within bounds."""
    with looking_at(browser, served) as looking:
        looking.page.mouse.move(*looking.find_node(POLICE))
        before = looking.page.evaluate("() => window.scrollY")
        looking.page.mouse.wheel(0, 120)
        looking.page.wait_for_function("(before) => window.scrollY > before", arg=before)
        assert "zoom" not in looking.state
        looking.page.mouse.move(*looking.find_node(POLICE))
        before = looking.page.evaluate("() => window.scrollY")
        looking.page.keyboard.down("Control")
        for delta, bound in ((-100, "4.000"), (100, "0.500")):
            for _ in range(60):
                looking.page.mouse.wheel(0, delta)
            looking.page.wait_for_url(f"**zoom={bound}*")
        looking.page.keyboard.up("Control")

        assert looking.page.evaluate("() => window.scrollY") == before
        looking.page.locator("[data-fit]").click()
        looking.page.wait_for_url(lambda url: "zoom" not in url)
        assert looking.complaints == []


def test_line_that_is_pointed_at_says_its_own_reasons(browser: Browser, served: str) -> None:
    """Each line that lies free says, where one points at it, whose it is and on what: never those of another."""
    with looking_at(browser, served) as looking:
        places = looking.list_places()
        names = {node["id"]: node["title"] for node in places["nodes"]}
        free = [it for it in places["lines"] if it["room"] > 6]
        for line in free:
            looking.page.mouse.move(*looking.bring(line["place"]))
            tip = looking.page.locator("#network-tip").inner_text()

            assert set(re.split(rf"{TO}|, (?:vermeld|afgeleid): ", tip)) == {
                names[line["from"]],
                names[line["to"]],
                "; ".join(line["about"]),
            }
        assert len(free) >= 4
        looking.page.mouse.move(2, 2)
        assert looking.page.locator("#network-tip").is_hidden()


def test_drag_moves_and_the_address_keeps_it(browser: Browser, served: str) -> None:
    """A mouse that is dragged moves the picture and opens nothing; the address brings one back to the same pixels."""
    with looking_at(browser, served) as looking:
        x, y = looking.find_node(POLICE)
        looking.page.mouse.move(x, y)
        looking.page.mouse.down()
        looking.page.mouse.move(x - 60, y + 30, steps=4)
        looking.page.mouse.up()
        looking.page.mouse.move(2, 2)
        looking.page.wait_for_url("**zoom=*")
        moved, address = looking.pixels, looking.page.url

        assert "node" not in looking.state
        with looking_at(browser, "", address) as again:
            assert again.pixels == moved
        looking.page.locator("[data-fit]").click()
        looking.page.wait_for_url(lambda url: "zoom" not in url)
        assert looking.pixels != moved


#: Notes that a canvas was moved as it is; it may be drawn anew right after that.
WATCH = """(canvas) => {
  const note = () => { window.moved ||= canvas.getAttribute("style").includes("translate"); };
  new MutationObserver(note).observe(canvas, { attributes: true });
}"""


def test_large_picture_is_moved_and_then_drawn(browser: Browser, served: str) -> None:
    """A picture of much is moved as it was drawn, and drawn again once one stops, as its address alone draws it."""
    with looking_at(browser, served) as looking:
        looking.page.route(re.compile(r"/network(\?.*)?$"), lambda route: replace_picture(route, make_large_network()))
        looking.open("/network")
        canvas = looking.page.locator("#network canvas")
        canvas.evaluate(WATCH)
        looking.page.mouse.move(300, 600)
        looking.page.mouse.down()
        looking.page.mouse.move(340, 620, steps=3)
        looking.page.wait_for_function("() => window.moved")
        looking.page.mouse.up()
        looking.page.mouse.move(2, 2)
        looking.page.wait_for_url("**zoom=*")
        looking.page.wait_for_function("() => !document.querySelector('#network canvas').style.transform")
        moved, address = looking.pixels, looking.page.url
        looking.page.goto("about:blank")
        looking.page.goto(address)
        looking.page.wait_for_selector("#network[data-drawn]")

        assert looking.pixels == moved
        assert looking.complaints == []


def make_large_network() -> Network:
    """Make a network of a hundred things, each tied to the first."""
    names = [f"n{number}" for number in range(100)]
    return make_network([make_node(name) for name in names], [make_edge(f"n0-{name}") for name in names[1:]])


def replace_picture(route: Route, network: Network) -> None:
    """Answer *route* with the page as it is, but with the picture of *network* in it."""
    answer = route.fetch()
    forms = {"wide": ("ring", 820), "narrow": ("list", 360)}
    pictures = {it: to_vis_network(network, lay_out(network, *form)) for it, form in forms.items()}  # type: ignore[arg-type]
    packed = json.dumps(pack_pictures(pictures)).replace("<", "\\u003c")
    begin, end = '<script type="application/json" id="network-data">', "</script>"
    before, _, after = answer.text().partition(begin)
    route.fulfill(response=answer, body=f"{before}{begin}{packed}{end}{after.partition(end)[2]}")


@pytest.mark.parametrize("path", ["/network", "/network?node=havenpolitie", "/network?view=legal-duties"])
def test_same_address_is_the_same_to_the_pixel(browser: Browser, served: str, path: str) -> None:
    """The same address gives the same picture twice, and another address another one."""
    pictures = []
    for it in (path, path, "/network?view=partner-coverage"):
        with looking_at(browser, served, it) as looking:
            pictures.append(looking.pixels)

    assert pictures[0] == pictures[1]
    assert pictures[0] != pictures[2]


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE])
def test_names_can_be_read_at_first(browser: Browser, served: str, viewport: dict[str, int]) -> None:
    """At the first view each name is drawn, at 14 pixels or more."""
    with looking_at(browser, served, viewport=viewport) as looking:
        looking.page.add_init_script(f"({NOTE_NAMES})()")
        looking.open("/network")
        names = looking.page.evaluate("() => window.names")

        assert {it["title"] for it in looking.list_places()["nodes"]} == {text for text, _ in names}
        assert min(size for _, size in names) >= 14


def test_thumb_scrolls_and_two_fingers_scale(browser: Browser, served: str) -> None:
    """On a phone a swipe over the picture moves the page, two fingers scale the picture, and a tap opens the panel."""
    with looking_at(browser, served, viewport=PHONE, has_touch=True, is_mobile=True) as looking:
        x, y = looking.find_node(POLICE)
        before = looking.page.evaluate("() => window.scrollY")
        looking.touch([[(x, y - 10 * step)] for step in range(16)])
        looking.page.wait_for_function("(least) => window.scrollY > least", arg=before + 100)
        assert "zoom" not in looking.state
        x, y = looking.find_node(POLICE)
        looking.touch([[(x - 40 - 2 * step, y), (x + 40 + 2 * step, y)] for step in range(21)])
        looking.page.wait_for_url("**zoom=*")
        assert 1.5 < float(looking.state["zoom"][0]) < 2.5
        assert looking.page.evaluate("() => window.visualViewport.scale") == 1
        looking.page.locator("[data-fit]").click()
        looking.page.touchscreen.tap(*looking.find_node(POLICE))
        looking.wait_for_heading(POLICE)
        panel = looking.page.locator("#panel").bounding_box()
        assert panel
        assert looking.find_node(POLICE)[1] < panel["y"]
        assert looking.complaints == []


def test_name_is_found(browser: Browser, served: str) -> None:
    """A name, or a part of it, that is typed in the field opens what is called so; without a script too."""
    with looking_at(browser, served) as looking:
        looking.page.locator("#network").focus()
        looking.press("/")
        looking.page.keyboard.type("zwem")
        looking.page.keyboard.press("Enter")
        looking.wait_for_heading("Zwemclub")
        assert looking.complaints == []


def test_legend_switches_kinds(browser: Browser, served: str) -> None:
    """A switch of the legend, by mouse or by space bar, takes a kind out of picture and table and puts it back."""
    with looking_at(browser, served) as looking:
        residents = looking.page.get_by_role("switch", name="inwoners")
        assert residents.get_attribute("aria-checked") == "true"
        residents.click()
        looking.page.wait_for_url("**hide=residents*")
        looking.page.wait_for_selector("#network[data-drawn]")
        assert residents.get_attribute("aria-checked") == "false"
        assert "Zwemclub" not in {it["title"] for it in looking.list_places()["nodes"]}
        assert "Zwemclub" not in looking.page.locator("#answer table").inner_text()
        residents.focus()
        looking.page.keyboard.press(" ")
        looking.page.wait_for_url(lambda url: "hide" not in url)
        looking.page.wait_for_selector("#network[data-drawn]")

        assert "Zwemclub" in {it["title"] for it in looking.list_places()["nodes"]}


def test_way_is_found_by_its_form(browser: Browser, served: str) -> None:
    """Two names in the form give the way between them, told and lit; a name of nothing is a clear fault."""
    with looking_at(browser, served) as looking:
        plain = looking.pixels
        for name, typed in (("start", "Zwemclub"), ("end", "Brandweer")):
            if not looking.page.locator(f"#way-{name}").is_visible():
                looking.page.locator(".way-form summary").click()
            looking.page.locator(f"#way-{name}").fill(typed)
        looking.page.keyboard.press("Enter")
        looking.wait_for_heading("Van Zwemclub naar Brandweer")
        assert "2 stappen, via Havenpolitie" in looking.page.locator("#panel").inner_text()
        assert looking.pixels != plain
        looking.page.locator("#way-end").fill("Nergens")
        looking.page.keyboard.press("Enter")
        looking.page.wait_for_selector("#panel [role=alert]")

        assert "Nergens" in looking.page.locator("#panel [role=alert]").inner_text()


def test_way_is_found_thing_by_thing(browser: Browser, served: str) -> None:
    """From one thing, and then to another that is clicked: the one that was chosen first is kept until then."""
    with looking_at(browser, served, "/network?node=zwemclub") as looking:
        looking.page.get_by_role("link", name="vanaf hier").click()
        looking.page.wait_for_selector("#panel .gap")
        assert "Zwemclub" in looking.page.locator("#panel .gap").inner_text()
        looking.page.mouse.click(*looking.find_node("Brandweer"))
        looking.wait_for_heading("Brandweer")
        looking.page.get_by_role("link", name="naar hier").click()
        looking.wait_for_heading("Van Zwemclub naar Brandweer")

        assert looking.page.locator("#panel .way > li").count() == 2
        looking.page.go_back()
        looking.wait_for_heading("Brandweer")
        assert looking.complaints == []


def test_paper_has_the_picture_of_the_server(browser: Browser, served: str) -> None:
    """On paper the picture is the one that the server draws, instead of the canvas, and the controls are gone."""
    with looking_at(browser, served) as looking:
        image = looking.page.locator("img.print-only")
        assert image.is_hidden()
        looking.page.emulate_media(media="print")

        image.wait_for()  # it is loaded when it is needed
        assert "format=svg" in str(image.get_attribute("src"))
        assert str(image.get_attribute("alt")).startswith("Beeld van het netwerk")
        assert looking.page.locator("#network canvas").is_hidden()
        assert looking.page.locator(".network-bar").is_hidden()


def test_screen_reader_finds_its_way(browser: Browser, served: str) -> None:
    """The picture has a name, a hint and a live region, and the panel is called after its heading."""
    with looking_at(browser, served, "/network?node=havenpolitie") as looking:
        picture = looking.page.get_by_role("application")
        assert re.fullmatch(
            r"Beeld van het netwerk \W.+\W: 6 punten, 8 verbanden", str(picture.get_attribute("aria-label"))
        )
        hint = looking.page.locator(f"#{picture.get_attribute('aria-describedby')}")
        assert "pijltjes" in str(hint.text_content())
        assert looking.page.get_by_role("complementary", name=POLICE).count() == 1
        assert looking.page.locator("#network-status[role=status]").count() == 1


def test_without_a_script_links_do_the_same(browser: Browser, served: str) -> None:
    """Without JavaScript the links of list and panel lead from thing to line and back, and the picture is an image."""
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{served}/network?show=list")
    page.locator(".branches a.count").first.click()
    first = page.locator("#panel h2").inner_text()
    page.locator("#panel .to-line a").first.click()
    line = page.locator("#panel h2").inner_text()
    page.locator("#panel .names-list a").first.click()

    assert first in line.split(TO)
    assert page.locator("#panel h2").inner_text() in line.split(TO)
    assert page.locator("noscript img").count() == 1
    context.close()
