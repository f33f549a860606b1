"""The pages on how to read a network: what they give as an example, and what they call by name, is on the website."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import render_template_string

from api.requests.url import read_url

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[4]
PAGES = {"nl": ROOT / "docs/nl/netwerk-lezen.md", "en": ROOT / "docs/how-to/read-a-network.md"}
EACH = pytest.mark.parametrize("language", PAGES)
#: A page with the panel of a thing, beside the pages that are named.
LOOKED_AT = "/network?node=woningcorporaties"
DOWNLOADS = "{% from 'network/downloads.html' import downloads with context %}{{ downloads('cooperation') }}"


def read(language: str) -> str:
    """Read the page in *language*, but for the link to itself in the other one."""
    return re.sub(r"^\*In .*$", "", PAGES[language].read_text(encoding="utf-8"), flags=re.MULTILINE)


def read_website(client: FlaskClient, language: str) -> str:
    """Read what the website says in *language* at the addresses that the page names, as text on one line."""
    addresses = sorted({LOOKED_AT, *re.findall(r"`(/network[^`]*)`", read(language))})
    separators = ((it, "&" if "?" in it else "?") for it in addresses)
    pages = [client.get(f"{it}{mark}lang={language}", headers={"Accept": "text/html"}).text for it, mark in separators]
    text = re.sub(r'<[^>]*aria-label="([^"]*)"[^>]*>', r" \1 ", " ".join(pages))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@EACH
def test_examples_stand_on_the_pages(client: FlaskClient, language: str) -> None:
    """Each sentence that is given as an example stands on one of the pages that are named, to the letter."""
    website = read_website(client, language)
    examples = re.findall(r"^> (.*)$", read(language), re.MULTILINE)

    assert len(examples) >= 8
    assert [it for it in examples if it not in website] == []


@EACH
def test_what_is_called_by_name_is_on_the_website(app: Flask, client: FlaskClient, language: str) -> None:
    """Each button, field and heading that is named, in italics, is called so on a page."""
    with app.test_request_context(f"/network?lang={language}"):
        links = render_template_string(DOWNLOADS, url=read_url(), lang=language)
    website = f"{read_website(client, language)} {links}"
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", read(language)))

    assert len(named) > 15
    assert [it for it in sorted(named) if it not in website] == []


def test_both_languages_say_the_same() -> None:
    """The two pages have the same parts: as many headings, rows, examples and addresses."""
    dutch, english = (read(language) for language in PAGES)

    for pattern in (r"^#+ ", r"^\| ", r"^> ", r"^- ", r"`/network[^`]*`"):
        found = [len(re.findall(pattern, it, re.MULTILINE)) for it in (dutch, english)]
        assert found[0] == found[1] > 0, pattern
