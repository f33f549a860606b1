"""Texts as they are compared: whatever is typed for a sign is that sign, and an accent makes no other letter."""

from __future__ import annotations

import pytest

from graph.folding import APOSTROPHES, to_plain_text, to_sort_key
from queries.words import split_words, to_patterns

#: What people type, or a word processor makes of it, and what it is.
TYPED = [
    *((f"boa{sign}s", "boa's") for sign in APOSTROPHES),
    *((f"co{sign}operatie", "co-operatie") for sign in "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"),
    *((f"de{sign}jeugd", "de jeugd") for sign in " \u00a0\u2007\u2009\u202f\u3000"),
    *((f"vei{sign}ligheid", "veiligheid") for sign in "\u00ad\u200b\u200d\u2060\ufeff\u202e"),
    ("cafe\u0301", "caf\u00e9"),
    ("casui\u0308stiek", "casu\u00efstiek"),
    ("\ufb01etsen", "fietsen"),
    ("\u0133s", "ijs"),
    ("\uff22\uff2f\uff21", "BOA"),
    ("\u201caanpak\u201d", '"aanpak"'),
]


@pytest.mark.parametrize(("typed", "plain"), TYPED)
def test_typed_sign_is_the_plain_one(typed: str, plain: str) -> None:
    """A text is the same whatever its signs were typed as: to compare, to sort, and to look for."""
    assert to_plain_text(typed) == plain
    assert to_sort_key(typed) == to_sort_key(plain)
    assert [word.form for word in split_words(typed)] == [word.form for word in split_words(plain)]
    assert to_patterns(typed) == to_patterns(plain)


def test_name_with_an_accent_stands_by_its_letter() -> None:
    """Names stand by their letters, also those that Unicode holds to be no letter with an accent."""
    names = [
        "Zorg",
        "\u00c9cole",
        "drugs",
        "\u0141\u00f3d\u017a",
        "Ede",
        "\u00d8rsted",
        "E\u0301tang",
        "opvang",
        "Eindhoven",
        "\u0130zmir",
    ]

    assert sorted(names, key=to_sort_key) == [
        *("drugs", "\u00c9cole", "Ede", "Eindhoven", "E\u0301tang", "\u0130zmir"),
        *("\u0141\u00f3d\u017a", "opvang", "\u00d8rsted", "Zorg"),
    ]
