"""The page from a stick: it loads nothing, runs nothing that is ours by accident, and shows the network."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.visualisation.files.examples import CAPTION, EDGES, EVIL, MEASURES, NETWORK, A, B, C, networks
from visualisation import Caption, Drawing, write_html
from visualisation.networks import Edge, Network, Node, make_network

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90" height="90"><circle r="9"/></svg>'
#: The least that a script of a network does: it draws its data with vis-network, and says so.
SCRIPT = """"use strict";
{
  const box = document.getElementById("network");
  const picture = JSON.parse(document.getElementById("network-data").textContent);
  const network = new vis.Network(box, picture, { physics: false });
  network.once("afterDrawing", () => { box.dataset.drawn = "true"; });
}
"""
DATA = {
    "nodes": [
        {"id": it.id, "label": it.label, "title": it.label, "x": 50 * n, "y": 0} for n, it in enumerate(NETWORK.nodes)
    ],
    "edges": [{"from": it.one, "to": it.other, "title": it.title} for it in NETWORK.edges],
}
DRAWING = Drawing(SVG, {"network-data": json.dumps(DATA, ensure_ascii=False)}, SCRIPT)
EMPTY = Drawing(SVG, {"network-data": "{}"}, "")


class Seen(HTMLParser):
    """What a browser sees in a page: its elements, its texts by element, and the links."""

    def __init__(self, page: bytes) -> None:
        """See *page*."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember *tag* with its *attrs*."""
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Forget that *tag* was begun: what comes now is not its text."""
        del tag
        self.texts.append(("", ""))

    def handle_data(self, data: str) -> None:
        """Add *data* to the element that began last."""
        if self.texts:
            tag, text = self.texts.pop()
            self.texts.append((tag, text + data))

    def list_texts(self, tag: str) -> list[str]:
        """List the texts of the elements called *tag*."""
        return [text for it, text in self.texts if it == tag]


def find_policy(seen: Seen) -> str:
    """Find the policy of the page."""
    return next(it["content"] or "" for it in seen.attributes if it.get("http-equiv") == "Content-Security-Policy")


def test_policy_names_each_script_and_style_by_its_digest() -> None:
    """The page may run the scripts and have the styles that are in it; nothing else runs, and nothing is loaded."""
    seen = Seen(write_html(NETWORK, CAPTION, DRAWING))
    policy = dict(it.split(" ", 1) for it in find_policy(seen).split("; "))
    scripts = [it for it in seen.list_texts("script") if not it.startswith("{")]
    digests = [b64encode(sha256(it.encode()).digest()).decode() for it in scripts]

    assert len(digests) == 3
    assert policy["script-src"] == " ".join(f"'sha256-{it}'" for it in digests)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == "data:"
    assert "unsafe" not in find_policy(seen)


def test_policy_comes_before_what_it_governs() -> None:
    """A policy in a page holds for what comes after it, so that it comes before every script and style."""
    tags = Seen(write_html(NETWORK, CAPTION, DRAWING)).tags

    assert tags.index("meta") < min(tags.index("script"), tags.index("style"))
    assert tags[:4] == ["html", "head", "meta", "meta"]


def test_page_says_what_it_is() -> None:
    """It has a language, a title, the choice, the source and the day."""
    seen = Seen(write_html(NETWORK, CAPTION, DRAWING))

    assert seen.attributes[0] == {"lang": "nl"}
    assert {"rel": "icon", "href": "data:,"} in seen.attributes  # else a browser asks the server for one
    assert seen.list_texts("title")[0] == seen.list_texts("h1")[0] == CAPTION.title
    assert seen.list_texts("li") == ["Thema: Jeugd", "Zonder de auteur", "Plan 2019, versie 3f2a", "30 november 2026"]


def test_tables_say_what_the_picture_says() -> None:
    """Each node and each statement is a row, with names, measures as Dutch writes them, and links to the web alone."""
    seen = Seen(write_html(NETWORK, CAPTION, DRAWING, MEASURES))
    heads = [it.strip() for it in seen.list_texts("th")]
    links = [it["href"] for tag, it in zip(seen.tags, seen.attributes, strict=True) if tag == "a"]
    cells = [it.strip() for it in seen.list_texts("td")]

    assert heads == [
        *("Naam", "kind", "degree", "reach", "betweenness", "brokerage", "pairs", "core", "community"),
        *("source", "target", "basis", "relation", "about", "weight", "lines", "plan"),
    ]
    assert [it.strip() for it in seen.list_texts("caption")] == ["Partners (3)", f"edges ({len(EDGES)})"]
    assert EVIL in cells
    assert {"0,5", "uitgesproken", "Jeugd", "20"} <= set(cells)
    assert links == ["https://example.org/a", "https://x.nl/#12"]


def test_neighbours_are_counted_where_nothing_is_measured() -> None:
    """Without measures the table still says how many neighbours a node has."""
    seen = Seen(write_html(NETWORK, CAPTION, DRAWING))

    assert [it.strip() for it in seen.list_texts("th")][:3] == ["Naam", "kind", "degree"]
    assert [it.strip() for it in seen.list_texts("td")][1:9:3] == ["Teams", "Gemeenten", "unheard_of"]
    assert [it.strip() for it in seen.list_texts("td")][2:9:3] == ["1", "1", "0"]


def test_hostile_name_stays_text() -> None:
    """A name that looks like HTML ends no script and begins no element, and comes out of the data as it went in."""
    seen = Seen(write_html(NETWORK, replace_title(EVIL), DRAWING))
    data = next(it for it in seen.list_texts("script") if it.startswith("{"))

    assert "img" not in seen.tags
    assert seen.tags.count("script") == 4
    assert json.loads(data) == DATA
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(data)
    assert seen.list_texts("h1") == [EVIL]


def replace_title(title: str) -> Caption:
    """Make a caption with *title* in each of its texts."""
    return Caption(title, (title,), title, title, title, {"nodes": title, "label": title})


def test_no_handler_is_written_anywhere() -> None:
    """No element has an attribute that runs something, or a style of its own."""
    seen = Seen(write_html(NETWORK, replace_title(EVIL), DRAWING, MEASURES))
    names = {name for it in seen.attributes for name in it}

    assert names
    assert [it for it in names if it.startswith("on") or it in {"style", "src"}] == []


@pytest.mark.parametrize("script", ["</script>", "let a = '</SCRIPT >'", "<!-- x"])
def test_script_that_would_end_itself_is_refused(script: str) -> None:
    """A script that would end where it should not is refused, and the message says how to write it."""
    with pytest.raises(ValueError, match=r"\\x3c"):
        write_html(NETWORK, CAPTION, Drawing(SVG, {"network-data": "{}"}, script))


def test_same_network_gives_same_bytes() -> None:
    """The order in which nodes and edges come counts for nothing."""
    turned = make_network(reversed(NETWORK.nodes), reversed(NETWORK.edges))

    assert write_html(turned, CAPTION, DRAWING, MEASURES) == write_html(NETWORK, CAPTION, DRAWING, MEASURES)


@settings(deadline=None, derandomize=True, max_examples=20)  # each is a page of 700 kB
@given(networks())
def test_hostile_network_survives(network: Network) -> None:
    """Whatever the texts are, the page has the elements that it should have, and a row for each node and edge."""
    page = write_html(network, replace_title(network.nodes[0].label), EMPTY)
    seen = Seen(page)

    assert seen.tags.count("tr") == 2 + len(network.nodes) + len(network.edges)
    assert set(seen.tags) <= set(Seen(write_html(NETWORK, CAPTION, EMPTY)).tags)
    assert seen.tags.count("script") == 4


class Visit:
    """The page in a browser that is cut off: what it asks for and complains of."""

    def __init__(self, browser: Browser, path: Path, *, scripts: bool = True) -> None:
        """Open the page at *path*."""
        context = browser.new_context(
            offline=True, java_script_enabled=scripts, viewport={"width": 1280, "height": 900}
        )
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda it: self.requests.append(it.url))
        self.page.on("console", lambda it: self.complaints.append(it.text))
        self.page.on("pageerror", lambda it: self.complaints.append(str(it)))
        self.page.goto(path.as_uri())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write the page to a file."""
    made = tmp_path / "network.html"
    made.write_bytes(write_html(NETWORK, replace_title(EVIL), DRAWING, MEASURES))
    return made


def test_page_works_without_a_network(browser: Browser, path: Path) -> None:
    """From a file, cut off: the canvas is drawn, nothing is asked for but the file, and nothing is complained of."""
    visit = Visit(browser, path)
    visit.page.wait_for_selector("#network[data-drawn]")
    painted = visit.page.evaluate(
        "() => { const it = document.querySelector('canvas');"
        "return it.getContext('2d').getImageData(0, 0, it.width, it.height).data.some((value) => value > 0) }"
    )

    assert painted
    assert visit.requests == [path.as_uri()]
    assert visit.complaints == []
    assert visit.page.evaluate("() => typeof hurt") == "undefined"
    assert not visit.page.locator(".still").is_visible()
    visit.page.context.close()


def test_paper_has_the_still_picture(browser: Browser, path: Path) -> None:
    """Printed, the picture is the sharp one, and not the canvas."""
    visit = Visit(browser, path)
    visit.page.wait_for_selector("#network[data-drawn]")
    visit.page.emulate_media(media="print")

    assert visit.page.locator(".still svg").is_visible()
    assert not visit.page.locator("canvas").is_visible()
    visit.page.context.close()


def test_page_works_without_scripts(browser: Browser, path: Path) -> None:
    """Where no script runs, the picture is there and so are the tables, and no button that does nothing."""
    visit = Visit(browser, path, scripts=False)

    assert visit.page.locator(".still svg").is_visible()
    assert visit.page.locator("#nodes").is_visible()
    assert not visit.page.locator("#network").is_visible()
    assert visit.page.locator("button:visible").count() == 0
    visit.page.context.close()


def test_script_that_fails_leaves_the_picture(browser: Browser, tmp_path: Path) -> None:
    """Where the script stops before it has drawn, the still picture stays."""
    made = tmp_path / "network.html"
    made.write_bytes(write_html(NETWORK, CAPTION, Drawing(SVG, {"network-data": "{}"}, "throw new Error('stop')")))
    visit = Visit(browser, made)

    assert visit.complaints == ["stop"]
    assert visit.page.locator(".still svg").is_visible()
    visit.page.context.close()


def test_script_of_data_does_not_run(browser: Browser, tmp_path: Path) -> None:
    """Were a script to come in by way of the picture, the policy would not let it run."""
    made = tmp_path / "network.html"
    svg = SVG.replace("<circle", '<script>window.hurt = 1</script><circle onclick="window.hurt = 2"')
    made.write_bytes(write_html(NETWORK, CAPTION, Drawing(svg, DRAWING.data, SCRIPT)))
    visit = Visit(browser, made)
    visit.page.wait_for_selector("#network[data-drawn]")

    assert visit.page.evaluate("() => typeof hurt") == "undefined"
    assert any("Content Security Policy" in it for it in visit.complaints)
    visit.page.context.close()


def test_node_without_label_and_loop_have_rows() -> None:
    """A node without a label is called by its id, and an edge to itself counts for no neighbour."""
    network = make_network([Node(C, "", "team")], [Edge(C, C)])
    cells = [it.strip() for it in Seen(write_html(network, CAPTION, EMPTY)).list_texts("td")]

    assert cells[:3] == [C, "team", "0"]
    assert A not in cells
    assert B not in cells
