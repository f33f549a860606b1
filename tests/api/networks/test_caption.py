"""What is said of a network in words: what was chosen, and of which data it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from api.networks.caption import build_caption, list_names
from api.networks.choice import parse_choice
from api.networks.made import find_drawn, find_view
from tests.scopes import make_url

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from visualisation import Caption


def caption(scope: Scope, view: str = "cooperation", **parameters: str) -> Caption:
    """Build the caption of what a URL with *parameters* chooses."""
    url = make_url("/network", **parameters)
    choice = parse_choice(url, view)
    return build_caption(scope, find_view(scope, view)[0], choice, find_drawn(scope, url, choice))


def test_caption_says_of_which_data_it_is(scope: Scope) -> None:
    """The plan, the version and its day are there, and the title is that of the question."""
    found = caption(scope)
    label = scope.plans.find(next(iter(scope.plans)).key).find_label("nl")

    assert found.title == find_view(scope, "cooperation")[0].title["nl"]
    assert label in found.source
    assert scope.version.digest[:12] in found.source
    assert found.day == scope.version.manifest.created[:10]


def test_values_are_said_as_people_call_them(scope: Scope) -> None:
    """A theme is called by its name, whether it was named by its id or its IRI."""
    theme = next(row for row in scope.ask_panel("kinds") if row)
    iri = theme.text("actor")
    local = scope.paths.find_local(iri)
    assert local
    by_iri = caption(scope, actor=iri, author="with")

    assert by_iri == caption(scope, actor=local[1], author="with")
    assert by_iri.choice[0].startswith("Actor: ")
    assert iri not in by_iri.choice[0]


@pytest.mark.parametrize(
    ("parameters", "line"),
    [
        ({"view": "partner-coverage", "author": "without"}, "Zonder wie het plan uitgaf, die "),
        ({"weight": "1000"}, "Alleen verbanden met een gewicht van 1000 of meer"),
        ({"weight": "1000"}, "Er blijft niets over van het netwerk."),
        ({"basis": "stated"}, "Alleen wat vermeld is"),
        ({"relation": "nergens"}, "Alleen als: nergens"),
        ({"hide": "education"}, "Zonder: education"),
        ({"focus": "nergens", "within": "2"}, "Binnen 2 stappen van: nergens"),
    ],
)
def test_each_choice_has_a_line(scope: Scope, parameters: dict[str, str], line: str) -> None:
    """What leaves something out is said; without any choice of ours it is not."""
    lines = caption(scope, **parameters).choice

    assert [it for it in lines if it.startswith(line)]
    if "author" not in parameters:
        assert not [it for it in caption(scope).choice if it.startswith(line)]


def test_kind_is_called_by_its_label(scope: Scope) -> None:
    """A kind that is hidden is said as people call it."""
    url = make_url("/network", author="with")
    kind = find_drawn(scope, url, parse_choice(url)).kinds[0]

    assert kind.label != kind.value
    assert f"Zonder: {kind.label}" in caption(scope, author="with", hide=kind.value).choice


def test_caption_is_in_the_language_of_the_client(scope: Scope) -> None:
    """In English nothing of it is Dutch but the names of things."""
    english = replace(scope, language="en", translator=load_catalogue("en"))
    found = caption(english, weight="1000")

    assert found.language == "en"
    assert "Only ties that weigh 1000 or more" in found.choice
    assert found.source.startswith("Source: ")
    assert list_names(english)["stated"] != list_names(scope)["stated"]
