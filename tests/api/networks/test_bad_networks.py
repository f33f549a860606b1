"""Networks that are hard to draw, and addresses that mean nothing: a tidy picture or a clear page."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

import pytest

from api.networks.choice import NetworkChoice
from api.networks.drawing import draw_network, read_drawn
from tests.api.networks.pictures import WIDTHS, find_faults_in, place, read_pictures, unpack_pictures
from tests.api.pages.picture_page import LAPTOP, NOTE_NAMES, PHONE, looking_at
from tests.builds import SMALL_PLAN_HEADER, build_small_version
from visualisation import BASES, LAYOUTS, MOST_NODES, Edge, LayoutName, Node, make_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Dialog, Page

    from tests.website import Launch, Running

ID = "https://example.org/id/actor/"
#: Names that break out of what they stand in, or are too long for it, or are none.
NAMES = (
    "Samenwerking en zorg " * 15,
    "w" * 250,
    "</script><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(2)>",
    "{{ 7 * 7 }} %(name)s {name}",
    "\N{RIGHT-TO-LEFT OVERRIDE}omgekeerd",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER VAV}\N{HEBREW LETTER FINAL MEM}",
    "\N{FAMILY} gezin",
)


def draw(nodes: Sequence[Node], edges: Sequence[Edge], layout: LayoutName = "ring") -> bytes:
    """Draw a network of *nodes* and *edges*, in *layout* where there is room."""
    return draw_network(make_network(nodes, edges), NetworkChoice(layout=layout), layout)


def make_nodes(count: int, label: str = "Partner {}") -> list[Node]:
    """Make so many nodes, called as *label* says."""
    return [Node(f"{ID}{at:03}", label.format(at), "team", group=f"g{at % 7}", layer=at % 3) for at in range(count)]


def tie(*pairs: tuple[int, int]) -> list[Edge]:
    """Make an edge for each of *pairs* of numbers of nodes."""
    return [Edge(f"{ID}{one:03}", f"{ID}{other:03}") for one, other in pairs]


HARD = {
    "one word of 250": (make_nodes(12, "w" * 250), tie(*((0, at) for at in range(1, 12)))),
    "names that break out": (
        [Node(f"{ID}{at}{name[:60]}", name, "team", group=name) for at, name in enumerate(NAMES)],
        [Edge(f"{ID}0{NAMES[0][:60]}", f"{ID}{at}{name[:60]}", about_label=name) for at, name in enumerate(NAMES)],
    ),
    "no label": (make_nodes(9, ""), tie(*((at, at + 1) for at in range(8)))),
    "a ring to itself": (make_nodes(3), tie((0, 0), (0, 1), (2, 2))),
    "a cycle": (make_nodes(24), tie(*((at, (at + 1) % 24) for at in range(24)))),
    "10,000 parallel": (
        make_nodes(2),
        [Edge(f"{ID}000", f"{ID}001", about=str(at), basis=BASES[at % 4], weight=at % 9) for at in range(10_000)],
    ),
    "200 pairs": (make_nodes(400), tie(*((at, at + 1) for at in range(0, 400, 2)))),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", HARD)
def test_hard_network_is_a_tidy_picture(name: str, layout: LayoutName) -> None:
    """What is hard to draw has names that lie free, at most 150 of them, and all of it in the lists beside them."""
    nodes, edges = HARD[name]
    drawn = read_drawn(draw(nodes, edges, layout))

    assert len(drawn.left.nodes) == len(nodes)
    for data in unpack_pictures(drawn.pictures).values():
        assert 0 < len(data["nodes"]) <= MOST_NODES
        assert find_faults_in(data) == []
        assert {it["id"] for it in data["edges"]} == {it.id for it in drawn.shown.bundle()}


@pytest.fixture(scope="module")
def hard(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve the small plan with thirty groups that do not touch each other, and a group with names that break out."""
    folder: Path = tmp_path_factory.mktemp("hard")
    groups = [[f"Partner {group}.{at}" for at in range(8)] for group in range(30)]
    lines = [line for number, names in enumerate([NAMES, *groups]) for line in _write_group(number, names)]
    (folder / "groups.ttl").write_text("\n".join([SMALL_PLAN_HEADER, *lines]), encoding="utf-8")
    build_small_version(folder / "data", [folder / "groups.ttl"])
    with launch(folder / "data") as running:
        yield running


def _write_group(group: int, names: Sequence[str]) -> Iterator[str]:
    """Write a group of partners with *names* as Turtle: all of them cooperate with the first."""
    here = "smd:evidence evidence:l53-werken-al-samen"
    for at, name in enumerate(names):
        text = name.replace("\\", "\\\\").replace('"', '\\"')
        label = f'skos:prefLabel "{text}"@nl , "{text}"@en'
        yield f"actor:proef-{group}-{at} a smd:Partner ; smd:kind kind:care_and_welfare ; {label} ; {here} ."
    others = " , ".join(f"actor:proef-{group}-{at}" for at in range(1, len(names)))
    about = f'skos:prefLabel "Groep {group}"@nl , "Group {group}"@en ; smd:concerns theme:kade'
    rests = f"smd:basis basis:stated ; smd:status status:existing ; {here}"
    yield (
        f"cooperation:proef-{group} a smd:Cooperation ; {about} ; smd:centre actor:proef-{group}-0 ; "
        f"smd:party {others} ; {rests} ."
    )


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_names_of_many_parts_can_be_read(browser: Browser, hard: Running, viewport: dict[str, int]) -> None:
    """All names in thirty groups that do not touch are drawn at 14 pixels or more, without a complaint."""
    with looking_at(browser, hard.address, viewport=viewport) as looking:
        looking.page.add_init_script(f"({NOTE_NAMES})()")
        looking.open("/network")
        sizes = [size for _, size in looking.page.evaluate("() => window.names")]

        assert looking.complaints == []
        assert len(sizes) > 100
        assert min(sizes) >= 14


def test_many_parts_fill_a_picture(hard: Running) -> None:
    """Thirty groups that do not touch stand beside and under each other, all names free, in a sane proportion."""
    with urlopen(Request(f"{hard.address}/network", headers={"Accept": "text/html"}), timeout=60) as answer:
        pictures = read_pictures(answer.read().decode())
    for name in WIDTHS:
        picture = place(pictures[name])
        lefts, rights = zip(*((it.box[0], it.box[0] + it.box[2]) for it in picture.nodes), strict=True)
        assert find_faults_in(pictures[name]) == []
        assert 100 < len(picture.nodes) <= MOST_NODES
        assert max(rights) - min(lefts) > picture.width / 2
        assert picture.height < (2 * picture.width if name == "wide" else 32 * len(picture.nodes))


#: Where a name is shown, and what of it is read there.
PATHS = {
    f"/network?{urlencode({'node': NAMES[2]})}": NAMES[2],
    f"/network?{urlencode({'node': NAMES[3]})}": NAMES[3],
    f"/network?{urlencode({'node': NAMES[4]})}": NAMES[4],
    f"/network?{urlencode({'node': NAMES[2]})}&show=table": NAMES[2],
    "/network?show=table&find=onload": NAMES[3],
    f"/network?{urlencode({'focus': NAMES[2]})}&show=list": NAMES[2],
    f"/network?{urlencode({'start': NAMES[1], 'end': NAMES[3]})}": NAMES[3],
    f"/network?{urlencode({'focus': NAMES[0]})}&within=2": "Samenwerking en zorg Samenwerking",
    f"/network?{urlencode({'start': NAMES[2], 'end': 'Partner 3.3'})}": NAMES[2],
    "/network?zoom=NaN&x=Infinity&y=-1e999": "Zwemclub",
    "/network?format=html-file": NAMES[2],
}


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open one page for all addresses, and list what its dialogs, its console and its errors say."""
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        """Remember what a *dialog* says, and close it."""
        said.append(dialog.message)
        dialog.dismiss()

    context = browser.new_context(viewport=LAPTOP, locale="nl-NL")
    page = context.new_page()
    page.on("dialog", dismiss)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_name_that_breaks_out_stays_text(visitor: tuple[Page, list[str]], hard: Running, path: str) -> None:
    """In the picture, the panel, the twins, the way between two and the page from a stick, no name runs anything."""
    page, said = visitor
    said.clear()
    if "html-file" in path:
        page.goto("about:blank")
        page.set_content(page.context.request.get(hard.address + path).text())
    else:
        page.goto(hard.address + path)
    if "show=" not in path:
        page.wait_for_selector("#network[data-drawn]")
        page.locator("#network").focus()
        for key in ("End", "]", "Enter"):
            page.keyboard.press(key)
    text = page.locator("body").inner_text()
    images = page.locator("img[onerror], svg[onload]").count()

    assert PATHS[path] in text
    assert images == 0
    assert said == []


#: What is only looked at, and what a file has nothing of.
LOOKED_AT = {"node", "edge", "start", "end", "show"}
#: Addresses that mean nothing, by what a page then says: the parameter, or what else it is about.
BAD = {
    "view=nergens": "nergens",
    "view=gaps": "gaps",
    "focus=nergens": "focus",
    "node=nergens": "node",
    "edge=nergens": "edge",
    "start=nergens&end=zwemclub": "start",
    "start=zwemclub&end=nergens": "end",
    "theme=nergens": "theme",
    "basis=nergens": "basis",
    "relation=nergens": "relation",
    "hide=nergens": "hide",
    "open=nergens": "open",
    "weight=0": "weight",
    "weight=zwaar": "weight",
    "focus=zwemclub&within=4": "within",
    "author=nergens": "author",
    "layout=nergens": "layout",
    "show=nergens": "show",
    "show=table&sort=nergens": "sort",
    "show=table&page=99": "page",
    "kleur=rood": "kleur",
    "municipality=nergens": "nergens",
    "against.theme=nergens": "theme",
    "against.plan=nergens": "nergens",
    "against.version=" + 64 * "f": "ffff",
    "view=cooperation&view=cooperation": "view",
    "&".join(f"hide={at}" for at in range(300)): "hide",
    "focus=" + 10_000 * "x": "focus",
    "theme=" + 10_000 * "x": "theme",
    urlencode({"focus": NAMES[2]}): "focus",
    urlencode({"view": NAMES[2]}): "onerror",
    urlencode({"node": "\x00\N{RIGHT-TO-LEFT OVERRIDE}"}): "node",
}


@pytest.mark.parametrize("query", BAD, ids=lambda it: it[:40])
def test_address_that_means_nothing_is_told_so(client: FlaskClient, query: str) -> None:
    """A page says in a sentence what is wrong with the address; of what a file has too, a program is told a problem."""
    page = client.get(f"/network?{query}", headers={"Accept": "text/html"})
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    told = [unescape(re.sub(r"<[^>]+>", " ", it)) for it in re.findall(r"<p[^>]*>(.*?)</p>", main, re.DOTALL)]
    problem = client.get(f"/network?{query}", headers={"Accept": "application/json"})

    assert page.status_code in (400, 404)
    assert any(BAD[query] in it for it in told)
    assert NAMES[2] not in page.text
    if not LOOKED_AT & parse_qs(query).keys():
        assert problem.status_code in (400, 404)
        assert problem.mimetype == "application/problem+json"


def test_choice_that_leaves_nothing_says_which_it_is(client: FlaskClient) -> None:
    """Where nothing is left, the page says which choice did that, and has a link that takes just that one back."""
    page = client.get("/network?weight=900", headers={"Accept": "text/html"})
    gap = re.findall(r'<div class="gap emptied".*?</div>', page.text, re.DOTALL)
    (back,) = re.findall(r'href="([^"]+)"', "".join(gap))

    assert "900" in gap[0]
    assert read_pictures(page.text) == {}
    assert read_pictures(client.get(unescape(back), headers={"Accept": "text/html"}).text)
