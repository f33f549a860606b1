"""The name of the file of an answer: short, of signs that any system takes, and the same for the same answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from api.catalogue import load_catalogue
from queries.exports import join_parts, name_answer, to_ascii_name
from queries.questions import Parameter
from tests.queries.exports.test_table import QUESTION

ON = Parameter("on", "date", "", {"nl": "Op de dag", "en": "As of"}, default="today")
DUTCH = load_catalogue("nl")
PLAN = "meierij-2019-2022"
THEME = f"https://w3id.org/samendoen/id/theme/{PLAN}/jeugd"


def test_day_is_the_chosen_one_where_the_answer_depends_on_it() -> None:
    """Else it is the day of the version, so that the same answer has the same name on every day."""
    dated = replace(QUESTION, parameters=(ON,))

    assert name_answer(QUESTION, [PLAN], {}, "2026-11-23", DUTCH) == f"wie_{PLAN}_2026-11-23"
    assert name_answer(dated, [PLAN], {"on": "2020-01-31"}, "2026-11-23", DUTCH) == f"wie_{PLAN}_2020-01-31"


def test_things_are_named_by_their_local_ids() -> None:
    """A thing is named by its local id, with its plan where that is another; a code as it is."""
    values = {"actor": THEME, "measures": "12", "actor_label": "Politie & OM"}

    assert name_answer(QUESTION, [PLAN], values, "", DUTCH) == f"wie_{PLAN}_adres-jeugd_maatregelen-12_actor-politie-om"
    assert name_answer(QUESTION, [], values, "", DUTCH).startswith(f"wie_adres-{PLAN}-jeugd_")


def test_many_plans_are_counted() -> None:
    """Two plans are named, and more are counted."""
    assert name_answer(QUESTION, ["a", "b"], {}, "", DUTCH) == "wie_a_b"
    assert name_answer(QUESTION, list("abc"), {}, "", DUTCH) == "wie_3-plannen"


@pytest.mark.parametrize(
    "text", ["woord " * 100, "w" * 500, "\U0001f600 één \u202e", "../../etc/passwd", 'a"b\r\nX: y', "日本語"]
)
def test_any_text_makes_a_name(text: str) -> None:
    """Whatever was typed, a name is no longer than systems take, of plain signs, and keeps its day."""
    full = join_parts(["Maatregelen", text, text, text, text], "2026-12-01")
    name = to_ascii_name(f"{full}.xlsx")

    assert re.fullmatch(r"maatregelen(_[a-z0-9.-]+)*_2026-12-01\.xlsx", name)
    assert len(name) <= 120
    assert full.startswith("maatregelen")
