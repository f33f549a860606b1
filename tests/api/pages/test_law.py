"""The pages of laws and standards: from when each applies, what follows, and the number it is found under."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def main(client: FlaskClient, path: str) -> str:
    """Give the main part of the page at *path*."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True).partition("<main")[2]


def test_law_that_is_in_force_says_from_when_it_applies(client: FlaskClient) -> None:
    """The page of a law that applies later than it is in force says so, with the day."""
    assert "and it applies from 1 June 2032" in main(client, "/legislation/havenverordening?lang=en")


def test_law_and_what_it_implements_lead_to_each_other(client: FlaskClient) -> None:
    """An act names the regulation that it implements, and that the act."""
    assert 'Implements <a href="/legislation/havenverordening">' in main(client, "/legislation/havenwet?lang=en")
    assert 'Is implemented by <a href="/legislation/havenwet">' in main(client, "/legislation/havenverordening?lang=en")


@pytest.mark.parametrize(("number", "law"), [("99001", "kustwet"), ("BWBR9900001", "zwemwet")])
def test_search_on_a_number_finds_that_law_alone(client: FlaskClient, number: str, law: str) -> None:
    """What is found on the number of a law or bill is that law or bill, and nothing else."""
    text = main(client, f"/search?q={number}")

    assert set(re.findall(r'href="/legislation/([^"]+)"', text)) == {law}


def test_standard_says_how_it_stands_and_what_follows(client: FlaskClient) -> None:
    """A standard has the table of days and the heading of what came after, as a law has."""
    text = main(client, "/legislation/nl-ladder?lang=en")

    assert '<table class="standing">' in text
    assert 'Was succeeded by <a href="/legislation/nl-ladder-2">' in text


def test_list_of_laws_has_the_standards_as_they_stand(client: FlaskClient) -> None:
    """Below the laws stand the standards, on the same day."""
    early, late = (
        main(client, f"/legislation?lang=en&on={day}").partition('id="standards"')[2]
        for day in ("2031-01-01", "2033-06-01")
    )

    assert 'href="/legislation/nl-ladder"' in early
    assert 'href="/legislation/nl-ladder-2"' not in early
    assert 'href="/legislation/nl-ladder-2"' in late


def test_theme_leads_to_what_followed_its_laws(client: FlaskClient) -> None:
    """The page of a theme has the laws that it names, and leads to what came before, after and beside them."""
    text = main(client, "/themes/zilverhaven-2031/water?lang=en").partition('<h2 id="laws"')[2].partition("<h2")[0]

    assert 'href="/legislation/havenwet"' in text
    assert 'href="/questions/legislation?theme=water"' in text
    assert 'href="/legislation/havenverordening"' in main(
        client, "/questions/legislation?theme=water&lang=en&on=2033-01-01"
    )
