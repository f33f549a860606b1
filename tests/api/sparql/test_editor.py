"""The editor in a real browser: it asks by keyboard, completes from our model, draws, and calls nobody else."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from api.sparql.package import is_installed
from tests.absence import missing
from tests.api.test_site import LOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

TEXT = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"
WRITTEN = ".tabPanel.active .CodeMirror-code"
TOO_WIDE = "() => Math.max(document.body.scrollWidth, document.documentElement.scrollWidth) - window.innerWidth"
EVIL = "<img src=x onerror='document.title=1'>&<svg onload='document.title=2'>"
CHART = 'SELECT ?name ?n ?m { VALUES (?name ?n ?m) { ("een" 1 11) ("twee" 2 22) } }'
TIES = """PREFIX smd: <https://w3id.org/samendoen/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?theme ?theme_label ?broader
{ ?theme a smd:Theme ; skos:broader ?broader ; skos:prefLabel ?theme_label FILTER(LANG(?theme_label) = "nl") }"""


#: What is seen of each view.
VIEWS = {"table": "td", "chart": "svg", "network": "svg", "response": "textarea[aria-label]"}


@dataclass
class Heard:
    """Which other hosts a page asked, and what the browser complained of."""

    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def visiting(
    browser: Browser, served: str, path: str, width: int = 1280, *, script: bool = True
) -> Iterator[tuple[Page, Heard]]:
    """Visit *path*, wait for the editor where a *script* may run, and listen."""
    if not is_installed():
        missing("the editor is not installed; run 'make node_modules/.installed', which needs npm")
    heard = Heard()
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script, locale="nl")
    page = context.new_page()
    page.on(
        "request",
        lambda it: None if it.url.startswith((f"{served}/", "data:", "blob:")) else heard.strangers.append(it.url),
    )
    page.on("console", lambda it: heard.complaints.append(it.text) if it.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    try:
        page.goto(served + path)
        if script:
            page.wait_for_selector("#editor[data-ready]")
        yield page, heard
    finally:
        context.close()


def write(page: Page, query: str) -> None:
    """Put *query* in the editor, with the focus at its end."""
    page.evaluate(f"(query) => {{ {TEXT}.setValue(query); {TEXT}.focus(); {TEXT}.execCommand('goDocEnd'); }}", query)


def ask(page: Page, query: str) -> None:
    """Ask *query* by keyboard, and wait until it is answered."""
    write(page, query)
    with page.expect_response("**/sparql"):
        page.keyboard.press("Control+Enter")


def completions(page: Page, before: str, typed: str) -> list[str]:
    """Give what is offered for *typed* after *before*."""
    write(page, before)
    page.keyboard.type(typed)
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint")
    return page.locator(".CodeMirror-hint code").all_inner_texts()


def test_editor_takes_the_place_of_the_form(browser: Browser, served: str) -> None:
    """With a script the editor is there, with the query of the form, and the form is gone; nobody else is asked."""
    with visiting(browser, served, "/sparql") as (page, heard):
        assert "skos:broader" in page.evaluate(f"{TEXT}.getValue()")
        assert page.locator("textarea#query").count() == 0
        assert page.locator(".controlbar").is_hidden()
        assert page.locator("#query-too-large").is_visible()

    assert heard == Heard()


def test_answer_is_seen_as_table_chart_and_network(browser: Browser, served: str) -> None:
    """One answer is a table, a chart and a network; the address keeps which, so that it can be mailed."""
    with visiting(browser, served, "/sparql") as (page, heard):
        ask(page, TIES)
        page.wait_for_selector(".yasr_results td a.iri[href='/id/theme/zilverhaven-2031/nachten']")
        assert page.locator(".yasr_results th:not([scope=col])").count() == 0
        page.click(".select_chart")
        page.wait_for_selector(".picture svg[role=img][aria-label] rect")
        page.click(".select_network")
        page.wait_for_selector(".picture svg[role=img] a[href='/themes/zilverhaven-2031/nachten']")
        assert "view=network" in page.url
        assert page.locator(".said").inner_text().split()[0] == "1"
        page.reload()
        page.wait_for_selector(".picture svg[role=img] a[href='/themes/zilverhaven-2031/nachten']")

    assert heard == Heard()


def test_column_of_a_chart_can_be_chosen(browser: Browser, served: str) -> None:
    """Where there are more columns of numbers one is chosen by keyboard, and the focus stays there."""
    with visiting(browser, served, "/sparql") as (page, heard):
        ask(page, CHART)
        page.click(".select_chart")
        page.wait_for_selector(".picture svg")
        page.select_option(".values select", "m")
        page.locator(".picture svg", has_text="22").wait_for()
        page.wait_for_selector(".values select:focus")

    assert heard == Heard()


@pytest.mark.parametrize(
    ("before", "typed", "name"),
    [
        ("PREFIX smd: <https://w3id.org/samendoen/def#>\nSELECT ?x { ?x a ", "smd:Meas", "smd:Measure"),
        ("SELECT ?x { ?x a ", "maatr", "smd:Measure"),
        ("PREFIX smd: <https://w3id.org/samendoen/def#>\nSELECT ?x { ?x ", "smd:conc", "smd:concerns"),
    ],
)
def test_terms_of_the_model_are_offered(browser: Browser, served: str, before: str, typed: str, name: str) -> None:
    """A class or a property is found by its name and by its label; taking it writes its prefix where that lacks."""
    with visiting(browser, served, "/sparql?lang=nl") as (page, heard):
        assert completions(page, before, typed)[0] == name
        page.keyboard.press("Enter")
        page.locator(f"{WRITTEN}:has-text('PREFIX smd: <')", has_text=f" {name}").wait_for()

    assert heard == Heard()


def test_nothing_typed_goes_elsewhere(browser: Browser, served: str) -> None:
    """What is typed where no term of ours fits is sent to nobody, not even to us."""
    with visiting(browser, served, "/sparql") as (page, heard):
        asked: list[str] = []
        page.on("request", lambda it: asked.append(it.url))
        write(page, "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nSELECT ?x { ?x a ")
        page.keyboard.type("foaf:Per")
        page.keyboard.press("Control+Space")
        page.keyboard.type(" ; foaf:na")
        page.keyboard.press("Control+Space")
        page.locator(WRITTEN, has_text="; foaf:na").wait_for()

    assert asked == []
    assert heard == Heard()


def test_keyboard_can_leave_the_editor(browser: Browser, served: str) -> None:
    """Escape and then Tab lead out, as the page says; the next stop is the button that asks, and it asks."""
    with visiting(browser, served, "/sparql") as (page, _heard):
        write(page, "ASK {}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('button.ask')")
        assert "Escape" in page.locator("#keys").inner_text()
        with page.expect_response("**/sparql"):
            page.keyboard.press("Enter")
        page.wait_for_selector(".booleanResult")


def test_question_is_not_hidden_by_what_was_kept(browser: Browser, served: str) -> None:
    """A link to a question opens its query, whatever stood there before, in the same tab the second time."""
    with visiting(browser, served, "/sparql") as (page, heard):
        write(page, "ASK { <urn:mine> ?p ?o }")
        page.keyboard.press("Escape")
        for _ in range(2):
            page.goto(f"{served}/sparql?from=cooperation&theme=water")
            page.wait_for_selector("#editor[data-ready]")
            assert "smd:Cooperation" in page.evaluate(f"{TEXT}.getValue()")
            write(page, "ASK { <urn:other> ?p ?o }")
            page.keyboard.press("Escape")
        assert page.locator(".tabsList .tab").count() == 2
        assert page.locator("main a[href='/questions/cooperation?theme=water']").count() == 1
        page.locator(".tabsList .tab a").first.click()
        assert "urn:mine" in page.evaluate(f"{TEXT}.getValue()")

    assert heard == Heard()


def test_fault_is_told_in_words(browser: Browser, served: str) -> None:
    """What is wrong is said as the page says it, in the visitor's language, and the query stays."""
    with visiting(browser, served, "/sparql?lang=nl") as (page, heard):
        ask(page, "SELECT * { <b>")
        fault = page.locator(".yasr_results .fault[role=alert]")
        fault.wait_for()
        assert "regel 1" in fault.inner_text()
        assert page.evaluate(f"{TEXT}.getValue()") == "SELECT * { <b>"
        assert page.locator(".yasr_results a").count() == 0

    assert heard.strangers == []


def test_query_can_be_stopped(browser: Browser, served: str) -> None:
    """While a query is under way the button stops it; the query stays, and the next one is answered."""
    with visiting(browser, served, "/sparql?lang=en") as (page, heard):
        write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        page.click("button.ask")
        page.locator("button.ask", has_text="Stop").click()
        page.locator(".yasr_results .fault", has_text="Stopped").wait_for()
        assert "?g ?h ?i" in page.evaluate(f"{TEXT}.getValue()")
        ask(page, "ASK {}")
        page.locator(".booleanResult", has_text="yes").wait_for()

    assert heard == Heard()


def test_answer_without_picture_says_so(browser: Browser, served: str) -> None:
    """A view that an answer does not have says why, and what to ask."""
    with visiting(browser, served, "/sparql?lang=en") as (page, heard):
        ask(page, "ASK {}")
        page.click(".select_chart")
        page.wait_for_selector(".yasr_results .gap")
        assert "SELECT" in page.locator(".yasr_results .gap").inner_text()

    assert heard.strangers == []


def test_hostile_answer_is_inert(browser: Browser, served: str) -> None:
    """HTML in an answer is text in each view, when it is filtered as well; nothing even tries to run."""
    with visiting(browser, served, "/sparql") as (page, heard):
        ask(page, f'SELECT ?x ("{EVIL}" AS ?x_label) (1 AS ?n) {{ VALUES ?x {{ <urn:x> }} }}')
        page.wait_for_selector(".yasr_results td")
        page.locator(".tableFilter").press_sequentially("onerror")
        assert page.locator(".yasr_results td", has_text="onerror").count() == 1
        for view in ("chart", "response", "table"):
            page.click(f".select_{view}")
            page.locator(".yasr_results", has_text="onerror").wait_for()
        assert page.locator("#editor img").count() == 0
        assert page.title().startswith("SPARQL")

    assert heard == Heard()


def test_editor_can_be_heard(browser: Browser, served: str) -> None:
    """In each view each control has a label, each image and link a name, each table its headings."""
    with visiting(browser, served, "/sparql") as (page, _heard):
        ask(page, TIES)
        for view, shown in VIEWS.items():
            page.click(f".select_{view}")
            page.wait_for_selector(f".yasr_results {shown}", state="attached")
            seen = page.evaluate(LOOK)
            assert {what: seen[what] for what in ("unlabelled", "unnamed", "twice", "silent") if seen[what]} == {}
            assert (seen["bare"], seen["headings"]) == (0, 1)
            assert page.locator(f".select_{view}[aria-pressed=true]").count() == 1


def test_editor_fits_a_telephone(browser: Browser, served: str) -> None:
    """At 390 pixels nothing has to be scrolled sideways but a table or a picture by itself."""
    with visiting(browser, served, "/sparql?from=partners", 390) as (page, heard):
        page.click("button.ask")
        page.wait_for_selector(".yasr_results td")
        assert page.evaluate(TOO_WIDE) <= 0
        page.click(".select_chart")
        page.wait_for_selector(".picture svg")
        assert page.evaluate(TOO_WIDE) <= 0
        assert page.locator(".select_network span").is_visible()

    assert heard == Heard()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", ["table", "chart", "network"])
def test_form_does_the_same_without_a_script(browser: Browser, served: str, view: str, width: int) -> None:
    """Without a script one starts from a question, chooses a view and sends the form, and sees the same."""
    with visiting(browser, served, "/sparql?from=themes", width, script=False) as (page, heard):
        page.check(f"input[value={view}]")
        page.click("form.editor button")
        page.wait_for_selector("#answer table")
        assert page.locator("#answer svg[role=img]").count() == (view != "table")
        assert f"view={view}" in page.url
        assert page.locator("#editor").is_hidden()
        assert page.locator("#answer table td").count() > 20

    assert heard == Heard()


def test_form_stays_where_the_script_does_not_come(browser: Browser, served: str) -> None:
    """Where the script of the editor is lost on the way the plain form is there and works."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route("**/yasgui.min.*.js", lambda route: route.abort())
        page.goto(f"{served}/sparql?query={quote(CHART)}&view=chart")
        assert page.locator("textarea#query").is_visible()
        assert page.locator("#answer svg").is_visible()
        assert page.locator("#editor").count() == page.locator("#editor[hidden]").count()
    finally:
        context.close()
