"""Whatever a URL says besides: no page fails over the name of a parameter, and none has its links led elsewhere."""

from __future__ import annotations

import re
from html import unescape
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from graph.errors import BrokenQuestion
from queries.questions.header import RESERVED_NAMES, read_question
from tests.api.pages.test_pages import ABSENT, HTML, ROUTES
from tests.several import FIRST, SECOND, several_app, several_client, several_version
from tests.website import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

#: The names that something of ours, or of what we build on, has for its own arguments.
NAMES = [
    *("_anchor", "_external", "_method", "_scheme", "_host", "endpoint", "self", "values", "name", "filename", "kind"),
    *("plan_key", "template", "scope", "url", "text", "context", "parameter", "document", "number", "doseq", "picked"),
    *("changes", "address", "parameters", "local_id", "key", "__class__", "only.", "only.x", "", "%00", "caller"),
]
STEERING = "&".join(f"{name}={value}" for name in NAMES for value in ("javascript", "//elsewhere.example/"))
#: What means something, with a value that means nothing.
KNOWN = ["version", "edition", "plan", "lang", "on", "format", "sort", "size", "page", "from", "view", "value", "q"]
#: Pages that make links of their own URL.
LINKING = [
    *("/sparql?from=cooperation", "/questions/cooperation?theme=water", "/questions/measures/memo?theme=water"),
    *("/measures?theme=water", "/gaps?kind=indicator", "/compare?about=kadeveiligheid", "/search?q=water"),
    "/nothing-here",
]


def list_links(page: str) -> list[str]:
    """List where the links and forms of *page* lead."""
    return [unescape(it) for it in re.findall(r'\s(?:href|action|src|data-suggestions)="([^"]*)"', page)]


def leads_here(mail: str) -> bool:
    """Say whether all addresses in the text of the link *mail*, which is to nobody yet, are of this website."""
    written = parse_qs(urlsplit(mail).query)
    addresses = re.findall(r"\bhttps?:\S+", "\n".join(it for values in written.values() for it in values))
    return bool(addresses) and all(urlsplit(it).netloc == "localhost" for it in addresses)


def check(client: FlaskClient, address: str, *, method: str = "GET") -> None:
    """Require that *address* has an answer, and that what the client wrote leads no link elsewhere."""
    with client.open(address, method=method, headers=HTML) as answer:
        assert answer.status_code != HTTPStatus.INTERNAL_SERVER_ERROR, address
        assert (answer.location or "/").startswith("/"), address
        text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    for link in list_links(text):
        path = link.partition("?")[0]
        assert "javascript" not in path, (address, link)
        assert "elsewhere" not in path, (address, link)
        assert re.match(r"/(?!/)|#|$|mailto:$", path) or path.startswith("http"), (address, link)
        assert "mailto:" not in link or leads_here(link), (address, link)
        assert "#javascript" not in link, (address, link)


def join(address: str, more: str) -> str:
    """Put *more* parameters behind *address*."""
    return f"{address}{'&' if '?' in address else '?'}{more}"


@pytest.mark.parametrize("endpoint", ROUTES)
@pytest.mark.turns(3)
def test_no_name_steers_a_page(client: FlaskClient, endpoint: str) -> None:
    """Each route answers to all odd names at once, and to each known one with a value that is none."""
    check(client, join(ROUTES[endpoint], STEERING))
    for name in KNOWN:
        check(client, join(ROUTES[endpoint], f"{name}=zzz"))


@pytest.mark.parametrize("address", LINKING)
@pytest.mark.turns(3)
def test_no_name_steers_a_link(client: FlaskClient, address: str) -> None:
    """A page that makes links of its own URL makes them alike whatever else that says, once or twice."""
    for name in NAMES:
        check(client, join(address, f"{name}=javascript"))
        check(client, join(address, f"{name}=//elsewhere.example/&{name}=1"))


@pytest.mark.parametrize("address", LINKING)
@pytest.mark.turns(3)
def test_no_name_steers_a_link_that_keeps_plans(several_client: FlaskClient, address: str) -> None:
    """Where a link keeps the plans that are chosen, it does so whatever else the URL says."""
    for name in NAMES:
        check(several_client, join(address, f"plan={FIRST}&{name}=javascript&{name}=//elsewhere.example/"))
    check(several_client, join(address, f"plan={FIRST}&plan={SECOND}&{STEERING}"))


@pytest.mark.parametrize("name", KNOWN)
def test_page_of_an_error_is_there(client: FlaskClient, name: str) -> None:
    """What is not there, or is asked in a way that does not go, is told as such, whatever version is asked for."""
    for address in (*ABSENT, "/nothing-here", "/questions/absent", "/sparql?query=no"):
        check(client, join(address, f"{name}=zzz"))
    for address in ("/", "/questions", "/nothing-here"):
        check(client, join(address, f"{name}=zzz"), method="DELETE")


def test_version_that_is_none_is_no_reason_to_fail(client: FlaskClient) -> None:
    """A page that is not there is told with the data of now, also where the URL names a version that is not there."""
    for language, told in (("nl", "Op dit adres staat niets"), ("en", "There is nothing at this address")):
        answer = client.get(f"/nothing-here?version=zzz&lang={language}", headers=HTML)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert told in answer.get_data(as_text=True)
    assert client.delete("/?version=zzz", headers=HTML).status_code == HTTPStatus.METHOD_NOT_ALLOWED


OWN = ["name", "endpoint", "values", "self", "filename", "kind", "method", "scheme", "external", "anchor", "on", "q"]
OWN += ["a", "about", "all", "why", "number", "template", "parameter", "scope"]
QUESTION = """\
#+ title: {nl: Vreemd, en: Odd}
#+ question: {nl: Wat is vreemd?, en: What is odd?}
#+ description: {nl: Een rij per thema., en: One row per theme.}
#+ absence: {nl: Niets., en: Nothing.}
#+ unseen: {nl: niets., en: nothing.}
#+ basis: stated
#+ tags: [theme]
#+ parameters:
PARAMETERS
#+ columns:
#+   name: {type: text, label: {nl: Naam, en: Name}}
PREFIX smd: <https://w3id.org/samendoen/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?_lang
MARKS
WHERE { ?theme a smd:Theme ; skos:prefLabel ?name FILTER(LANG(?name) = ?_lang) } ORDER BY ?name
"""


def write_question(folder: Path, names: list[str]) -> Path:
    """Write a question with parameters called *names* into *folder*."""
    lines = [
        f"#+   {name}: {{type: {'date' if name == 'self' else 'text'}, label: {{nl: {name}, en: {name}}}}}"
        for name in names
    ]
    marks = [f"  ?_{name}  # when: {name}" for name in names]
    text = QUESTION.replace("PARAMETERS", "\n".join(lines)).replace("MARKS", "\n".join(marks))
    folder.mkdir(exist_ok=True)
    path = folder / "odd.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def odd(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Open the app with a question whose parameters are called as arguments of ours are."""
    own = tmp_path_factory.mktemp("odd") / "own"
    write_question(own, OWN)
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_QUESTIONS=str(own)) as app:
        yield app


@pytest.mark.parametrize("name", OWN)
@pytest.mark.turns(3)
def test_parameter_may_be_called_as_an_argument(odd: Flask, name: str) -> None:
    """A question may call a parameter anything that is not reserved: its page, files and links keep what was chosen."""
    client = odd.test_client()
    for path in ("/questions/odd", "/questions/odd/memo", "/sparql?from=odd", "/questions/odd?sort=name&page=1"):
        answer = client.get(join(path, f"{name}=2020-01-31"), headers=HTML)
        assert answer.status_code == HTTPStatus.OK, path
        kept = [parse_qs(urlsplit(link).query).get(name) for link in list_links(answer.get_data(as_text=True))]
        assert ["2020-01-31"] in kept, path
    for form in ("json", "csv", "xlsx", "docx", "ttl"):
        assert client.get(f"/api/v1/questions/odd?{name}=2020-01-31&format={form}").status_code == HTTPStatus.OK, form
    assert client.get(f"/questions/odd/suggestions/{name}?q=2020-01-31").status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", RESERVED_NAMES)
def test_name_that_an_address_uses_is_refused(tmp_path: Path, name: str) -> None:
    """A name that means something in every address is refused, with all that are."""
    with pytest.raises(BrokenQuestion, match=f"name '{name}' itself.* none of these: edition, .*view"):
        read_question(write_question(tmp_path / "own", [name]))
