"""Which version is served: a new one takes over without a restart, and nobody who is being answered notices."""

from __future__ import annotations

import gc
import html
import json
import re
import shutil
import subprocess
import sys
import threading
import time
import weakref
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from api.app import create_app
from api.serving.old_versions import MOST_OPEN, MOST_THERE
from api.serving.served import Served
from api.settings import read_settings
from graph.errors import SamendoenError
from graph.versions.archive import Archive, Manifest
from graph.versions.compression import open_version
from queries.questions.library import PACKAGED_FOLDER
from tests.builds import build_small_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient

    from tests.website import Launch, Running

PATIENCE = 60
EXTRA = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smd: <https://w3id.org/samendoen/def#> .
<https://w3id.org/samendoen/id/actor/zilverhaven-2031/havenpolitie> skos:hiddenLabel "Sterke arm"@nl .
"""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def two(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Give a data folder with two versions, and their digests; the second is current."""
    place = tmp_path_factory.mktemp("two")
    copy = Path(shutil.copytree(folder, place / "data"))
    first = Archive(copy).find_current()
    (place / "extra.ttl").write_text(EXTRA, encoding="utf-8")
    second = build_small_version(copy, [place / "extra.ttl"])
    assert first is not None
    assert first.digest != second.digest
    return copy, first.digest, second.digest


@pytest.fixture
def own(two: tuple[Path, str, str], tmp_path: Path) -> Path:
    """Copy that folder, with the first version current."""
    folder, first, _ = two
    copy = Path(shutil.copytree(folder, tmp_path / "data"))
    Archive(copy).roll_back(first)
    return copy


@pytest.fixture
def serving(own: Path) -> Iterator[Served]:
    """Serve the first version."""
    served = Served.open(read_settings({"SAMENDOEN_DATA": str(own)}))
    yield served
    served.close()


@contextmanager
def running(environ: dict[str, str]) -> Iterator[tuple[Served, FlaskClient]]:
    """Serve with the settings in *environ*, and give a client beside it."""
    served = Served.open(read_settings(environ))
    try:
        yield served, create_app(served).test_client()
    finally:
        served.close()


def test_nothing_changes_while_nothing_is_published(serving: Served) -> None:
    """Looking again at the same version opens nothing anew."""
    before = serving.now

    assert not serving.refresh()
    assert serving.now is before


def test_new_version_is_served(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """Once another version is current it is what requests get, and what the answers say."""
    client = create_app(serving).test_client()
    before = client.get("/api/v1/questions/themes")
    Archive(own).roll_back(two[2])

    assert serving.refresh()
    after = client.get("/api/v1/questions/themes")

    assert (json.loads(before.data)["version"], json.loads(after.data)["version"]) == two[1:]
    assert before.headers["ETag"] != after.headers["ETag"]
    assert json.loads(client.get("/readyz").data)["version"] == two[2]


def test_no_stale_answer_after_a_publish(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """An answer that was kept for the old version is not given for the new one."""
    client = create_app(serving).test_client()
    query = {"query": 'ASK { ?s ?p "Sterke arm"@nl }'}
    before = [client.get("/sparql", query_string=query).json for _ in range(2)]
    Archive(own).roll_back(two[2])
    serving.refresh()

    after = client.get("/sparql", query_string=query).json

    assert before == [{"head": {}, "boolean": False}] * 2
    assert after == {"head": {}, "boolean": True}


@pytest.mark.slow
def test_one_request_sees_one_version(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """Who is being answered when the version changes is answered from the old one, whose workers end after that."""
    data = serving.lease()
    Archive(own).roll_back(two[2])
    serving.refresh()
    later = serving.lease()

    answers = [it.engine.ask(_uncached(number)).body for it in (data, later) for number in range(2)]
    serving.release(data)
    serving.release(later)

    assert (data.version.digest, later.version.digest) == two[1:]
    assert answers[0] == answers[1] != answers[2] == answers[3]
    with pytest.raises(SamendoenError):
        data.engine.ask(_uncached(9))
    assert serving.now.engine.ask(_uncached(9)).body == answers[2]


def _uncached(number: int) -> object:
    """Give a request that was not made before, whose answer is the size of the version."""
    from graph.engine.request import Request  # noqa: PLC0415  only here

    return Request(f"{COUNT} # {number}")


def test_broken_version_is_not_served(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """A version that is not whole is refused with the reason; what was served is still served."""
    (broken,) = (own / "versions").glob(f"{two[2]}.nq*")
    Archive(own).roll_back(two[2])
    broken.write_bytes(broken.read_bytes()[:-100])

    with pytest.raises(SamendoenError, match="samendoen build"):
        serving.refresh()

    assert serving.now.version.digest == two[1]
    assert create_app(serving).test_client().get("/readyz").status_code == HTTPStatus.OK


def test_swap_drops_no_request(launch: Launch, own: Path, two: tuple[Path, str, str]) -> None:
    """While versions change under a running server, every one of those who keep asking is answered."""
    seen: list[tuple[int, str]] = []
    over = threading.Event()

    def ask(address: str, number: int) -> None:
        """Ask on and on, never the same question twice."""
        turn = 0
        while not over.is_set():
            turn += 1
            url = f"{address}/sparql?format=json&query=ASK%20%7B%7D%20%23{number}.{turn}"
            with urlopen(url, timeout=PATIENCE) as answer:
                answer.read()
                seen.append((answer.status, answer.headers["ETag"]))

    with launch(own) as running:
        visitors = [threading.Thread(target=ask, args=(running.address, number)) for number in range(4)]
        for visitor in visitors:
            visitor.start()
        for digest in (two[2], two[1], two[2]):
            Archive(own).roll_back(digest)
            assert _served(running.address, digest)
        over.set()
        for visitor in visitors:
            visitor.join(PATIENCE)
        said = _wait_until_told(running, "is served from now on", 3)

    assert {status for status, _ in seen} == {HTTPStatus.OK}
    assert len(seen) > 20
    assert said.count("is served from now on") == 3
    assert "Traceback" not in said


def _wait_until_told(running: Running, words: str, times: int) -> str:
    """Wait until the log says *words* that often, for it is written after the version is served; give what it says."""
    end = time.monotonic() + PATIENCE
    while (said := running.log.read_text(encoding="utf-8")).count(words) < times and time.monotonic() < end:
        time.sleep(0.1)
    return said


def _served(address: str, digest: str) -> bool:
    """Wait until the server at *address* serves *digest*, and say whether that came."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urlopen(f"{address}/readyz", timeout=PATIENCE) as answer:
            if json.loads(answer.read())["version"] == digest:
                return True
        time.sleep(0.1)
    return False


def test_old_version_stays_askable(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """A version that is no longer current answers who names it, and the page says that it is an earlier one."""
    client = create_app(serving).test_client()
    before = client.get("/api/v1/questions/partners").json
    Archive(own).roll_back(two[2])
    serving.refresh()

    again = client.get(f"/api/v1/questions/partners?version={two[1]}").json
    page = client.get(f"/questions/partners?version={two[1][:16]}", headers=HTML).get_data(as_text=True)
    ours = client.get("/sparql", query_string={"query": COUNT, "version": two[1][:12]}).json

    assert before is not None
    assert again == before
    assert client.get("/api/v1/questions/partners").json["version"] == two[2]  # type: ignore[index]  # it is JSON
    assert 'class="gap past"' in page
    assert 'class="gap past"' not in client.get("/questions/partners", headers=HTML).get_data(as_text=True)
    assert ours != client.get("/sparql", query_string={"query": COUNT}).json


@pytest.mark.parametrize("name", ["0" * 64, "0" * 12, "abc", "current", "previous", "../x", "A" * 64, "é", "%00"])
def test_unknown_version_is_told(serving: Served, name: str) -> None:
    """What names no version is refused as such, for people and for programs, and nothing else is disturbed."""
    client = create_app(serving).test_client()
    asked = {"version": name}

    answer = client.get("/api/v1/questions/themes", query_string=asked)
    page = client.get("/questions/themes", query_string=asked, headers=HTML)

    looks_like_one = name.startswith("0")
    status = HTTPStatus.NOT_FOUND if looks_like_one else HTTPStatus.BAD_REQUEST
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert "version" in answer.json["detail"]  # type: ignore[index]  # it is JSON
    assert (page.status_code, page.mimetype) == (HTTPStatus.NOT_FOUND, "text/html")
    assert client.get("/api/v1/questions/themes").status_code == HTTPStatus.OK


@pytest.mark.slow
def test_few_old_versions_are_open(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """However many old versions are asked for, only a few are open; one in use is not closed under who uses it."""
    archive = Archive(own)
    lines = sorted(open_version(archive.find(two[1]).path).read().splitlines(keepends=True))
    digests = []
    for number in range(MOST_OPEN + 2):
        extra = f'<urn:x> <urn:y> "{number}" <urn:g> .\n'.encode()
        made = Manifest(created=f"2026-01-0{number + 1}T00:00:00Z", inputs={}, graphs={})
        digests.append(archive.publish(sorted([*lines, extra]), made).digest)
    archive.roll_back(two[1])
    held = serving.lease(digests[0])

    for digest in digests[1:]:
        serving.release(serving.lease(digest))

    assert len(serving._old_versions.list_open()) == MOST_OPEN  # noqa: SLF001  that is the promise
    assert held.engine.ask(_uncached(1)).body
    serving.release(held)
    with pytest.raises(SamendoenError):
        held.engine.ask(_uncached(2))


@pytest.mark.slow
def test_no_more_old_versions_are_there_than_may(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """While as many are answered from as may be there, another is refused for now, and the current one is not."""
    archive = Archive(own)
    lines = sorted(open_version(archive.find(two[1]).path).read().splitlines(keepends=True))
    digests = [
        archive.publish(
            sorted([*lines, f'<urn:x> <urn:y> "{number}" <urn:g> .\n'.encode()]),
            Manifest(created=f"2026-01-0{number + 1}T00:00:00Z", inputs={}, graphs={}),
        ).digest
        for number in range(MOST_THERE + 1)
    ]
    archive.roll_back(two[1])
    held = [serving.lease(digest) for digest in digests[:MOST_THERE]]
    client = create_app(serving).test_client()

    refused = client.get("/questions/themes", query_string={"version": digests[MOST_THERE]}, headers=HTML)
    known = client.get("/questions/themes", query_string={"version": digests[MOST_THERE - 1]}, headers=HTML)
    current = client.get("/questions/themes", headers=HTML)
    for dataset in held:
        serving.release(dataset)
    later = client.get("/questions/themes", query_string={"version": digests[MOST_THERE]}, headers=HTML)

    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert refused.headers["Retry-After"]
    assert [it.status_code for it in (known, current, later)] == [HTTPStatus.OK] * 3


@pytest.mark.parametrize("fails", [1, 2])
def test_version_that_could_not_be_served_is_tried_again(
    serving: Served, two: tuple[Path, str, str], own: Path, fails: int
) -> None:
    """A version that cannot be read is told with what is served now, and is served once it can be read again."""
    (broken,) = (own / "versions").glob(f"{two[2]}.nq*")
    whole = broken.read_bytes()
    Archive(own).roll_back(two[2])
    broken.write_bytes(whole[:-100])
    for _ in range(fails):
        with pytest.raises(SamendoenError):
            serving.refresh()
    before = serving.report()
    broken.write_bytes(whole)

    assert (before.ready, before.is_current) == (True, False)
    assert serving.refresh()
    assert serving.report().is_current


def test_watching_survives_whatever_is_there(launch: Launch, own: Path, two: tuple[Path, str, str]) -> None:
    """A server whose data folder goes wrong says so, answers all the same, and takes the next version that is good."""
    with launch(own) as running:
        (own / "current").unlink()
        (own / "current").mkdir()
        assert _reported(running.address, lambda report: report["problems"] and not report["current"])
        assert urlopen(f"{running.address}/measures", timeout=PATIENCE).status == HTTPStatus.OK
        (own / "current").rmdir()
        Archive(own).use(Archive(own).find(two[2]))

        assert _served(running.address, two[2])
        assert _reported(running.address, lambda report: report["current"] and not report["problems"])


def _reported(address: str, is_so: Callable[[dict[str, object]], object]) -> bool:
    """Wait until the server at *address* reports what *is_so*, and say whether that came."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urlopen(f"{address}/readyz", timeout=PATIENCE) as answer:
            if is_so(json.loads(answer.read())):
                return True
        time.sleep(0.1)
    return False


def test_memo_gives_the_same_answer_later(two: tuple[Path, str, str], own: Path, tmp_path: Path) -> None:
    """The permanent address gives the same memo after the data changed, the question was mended, and a restart."""
    folder = tmp_path / "questions"
    folder.mkdir()
    text = (PACKAGED_FOLDER / "partners.rq").read_text(encoding="utf-8")
    (folder / "who.rq").write_text(text, encoding="utf-8")
    environ = {"SAMENDOEN_DATA": str(own), "SAMENDOEN_QUESTIONS": str(folder)}
    chosen = "/questions/who/memo?kind=police_and_justice&sort=-measures"

    with running(environ) as (serving, client):
        first = client.get(chosen, headers=HTML).get_data(as_text=True)
        (address,) = re.findall(r'class="permanent">[^<]*<a href="http://localhost([^"]+)"', first)
        permanent = html.unescape(address)
        (folder / "who.rq").write_text(text.replace("Welke partners", "Wie"), encoding="utf-8")
        Archive(own).roll_back(two[2])
        assert serving.refresh()
        later = client.get(permanent, headers=HTML).get_data(as_text=True)
        now = client.get(chosen, headers=HTML).get_data(as_text=True)
    (folder / "who.rq").unlink()
    with running(environ) as (_serving, client):
        restarted = client.get(permanent, headers=HTML).get_data(as_text=True)

    assert memo_of(first) == memo_of(later) == memo_of(restarted)
    assert memo_of(now) != memo_of(first)


def memo_of(page: str) -> str:
    """Give the memo on *page*, without what stands around it and the links to what is now."""
    return re.sub(r'<p class="crumb">.*?</p>', "", page[page.index("<article") : page.index("</article>")])


def test_question_is_served_as_soon_as_it_is_there(own: Path, tmp_path: Path) -> None:
    """A file that is added, broken and mended while the app runs is a question, a broken one, and a question again."""
    folder = tmp_path / "questions"
    folder.mkdir()
    good = (PACKAGED_FOLDER / "themes.rq").read_text(encoding="utf-8")
    with running({"SAMENDOEN_DATA": str(own), "SAMENDOEN_QUESTIONS": str(folder)}) as (serving, client):
        address = "/api/v1/questions/own-themes"
        assert client.get(address).status_code == HTTPStatus.NOT_FOUND

        (folder / "own-themes.rq").write_text(good, encoding="utf-8")
        serving.refresh()
        assert client.get(address).json["count"] == 3  # type: ignore[index]  # it is JSON

        (folder / "own-themes.rq").write_text(good.replace("SELECT", "SELEKT"), encoding="utf-8")
        serving.refresh()
        broken = client.get(address)
        library = client.get("/questions", headers=HTML).get_data(as_text=True)
        assert broken.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        assert "own-themes.rq:" in library
        assert broken.json["detail"].startswith("own-themes.rq:")  # type: ignore[index]  # it is JSON
        assert "SPARQL 1.1" in broken.json["detail"]  # type: ignore[index]  # it is JSON
        assert client.get("/api/v1/questions/themes").status_code == HTTPStatus.OK

        (folder / "own-themes.rq").write_text(good.replace("Thema", "Onderwerp"), encoding="utf-8")
        serving.refresh()
        assert client.get(address).status_code == HTTPStatus.OK
        assert "own-themes.rq:" not in client.get("/questions", headers=HTML).get_data(as_text=True)


def test_page_of_an_old_version_stays_with_it(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """Who looks at an old version asks the next query of it too, with the editor and with the plain form."""
    client = create_app(serving).test_client()
    Archive(own).roll_back(two[2])
    serving.refresh()
    page = client.get("/sparql", query_string={"query": COUNT, "version": two[1]}, headers=HTML).get_data(as_text=True)

    form = page[page.index('id="form"') :]
    assert f'name="version" value="{two[1]}"' in form[: form.index("</form>")]
    assert page.count(f"version={two[1]}") > len(("csv", "tsv", "json", "xml"))


def test_collector_spares_what_is_served(serving: Served, two: tuple[Path, str, str], own: Path) -> None:
    """The data are here to stay, so no look for garbage goes through them and stops every request; the old ones go."""
    old = weakref.ref(serving.now.search)
    try:
        serving._look()  # noqa: SLF001  as the thread that watches does
        spared = gc.get_freeze_count()
        Archive(own).roll_back(two[2])
        serving._look()  # noqa: SLF001  as above

        assert serving.now.version.digest == two[2]
        assert old() is None
        assert spared > 100_000
        assert gc.get_freeze_count() < 1.5 * spared
    finally:
        gc.unfreeze()


def test_first_who_sees_the_network_finds_it_made(serving: Served) -> None:
    """The network of a version is laid out before anybody asks for it, in both languages, and not again."""
    client = create_app(serving).test_client()
    try:
        serving._look()  # noqa: SLF001  as the thread that watches does
        made = serving.now.rendering.kept.size
        pages = [client.get("/network", query_string={"lang": spoken}, headers=HTML) for spoken in ("nl", "en")]

        assert {page.status_code for page in pages} == {HTTPStatus.OK}
        assert serving.now.rendering.kept.size == made > 0
    finally:
        gc.unfreeze()


def test_newer_version_waits_for_one_step_at_most(
    serving: Served, two: tuple[Path, str, str], own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is made when there is time ends with the time of a look, and is anew for a newer version."""
    made: list[tuple[str, int]] = []

    def list_steps() -> Iterator[Callable[[], None]]:
        """Yield three steps, the first of which fails."""
        digest = serving.now.version.digest
        yield lambda: serving.release(serving.lease("zzzz"))
        yield from (partial(made.append, (digest, number)) for number in (1, 2))

    monkeypatch.setattr(serving.unhurried, "sources", [list_steps])
    monkeypatch.setattr("api.serving.unhurried.SECONDS", 0)
    try:
        serving._look()  # noqa: SLF001  as the thread that watches does
        assert made == []
        with pytest.raises(SamendoenError):
            serving._look()  # noqa: SLF001  as above
        serving._look()  # noqa: SLF001  as above
        assert made == [(two[1], 1)]
        Archive(own).roll_back(two[2])
        for _ in range(6):
            with suppress(SamendoenError):
                serving._look()  # noqa: SLF001  as above

        assert made[1:] == [(two[2], 1), (two[2], 2)]
    finally:
        gc.unfreeze()


def test_what_was_not_settled_is_tried_again(serving: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index cannot be made now, it is made later, and the data are spared then."""
    try:
        with monkeypatch.context() as now:
            now.setattr(serving.now.search, "index", lambda _: serving.lease("zzzz"))
            with pytest.raises(SamendoenError):
                serving._look()  # noqa: SLF001  as above
        assert not gc.get_freeze_count()
        serving._look()  # noqa: SLF001  as above

        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_no_client_waits_for_what_compacts_iris(own: Path) -> None:
    """The library is not there when an app is made, and is there soon after it began to serve, without a request."""
    code = (
        "import sys, time; from api.app import *; from api.settings import *; from api.serving.served import Served\n"
        f"serving = Served.open(read_settings({{'SAMENDOEN_DATA': {str(own)!r}}})); create_app(serving)\n"
        "print('curies' in sys.modules); serving.watch(); last = time.monotonic() + 60\n"
        "from ontology.namespaces import load_converter\n"
        "while not load_converter.cache_info().currsize and time.monotonic() < last: time.sleep(0.01)\n"
        "print('curies' in sys.modules); serving.close()"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == [
        "False",
        "True",
    ]
