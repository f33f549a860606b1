"""The documents of the plans: giving the text of one on its page, and what pages show of it from then on."""

from __future__ import annotations

import re
import shutil
import socket
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from api.app import create_app
from api.serving.served import Served
from api.settings import read_settings
from graph.sources import SourceTexts
from tests.builds import FIXTURE

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser
    from werkzeug.test import TestResponse

    from tests.website import Running

DOCUMENT = "/documents/zilverhaven-2031/plan"
HTML = {"Accept": "text/html"}
OWN = {**HTML, "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
PLAN = (FIXTURE / "plan.txt").read_bytes()


@pytest.fixture
def kept(tmp_path: Path) -> SourceTexts:
    """Give the documents of a data folder of one's own, of which there are none yet."""
    return SourceTexts(tmp_path)


@pytest.fixture
def giving(app: Flask, folder: Path, kept: SourceTexts) -> FlaskClient:
    """Visit an app whose documents are *kept* in a folder of its own."""
    found = replace(app.extensions["samendoen"].now, registered=kept)
    return create_app(Served(found, read_settings({"SAMENDOEN_DATA": str(folder)}))).test_client()


def find_token(client: FlaskClient, path: str = DOCUMENT) -> str:
    """Find the token of the form on the page at *path*."""
    found = re.findall(r'name="token" value="([^"]+)"', client.get(path, headers=HTML).get_data(as_text=True))
    return found[0] if found else ""


def give(client: FlaskClient, data: bytes, token: str = "", **headers: str) -> TestResponse:
    """Give *data* as the text of the document, as its page does, with other *headers* where they are given."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = [
        f'--edge\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token or find_token(client)}\r\n'.encode(),
        b'--edge\r\nContent-Disposition: form-data; name="text"; filename="plan.txt"\r\n\r\n' + data + b"\r\n--edge--",
    ]
    kind = "multipart/form-data; boundary=edge"
    return client.post(f"{DOCUMENT}?lang=en", data=b"".join(fields), content_type=kind, headers={**OWN, **named})


def read(client: FlaskClient, path: str) -> str:
    """Read the page at *path*, in English."""
    asked = f"{path}{'&' if '?' in path else '?'}lang=en"
    return unescape(client.get(asked, headers=HTML).get_data(as_text=True))


def test_text_that_is_given_is_shown_at_once(giving: FlaskClient, kept: SourceTexts) -> None:
    """Who gives the very document sees its sentences from then on, the words of the anchor marked."""
    before = read(giving, f"{DOCUMENT}/lines/31")
    answer = give(giving, PLAN)
    after = read(giving, f"{DOCUMENT}/lines/31")

    assert answer.status_code == 303
    assert list(kept.read_all())
    assert "<mark>" not in before
    assert "<mark>" in after
    assert "The text is added" in read(giving, answer.headers["Location"])
    assert "The text is at hand" in read(giving, "/documents")


@pytest.mark.parametrize(
    "saved",
    [
        PLAN.replace(b"\n", b"\r\n"),
        PLAN + b"\n" if not PLAN.endswith(b"\n") else PLAN.rstrip(b"\n"),
        b"\xef\xbb\xbf" + PLAN,
        PLAN.decode().encode("utf-16"),
    ],
    ids=["crlf", "end", "mark", "utf-16"],
)
def test_text_that_was_saved_otherwise_is_put_back(giving: FlaskClient, kept: SourceTexts, saved: bytes) -> None:
    """The same text with other line ends, another end or encoding is kept as the document that it was, by digest."""
    answer = give(giving, saved)

    assert answer.headers["Location"].endswith("given=restored")
    assert ["\n".join(text.lines).encode() for text in kept.read_all().values()] == [PLAN]


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 400, "No file was chosen"),
        (b"another plan", 422, "begins with"),
        (PLAN.replace(b"haven", b"hafen"), 422, "begins with"),
        (b"%PDF-1.7 \x00", 422, "PDF"),
        (b"PK\x03\x04 \x00", 422, "Word"),
        (bytes(range(256)) * 40, 422, "This is no text"),
        ((FIXTURE / "besluit.txt").read_bytes(), 422, "This is another document"),
        (b"a" * 2_000_000, 413, "more than 1000 kilobytes"),
    ],
    ids=["nothing", "other", "changed", "pdf", "word", "binary", "wrong document", "too large"],
)
def test_other_file_is_refused_with_the_reason(
    giving: FlaskClient, kept: SourceTexts, data: bytes, status: int, said: str
) -> None:
    """Whatever is not the document is refused, in words that say what it is instead; nothing is kept."""
    answer = give(giving, data)

    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert said in unescape(answer.get_data(as_text=True))
    assert not kept.read_all()


def test_text_that_is_given_twice_is_kept_once(giving: FlaskClient, kept: SourceTexts) -> None:
    """Who gives it again is told that it was there, and the file stays."""
    token = find_token(giving)
    first, second = give(giving, PLAN, token), give(giving, PLAN, token)

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["Location"].endswith("given=before")
    assert len(kept.read_all()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost:9"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"X_Forwarded_For": "192.0.2.7"},
        {"Host": "samendoen.example", "Origin": "http://samendoen.example"},
    ],
)
def test_other_website_gives_nothing(giving: FlaskClient, kept: SourceTexts, headers: dict[str, str]) -> None:
    """Neither another website nor who is elsewhere can give a text, also not with a good token."""
    assert give(giving, PLAN, find_token(giving), **headers).status_code == 403
    assert not kept.read_all()


def test_nobody_gives_without_a_good_token(giving: FlaskClient, kept: SourceTexts) -> None:
    """Without a token, with one that was changed or is over, and where no browser says whence it comes, nothing is."""
    until, _, signature = find_token(giving).partition("-")
    wrong = ["x", f"{until}-{signature[:-1]}", f"{int(until, 16) + 1:x}-{signature}", f"0-{signature}", "-", "é-é"]
    plain = giving.post(DOCUMENT, data={"token": find_token(giving), "text": (BytesIO(PLAN), "p")}, headers=HTML)

    assert [give(giving, PLAN, token).status_code for token in wrong] == [403] * len(wrong)
    assert plain.status_code == 403
    assert not kept.read_all()


@pytest.mark.parametrize("host", ["samendoen.example", "192.0.2.7"])
def test_form_is_for_who_is_at_this_machine(giving: FlaskClient, host: str) -> None:
    """Others see whether the text is at hand, and no form, no token and no command."""
    for path in ("/documents", DOCUMENT, f"{DOCUMENT}/lines/31"):
        text = giving.get(path, headers={**HTML, "Host": host}).get_data(as_text=True)
        assert 'name="token"' not in text
        assert "--source" not in text
        assert "samendoen build" not in text


def test_setting_opens_what_is_read_and_not_the_form(giving: FlaskClient) -> None:
    """Where the sentences are opened to everybody, who is elsewhere reads them and can still give nothing."""
    giving.application.config["SAMENDOEN_PUBLIC"] = frozenset({"sentences"})
    give(giving, PLAN)
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    line = giving.get(f"{DOCUMENT}/lines/31", headers=HTML, environ_base=elsewhere).get_data(as_text=True)
    sent = giving.post(DOCUMENT, data={"token": find_token(giving)}, headers=OWN, environ_base=elsewhere)

    assert "<mark>" in line
    assert sent.status_code == 403


def test_folder_that_cannot_be_written_is_said(app: Flask, folder: Path, tmp_path: Path) -> None:
    """Where the data folder is none, who gives the right file is told that it cannot be kept, and where."""
    (tmp_path / "file").write_bytes(b"")
    found = replace(app.extensions["samendoen"].now, registered=SourceTexts(tmp_path / "file"))
    client = create_app(Served(found, read_settings({"SAMENDOEN_DATA": str(folder)}))).test_client()
    answer = give(client, PLAN)

    assert answer.status_code == 503
    assert "cannot be kept" in answer.get_data(as_text=True)


def test_text_that_changed_on_disk_is_told_and_not_shown(giving: FlaskClient, tmp_path: Path) -> None:
    """A file that is no longer what was given shows nothing, and says so; given again, it is whole again."""
    give(giving, PLAN)
    (file,) = (tmp_path / "documents").glob("*.txt")
    file.write_bytes(PLAN.replace(b"de ", b"Vergeten "))
    line, page, listed = (read(giving, path) for path in (f"{DOCUMENT}/lines/31", DOCUMENT, "/documents"))

    assert all("has changed since" in text for text in (line, page, listed))
    assert "Vergeten" not in line
    assert give(giving, PLAN).status_code == 303
    assert "<mark>" in read(giving, f"{DOCUMENT}/lines/31")


def test_broken_connection_leaves_nothing(served: str, running: Running) -> None:
    """Who hangs up while sending a text has given none, and the server goes on."""
    host, _, port = running.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        head = f"POST {DOCUMENT} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        line.sendall(f"{head}Content-Length: 9000\r\n\r\n--b\r\n".encode())

    assert running.ready()
    assert not list((running.folder / "documents").glob("*"))
    assert served


def test_place_is_named_by_its_section(client: FlaskClient) -> None:
    """Beside a line stands the section that it is in, and on its own page every section around it."""
    measure = read(client, "/measures/zilverhaven-2031/water-01")
    line = read(client, f"{DOCUMENT}/lines/31")

    assert re.search(r'lines/31">[^<]+, line 31</a>', measure)
    assert line.partition('class="lead"')[2].partition("</p>")[0].count("/doc/section/") > 1


def test_lines_around_are_shown_on_demand(giving: FlaskClient) -> None:
    """Two lines before and two after one can be opened, with their numbers."""
    give(giving, PLAN)
    text = read(giving, f"{DOCUMENT}/lines/31").partition("around-lines")[2].partition("</ol>")[0]
    numbers = [int(it) for it in re.findall(r'value="(\d+)"', text)]
    shown = PLAN.decode().split("\n")

    assert 31 in numbers
    assert len(numbers) == 5
    assert all(shown[number - 1].strip() in text for number in numbers)


def test_text_is_given_in_a_browser(browser: Browser, running: Running, tmp_path: Path) -> None:
    """In a browser, a wrong file is refused and the right one is taken, by keyboard."""
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("niet dit", encoding="utf-8")
    page = browser.new_page()
    try:
        page.goto(f"{running.address}{DOCUMENT}?lang=en")
        page.set_input_files("input[type=file]", wrong)
        page.locator(".give button").press("Enter")
        page.locator("[role=alert]").wait_for()
        page.set_input_files("input[type=file]", FIXTURE / "plan.txt")
        page.locator(".give button").press("Enter")
        page.locator("main p.gap[role=status]").wait_for()
        page.goto(f"{running.address}{DOCUMENT}/lines/31")
        marked = page.locator("mark").count()
    finally:
        page.close()
        shutil.rmtree(running.folder / "documents", ignore_errors=True)

    assert marked
