"""How a page is looked at by axe-core, which npm installs: what it finds that some cannot use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.absence import missing

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.2 A and AA, and what axe-core holds to be good practice besides.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, rules: { "target-size": { enabled: true } } });
  return found.violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(" ")}`));
}"""
_QUERY = "query=SELECT%20%2A%20%7B%20%3Fs%20a%20%3Fo%20%7D%20LIMIT%205"
_COUNT = "query=SELECT%20%3Fo%20%281%20AS%20%3Fn%29%20%7B%3Fs%20a%20%3Fo%7D%20LIMIT%205"
#: The kinds of pages of the small plan, by what they are called in the table of results.
KINDS = {
    "start": "/",
    "themes": "/themes",
    "a theme": "/themes/zilverhaven-2031/water",
    "partners": "/partners",
    "a partner": "/partners/zilverhaven-2031/havenpolitie",
    "measures": "/measures",
    "a measure": "/measures/zilverhaven-2031/water-01",
    "legislation": "/legislation",
    "a law": "/legislation/havenwet",
    "what is missing": "/gaps?kind=owner",
    "partners by theme": "/coverage",
    "calendar": "/calendar",
    "open decisions": "/decisions",
    "money": "/money",
    "levels": "/levels",
    "mistakes": "/defects",
    "changes": "/changes",
    "versions": "/versions",
    "network": "/network?node=havenpolitie",
    "network as a table": "/network?show=table",
    "network as a list": "/network?show=list",
    "a sheet": "/handout?plan=zilverhaven-2031&partner=havenpolitie",
    "a meeting": "/meeting?plan=zilverhaven-2031&partner=havenpolitie&theme=water",
    "comparison": "/compare?a=zilverhaven-2031/water&b=zilverhaven-2031/kade",
    "a subject in each plan": "/compare?about=kadeveiligheid",
    "questions": "/questions",
    "a question": "/questions/cooperation?theme=water",
    "a memo": "/questions/cooperation/memo?theme=water",
    "search": "/search?q=haven",
    "a document": "/documents/zilverhaven-2031/plan",
    "a line": "/documents/zilverhaven-2031/plan/lines/31",
    "all of a thing": "/doc/actor/zilverhaven-2031/havenpolitie?all=1",
    "the model": "/def",
    "lists of values": "/def/lists",
    "SPARQL": "/sparql",
    "SPARQL with an answer": f"/sparql?{_QUERY}",
    "SPARQL with a chart": f"/sparql?view=chart&{_COUNT}",
    "data": "/api/v1",
    "about": "/about",
    "help": "/help",
    "accessibility": "/accessibility",
    "contact": "/contact",
    "data for partners": "/data",
    "an error": "/nowhere",
}


def require_axe() -> None:
    """Skip where axe-core is not installed, which the set-up does."""
    if not AXE.exists():
        missing("axe-core is not installed; run 'make node_modules/.installed', which needs npm")


def open_settled(page: Page, url: str) -> None:
    """Open *url*, and wait until its scripts have drawn what they draw."""
    page.goto(url)
    parts = urlsplit(url)
    if parts.path == "/network" and "show=" not in parts.query:
        page.wait_for_selector("#network[data-drawn]")
    if parts.path == "/sparql":
        page.wait_for_selector("#editor[data-ready]")
        if "query=" in parts.query:
            page.wait_for_selector(".picture svg" if "view=chart" in parts.query else ".yasr_results td")


def list_violations(page: Page) -> list[str]:
    """List what axe-core finds on *page*: the rule, and where; the page must not mind a script of ours."""
    page.add_script_tag(path=AXE)
    found: list[Any] = page.evaluate(RUN, TAGS)
    return [str(it) for it in found]
