"""Each view of networks on the packaged plan: legible at once, the same each time, and empty for no choice."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import networkx as nx
import pytest

from api.networks.choice import USUAL_VIEW
from queries.questions import Library
from tests.absence import missing
from tests.api.networks.pictures import WIDTHS, find_faults_in, iter_offers, list_addresses, read_pictures
from tests.api.pages.picture_page import LAPTOP, PHONE, looking_at

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from tests.api.pages.picture_page import PicturePage

HTML = {"Accept": "text/html"}
ADDRESSES = list_addresses(Library())
EACH = pytest.mark.parametrize("view", ADDRESSES)
AT_EACH_SIZE = pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
#: A wide font, as the boxes of names are made for, and a narrow one; in both the same names are legible.
WIDE, NARROW = "DejaVu Sans", "Liberation Sans Narrow"
SMALLEST = 14
#: Remembers of each text that is drawn how wide it may be, how wide it is by itself, and how high its letters are.
NOTE_TEXTS = """() => {
  const draw = CanvasRenderingContext2D.prototype.fillText;
  window.texts = [];
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
    const size = (parseFloat(this.font) * this.getTransform().a) / window.devicePixelRatio;
    window.texts.push({ text, most: most ?? null, width: this.measureText(text).width, size });
    return draw.call(this, text, x, y, most);
  };
}"""
#: Whether there is such a font: without it the two families fall back to fonts of unlike widths.
HAS_FONT = """(name) => {
  const ctx = document.createElement("canvas").getContext("2d");
  const [one, other] = ["monospace", "serif"].map((it) => {
    ctx.font = `14px "${name}", ${it}`;
    return ctx.measureText("Samenwerkingsverband iiii").width;
  });
  return one === other;
}"""


@EACH
def test_names_lie_free(client: FlaskClient, view: str) -> None:
    """On a laptop and on a phone no names overlap, no line crosses what is not its own, and all is in the picture."""
    pictures = read_pictures(client.get(ADDRESSES[view], headers=HTML, follow_redirects=True).text)

    assert pictures.keys() == set(WIDTHS)
    for data in pictures.values():
        assert data["nodes"]
        assert data["edges"] or len(data["nodes"]) == 1
        assert find_faults_in(data) == []


@EACH
@pytest.mark.turns(3)
def test_every_choice_that_is_offered_shows_something(client: FlaskClient, view: str) -> None:
    """Whatever one chooses from each list of the page, with all else as it is, there is a picture of something."""
    page = client.get(ADDRESSES[view].removesuffix("&author=with"), headers=HTML, follow_redirects=True)
    address = page.request.full_path  # of a view that is about one thing, with an example
    empty = []
    for name, value in iter_offers(page.text):
        found = client.get("/network", query_string=_choose(address, name, value), headers=HTML)
        if found.status_code != HTTPStatus.OK or not read_pictures(found.text):
            empty.append((name, value))

    assert empty == []


def _choose(address: str, name: str, value: str) -> dict[str, str]:
    """Choose *value* for *name* at *address*, with all else as it is."""
    return {**dict(parse_qsl(address.partition("?")[2])), name: value}


def look_with(looking: PicturePage, font: str, path: str) -> list[dict[str, float | str]]:
    """Open *path* with names in *font*, and give each text that was drawn."""
    looking.page.route(
        re.compile(r"/static/network\.[0-9a-f]+\.css"),
        lambda route: route.fulfill(
            response=(found := route.fetch()), body=f'{found.text()}\n.network-box {{ font-family: "{font}"; }}'
        ),
    )
    looking.page.add_init_script(f"({NOTE_TEXTS})()")
    looking.open(path)
    if not looking.page.evaluate(HAS_FONT, font):
        missing(f"there is no font called {font} here, so no name can be drawn in it")
    texts: list[dict[str, float | str]] = looking.page.evaluate("() => window.texts")
    return texts


@AT_EACH_SIZE
@EACH
@pytest.mark.turns(4)
def test_names_stay_in_their_boxes_in_any_font(
    browser: Browser, served: str, view: str, viewport: dict[str, int]
) -> None:
    """In a wide font and in a narrow one each line of a name is drawn within its box, with letters of 14 pixels."""
    widths = []
    for font in (WIDE, NARROW):
        with looking_at(browser, served, ADDRESSES[view], viewport=viewport) as looking:
            texts = look_with(looking, font, ADDRESSES[view])
            picture = read_pictures(looking.page.content())["narrow" if viewport == PHONE else "wide"]
        boxes = {(line, node["box"][2]) for node in picture["nodes"] for line in node["lines"]}
        widths.append(sum(it["width"] for it in texts))

        assert {(it["text"], it["most"]) for it in texts} == boxes
        assert [it for it in texts if it["width"] > it["most"] + 0.5] == []
        assert min(it["size"] for it in texts) >= SMALLEST
    assert widths[0] > 1.2 * widths[1]


@pytest.mark.parametrize(("view", "viewport"), [*((it, LAPTOP) for it in ADDRESSES), (USUAL_VIEW, PHONE)])
@pytest.mark.turns(3)
def test_same_address_is_the_same_picture(browser: Browser, served: str, view: str, viewport: dict[str, int]) -> None:
    """Opened twice, each in a browser that knows nothing of the other time, an address gives the same pixels."""
    pictures = []
    for _ in range(2):
        with looking_at(browser, served, ADDRESSES[view], viewport=viewport) as looking:
            pictures.append(looking.pixels)
            assert looking.complaints == []

    assert pictures[0] == pictures[1]


def test_gexf_is_read_by_networkx(client: FlaskClient, tmp_path: Path) -> None:
    """In networkx the GEXF has each thing with its label, kind and place, and each line with its weight."""
    data = read_pictures(client.get(ADDRESSES["cooperation"], headers=HTML).text)["wide"]
    file = tmp_path / "cooperation.gexf"
    file.write_bytes(client.get(f"{ADDRESSES['cooperation']}&format=gexf").data)
    graph = nx.read_gexf(file)
    places = {
        node: tuple(about["viz"]["position"][axis] for axis in ("x", "y")) for node, about in graph.nodes(data=True)
    }

    assert {(node, about["label"], about["kind"]) for node, about in graph.nodes(data=True)} == {
        (it["id"], it["title"], it["kind"]) for it in data["nodes"]
    }
    for it in data["nodes"]:  # in Gephi up is more, on a screen it is less
        x, y = it["x"] + it["symbol"][0], it["y"] + it["symbol"][1]
        assert places[it["id"]] == pytest.approx((x, -y), abs=0.2)
    assert sorted(about["weight"] for *_ends, about in graph.edges(data=True)) == sorted(
        it["weight"] for it in data["edges"]
    )
    assert {about["basis"] for *_ends, about in graph.edges(data=True)} == {"stated", "implied", "derived"}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_local_id_means_the_same_in_each_language(client: FlaskClient, lang: str) -> None:
    """What is named by its local id, as in other addresses, is found in a language that calls it otherwise."""
    page = client.get(f"/network?author=with&focus=politie&lang={lang}", headers=HTML)
    file = client.get(f"/api/v1/networks/cooperation?author=with&focus=politie&lang={lang}")

    assert (page.status_code, file.status_code) == (200, 200)


def test_members_of_a_body_are_at_its_table(client: FlaskClient) -> None:
    """A body and its own member are no pair of which one is not at the table."""
    pages = [client.get(f"/network?theme={it}&lang=nl", headers=HTML).text for it in ("", "zorg-en-veiligheid")]

    assert all("nergens samen" in page for page in pages)
    assert not [page for page in pages if "Lokale driehoek (gemeente, OM en politie) en Politie zijn" in page]
