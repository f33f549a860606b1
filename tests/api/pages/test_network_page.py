"""The page of a network as the server makes it: what it says of a choice, and what it offers instead of nothing."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
#: As many bytes as the page may have, without vis-network.
MOST_BYTES = 600_000
BRIGADE = "\N{LEFT SINGLE QUOTATION MARK}Brandweer\N{RIGHT SINGLE QUOTATION MARK}"


def read_page(client: FlaskClient, path: str, status: int = 200) -> str:
    """Read the main part of the page at *path*, which has *status*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    return unescape(answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0])


def read_words(text: str) -> str:
    """Read *text* without its elements."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def list_options(text: str, name: str) -> set[str]:
    """List the values that the field called *name* in *text* offers."""
    field = text.partition(f'name="{name}"')[2].partition("</select>")[0]
    return set(re.findall(r'<option value="([^"]+)"', field))


def find_link(text: str, label: str) -> str:
    """Find where the link called *label* in *text* leads."""
    (href,) = set(re.findall(rf'<a (?:[^>]* )?href="([^"]*)"[^>]*>{re.escape(label)}</a>', text))
    return str(href)


@pytest.mark.parametrize(
    ("query", "told", "link", "left"),
    [
        ("basis=agreed", "geen verband is hier afgesproken", "Neem die keuze terug", {}),
        ("weight=99", "geen verband weegt hier 99 of meer", "Neem die keuze terug", {}),
        ("weight=99&hide=residents", "geen verband weegt hier", "Neem die keuze terug", {"hide": ["residents"]}),
        (
            "view=surroundings&thing=beide-gemeenten&author=without",
            "elk verband is hier van hen",
            "Neem die keuze terug",
            {"author": ["with"]},
        ),
        ("theme=water&actor=wijkteam", "Geen rijen", "Zonder de keuze van Actor", {"theme": ["water"]}),
    ],
)
def test_choice_that_leaves_nothing_is_named(
    client: FlaskClient, query: str, told: str, link: str, left: dict[str, list[str]]
) -> None:
    """Where nothing is left the page says which choice did that, and its link takes just that one back."""
    text = read_page(client, f"/network?{query}")
    back = find_link(text, link)
    state = parse_qs(urlsplit(back).query)

    assert told in read_words(text)
    assert 'id="network"' not in text
    assert {name: state.get(name) for name in left} == left
    assert 'id="network"' in read_page(client, back)


@pytest.mark.parametrize(
    ("query", "told", "link"),
    [
        ("node=brandweer&hide=emergency_services", f"{BRIGADE} is van een soort die verborgen", "Neem die keuze terug"),
        ("node=brandweer&basis=stated", f"valt {BRIGADE} erbuiten", "Neem die keuze terug"),
        ("node=brandweer&theme=kade", f"valt {BRIGADE} erbuiten", "Neem die keuze terug"),
        ("node=brandweer&focus=zwemclub", f"{BRIGADE} ligt buiten wat er rond", "Neem die keuze terug"),
        ("node=brandweer&basis=stated&hide=emergency_services", f"valt {BRIGADE} erbuiten", "Neem die keuzes terug"),
    ],
)
def test_thing_that_is_left_out_is_said_to_be(client: FlaskClient, query: str, told: str, link: str) -> None:
    """Of a thing that a choice leaves out the page says so, and its link brings it back into the panel."""
    text = read_page(client, f"/network?{query}")

    assert told in read_words(text)
    assert '<h2 id="panel-heading" tabindex="-1">Brandweer</h2>' in read_page(client, find_link(text, link))


@pytest.mark.parametrize("name", ["node", "focus", "start", "end", "edge"])
@pytest.mark.parametrize(
    "value", ["nonsense", '"><script>alert(1)</script>', "x" * 10_000, "\N{ARABIC LETTER BEH}" * 300]
)
def test_name_of_nothing_is_a_fault_with_a_remedy(client: FlaskClient, name: str, value: str) -> None:
    """A name of nothing is a fault above the panel, which says what to do, and the picture stays; nothing runs."""
    answer = client.get(f"/network?{name}={quote(value)}", headers=HTML)
    text = answer.get_data(as_text=True)

    assert answer.status_code == 400
    assert f"&#39;{name}&#39;" in text
    assert ("Neem een naam uit het beeld" in text) or ("Kies er een in het beeld" in text)
    assert 'id="network"' in text
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ("view=nonsense", "cooperation"),
        ("basis=nonsense", "stated, agreed"),
        ("author=nonsense", "with, without"),
        ("show=nonsense", "picture, table"),
        ("weight=0", "van 1 tot en met 1000"),
        ("within=9", "van 1 tot en met 3"),
        ("view=escalation-levels&relation=nonsense", "is één van"),
        ("relation=nonsense", "Laat het weg."),
        ("hide=nonsense", "municipality"),
        ("sort=nonsense", "one, other"),
        ("page=7", "loopt van 1 tot en met 1"),
        ("nonsense=1", "theme, actor"),
    ],
)
def test_value_that_does_not_fit_is_a_fault_with_a_remedy(client: FlaskClient, query: str, remedy: str) -> None:
    """A value that is none of those there are is a fault that says which there are."""
    answer = client.get(f"/network?{query}", headers=HTML)

    assert answer.status_code == 400
    assert remedy in unescape(answer.get_data(as_text=True))


def test_only_what_leaves_something_is_offered(client: FlaskClient) -> None:
    """Each option that is offered beside another choice gives a picture, and each that is not offered gives none."""
    everything = list_options(read_page(client, "/questions/cooperation"), "theme")
    offered = list_options(read_page(client, "/network?actor=zwemclub"), "theme")

    assert set() < offered < everything
    for theme in everything:
        text = read_page(client, f"/network?actor=zwemclub&theme={theme}")
        assert ('id="network"' in text) == (theme in offered), theme


def test_actors_that_are_offered_are_in_the_picture(client: FlaskClient) -> None:
    """Of many options those are offered that are in the network without that choice, and each gives a picture."""
    offered = list_options(read_page(client, "/network?theme=water"), "actor")

    assert 0 < len(offered) < len(list_options(read_page(client, "/questions/cooperation"), "actor"))
    for actor in offered:
        assert 'id="network"' in read_page(client, f"/network?theme=water&actor={actor}"), actor


def test_layouts_of_a_view_are_offered(client: FlaskClient) -> None:
    """Another layout is chosen in the form, which keeps it; columns are offered where a view says what is in them."""
    pages = {it: read_page(client, f"/network?view={it}&layout=list") for it in ("cooperation", "legal-duties")}

    assert {it: list_options(page, "layout") for it, page in pages.items()} == {
        "cooperation": {"ring", "list"},
        "legal-duties": {"ring", "layers", "list"},
    }
    assert all('<option value="list" selected>' in page for page in pages.values())


@pytest.mark.parametrize("show", ["table", "list", "text"])
def test_twins_keep_what_was_chosen(client: FlaskClient, show: str) -> None:
    """Each twin is one link away and back, with what was chosen, and says the same things."""
    picture = read_page(client, "/network?basis=derived&hide=residents")
    name = {"table": "Tabel", "list": "Lijst", "text": "Tekst"}[show]
    twin = read_page(client, find_link(picture, name))
    nodes = json.loads(picture.partition('id="network-data">')[2].partition("</script>")[0])["nodes"]

    assert {title for _, title, *_ in nodes if show != "text" and title not in read_words(twin)} == set()
    assert "Zwemclub" not in twin.partition('id="answer"')[2]
    back = parse_qs(urlsplit(find_link(twin, "Beeld")).query)
    assert back == {"basis": ["derived"], "hide": ["residents"]}


def test_text_says_the_network(client: FlaskClient) -> None:
    """The paragraph counts and names, in both languages."""
    dutch, english = (read_words(read_page(client, f"/network?show=text&lang={it}")) for it in ("nl", "en"))

    assert "Het netwerk heeft 6 punten met 8 verbanden." in dutch
    assert "Naar de stevigste grond van elk verband: vermeld 2, afgeleid 6." in dutch
    assert "The network has 6 things with 8 ties." in english
    assert "All of it hangs together." in english
    assert "2 verbanden." in read_words(read_page(client, "/network?view=legal-duties&show=text&lang=nl"))


def test_table_is_filtered_and_sorted(client: FlaskClient) -> None:
    """The table has the rows with the words that were typed, and follows its heads; the form keeps the state."""
    text = read_page(client, "/network?show=table&find=zwemclub+havenpolitie&basis=derived")
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0]
    sorted_rows = read_page(client, "/network?show=table&sort=-other").partition("<tbody>")[2]
    others = [
        re.findall(r"<td[^>]*>(.*?)</td>", row)[1] for row in re.findall(r"<tr>(.*?)</tr>", sorted_rows, re.DOTALL)
    ]

    assert rows.count("<tr>") == 1
    assert '<input type="hidden" name="basis" value="derived">' in text
    assert others == sorted(others, key=lambda it: re.sub("<[^>]+>", "", it).lower(), reverse=True)
    assert "Geen verband heeft deze woorden." in read_page(client, "/network?show=table&find=zzz")


def test_form_keeps_the_state(client: FlaskClient) -> None:
    """The form of the question keeps the view, what is hidden and whose network it is, and not what is looked at."""
    text = read_page(client, "/network?view=partner-coverage&hide=residents&hide=municipality&author=with&node=water")
    form = text.partition("<form")[2].partition("</form>")[0]
    kept = set(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form))

    assert kept == {
        ("view", "partner-coverage"),
        ("hide", "residents"),
        ("hide", "municipality"),
        ("author", "with"),
    }


def test_panel_stands_by_itself(client: FlaskClient) -> None:
    """The panel alone is what the page has, and its links lead to the page."""
    panel = client.get("/network/panel?node=havenpolitie", headers=HTML).get_data(as_text=True)
    page = client.get("/network?node=havenpolitie", headers=HTML).get_data(as_text=True)

    assert panel.strip() in page
    assert "/network/panel" not in panel
    assert {urlsplit(unescape(it)).path for it in re.findall(r'<a href="([^"]+)"[^>]*data-look', panel)} == {"/network"}


def test_focus_leaves_what_is_near(client: FlaskClient) -> None:
    """With a focus only what is near it is left, and one step further more is."""
    counts = [
        re.search(
            r"In beeld: (\d) van de 6 punten", read_words(read_page(client, f"/network?focus=brandweer&within={it}"))
        )
        for it in (1, 2)
    ]

    assert [int(it[1]) for it in counts if it] == [3, 6]


def test_title_says_what_is_chosen(client: FlaskClient) -> None:
    """The title of the page names what is looked at, the view, the plan and the choice."""
    text = client.get("/network?theme=water&node=havenpolitie", headers=HTML).get_data(as_text=True)
    title = unescape(text.partition("<title>")[2].partition("</title>")[0])

    assert title == (
        "Havenpolitie \N{EN DASH} Wie werkt met wie samen waaraan \N{EN DASH} Veilig Zilverhaven 2031-2034 "
        "\N{EN DASH} Thema: Veilig water \N{EN DASH} Samendoen"
    )


@pytest.mark.parametrize("view", ["cooperation", "partner-coverage", "legal-duties", "escalation-levels"])
def test_page_is_light(client: FlaskClient, view: str) -> None:
    """The page with all that it loads, but for vis-network, stays under its bound."""
    text = client.get(f"/network?view={view}", headers=HTML).get_data()
    loaded = re.findall(r'(?:src|href)="(/static/(?!vis/)[^"#]+)"', text.decode())
    modules = ["data", "drawing", "keys", "layer", "panel", "picture", "view"]
    paths = {*loaded, *(f"/static/network-{it}.js" for it in modules)}
    assert any("/static/network." in it for it in loaded)

    assert len(text) + sum(len(client.get(it, buffered=True).get_data()) for it in paths) < MOST_BYTES
