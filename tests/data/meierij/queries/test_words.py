"""Words of the plan find their measures: forty that were chosen by hand, and every one of every bullet."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from graph.keywords import is_telling, split_words
from queries.answers import ask
from queries.plans import Plans
from queries.questions import find_question
from tests.turns import take_turn

if TYPE_CHECKING:
    from graph.engine import Store
    from graph.sources import SourceText

#: Words as an adviser types them, and the measures whose bullets have them.
WORDS = [
    ("basisteamprojectleider", "ondermijning-01"),
    ("informatiepositie", "ondermijning-02"),
    ("Kadaster", "ondermijning-03 informatieveiligheid-05"),
    ("barrières", "ondermijning-04"),
    ("fiscale instrumenten", "ondermijning-05"),
    ("weigeren vergunningen", "ondermijning-06"),
    ("Bibob beleid", "ondermijning-07"),
    ("afpakken", "ondermijning-08"),
    ("weerbaarheid misbruik", "ondermijning-09"),
    ("awareness-programma", "ondermijning-10"),
    ("woonoverlast", "ondermijning-11"),
    ("overbewoning", "ondermijning-11"),
    ("hennep", "ondermijning-12"),
    ("drugshandel", "ondermijning-12"),
    ("interventieteam", "ondermijning-13"),
    ("ZLTO", "ondermijning-14"),
    ("recreatieparken", "ondermijning-15"),
    ("sluitende keten", "verwarde-personen-01"),
    ("generalisten", "verwarde-personen-02"),
    ("woningbouwcoöperaties", "verwarde-personen-03 jeugd-11"),
    ("outreachende", "verwarde-personen-04 mensenhandel-07"),
    ("ex-gedetineerden", "verwarde-personen-05 jeugd-13"),
    ("casuïstiek", "verwarde-personen-07 verwarde-personen-09 mensenhandel-02"),
    ("doorzettingskracht", "verwarde-personen-08"),
    ("casusregie", "verwarde-personen-09"),
    ("vrije tijd", "jeugd-01 jeugd-07"),
    ("systeemgericht", "jeugd-03"),
    ("strafpartners", "jeugd-05"),
    ("Casus op Maat", "jeugd-06"),
    ("schooluitval", "jeugd-07"),
    ("broertjes", "jeugd-08"),
    ("buurtsport", "jeugd-10"),
    ("alcoholgebruik", "jeugd-14"),
    ("sexting", "mensenhandel-03"),
    ("prostitutiesector", "mensenhandel-04"),
    ("loverboy", "mensenhandel-03"),
    ("multicultureel vakmanschap", "radicalisering-04"),
    ("sleutelpersonen", "radicalisering-06"),
    ("haat zaaien", "radicalisering-09"),
    ("heterdaadkracht", "high-impact-crimes-09"),
    ("babbeltrucs", "high-impact-crimes-17"),
    ("skimming", "high-impact-crimes-16"),
    ("Keurmerk Veilig Ondernemen", "high-impact-crimes-15"),
    ("buurtpreventieteams", "high-impact-crimes-11"),
    ("zelfredzaamheid", "high-impact-crimes-07"),
    ("big data", "informatieveiligheid-05"),
    ("dorps- en buurthuizen", "informatieveiligheid-01"),
    ("privacy wetgeving", "informatieveiligheid-03 informatieveiligheid-05"),
]
#: As many bullets as the plan has.
BULLETS = 80


def find_measures(store: Store, words: str) -> list[str]:
    """Find the local ids of the measures that *words* find, in the order of the plan."""
    rows = ask(Plans(store), find_question("measures"), {"words": words}).rows
    return list(dict.fromkeys(row.text("measure").rpartition("/")[2] for row in rows))


@pytest.mark.parametrize(("words", "measures"), WORDS)
def test_words_find_their_measures(store: Store, words: str, measures: str) -> None:
    """A word of the trade finds the measures in whose bullets it stands, and no other."""
    assert find_measures(store, words) == measures.split()


@pytest.mark.parametrize(
    ("typed", "as_found"),
    [
        ("barriere", "barrières"),
        ("BARRIÈRE", "barrières"),
        ("maat casus", "Casus op Maat"),
        ("hennepplantage", "hennep"),
        ("school uitval", "schooluitval"),
        ("sluitende ketens", "sluitende keten"),
        ("opwerpen", "opwerken barrières"),
    ],
)
def test_form_and_order_make_no_difference(store: Store, typed: str, as_found: str) -> None:
    """Accents, capitals, plurals, the order, and what the document misspells make no difference."""
    assert find_measures(store, typed) == find_measures(store, as_found) != []


def test_every_word_of_every_bullet_finds_its_measure(store: Store, plan: SourceText) -> None:
    """Each word that says something in the bullet of a measure finds that measure."""
    lines = {row.integer("line"): row for row in ask(Plans(store), find_question("measures"), {}).rows}
    wanted: dict[str, set[str]] = defaultdict(set)
    for number, row in lines.items():
        for word in split_words(re.sub(r"</?sup>", " ", plan.line(number))):
            if is_telling(word.text):
                wanted[word.form].add(row.text("measure").rpartition("/")[2])
    missed = {word: wanted[word] - {*find_measures(store, word)} for word in take_turn(sorted(wanted), 4)}

    assert len(lines) == BULLETS
    assert len(wanted) > 400
    assert {word: ids for word, ids in missed.items() if ids} == {}
