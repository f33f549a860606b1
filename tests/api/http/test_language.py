"""The language of an answer: what a browser asks for, which headers say so, and that caches mind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.http.language import MOST_READ, negotiate_language

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HEADERS = {
    "": "nl",
    "nl": "nl",
    "en": "en",
    "EN-gb": "en",
    "en_GB": "en",
    "en-GB,en;q=0.9": "en",
    "en-Latn-GB-oed": "en",
    "nl-BE,nl;q=0.9,en;q=0.8": "nl",
    "en;q=0.5, nl-BE;q=0.6": "nl",
    "en-US,nl;q=0.7,en;q=0.3": "en",
    "de,en;q=0.5": "en",
    "de,fr;q=0.5": "nl",
    "*": "nl",
    "*,en": "en",
    "de,*;q=0.1": "nl",
    "nl,en": "nl",
    "en,nl": "en",
    "nl;q=0": "en",
    "nl;q=0,*": "en",
    "nl;q=0.0,en;q=0.000": "nl",
    "*;q=0": "nl",
    "en-US;q=0,en": "en",
    "en ; q = 0.9 , nl;q=.8": "en",
    "en;q=2": "nl",
    "en;q=-1": "nl",
    "en;q=nan": "nl",
    "en;q=": "nl",
    "en;level=1": "nl",
    "en-": "nl",
    "english": "nl",
    "e n": "nl",
    ";;;,,,;q": "nl",
    "\u0130n,\uff45\uff4e": "nl",
    "x" * 10_000: "nl",
    "en," * 3_333: "en",
    "zh," * 3_333 + "en": "nl",
    "-" * 10_000: "nl",
    "en" + "-a" * 5_000: "en",
}
#: A page, data for people, an error of each kind, and linked data as a page.
IN_A_LANGUAGE = {
    "start": ("/", "text/html"),
    "model": ("/def", "text/html"),
    "thing": ("/doc/role/owner", "text/html"),
    "editor": ("/sparql", "text/html"),
    "questions": ("/api/v1/questions", "application/json"),
    "answer": ("/api/v1/questions/themes", "application/json"),
    "answer as CSV": ("/api/v1/questions/themes", "text/csv"),
    "document of the API": ("/api/v1/openapi.json", "application/json"),
    "terms": ("/sparql/terms.json", "application/json"),
    "nothing": ("/nothing", "text/html"),
    "problem": ("/api/v1/nothing", "application/json"),
    "no SPARQL": ("/sparql?query=x", "application/json"),
}
#: What is the same in every language.
IN_NONE = {
    "rows": ("/sparql?query=ASK%20%7B%7D", "application/json"),
    "model as RDF": ("/def", "text/turtle"),
    "thing as RDF": ("/doc/role/owner", "text/turtle"),
}


@pytest.mark.parametrize(("header", "language"), HEADERS.items(), ids=lambda it: it[:30])
def test_header_chooses_the_language(header: str, language: str) -> None:
    """The most wanted of Dutch and English is chosen, and Dutch by whatever wants neither or cannot be read."""
    assert negotiate_language(header) == language


def test_no_more_is_read_than_a_browser_sends() -> None:
    """What comes behind a thousand characters is not looked at, so that nobody makes us read long."""
    assert negotiate_language("en".rjust(MOST_READ)) == "en"
    assert negotiate_language("en".rjust(MOST_READ + 1)) == "nl"


@pytest.mark.parametrize(("path", "accept"), IN_A_LANGUAGE.values(), ids=IN_A_LANGUAGE)
def test_browser_is_answered_in_its_language(client: FlaskClient, path: str, accept: str) -> None:
    """Whatever is in a language is in that of the browser, and says which that is and what it was chosen by."""
    found = {}
    for language, header in {"nl": "fy,nl;q=0.5", "en": "en-GB,en;q=0.9"}.items():
        answer = client.get(path, headers={"Accept": accept, "Accept-Language": header})
        assert answer.headers["Content-Language"] == language
        assert set(answer.vary.as_set()) >= {"accept", "accept-language", "cookie"}
        assert accept != "text/html" or f'<html lang="{language}"' in answer.text
        found[language] = answer.data

    assert found["nl"] != found["en"]


@pytest.mark.parametrize(("path", "accept"), IN_NONE.values(), ids=IN_NONE)
def test_what_is_in_no_language_does_not_vary_by_it(client: FlaskClient, path: str, accept: str) -> None:
    """What is the same for everybody says nothing of a language, so that a cache keeps it once."""
    found = [client.get(path, headers={"Accept": accept, "Accept-Language": it}) for it in ("nl", "en")]

    assert found[0].status_code == 200
    assert found[0].data == found[1].data
    assert "accept-language" not in found[0].vary
    assert "Content-Language" not in found[0].headers


def test_url_goes_before_the_cookie_and_that_before_the_browser(client: FlaskClient) -> None:
    """A language that is in the URL is given, then the one that was chosen before, then that of the browser."""
    english = {"Accept": "text/html", "Accept-Language": "en"}

    def read(path: str) -> str:
        """Give the language in which *path* is answered."""
        return client.get(path, headers=english).headers["Content-Language"]

    assert read("/") == "en"
    assert read("/?lang=nl") == "nl"
    assert read("/") == "nl"
    assert read("/?lang=en") == "en"
    assert read("/?lang=fy") == "en"


def test_language_of_a_browser_is_not_remembered(client: FlaskClient) -> None:
    """Only who chooses a language is given a cookie."""
    assert "Set-Cookie" not in client.get("/", headers={"Accept": "text/html", "Accept-Language": "en"}).headers


def test_tag_is_of_the_language(client: FlaskClient) -> None:
    """Who has an answer in one language is not told that it has the other."""
    path, accept = "/api/v1/questions/themes", {"Accept": "application/json"}
    tag = client.get(path, headers={**accept, "Accept-Language": "nl"}).headers["ETag"]

    again = {
        it: client.get(path, headers={**accept, "Accept-Language": it, "If-None-Match": tag}) for it in ("nl", "en")
    }

    assert (again["nl"].status_code, again["en"].status_code) == (304, 200)
    assert "accept-language" in again["nl"].vary
