"""A network in a browser: where its things and lines are on the screen, and what the page says."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
#: Remembers how high on the screen each name was drawn, in pixels.
NOTE_NAMES = """() => {
  const draw = CanvasRenderingContext2D.prototype.fillText;
  window.names = [];
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.names.push([text, (parseFloat(this.font) * this.getTransform().a) / window.devicePixelRatio]);
    return draw.call(this, text, ...rest);
  };
}"""
#: Finds where on the page, at first, each node is, and for each line a point that is nearer to it than to any other.
PLACES = """async () => {
  const { unpackPicture } = await import("/static/network-data.js");
  const box = document.getElementById("network");
  const room = box.parentElement.clientWidth;
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const picture = unpackPicture(data, room >= 640 ? "wide" : "narrow");
  const scale = Math.min(Math.max(room / picture.width, 1), 1.25);
  const { left, top, width } = box.getBoundingClientRect();
  const height = Math.ceil(picture.height * scale);
  const place = (x, y) => [
    left + window.scrollX + width / 2 + (x - picture.width / 2) * scale,
    top + window.scrollY + height / 2 + (y - picture.height / 2) * scale,
  ];
  const ways = picture.edges.map((edge) => {
    const way = document.createElementNS("http://www.w3.org/2000/svg", "path");
    way.setAttribute("d", edge.path);
    const length = way.getTotalLength();
    return { edge, points: Array.from({ length: 101 }, (_, at) => way.getPointAtLength((length * at) / 100)) };
  });
  const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  const inNode = ({ x, y }) => picture.nodes.some((node) =>
    Math.abs(node.x - x) < node.whole[0] / 2 + 8 && Math.abs(node.y - y) < node.whole[1] / 2 + 8);
  const lines = ways.map(({ edge, points }) => {
    const others = ways.filter((it) => it.edge !== edge).flatMap((it) => it.points);
    const free = points.filter((point) => !inNode(point))
      .map((point) => [Math.min(Infinity, ...others.map((other) => far(point, other))), point])
      .sort((one, other) => other[0] - one[0]);
    const [room, best] = free[0] ?? [0, null];
    return { ...edge, room, place: best && place(best.x, best.y) };
  });
  const nodes = picture.nodes.map((node) => ({
    ...node, place: place(node.x + node.symbol[0], node.y + node.symbol[1]),
  }));
  return { scale, nodes, lines };
}"""


@dataclass
class PicturePage:
    """The page of a network in a browser, with what its scripts complained of."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open *path* and wait until the picture is drawn."""
        self.page.goto(self.base + path)
        self.page.wait_for_selector("#network[data-drawn]")

    def list_places(self) -> dict[str, Any]:
        """List where nodes and lines are, from the left and the top of the page, until the picture is moved."""
        found: dict[str, Any] = self.page.evaluate(PLACES)
        return found

    def find_node(self, label: str) -> tuple[float, float]:
        """Find where in the window the symbol of the node called *label* is, after scrolling to it."""
        x, y = next(it["place"] for it in self.list_places()["nodes"] if it["title"] == label)
        return self.bring((x, y))

    def bring(self, place: tuple[float, float]) -> tuple[float, float]:
        """Bring *place* on the page into the window, and say where it is there."""
        self.page.evaluate("(y) => window.scrollTo(0, y - window.innerHeight / 3)", place[1])
        return place[0], place[1] - self.page.evaluate("() => window.scrollY")

    @property
    def state(self) -> dict[str, list[str]]:
        """What the address says."""
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def heading(self) -> str:
        """The heading of the panel."""
        return self.page.locator("#panel h2").first.inner_text()

    @property
    def status(self) -> str:
        """What is announced."""
        return self.page.locator("#network-status").inner_text()

    def wait_for_heading(self, text: str) -> None:
        """Wait until the panel is about *text*."""
        self.page.wait_for_function("(text) => document.querySelector('#panel h2').textContent === text", arg=text)

    @property
    def pixels(self) -> str:
        """What is drawn, as `read_pixels` reads it."""
        return read_pixels(self.page)

    def touch(self, steps: list[list[tuple[float, float]]]) -> None:
        """Touch the screen with as many fingers as each of *steps* has places, one after the other."""
        session = self.page.context.new_cdp_session(self.page)
        for kind, places in (("touchStart", steps[0]), *(("touchMove", it) for it in steps[1:]), ("touchEnd", [])):
            points = [{"x": x, "y": y} for x, y in places]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def press(self, key: str) -> str:
        """Press *key*, and say what is announced once the page has drawn again."""
        self.page.keyboard.press(key)
        wait_until_drawn(self.page)
        return self.status


def wait_until_drawn(page: Page) -> None:
    """Wait until *page* has drawn all that it was told to: the frame that is under way, and the next."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def read_pixels(page: Page) -> str:
    """Read what the network of *page* shows, as a data URL.

    The frame round it is left out, for that is the browser's, and differs at times by a shade.
    """
    wait_until_drawn(page)
    drawn: str = page.locator("#network canvas").evaluate("(canvas) => canvas.toDataURL()")
    return drawn


@contextmanager
def looking_at(browser: Browser, base: str, path: str = "/network", **options: Any) -> Iterator[PicturePage]:
    """Look at the network at *path*, in a context of its own with the *options* of Playwright."""
    context = browser.new_context(**{"viewport": LAPTOP, "locale": "nl-NL", **options})
    try:
        looking = PicturePage(context.new_page(), base)
        looking.page.on("pageerror", lambda error: looking.complaints.append(str(error)))
        looking.page.on("console", lambda said: looking.complaints.append(said.text) if said.type == "error" else None)
        looking.open(path)
        yield looking
    finally:
        context.close()
