"""No page denies what its question could not have known, and every denial is said by one part of the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import api

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TEMPLATES = sorted((Path(api.__file__).parent / "templates").rglob("*.html"))
#: What says that a plan mentions none of what was chosen (`queries.answers.describe_denial`).
DENIALS = {"nl": "noemt er geen", "en": "mentions none"}
#: How a template would say so by itself.
_OWN_DENIAL = re.compile(r"_\('[^']*(?:No rows:|mentions? none|names? none)")


def test_no_template_denies_by_itself() -> None:
    """A table without rows says what the answer knows of its choice, whatever page it is on."""
    assert [path.name for path in TEMPLATES if _OWN_DENIAL.search(path.read_text(encoding="utf-8"))] == []
    assert [path.name for path in TEMPLATES if "table.empty" in path.read_text(encoding="utf-8")] == [
        "card.html",  # an answer at a glance
        "parts.html",
    ]


@pytest.mark.parametrize("language", DENIALS)
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/questions/members?body=badgasten", {"nl": "doelgroep", "en": "target group"}),
        ("/questions/members/memo?body=bondgenoten", {"nl": "algemeen woord", "en": "general word"}),
        ("/coverage?kind=generic", {"nl": "algemeen woord", "en": "general word"}),
        ("/coverage", {"nl": "Via het gezamenlijke plan", "en": "Through the joint plan"}),
        ("/partners?kind=target_group", {"nl": "doelgroep is geen partner", "en": "target group is no partner"}),
        ("/network?actor=badgasten", {"nl": "doelgroep", "en": "target group"}),
        ("/partners/zilverhaven-2031/badgasten", {"nl": "doelgroep", "en": "target group"}),
        ("/partners/oudeveer", {"nl": "via het gezamenlijke plan", "en": "through the joint plan"}),
        ("/partners/gm9802", {"nl": "via het gezamenlijke plan", "en": "through the joint plan"}),
        ("/measures?actor=gm9802", {"nl": "Via het gezamenlijke plan", "en": "Through the joint plan"}),
        ("/questions/legal-duties?actor=oudeveer", {"nl": "via het gezamenlijke plan", "en": "through the joint plan"}),
    ],
)
def test_page_says_what_is_left_out(client: FlaskClient, path: str, said: dict[str, str], language: str) -> None:
    """Each page where such a choice can be made names it and says why, and denies nothing."""
    text = client.get(f"{path}{'&' if '?' in path else '?'}lang={language}").get_data(as_text=True)

    assert said[language] in text
    assert DENIALS[language] not in text


def test_remark_leads_to_the_lines_and_to_the_thing(client: FlaskClient) -> None:
    """Who chose what is left out can go on to where the plan speaks of it."""
    text = client.get("/questions/members?body=badgasten&lang=en").get_data(as_text=True)

    assert "/documents/zilverhaven-2031/plan/lines/48" in text
    assert '<a href="/partners/zilverhaven-2031/badgasten">All that is known of it</a>' in text


def test_a_denial_is_still_said_where_it_is_true(client: FlaskClient) -> None:
    """A word that is nowhere in the plan is denied."""
    assert DENIALS["en"] in client.get("/measures?words=onbestaanbaar&lang=en").get_data(as_text=True)
