"""The pages with many plans: within their bounds, a window at a time, with a search box where a list is too long."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.api.pages.many import COUNT, DUTCH, ENDED, KEYS, many_app, many_client, many_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

__all__ = ["many_app", "many_client", "many_version"]

HTML = {"Accept": "text/html"}
#: What no page passes, in bytes and in elements.
MOST_BYTES, MOST_ELEMENTS = 300_000, 5_000
PATHS = (
    *("/", "/plans", "/themes", "/measures", "/partners", "/legislation", "/gaps", "/gaps?kind=money", "/coverage"),
    *("/network", "/questions", "/questions/themes", "/questions/themes?size=all", "/search?q=water", "/themes/water"),
    *("/calendar", "/decisions", "/defects", "/levels", "/money", "/gaps?step=nobody"),
    *("/partners/zilverhaven", "/legislation/havenwet", f"/plans/{KEYS[0]}", f"/themes/{KEYS[0]}/water"),
)


def load(client: FlaskClient, path: str) -> str:
    """Load the page at *path*."""
    return client.get(path, headers=HTML).get_data(as_text=True)


def find_suggestions(text: str) -> str:
    """Find the path of the suggestions for the theme in the form of the page *text*."""
    return unescape(re.findall(r'<input id="f-theme"[^>]*data-suggestions="([^"]+)"', text)[0])


@pytest.mark.parametrize("path", PATHS)
def test_page_keeps_within_bounds(many_client: FlaskClient, path: str) -> None:
    """No page grows with the number of plans beyond its bounds, none fails, and no row has text beside its cells."""
    answer = many_client.get(path, headers=HTML)
    text = answer.get_data(as_text=True)

    assert answer.status_code in (200, 300)
    assert len(answer.data) <= MOST_BYTES
    assert len(re.findall(r"<[a-z]", text)) <= MOST_ELEMENTS
    assert re.findall(r"</t[dh]>[^<]*[^<\s][^<]*<", text) == []


def test_many_plans_are_searched(many_client: FlaskClient) -> None:
    """Where there are more plans than one oversees, the chooser is a search box that leads to their list."""
    form = re.findall(r'<form class="plans".*?</form>', load(many_client, "/measures"), re.DOTALL)[0]
    found = load(many_client, "/plans?q=buurt-07")

    assert "<option" not in form
    assert 'action="/plans"' in form
    assert 'name="q"' in form
    assert set(re.findall(r'href="/plans/([^"?]+)"', found)) == {"buurt-07"}


def test_windows_hold_every_plan_once(many_client: FlaskClient) -> None:
    """The windows follow each other from the first plan to the last, and each says which plans it holds."""
    path, seen, said = "/themes", [], []
    while path:
        text = load(many_client, path)
        seen += re.findall(r'<h2 id="([^"]+)"><a href="/plans/', text)
        said += re.findall(r"Plannen (\d+).(\d+) van (\d+)", text)[:1]
        following = re.search(r'<nav class="window".*?href="([^"]+)" rel="next"', text, re.DOTALL)
        path = unescape(following[1]) if following else ""

    assert len(seen) == len(set(seen)) == COUNT
    assert said == [
        ("1", "15", str(COUNT)),
        ("16", "30", str(COUNT)),
        ("31", "45", str(COUNT)),
        ("46", str(COUNT), str(COUNT)),
    ]


@pytest.mark.parametrize("start", ["0", "56", "x", "-1", "26.0"])
def test_window_that_is_not_there_is_refused(many_client: FlaskClient, start: str) -> None:
    """A window begins at one of the plans."""
    assert many_client.get(f"/measures?from={start}", headers=HTML).status_code == 400


def test_field_with_many_choices_is_searched(many_client: FlaskClient) -> None:
    """With the things of many plans to choose from, one types the name; the form says what it takes."""
    text = load(many_client, "/measures")

    assert re.search(r'<input id="f-theme" name="theme"[^>]*type="text"', text)
    assert 'aria-describedby="n-theme"' in text
    assert '<select id="f-horizon"' in text


def test_field_suggests_names(many_client: FlaskClient) -> None:
    """A field in which one types suggests names that it takes, whatever their case, and each leads to rows."""
    path = find_suggestions(load(many_client, "/questions/measures"))
    names = many_client.get(f"{path}&q=WAT").get_json()

    assert names
    assert all("wat" in name.lower() for name in names)
    assert all(
        many_client.get(f"/questions/measures?theme={quote(name)}", headers=HTML).status_code == 200 for name in names
    )
    assert many_client.get(f"{path}&q=").get_json() == []
    assert many_client.get(f"{path}&q=%3Cscript%3E").get_json() == []
    assert many_client.get("/questions/measures/suggestions/nothing?q=a").status_code == 404


def test_suggestions_are_of_the_plans_on_the_page(many_client: FlaskClient) -> None:
    """What is suggested is in the plans that the page considers."""
    first, second = (load(many_client, f"/questions/measures?from={start}") for start in (1, 16))

    assert "from=1&" in find_suggestions(first)
    assert "from=16&" in find_suggestions(second)

    picked = load(many_client, f"/questions/measures?{'&'.join(f'plan={key}' for key in KEYS[:6])}")
    assert [f"plan={key}" in find_suggestions(picked) for key in KEYS[:7]] == [True] * 6 + [False]


def test_memo_is_of_the_plans_in_its_window(many_client: FlaskClient) -> None:
    """A memo considers as many plans as any page, says which, and its permanent address names them all."""
    text = unescape(load(many_client, "/questions/themes/memo?from=16"))
    permanent = re.findall(r'class="permanent">[^<]*<a href="([^"]+)"', text)[0]

    assert re.search("Plannen 16.30 van 55", text)
    assert permanent.count("plan=") == 15
    assert load(many_client, permanent.partition("localhost")[2]).count("<tr>") == text.count("<tr>")


def test_question_of_many_plans_says_which_the_plan_is(many_client: FlaskClient) -> None:
    """Where several plans are asked, the header says that 'the plan' is that of the row; of one plan it does not."""
    said = "is dat van de rij"

    assert said in load(many_client, "/questions/measures")
    assert said not in load(many_client, f"/questions/measures?plan={KEYS[2]}")


def test_plan_that_is_over_says_so(many_client: FlaskClient) -> None:
    """A plan that has ended says so under its title, on the pages of its things, and in the list of plans."""
    said = "liep tot en met 31 december 2024"

    assert said in load(many_client, f"/plans/{ENDED}")
    assert said in load(many_client, f"/themes/{ENDED}/water")
    assert said in load(many_client, f"/measures?plan={ENDED}")
    assert said in load(many_client, f"/plans?q={ENDED}")
    assert said not in load(many_client, f"/plans/{KEYS[2]}")


def test_dutch_is_marked_where_there_is_no_english(many_client: FlaskClient) -> None:
    """On an English page a text that is there in Dutch alone is shown, as Dutch and marked; an option says so too."""
    text = load(many_client, f"/themes?plan={DUTCH}&lang=en")
    theme = load(many_client, f"/themes/{DUTCH}/water?lang=en")
    form = load(many_client, f"/questions/measures?plan={DUTCH}&lang=en")

    assert re.search(r'<span lang="nl">Veilig water</span> <abbr class="dutch" title="[^"]+">\(NL\)</abbr>', text)
    assert re.search("<title>Veilig water . Samendoen</title>", theme)
    assert re.search(r"<option [^>]*>Veilig water \(NL\)</option>", form)
    assert 'class="dutch"' not in load(many_client, f"/themes?plan={KEYS[2]}&lang=en")
    assert 'class="dutch"' not in load(many_client, f"/themes?plan={DUTCH}&lang=nl")
