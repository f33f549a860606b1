"""The pages: each in Dutch and in English, each with a way on, and none missing its texts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import template_rendered

from queries.questions.library import load_questions
from tests.api.test_page_names import PAGES as PAGE_NAMES

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from graph.sources.source_text import SourceText

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "api" / "templates"
#: Templates that others import or include, and `base.html`, which others extend; they are never rendered by themselves.
#: That of several plans is rendered in `test_several_plans`, those of none in `test_no_plan`, that of which to
#: choose in `test_handout`, and that of what is gone
#: in `test_gone`.
SHARED = {
    *(
        it.relative_to(TEMPLATES).as_posix()
        for it in TEMPLATES.rglob("*.html")
        if "{% extends" not in it.read_text("utf-8")
    ),
    *("choose_plan.html", "gone.html", "several.html", "network/empty.html"),
}
#: Addresses whose pages have a template of their own, besides those of the routes.
OTHERS = ("/nowhere", "/partners/nope", "/changes?thing=measure/zilverhaven-2031/water-01", "/api/v1?about=themes")
HTML = {"Accept": "text/html"}
LINE = 31

#: An address for each route of the app, by its endpoint.
ROUTES = {
    "static": "/static/style/base.css",
    "about.show_about": "/about",
    "accessibility.show_accessibility": "/accessibility",
    "contact.show_contact": "/contact",
    "data.show_data": "/data",
    "help.show_help": "/help",
    "changes.show_changes": "/changes",
    "versions.list_versions": "/versions",
    "home.show_home": "/",
    "home.serve_house_style": "/static/house-style.css",
    "themes.list_themes": "/themes",
    "themes.show_theme": "/themes/zilverhaven-2031/water",
    "partners.list_partners": "/partners",
    "themes.find_theme": "/themes/water",
    "plans.list_plans": "/plans",
    "plans.show_plan": "/plans/zilverhaven-2031",
    "partners.show_partner": "/partners/zilverhaven",
    "partners.show_own_partner": "/partners/zilverhaven-2031/havenpolitie",
    "measures.find_measure": "/measures/water-01",
    "documents.find_document": "/documents/plan",
    "measures.list_measures": "/measures",
    "measures.show_measure": "/measures/zilverhaven-2031/water-01",
    "legislation.list_laws": "/legislation",
    "legislation.show_law": "/legislation/havenwet",
    "gaps.show_gaps": "/gaps",
    "calendar.show_calendar": "/calendar",
    "calendar.download_calendar": "/calendar/calendar.ics",
    "decisions.show_decisions": "/decisions",
    "defects.show_defects": "/defects",
    "levels.show_levels": "/levels",
    "money.show_money": "/money",
    "gaps.download_worklist": "/gaps/worklist.xlsx",
    "handout.show_handout": "/handout?partner=havenpolitie",
    "meeting.show_meeting": "/meeting?partner=havenpolitie",
    "compare.show_comparison": "/compare?about=kadeveiligheid",
    "coverage.show_coverage": "/coverage",
    "documents.show_document": "/documents/zilverhaven-2031/plan",
    "documents.give_document": "/documents/zilverhaven-2031/besluit",  # as one looks at it before one sends a file
    "documents.list_documents": "/documents",
    "questions.list_questions": "/questions",
    "questions.show_question": "/questions/cooperation",
    "questions.show_memo": "/questions/cooperation/memo?theme=water",
    "questions.suggest_values": "/questions/cooperation/suggestions/theme?q=water",
    "search.show_search": "/search?q=water",
    "documents.show_line": f"/documents/zilverhaven-2031/plan/lines/{LINE}",
    "network.show_network": "/network",
    "network.show_panel": "/network/panel?node=havenpolitie",
    "rest_networks.list_networks": "/api/v1/networks",
    "rest_networks.show_network": "/api/v1/networks/cooperation",
    "doc.redirect_thing": "/id/role/owner",
    "doc.show_thing": "/doc/role/owner",
    "def.show_model": "/def",
    "def.show_topic": "/def/topics/actor",
    "def.show_shapes": "/shapes",
    "def.redirect_term": "/def/Measure",
    "rest.serve_openapi": "/api/v1/openapi.json",
    "rest.show_index": "/api/v1",
    "rest_questions.list_questions": "/api/v1/questions",
    "rest_questions.answer_question": "/api/v1/questions/themes",
    "rest_questions.list_cooperation": "/api/v1/cooperation",
    "rest_questions.list_measures": "/api/v1/measures",
    "rest_search.list_results": "/api/v1/search?q=water",
    "rest_search.list_suggestions": "/api/v1/suggestions?q=water",
    "sparql.serve_endpoint": "/sparql",
    "sparql.redirect_void": "/.well-known/void",
    "sparql.draw_picture": "/sparql/picture?view=chart&query=SELECT%20%3Fa%20%7B%20%3Fa%20a%20%3Fb%20%7D%20LIMIT%203",
    "sparql.list_completions": "/sparql/terms.json",
    "graphs.serve_graph": "/graphs",
    "graph.redirect_graph": "/id/graph/zilverhaven-2031/stated",
    "graph.show_graph": "/doc/graph/zilverhaven-2031/stated",
    "rest_plans.list_plans": "/api/v1/plans",
    "rest_changes.list_changes": "/api/v1/changes",
    "health.report_liveness": "/healthz",
    "health.report_readiness": "/readyz",
}
PAGES = [
    *(
        path
        for name, path in ROUTES.items()
        if name.partition(".")[0] in {*PAGE_NAMES, "sparql"}
        and not path.startswith(("/static/", "/.well-known/", "/sparql/"))
        and not re.search(r"\.(find|suggest|download)_|\.show_panel", name)
    ),
    *(f"/questions/{name}" for name in load_questions() if name != "cooperation"),
    "/changes?thing=measure/zilverhaven-2031/water-01",
    "/network?theme=water",
    "/sparql?from=cooperation",
    "/sparql?query=ASK%20%7B%7D",
    "/def/topics/lists",
    "/def/topics/standards",
    "/legislation/nl-ladder",
    "/gaps?kind=indicator&theme=water",
    "/doc/actor/zilverhaven-2031/havenpolitie?why=smd:activeOn&value=theme:zilverhaven-2031/water",
    "/doc/role/owner",
    "/doc/graph/zilverhaven-2031/stated",
    "/doc/evidence/zilverhaven-2031/l31-de-brandweer-oefent",
    "/doc/document/zilverhaven-2031/plan?all=1",
    "/doc/plan/zilverhaven-2031?all=1",
    "/doc/section/zilverhaven-2031/waarom",
    "/doc/involvement/zilverhaven-2031/nachten-02--badgasten",
    "/doc/measure/zilverhaven-2031/water-01?all=1",
]
ABSENT = [
    "/themes/nope",
    "/partners/nope",
    "/measures/nope",
    "/documents/zilverhaven-2031/plan/lines/100000",
    "/legislation/nope",
    "/documents/nope",
    "/questions/nope",
    "/id/theme/nope",
    "/doc/x/y",
    "/def/Nope",
]


def page(client: FlaskClient, path: str) -> str:
    """Give the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.mimetype == "text/html"
    return answer.get_data(as_text=True)


def main(text: str) -> str:
    """Give what stands in the main part of the page *text*."""
    return text.partition("<main")[2].partition("</main>")[0]


def rows(text: str) -> int:
    """Give the number of rows with a link in the first table of the page *text*."""
    return len(re.findall("<tr>.*<a ", text.partition("<tbody>")[2].partition("</table>")[0]))


@pytest.mark.parametrize("path", PAGES)
def test_page_is_there_in_both_languages(client: FlaskClient, path: str) -> None:
    """Each page answers in Dutch and in English, says which it is, and has one heading."""
    sign = "&" if "?" in path else "?"
    found = {}
    for language in ("nl", "en"):
        answer = client.get(f"{path}{sign}lang={language}", headers=HTML)
        found[language] = answer.get_data(as_text=True)

        assert answer.status_code == 200
        assert answer.headers["Content-Language"] == language
        assert f'<html lang="{language}"' in found[language]
        assert found[language].count("<h1>") == 1
        assert f'lang="{language}" aria-current="true"' in found[language]
    assert main(found["nl"]) != main(found["en"])


def test_first_visit_is_in_dutch(client: FlaskClient) -> None:
    """Who asks for no language reads Dutch; a language that there is not changes nothing."""
    assert '<html lang="nl"' in page(client, "/")
    assert '<html lang="nl"' in page(client, "/?lang=fy")


def test_language_is_remembered(client: FlaskClient) -> None:
    """A language that was asked for once stays, until the other one is asked for."""
    page(client, "/themes?lang=en")

    assert '<html lang="en"' in page(client, "/partners")
    assert '<html lang="nl"' in page(client, "/partners?lang=nl")
    assert '<html lang="nl"' in page(client, "/themes")


def test_other_language_keeps_the_choices(client: FlaskClient) -> None:
    """The link to the other language leads to the same page with the same choices."""
    links = re.findall(r'href="([^"]*)" hreflang="en"', page(client, "/network?theme=water&actor=havenpolitie"))

    assert [unescape(link) for link in links] == ["/network?theme=water&actor=havenpolitie&lang=en"]


@pytest.mark.parametrize("name", ["endpoint", "_method", "_external", "_scheme", "_anchor", "local_id", "self", "lang"])
@pytest.mark.parametrize("path", ["/themes", "/themes/zilverhaven-2031/water", "/nowhere", "/sparql"])
def test_odd_parameter_does_no_harm(client: FlaskClient, path: str, name: str) -> None:
    """A parameter that the app's own functions happen to know breaks no page and bends no link."""
    expected = client.get(path, headers=HTML)

    answer = client.get(f"{path}?{name}=javascript", headers=HTML)

    assert answer.status_code == expected.status_code
    links = re.findall(r'<a href="http://localhost[^"]*"([^>]*)>', answer.get_data(as_text=True))
    assert [it for it in links if "data-copy" not in it] == []  # the address to copy is whole
    assert 'href="javascript' not in answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ABSENT)
def test_absent_thing_is_a_page_with_a_way_on(client: FlaskClient, path: str, language: str) -> None:
    """What is not there answers 404 with a page in the visitor's language that says where to go."""
    answer = client.get(f"{path}?lang={language}", headers=HTML)
    text = main(answer.get_data(as_text=True))
    detail = re.findall(r'<p class="lead">(.+)</p>', text)

    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.get_data(as_text=True)
    assert len(detail) == 1
    assert re.search(
        "Kies|Kijk|Zie|Zoek|Vragen|Op deze regel" if language == "nl" else "Choose|Look|See|Search|Questions|this line",
        detail[0],
    )
    assert 'href="/"' in text
    assert 'href="/questions"' in text


def test_absent_thing_is_named_without_harm(client: FlaskClient) -> None:
    """The page that says what is not there repeats it as text, never as HTML."""
    text = page(client, "/themes/%3Cimg src=x onerror=alert(1)%3E")

    assert "&lt;img src=x" in text
    assert "<img" not in text


@pytest.mark.parametrize("path", ["/gaps", "/measures", "/partners", "/network", "/questions/themes"])
def test_unknown_parameter_is_named(client: FlaskClient, path: str) -> None:
    """A parameter that a page does not take answers 400 with its name, instead of another question's answer."""
    answer = client.get(f"{path}?colour=red", headers=HTML)

    assert answer.status_code == 400
    assert "colour" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/questions/gaps?", "/measures?", "/network?", "/questions/cooperation?"])
def test_choice_narrows_the_page_and_stays_chosen(client: FlaskClient, path: str) -> None:
    """A theme given by its local id or by its IRI gives fewer rows, and the form shows what is chosen."""
    everything = rows(page(client, path))
    narrowed = [
        page(client, f"{path}&theme={theme}")
        for theme in ("water", "https://w3id.org/samendoen/id/theme/zilverhaven-2031/water")
    ]

    assert 0 < rows(narrowed[0]) < everything
    assert rows(narrowed[0]) == rows(narrowed[1])
    assert all('<option value="water" selected>' in text for text in narrowed)


def test_empty_choice_is_all(client: FlaskClient) -> None:
    """A form sent with nothing chosen gives everything."""
    assert rows(page(client, "/measures?theme=&actor=&horizon=")) == rows(page(client, "/measures")) > 0


def test_page_names_the_data_version(app: Flask, client: FlaskClient) -> None:
    """Each page says over which version of the data it speaks."""
    assert app.extensions["samendoen"].now.version.digest[:12] in page(client, "/themes")


def test_line_without_its_document_shows_anchors(client: FlaskClient) -> None:
    """Where the plan is not at hand, the page of a line shows what rests on it, and where the text can be added."""
    text = page(client, f"/documents/zilverhaven-2031/plan/lines/{LINE}?lang=en")

    assert "<blockquote" not in text
    assert 'href="/documents/zilverhaven-2031/plan#give"' in text
    assert "samendoen build" not in text
    assert rows(text) > 0


@pytest.mark.parametrize(("number", "beside"), [(1, [2]), (2, [1, 3]), (68, [67, 69]), (69, [68])])
def test_line_leads_to_the_lines_beside_it(client: FlaskClient, number: int, beside: list[int]) -> None:
    """The page of a line leads to the line before it and the one after it, and past neither end of the document."""
    text = page(client, f"/documents/zilverhaven-2031/plan/lines/{number}")

    found = re.findall(r'href="/documents/zilverhaven-2031/plan/lines/(\d+)" rel="(?:prev|next)"', text)

    assert [int(line) for line in found] == beside


@pytest.mark.parametrize(
    "path", [f"/documents/zilverhaven-2031/plan/lines/{LINE}", "/measures/zilverhaven-2031/water-01"]
)
def test_registered_document_is_quoted(reading: FlaskClient, plan: SourceText, path: str) -> None:
    """Where the plan is at hand, a page shows the line itself."""
    quoted = re.findall(r"<blockquote[^>]*>(.+?)</blockquote>", page(reading, path))

    assert plan.line(LINE).strip() in [unescape(re.sub("</?mark>", "", text)) for text in quoted]
    assert any("<mark>" in text for text in quoted)


def test_every_route_is_tried(app: Flask) -> None:
    """A route cannot be added without an address in this file that tries it."""
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == ROUTES.keys()


@pytest.mark.parametrize("endpoint", ROUTES)
def test_route_answers(client: FlaskClient, endpoint: str) -> None:
    """Each route answers; a thing sends one on to its document, a term and the shapes to the model, VoID to SPARQL."""
    answer = client.get(ROUTES[endpoint], headers={"Accept": "*/*"}, buffered=True)

    sent_on = {
        "doc.redirect_thing": 303,
        "def.redirect_term": 303,
        "home.serve_house_style": 404,
        "graph.redirect_graph": 303,
        "def.show_shapes": 303,
        "sparql.redirect_void": 302,
        "themes.find_theme": 302,
        "measures.find_measure": 302,
        "documents.find_document": 302,
    }
    assert answer.status_code == sent_on.get(endpoint, 200)


@pytest.mark.parametrize("endpoint", ROUTES)
def test_language_is_all_that_is_remembered(app: Flask, endpoint: str) -> None:
    """No route sets a cookie but for the language, where that is asked for; no script and no other site gets at it."""
    visitor, url = app.test_client(), ROUTES[endpoint]
    plain = visitor.get(url, headers=HTML, buffered=True).headers.getlist("Set-Cookie")
    asked = visitor.get(f"{url}{'&' if '?' in url else '?'}lang=en", headers=HTML, buffered=True)

    assert plain == []
    for cookie in asked.headers.getlist("Set-Cookie"):
        assert re.fullmatch(r"lang=en; Expires=[^;]+; Max-Age=\d+; HttpOnly; Path=/; SameSite=Lax", cookie)


def test_every_template_is_rendered(app: Flask, client: FlaskClient) -> None:
    """No template lies about that no page uses."""
    used: set[str] = set()

    def note(_sender: Flask, template: object, **_more: object) -> None:
        """Remember the *template*."""
        used.add(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        for path in (*ROUTES.values(), *OTHERS):
            client.get(path, headers=HTML, buffered=True)

    known = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert known - used <= SHARED
    assert used <= known


@pytest.mark.parametrize("path", [*ROUTES.values(), "/nowhere"])
def test_browser_is_told_to_keep_to_this_host(client: FlaskClient, path: str) -> None:
    """Every answer forbids scripts, styles and frames that are not our own files."""
    headers = client.get(path, headers=HTML, buffered=True).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_late_start_page_says_so(hurried: Flask) -> None:
    """A query past its time gives a page that names the limit and keeps the query."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    answer = hurried.test_client().get("/sparql", query_string={"query": endless, "lang": "en"}, headers=HTML)

    assert answer.status_code == 503
    assert "1 seconds" in answer.get_data(as_text=True)
    assert endless in answer.get_data(as_text=True)
