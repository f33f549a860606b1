"""The terms of a text: its words that say something, and the standing expressions that are known."""

from __future__ import annotations

import pytest

from graph.keywords.wording import Expressions, join_terms

KNOWN = Expressions(
    ["dark web", "Zorg- en Veiligheidshuis", "de zorg", "een naam van meer dan vier woorden"],
    {"Haavenmeester": "havenmeester"},
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Op het dark web en elders.", "dark web, elders"),
        ("Dark, of web.", "dark, web"),
        ("Het Zorg- en Veiligheidshuis helpt de zorg.", "helpt, zorg, Zorg- en Veiligheidshuis"),
        ("Een naam van meer dan vier woorden.", "naam, vier, woorden"),
        ("De Haavenmeester komt op 3 mei 2031.", "2031, Haavenmeester, havenmeester, mei"),
        ("- ✓ Barrières, (vroeg-) signalering en de Bibob.", "barrières, Bibob, signalering, vroeg, vroegsignalering"),
        (
            "Bedrijven (-terreinen)<sup>4</sup>, zie <https://example.org/x>.",
            "bedrijven, bedrijventerreinen, terreinen",
        ),
        ("In 14 dagen 62.000 keer, of 7.", "14, 62.000, dagen, keer"),
        ("Hij is er niet, maar zij wel.", ""),
    ],
)
def test_terms_are_what_says_something(text: str, terms: str) -> None:
    """Function words and single digits are left out, known names are kept whole, and a misspelt one is there twice."""
    assert join_terms(KNOWN.find(text)) == terms


def test_terms_are_in_no_order_of_the_text() -> None:
    """What stands apart in the text stands in the order of the alphabet, each once, without regard to accents."""
    assert join_terms(["Één", "zee", "ecluse", "één", "Zee"]) == "ecluse, één, zee"
