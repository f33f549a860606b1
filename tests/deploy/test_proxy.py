"""Behind nginx with the file of the how-to: TLS, a path of its own, and a visitor who is believed in nothing."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest

from tests.absence import missing
from tests.deploy.proxy import NAME, Answer, Proxy
from tests.website import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.deploy.conftest import Commands
    from tests.deploy.service import Service

BASE = f"https://{NAME}/samendoen"
PAGES = ("/", "/measures", "/gaps", "/plans", "/themes", "/partners", "/network", "/sparql", "/questions")
#: A client of a network elsewhere, which is not this machine.
ELSEWHERE = "203.0.113.9"
#: Files that are made at some length, each another, so that many at once are more than one client has room for.
FILES = [
    f"/api/v1/questions/{name}?format={kind}&lang={language}"
    for name in ("measures", "cooperation", "gaps", "members", "foci", "claims", "themes", "powers", "instruments")
    for kind in ("docx", "xlsx")
    for language in ("nl", "en")
]
#: The status of each URL that was followed.
FOLLOWED: dict[str, int] = {}


@pytest.fixture(scope="module")
def proxy(service: Service, commands: Commands) -> Iterator[Proxy]:
    """Run the proxy, with a certificate of its own making."""
    if not shutil.which("nginx") or not shutil.which("openssl"):
        missing("nginx or openssl is not installed, so nothing can stand before the service")
    proxy = Proxy(service.place)
    script = commands["Behind a proxy"][0].replace("docs/how-to", f"{service.place.folder}/checkout/docs/how-to")
    prepare, check = script.split("nginx -t\n")
    service.place.run(prepare)
    service.place.run(f"{proxy.write_frame()} -t")
    service.run(check, nginx=proxy.start)
    yield proxy
    proxy.stop()


class Links(HTMLParser):
    """What a page leads to, and what it loads."""

    def __init__(self, page: str) -> None:
        """Find none yet on the page at the URL *page*."""
        super().__init__()
        self.page = page
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  what HTMLParser calls
        """Keep what a *tag* with *attrs* leads to."""
        names = {"href", "src", "action", "formaction", "data-url", "data-href"}
        self.found |= {urldefrag(urljoin(self.page, it)).url for name, it in attrs if name in names and it}


def find_links(page: str, answer: Answer) -> set[str]:
    """Find what *answer*, the page at the URL *page*, leads to on this host."""
    links = Links(page)
    links.feed(answer.text)
    return {it for it in links.found if it.startswith(f"https://{NAME}/")}


def follow(proxy: Proxy, url: str) -> int:
    """Follow *url*, once for all pages, and give the status there."""
    if url not in FOLLOWED:
        FOLLOWED[url] = proxy.fetch(url, Accept="text/html").status
    return FOLLOWED[url]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.turns(3)
def test_every_link_keeps_the_prefix(proxy: Proxy, path: str) -> None:
    """Each link, picture, script and form of a page is below the prefix, and is there."""
    page = proxy.fetch(BASE + path, Accept="text/html")
    links = find_links(BASE + path, page)
    answers = {it: follow(proxy, it) for it in sorted(links) if it.startswith(BASE)}

    assert page.status == 200
    assert len(links) > 5
    assert {it for it in links if not it.startswith(f"{BASE}/")} == set()
    assert {it: status for it, status in answers.items() if status >= 400} == {}


def test_memo_has_its_address(proxy: Proxy) -> None:
    """The permanent address of a memo is under the name and the prefix, and answers."""
    memo = proxy.fetch(f"{BASE}/questions/measures-without-owner/memo?lang=en", Accept="text/html")
    addresses = set(re.findall(rf"https?://{NAME}[^\s\"'<>]*", memo.text))

    assert memo.status == 200
    assert addresses
    assert {it for it in addresses if not it.startswith(f"{BASE}/")} == set()


def test_thing_leads_to_its_page(proxy: Proxy) -> None:
    """A thing's address leads by 303 to what says something of it, below the prefix."""
    answer = proxy.fetch(f"{BASE}/id/meierij-2019/measure/x", Accept="text/html")
    known = json.loads(proxy.fetch(f"{BASE}/api/v1/measures").text)["rows"][0]
    iri = next(it for it in map(str, known.values()) if "/id/" in it)
    moved = proxy.fetch(f"{BASE}/id/{iri.partition('/id/')[2]}", Accept="text/html")

    assert answer.status in {303, 404}
    assert moved.status == 303
    assert urljoin(BASE, moved.headers["location"]).startswith(f"{BASE}/doc/")


def test_description_of_the_api_says_where(proxy: Proxy) -> None:
    """A program that reads the OpenAPI document comes to the API by it."""
    document = json.loads(proxy.fetch(f"{BASE}/api/v1/openapi.json").text)
    (server,) = document["servers"]

    assert urljoin(f"{BASE}/api/v1/openapi.json", server["url"]).startswith(BASE)


def test_description_of_the_endpoint_says_where(proxy: Proxy) -> None:
    """The Service Description names the endpoint as it is reached."""
    text = proxy.fetch(f"{BASE}/sparql", Accept="text/turtle").text

    assert f"{BASE}/sparql" in text


def test_proxy_speaks_http_2(proxy: Proxy) -> None:
    """A browser that offers HTTP/2 is spoken to in it."""
    with proxy.open(protocol="h2") as line:
        assert line.selected_alpn_protocol() == "h2"  # type: ignore[attr-defined]  # it is one with TLS


def test_plain_http_leads_to_tls(proxy: Proxy) -> None:
    """Who asks without TLS is led to it, and who asks with it is told to keep to it."""
    plain = proxy.fetch(f"http://{NAME}/samendoen/gaps?lang=en")
    secure = proxy.fetch(f"{BASE}/gaps")

    assert (plain.status, plain.headers["location"]) == (301, f"{BASE}/gaps?lang=en")
    assert secure.headers["strict-transport-security"].startswith("max-age=")
    assert proxy.fetch(BASE).headers["location"].endswith("/samendoen/")


def test_metrics_stay_here(proxy: Proxy, service: Service) -> None:
    """Metrics are not handed on, whatever way their path is written; on this machine they are there."""
    paths = ("/metrics", "//metrics", "/./metrics", "/%6detrics", "/metrics?x=1", "/x/../metrics")

    assert {it: proxy.fetch(BASE + it).status for it in paths} == dict.fromkeys(paths, 404)
    assert service.ask("/metrics")[0] == 200


def test_answers_are_compressed(proxy: Proxy) -> None:
    """Pages and data are compressed for who takes that, and are the same, and not sent to who has them."""
    for path in ("/gaps?lang=en", "/api/v1/measures", "/static/style/base.css"):
        plain = proxy.fetch(BASE + path)
        packed = proxy.fetch(BASE + path, Accept_Encoding="gzip")

        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
    tag = packed.headers["etag"]
    assert proxy.fetch(BASE + path, Accept_Encoding="gzip", If_None_Match=tag).status == 304


def test_large_request_is_refused(proxy: Proxy) -> None:
    """A query of a megabyte is refused by Samendoen with a reason, and a body far beyond by the proxy."""
    headers = {"Content_Type": "application/sparql-query"}

    assert proxy.fetch(f"{BASE}/sparql", "POST", b"#" * 1_000_001, **headers).status == 413
    assert proxy.fetch(f"{BASE}/sparql", "POST", b"#" * 2_000_000, **headers).status == 413
    assert proxy.fetch(f"{BASE}/sparql", "POST", b"ASK { ?s ?p ?o }", **headers).status == 200


def test_request_has_one_name_in_both_logs(proxy: Proxy, service: Service) -> None:
    """What the proxy calls a request is what we call it, in the answer and in our log; a visitor's own name is not."""
    answer = proxy.fetch(f"{BASE}/gaps", X_Request_ID="forged-by-a-visitor")
    name = answer.headers["x-request-id"]
    lines = [json.loads(it) for it in service.log.read_text("utf-8").splitlines() if it.startswith("{")]

    assert name != "forged-by-a-visitor"
    assert [it["path"] for it in lines if it.get("request") == name] == ["/gaps"]
    wait_for_line(service.place.folder / "var/log/nginx/samendoen.log", name)


def wait_for_line(log: Path, name: str) -> None:
    """Wait until there is a line in the *log* of the proxy about the request called *name*."""
    end = time.monotonic() + PATIENCE
    while name not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < end, f"{name} is not in the log"
        time.sleep(0.05)


def test_host_is_the_one_that_is_served(proxy: Proxy) -> None:
    """The name under which it is reached is taken from the proxy; another name is refused."""
    assert proxy.fetch(f"{BASE}/gaps").status == 200
    assert proxy.fetch(f"{BASE}/gaps", Host="other.example").status == 421


def test_only_the_proxy_is_believed(service: Service) -> None:
    """Whom the proxy names is the client: one elsewhere has nothing that is for this machine."""
    assert service.ask("/metrics", X_Forwarded_For=ELSEWHERE)[0] == 404
    assert service.ask("/metrics")[0] == 200


def ask_at_once(proxy: Proxy, source: str, forged: str) -> list[int]:
    """Ask for all of the files at once from the address *source*, and give the statuses.

    Each request says that it comes from another client, whose address begins with *forged*.
    """

    def ask(number: int) -> int:
        """Ask for the file with this *number*."""
        named = {"X_Forwarded_For": f"{forged}{number}", "Forwarded": f"for={forged}{number}"}
        return proxy.fetch(BASE + FILES[number], source=source, **named).status

    with ThreadPoolExecutor(len(FILES)) as threads:
        return list(threads.map(ask, range(len(FILES))))


def test_forged_address_brings_no_room(proxy: Proxy) -> None:
    """A visitor who claims to be many is one: past the room of one it is refused, and another visitor is answered."""
    with ThreadPoolExecutor(1) as threads:
        crowd = threads.submit(ask_at_once, proxy, "127.0.0.2", "198.51.100.")
        other = proxy.fetch(f"{BASE}/api/v1/questions/measures?format=csv", source="127.0.0.3")
        statuses = crowd.result()

    assert 429 in statuses
    assert 503 not in statuses
    assert other.status == 200
