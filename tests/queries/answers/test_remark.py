"""That a plan mentions none is said only where the question could have known; elsewhere the answer says what is so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.build import build_version
from graph.engine import Store
from graph.sources import list_model_sources
from ontology.namespaces import make_plan_prefixes
from queries.answers import Provenance, ask, describe_denial, describe_empty, list_remarks
from queries.exports import build_memo, write_answer
from queries.plans import Plans
from queries.questions import find_question
from tests.builds import FIXTURE_FILES, SMALL_PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from queries.answers import Answer

ENGLISH, DUTCH = load_catalogue("en"), load_catalogue("nl")
DENIAL = "the plan mentions none"
ACTOR = make_plan_prefixes(SMALL_PLAN)["actor"]


def answer(store: Store, name: str, language: str = "en", **values: str) -> Answer:
    """Answer the question called *name*."""
    return ask(Plans(store), find_question(name), values, language)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("cooperation", {"actor": "badgasten"}),
        ("legal-duties", {"actor": "badgasten"}),
        ("powers", {"actor": "badgasten"}),
        ("responsibilities", {"actor": "badgasten"}),
        ("members", {"body": "badgasten"}),
        ("members", {"body": "bondgenoten"}),
        ("partners", {"kind": "generic"}),
        ("partner-coverage", {"kind": "target_group"}),
    ],
)
def test_what_is_left_out_is_not_denied(store: Store, name: str, values: dict[str, str]) -> None:
    """A choice that the question leaves out is named, with the reason, in both languages, and nothing is denied."""
    for language, translator in (("en", ENGLISH), ("nl", DUTCH)):
        found = answer(store, name, language, **values)
        (remark,) = list_remarks(found)
        assert found.rows == []
        assert remark.kind in ("left_out", "partly")
        assert any(it.reason[language] in remark.describe(translator) for it in found.question.left_out)
        assert DENIAL not in describe_empty(found, ENGLISH)


def test_where_the_plan_speaks_of_it_is_shown(store: Store) -> None:
    """Who has no row here, and is named elsewhere, is shown with the lines."""
    found = answer(store, "legal-duties", actor="badgasten")
    (remark,) = list_remarks(found)

    assert [place.first for place in remark.places] == [48]
    assert describe_empty(found, ENGLISH).endswith("See line 48.")
    assert "regel 48" in describe_empty(found, DUTCH)


def test_a_denial_stands_where_the_question_could_know(store: Store) -> None:
    """A partner without a duty has none in the plan, which does speak of it in other places."""
    found = answer(store, "legal-duties", actor="zwemclub")
    (remark,) = list_remarks(found)

    assert DENIAL in describe_denial(found, ENGLISH)
    assert remark.kind == "elsewhere"
    assert remark.places


def test_stated_cooperation_with_a_general_word_is_shown_when_it_is_chosen(tmp_path: Path) -> None:
    """Such a word is in no row, unless one chooses it: then the sentences are there that say it, and only those."""
    added = tmp_path / "added.ttl"
    added.write_text(
        "".join(f"@prefix {name}: <{base}> .\n" for name, base in make_plan_prefixes(SMALL_PLAN).items())
        + "cooperation:woord a smd:Cooperation ; skos:prefLabel 'Samen rondes lopen'@nl , 'Rounds together'@en ;\n"
        "smd:party actor:zwemclub , actor:bondgenoten ; smd:concerns measure:nachten-02 ; smd:basis basis:stated ;\n"
        "smd:status status:planned ; smd:evidence evidence:l48-loopt-met-bondgenoten .\n"
        "evidence:l48-loopt-met-bondgenoten a smd:Evidence ; smd:inDocument document:plan ;\n"
        "smd:inSection section:nachten-maatregelen ; smd:firstLine 48 ; smd:lastLine 48 ; smd:anchor 'bondgenoten' .\n",
        encoding="utf-8",
    )
    version = build_version(tmp_path / "data", [*FIXTURE_FILES, added], packaged=list_model_sources())
    held = Store(version.path)
    chosen, everything = answer(held, "cooperation", actor="bondgenoten"), answer(held, "cooperation")

    assert [(row["actor_a"], row["basis"], row["line"]) for row in chosen.rows] == [
        (f"{ACTOR}bondgenoten", "stated", 48)
    ]
    assert not any(f"{ACTOR}bondgenoten" in (row["actor_a"], row["actor_b"]) for row in everything.rows)
    assert [it.kind for it in list_remarks(chosen)] == ["partly"]


def test_member_of_a_joint_plan_is_shown_through_it(store: Store) -> None:
    """What the publishers do together is with each of them, marked as such, and in no answer denied."""
    measures = answer(store, "measures", actor="gm9802")
    duties = answer(store, "legal-duties", actor="gm9802")

    assert {row["through_label"] for row in measures.rows} != {None}
    assert [it.kind for it in list_remarks(measures)] == ["joint"]
    assert DENIAL not in describe_empty(duties, ENGLISH)
    assert "through the joint plan" in describe_empty(duties, ENGLISH)


def test_plan_without_key_words_says_that_titles_were_searched(tmp_path: Path) -> None:
    """Where the words of the sentences are not known, it is not said that the plan has none."""
    files = [path for path in FIXTURE_FILES if path.name != "keywords.ttl"]
    held = Store(build_version(tmp_path, files, packaged=list_model_sources()).path)
    found = answer(held, "measures", words="kermis")

    assert found.rows == []
    assert [it.kind for it in list_remarks(found)] == ["titles_only"]
    assert DENIAL not in describe_empty(found, ENGLISH)
    assert [it.kind for it in list_remarks(answer(held, "measures", words="ladders"))] == ["titles_only"]


def test_words_of_other_sentences_are_pointed_to(store: Store) -> None:
    """A word that no measure has, and another sentence has, is not left without a way to it."""
    found = answer(store, "measures", words="storm")
    (remark,) = list_remarks(found)

    assert remark.kind == "in_other_sentences"
    assert [place.first for place in remark.places] == [26]
    assert list_remarks(answer(store, "measures", words="onbestaanbaar")) == []
    assert [it.kind for it in list_remarks(answer(store, "measures", words="?!"))] == ["no_word"]


def test_every_format_for_people_says_it(store: Store) -> None:
    """JSON, the table of a terminal and the memo have the remark, in the language of the answer."""
    found = answer(store, "members", body="badgasten")
    written = json.loads(write_answer(store, found, "json", Provenance("0" * 64), ENGLISH))
    table = write_answer(store, found, "table", Provenance("0" * 64), ENGLISH).decode()
    memo = build_memo(store, found, Provenance("0" * 64), ENGLISH)

    (remark,) = written["trust"]["remarks"]
    assert (remark["kind"], remark["parameter"]) == ("left_out", "body")
    assert remark["text"] in table
    assert remark["text"] in memo.empty
    assert [place["line"] for place in remark["places"]] == [48]
