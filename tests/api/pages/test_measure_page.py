"""The page of a measure: who and on which step, what is missing, what others do, and what was agreed later."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from tests.builds import SMALL_PLAN
from tests.several import FIRST, SECOND, several_app, several_client, several_version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

__all__ = ["several_app", "several_client", "several_version"]

HTML = {"Accept": "text/html"}


def read(client: FlaskClient, path: str) -> str:
    """Read the main part of the page at *path*."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0])


def find_line(text: str) -> str:
    """Find the first line of *text*, without marks."""
    found = re.search(r'<p class="sum-up">(.*?)</p>', text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1])


def test_first_line_says_who_and_on_which_step(client: FlaskClient) -> None:
    """The first line has the step, who makes it so, and the number of the step."""
    assert find_line(read(client, f"/measures/{SMALL_PLAN}/water-03")).startswith(
        "Uitvoerder genoemd: Havenpolitie, Zwemclub. Stap 2 van 7."
    )
    assert find_line(read(client, f"/measures/{SMALL_PLAN}/nachten-01")).startswith("Niemand genoemd. Stap 7 van 7.")
    assert "Badgasten" in find_line(read(client, f"/measures/{SMALL_PLAN}/nachten-02")).partition("Voor:")[2]


def test_what_is_missing_comes_first_and_owner_before_the_rest(client: FlaskClient) -> None:
    """The gaps stand before who is involved, the owner first, each once."""
    text = read(client, f"/measures/{SMALL_PLAN}/water-03")
    kinds = re.findall(r"kind=(\w+)", text.partition('id="missing"')[2].partition("</table>")[0])

    assert text.index('id="missing"') < text.index('id="involved"')
    assert kinds[0] == "owner"
    assert len(kinds) == len(set(kinds))


def test_agreed_later_has_its_day_and_source(client: FlaskClient) -> None:
    """What a decision agreed is told with its days, and whether it holds on the day that is asked after."""
    before = (
        read(client, f"/measures/{SMALL_PLAN}/nachten-03?on=2032-02-29")
        .partition('class="agreed"')[2]
        .partition("</ul>")[0]
    )
    after = (
        read(client, f"/measures/{SMALL_PLAN}/nachten-03?on=2032-03-01")
        .partition('class="agreed"')[2]
        .partition("</ul>")[0]
    )

    assert "geldt op deze dag nog niet" in before
    assert "geldt op deze dag" not in after
    for text in (before, after):
        assert "3 februari 2032" in text
        assert "1 maart 2032" in text
        assert "/documents/zilverhaven-2031/besluit/lines/3" in text


def test_empty_parts_have_no_heading(client: FlaskClient) -> None:
    """With one plan nothing is said of others, and no heading stands above nothing."""
    text = read(client, f"/measures/{SMALL_PLAN}/nachten-01")

    assert "elsewhere" not in text
    assert not re.search(r"</h2>\s*<h2", text)


def test_other_plan_does_the_same_by_the_yardstick(several_client: FlaskClient) -> None:
    """With several plans the like measures of others are there, and by what they are alike; never its own plan's."""
    text = read(several_client, f"/measures/{FIRST}/water-01")
    part = text.partition('id="elsewhere"')[2].partition("</table>")[0]
    links = re.findall(r'<th scope="row"><a href="([^"]+)"', part)

    assert links
    assert links[0] == f"/measures/{SECOND}/water-01"
    assert all(link.startswith(f"/measures/{SECOND}/") for link in links)
    assert "hetzelfde thema van de meetlat" in part
    assert "dezelfde titel" in part


def test_other_plan_is_about_the_same_phenomenon(several_client: FlaskClient) -> None:
    """A measure about a phenomenon is like those of other plans about one of the same name."""
    part = read(several_client, f"/measures/{FIRST}/nachten-03").partition('id="elsewhere"')[2].partition("</table>")[0]

    assert "beide gaan over" in part
