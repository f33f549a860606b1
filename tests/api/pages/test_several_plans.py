"""The pages with several plans: the chooser, what each link keeps, and that every row says whose it is."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.several import FIRST, SECOND, several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

HTML = {"Accept": "text/html"}
LISTS = (
    "/",
    "/plans",
    "/themes",
    "/measures",
    "/partners",
    "/legislation",
    "/gaps",
    "/coverage",
    "/network",
    "/questions",
)
#: What the menu leads to that is the same for every plan: the model, and the questions as data.
OF_NO_PLAN = ("/def", "/api/v1")
THINGS = (f"/themes/{FIRST}/water", f"/measures/{FIRST}/water-01", f"/partners/{FIRST}/havenpolitie", f"/plans/{FIRST}")


def load(client: FlaskClient, path: str, status: int = 200) -> str:
    """Load the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def find_chooser(text: str) -> str:
    """Find the chooser on the page *text*; empty where there is none."""
    found = re.search(r'<form class="plans".*?</form>', text, re.DOTALL)
    return found[0] if found else ""


def list_hidden(form: str) -> dict[str, str]:
    """List what *form* keeps of the URL."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


def list_links(text: str) -> list[str]:
    """List the links within the website that *text* has."""
    return [unescape(link) for link in re.findall(r'<a [^>]*href="(/[^"]*)"', text)]


@pytest.mark.parametrize("path", [*LISTS, *THINGS])
def test_chooser_offers_each_plan(several_client: FlaskClient, path: str) -> None:
    """On every page one can choose all plans or one of them, by a form with a label and a button."""
    form = find_chooser(load(several_client, path))

    assert set(re.findall(r'<option value="([^"]+)"', form)) == {FIRST, SECOND}
    assert '<option value="">alle plannen</option>' in form
    assert '<label for="plan">' in form
    assert "<button>" in form


@pytest.mark.parametrize("path", [*LISTS, *THINGS])
def test_one_plan_needs_no_chooser(client: FlaskClient, path: str) -> None:
    """With one plan there is nothing to choose, so no page has a chooser and no row names the plan."""
    text = load(client, path)

    assert find_chooser(text) == ""
    assert '<th scope="col">Plan</th>' not in text or path == "/plans"


def test_chosen_plan_stays_chosen(several_client: FlaskClient) -> None:
    """The chooser stands at what the URL says: a plan, or how many."""
    one = find_chooser(load(several_client, f"/measures?plan={SECOND}"))
    both = find_chooser(load(several_client, f"/measures?plan={SECOND}&plan={FIRST}"))

    assert re.findall(r'<option value="([^"]*)" selected', one) == [SECOND]
    assert re.findall(r"<option [^>]*selected>([^<]+)<", both) == ["2 plannen"]


def test_choosing_keeps_what_any_plan_can_be_asked(several_client: FlaskClient) -> None:
    """Another plan keeps the other parameters of the page, but for a thing of the plan and the place in the answer."""
    page = "/measures?theme=water&horizon=short&size=25&page=1&lang=en"
    kept = list_hidden(find_chooser(load(several_client, page)))

    assert kept == {"horizon": "short", "size": "25", "lang": "en"}


@pytest.mark.parametrize(
    ("path", "action"), [(THINGS[0], "/themes"), (THINGS[1], "/measures"), (THINGS[2], "/partners"), (THINGS[3], "/")]
)
def test_choosing_leads_from_a_thing_to_its_list(several_client: FlaskClient, path: str, action: str) -> None:
    """A thing of one plan is in no other, so from its page a choice leads to the list of its kind."""
    assert f'action="{action}"' in find_chooser(load(several_client, path))


@pytest.mark.parametrize("path", [*LISTS, *THINGS])
def test_links_keep_the_choice(several_client: FlaskClient, path: str) -> None:
    """Where a plan is chosen, every link of the menu keeps it, and so does every link to a thing."""
    text = load(several_client, f"{path}?plan={SECOND}")
    menu = text.partition('<nav aria-label="Hoofdmenu"')[2].partition("</nav>")[0]
    things = [link for link in list_links(text) if re.match(r"/(themes|measures|partners|documents)/[^?]", link)]

    assert len(list_links(menu)) > 8
    assert [link for link in (*list_links(menu), *things) if f"plan={SECOND}" not in link] == list(OF_NO_PLAN)


@pytest.mark.parametrize("path", ["/measures", "/partners", "/questions/themes", "/network"])
def test_row_says_its_plan(several_client: FlaskClient, path: str) -> None:
    """The rows of several plans say of which plan they are, in the first column; those of one plan need not."""
    tables = re.findall(r"<thead>.*?</tbody>", load(several_client, path), re.DOTALL)
    rows = re.findall(r"<tr><td[^>]*>(.*?)</td>", tables[-1])

    assert re.search(r"<th scope=\"col\">(<a [^>]*>)?Plan<", tables[-1])
    assert {re.sub("<[^>]+>", "", row) for row in rows} == {
        "Veilig Zilverhaven 2031-2034",
        f"Veilig {SECOND} 2031-2034",
    }
    assert '<th scope="col">Plan</th>' not in load(several_client, f"{path}?plan={SECOND}")


def test_group_of_a_worklist_says_its_plan(several_client: FlaskClient) -> None:
    """Each group of a worklist over several plans is headed by its plan; that of one plan need not be."""
    both, one = (
        re.findall(r"<summary><h3>(.*?)</h3>", load(several_client, f"/gaps?kind=money{more}"))
        for more in ("", f"&plan={SECOND}")
    )
    plans = ["Veilig Zilverhaven 2031-2034", f"Veilig {SECOND} 2031-2034"]

    assert {head.partition(": ")[0] for head in both} == set(plans)
    assert sorted(head.partition(": ")[2] for head in both) == sorted(2 * one)


def test_number_leads_to_the_rows_of_its_plan(several_client: FlaskClient) -> None:
    """A number counted in one plan leads to the rows of that plan, also for who is in several."""
    links = [link for link in list_links(load(several_client, "/partners")) if link.startswith("/questions/measures?")]

    assert links
    assert all(len(re.findall(rf"plan=({FIRST}|{SECOND})", link)) == 1 for link in links)


def test_one_plan_chosen_is_that_plan(several_client: FlaskClient, client: FlaskClient) -> None:
    """The rows of a chosen plan are those that it has where it stands alone."""
    rows = [
        re.findall(r"<tr><td.*?</tr>", load(it, path).replace(f"?plan={FIRST}", ""), re.DOTALL)
        for it, path in ((several_client, f"/measures?plan={FIRST}"), (client, "/measures"))
    ]

    assert rows[0] == rows[1] != []


@pytest.mark.parametrize("path", THINGS)
def test_thing_says_its_plan(several_client: FlaskClient, path: str) -> None:
    """The page of a thing of a plan says of which plan it is, and links to it."""
    text = load(several_client, path)

    assert "Veilig Zilverhaven 2031-2034" in text.partition("<main")[2]
    assert f"/plans/{FIRST}" in text or path == f"/plans/{FIRST}"


@pytest.mark.parametrize("path", ["/themes/water", "/measures/water-01", "/partners/havenpolitie", "/documents/plan"])
def test_path_without_a_plan_leads_on(several_client: FlaskClient, client: FlaskClient, path: str) -> None:
    """A path without a plan leads to the one that has the thing, and where several have it they are listed."""
    word, local = path[1:].split("/")
    text = load(several_client, path, 300)

    assert {link for link in list_links(text) if link.endswith(f"/{local}")} == {
        f"/{word}/{key}/{local}" for key in (FIRST, SECOND)
    }
    assert several_client.get(f"{path}?plan={SECOND}").location == f"/{word}/{SECOND}/{local}?plan={SECOND}"
    assert client.get(path).location == f"/{word}/{FIRST}/{local}"


def test_thing_is_named_by_its_label(several_client: FlaskClient) -> None:
    """A parameter takes the whole name of a thing, without regard to capitals, as it takes its local id."""
    rows = [
        re.findall(r"<tr><td.*?</tr>", load(several_client, f"/measures?theme={theme}"), re.DOTALL)
        for theme in ("water", "veilig%20WATER")
    ]

    assert rows[0] == rows[1] != []


def test_plan_that_is_not_there_is_a_page(several_client: FlaskClient) -> None:
    """An unknown plan, or one given twice, is refused on a page that has a chooser and says which there are."""
    for query in ("plan=nergens", f"plan={FIRST}&plan={FIRST}"):
        text = load(several_client, f"/measures?{query}", 400)
        assert find_chooser(text)
        assert FIRST in text.partition("<main")[2]


def test_files_hold_every_chosen_plan(several_client: FlaskClient) -> None:
    """The links to files keep each plan that was chosen, and hold all rows, not only those on the page."""
    text = load(several_client, f"/measures?plan={SECOND}&plan={FIRST}&size=25")
    (link,) = (it for it in list_links(text) if "format=csv&" in it or it.endswith("format=csv"))

    assert f"plan={SECOND}&plan={FIRST}" in link
    assert "size=" not in link


@pytest.mark.parametrize(
    ("choice", "groups"),
    [
        ("", [FIRST, SECOND]),
        ("columns=yardstick", []),
        ("columns=role&rows=kind&counts=roles", []),
    ],
)
def test_matrix_has_plans_beside_each_other(several_client: FlaskClient, choice: str, groups: list[str]) -> None:
    """What is a plan's own stands under its plan, of what plans share each has a column; a number opens its rows."""
    text = load(several_client, f"/coverage?{choice}").partition('id="matrix"')[2].partition("</table>")[0]
    spans = re.findall(r'<th scope="colgroup" colspan="(\d+)">([^<]*)', text)
    links = re.findall(r'<td[^>]*><a href="(/questions/partner-involvements[^"]*)"[^>]*>([\d +]+)</a>', text)

    assert len(spans) == len(groups) if groups else {span for span, _name in spans} == {"2"}
    assert links
    for link, shown in links[:: max(1, len(links) // 40)]:
        answer = several_client.get(unescape(link).replace("/questions/", "/api/v1/questions/")).get_json()
        assert answer.get("count", answer) == sum(map(int, shown.split(" + "))), link


def test_empty_cell_is_explained_in_its_plan(several_client: FlaskClient) -> None:
    """With several plans a row is explained in each, by the name of the plan."""
    text = load(several_client, "/coverage?lang=en")
    (link, *_more) = re.findall(r'class="empty" href="([^"#]*)#why"', text)
    why = load(several_client, unescape(link)).partition('id="why"')[2].partition("</section>")[0]

    assert re.findall(rf'data-column="(?:{FIRST}|{SECOND})/', why)
