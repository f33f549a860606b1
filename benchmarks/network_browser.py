"""A picture of a network in a real browser: how soon it is there, and how many frames a second it has while it moves.

The browser is Chromium, as the tests start it; a page comes from the app in this process.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright
from pyvis.network import Network as VisNetwork
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

    from visualisation import Network

    Seen = dict[str, float | None]

logging.getLogger("werkzeug").setLevel(logging.WARNING)
#: The browser, as the tests start it.
CHROMIUM = os.environ.get("SAMENDOEN_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WINDOW = {"width": 1366, "height": 768}
#: Seconds after which pyvis, which moves its nodes until they come to rest, is given up.
PATIENCE = 120
#: Seconds for which a picture is dragged.
DRAG_SECONDS = 2.0
#: Notes when the picture is drawn, and counts frames.
WATCH = """
new MutationObserver((_, watcher) => {
  if (document.querySelector("#network[data-drawn]")) { window.drawn = performance.now(); watcher.disconnect(); }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-drawn"] });
window.frames_seen = 0;
const count = () => { window.frames_seen += 1; requestAnimationFrame(count); };
requestAnimationFrame(count);
"""
#: Notes when pyvis has brought its nodes to rest, as far as it does before it shows them.
SETTLED = """<script>
network.once("stabilizationIterationsDone", () => { window.settled = performance.now(); });
</script></body>"""


@dataclass(frozen=True)
class Chromium:
    """A browser that is running."""

    browser: Browser

    @classmethod
    @contextmanager
    def start(cls) -> Iterator[Chromium]:
        """Start the browser, and close it in the end."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            try:
                yield cls(browser)
            finally:
                browser.close()

    @property
    def version(self) -> str:
        """The version of the browser."""
        return f"Chromium {self.browser.version}"

    def see_page(self, app: Flask, path: str) -> Seen:
        """See the page at *path* of *app*: when its picture was there, less what the server took, and its frames."""
        with _serve(app) as address, self._open() as page:
            page.goto(address + path)
            page.wait_for_function("window.drawn", timeout=PATIENCE * 1000)
            server = page.evaluate(
                "(([it]) => it.responseStart - it.requestStart)(performance.getEntriesByType('navigation'))"
            )
            drawn = page.evaluate("window.drawn") - server
            return {"ready_ms": round(drawn), "frames_per_s": _drag(page, "#network")}

    def see_pyvis(self, network: Network) -> Seen:
        """See *network* as pyvis draws it with its defaults, without a network: when it was there, and its frames."""
        net = VisNetwork(cdn_resources="in_line")
        for node in network.nodes:
            net.add_node(node.id, label=node.label)
        for edge in network.edges:
            net.add_edge(edge.one, edge.other)
        with tempfile.TemporaryDirectory(prefix="pyvis-") as place, self._open() as page:
            written = Path(place, "network.html")
            written.write_text(net.generate_html().replace("</body>", SETTLED), encoding="utf-8")
            page.context.set_offline(True)
            page.goto(written.as_uri(), wait_until="commit")
            with suppress(Error):
                page.wait_for_function("window.settled", timeout=PATIENCE * 1000)
            settled = page.evaluate("window.settled ?? null")
            frames = _drag(page, "#mynetwork") if settled else None
            return {"ready_ms": settled and round(settled), "frames_per_s": frames, "bytes": written.stat().st_size}

    @contextmanager
    def _open(self) -> Iterator[Page]:
        """Open a page that is watched, in a browser that keeps nothing from before."""
        context: BrowserContext = self.browser.new_context(viewport=WINDOW, locale="nl-NL")  # type: ignore[arg-type]
        try:
            context.add_init_script(WATCH)
            yield context.new_page()
        finally:
            context.close()


def _drag(page: Page, place: str) -> float:
    """Drag the picture in *place* to and fro, and count the frames a second that the browser drew meanwhile."""
    page.locator(place).scroll_into_view_if_needed()
    box = page.locator(place).bounding_box()
    if box is None:
        return 0.0
    x, y = box["x"] + box["width"] / 2, max(box["y"], 0) + 60
    page.mouse.move(x, y)
    page.mouse.down()
    before, started, at = page.evaluate("window.frames_seen"), time.perf_counter(), 0
    while time.perf_counter() - started < DRAG_SECONDS:
        at += 1
        page.mouse.move(x + 100 - abs(at * 7 % 400 - 200), y + at % 40)
    taken, seen = time.perf_counter() - started, page.evaluate("window.frames_seen") - before
    page.mouse.up()
    return round(seen / taken, 1)


@contextmanager
def _serve(app: Flask) -> Iterator[str]:
    """Serve *app* on the loopback, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
