"""What changed is told in policy words: each change once, and what is only bookkeeping apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.folding import to_sort_key
from graph.versions import Archive
from ontology.namespaces import ID
from queries.changes import Wanted, describe_difference, keep_difference, make_difference
from queries.changes.fillers import GAP_FILLERS
from queries.changes.nouns import NOUNS, name_things
from tests.builds import SMALL_PLAN
from tests.changed import changed_folder, changed_versions
from tests.several import SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Version
    from queries.changes import KeptDifference

__all__ = ["changed_folder", "changed_versions"]

MEASURE = f"{ID}measure/{SMALL_PLAN}"
SENTENCES = {
    "nl": [
        "1 maatregel kreeg een eigenaar",
        "1 termijn verstreek",
        "1 maatregel is weg",
        "1 partner is weg",
        "2 samenwerkingen van twee partners zijn weg",
        "bij 1 maatregel viel er iemand weg (uitvoerder)",
        "1 maatregel kreeg een andere titel",
        "1 maatregel kreeg een ander adres",
        "van 1 maatregel is het bewijs verplaatst",
    ],
    "en": [
        "1 measure got an owner",
        "1 deadline passed",
        "1 measure is gone",
        "1 partner is gone",
        "2 cooperations of two partners are gone",
        "somebody left 1 measure (executor)",
        "1 measure has another title",
        "1 measure stands at another address",
        "the evidence of 1 measure moved",
    ],
}


@pytest.fixture(scope="module")
def first_step(changed_folder: Path, changed_versions: list[Version]) -> KeptDifference:
    """Give what changed from the first version to the second."""
    return keep_difference(Archive(changed_folder), *changed_versions[:2], changed_folder / "changes")


@pytest.fixture(scope="module")
def second_step(changed_folder: Path, changed_versions: list[Version]) -> KeptDifference:
    """Give what changed from the second version to the third."""
    return keep_difference(Archive(changed_folder), *changed_versions[1:], changed_folder / "changes")


@pytest.mark.parametrize("language", SENTENCES)
def test_changes_are_told_in_words(first_step: KeptDifference, language: str) -> None:
    """Each thing that happened is one sentence; that a role came with the owner is bookkeeping and stands apart."""
    told = describe_difference(first_step, load_catalogue(language))

    assert [it.text for it in told.sentences] == SENTENCES[language]
    assert {it.cls for it in told.bookkeeping} == {"Involvement"}


def test_change_has_both_sides_with_their_evidence(first_step: KeptDifference) -> None:
    """What there was and what there is stands with each change, with the line that says it in that version."""
    changes = {change.kind: change for _, change in first_step.select(Wanted(), 0, 100)}

    owner, title, moved = (changes[kind] for kind in ("gap", "title", "evidence"))
    assert owner.before == ()
    assert [(it.text["nl"], it.places[0].line) for it in owner.after] == [("Havenpolitie", 33)]
    assert [it[0].text["nl"] for it in (title.before, title.after)] == [
        "Ladders langs de kade hangen",
        "Reddingsladders langs de kade hangen",
    ]
    assert [its[0].places[0].line for its in (moved.before, moved.after)] == [32, 31]


def test_renamed_thing_is_neither_gone_nor_new(first_step: KeptDifference) -> None:
    """What stands at another address is the same thing: its old address leads to the new one."""
    assert first_step.find_fate(f"{MEASURE}/nachten-03")[:2] == ("moved", f"{MEASURE}/nachten-09")
    assert first_step.find_fate(f"{MEASURE}/nachten-02")[0] == "gone"
    assert first_step.find_fate(f"{MEASURE}/water-01")[0] == ""


def test_changes_are_narrowed_and_gathered(first_step: KeptDifference) -> None:
    """By theme or partner only what has to do with it is left; gathered by partner, each partner has its own."""
    water, club = f"{ID}theme/{SMALL_PLAN}/water", f"{ID}actor/{SMALL_PLAN}/zwemclub"
    of_water, of_club = (first_step.list_groups(Wanted(concerned=((iri,),))) for iri in (water, club))

    assert [it.kind for it in of_water] == ["gap", "deadline", "cooperation", "role", "title", "evidence"]
    assert [it.kind for it in of_club] == ["gap", "thing", "cooperation", "role"]
    owners = first_step.list_groups(Wanted(group="gap.gained.Measure.owner"))
    assert [it.count for it in owners] == [1]
    headings = [heading for heading, _ in first_step.select(Wanted(), 0, 100, "partner")]
    assert len(headings) == first_step.count(by="partner") > first_step.count()
    assert headings == sorted(headings, key=lambda iri: to_sort_key(first_step.find_names(iri)["nl"]))


def test_new_plan_is_told_as_such(second_step: KeptDifference) -> None:
    """Of a plan that came nobody is told who its partners are; what it has is counted by class."""
    told = describe_difference(second_step, load_catalogue("nl"))

    assert told.sentences[0].text == "1 plan is nieuw"
    assert {it.plan for it in told.sentences} == {SECOND}
    assert {it.change for it in told.sentences} == {"new"}
    assert next(it.new for it in told.counts if it.cls == "Measure") == 6
    assert second_step.count_things(SMALL_PLAN) == 0
    assert [end.plans for end in second_step.ends] == [1, 2]
    assert [end.measures for end in second_step.ends] == [5, 11]


def test_difference_the_other_way_round(
    changed_folder: Path, changed_versions: list[Version], tmp_path: Path, first_step: KeptDifference
) -> None:
    """From the later version to the earlier, what was gained is lost; no deadline passes backwards."""
    old, new = changed_versions[:2]
    back = make_difference(Archive(changed_folder), new, old, tmp_path / "back")
    turned = {"gained": "lost", "lost": "gained", "new": "gone", "gone": "new", "changed": "changed"}
    there, again = (
        {(it.kind, it.way, it.cls, it.about, it.count) for it in kept.list_groups() if it.kind != "deadline"}
        for kept in (first_step, back)
    )

    assert {(kind, turned[way], *rest) for kind, way, *rest in there} == again
    assert not [it for it in back.list_groups() if it.kind == "deadline"]


def test_version_does_not_differ_from_itself(
    changed_folder: Path, changed_versions: list[Version], tmp_path: Path
) -> None:
    """Of a version with itself there is nothing to say."""
    same = make_difference(Archive(changed_folder), *[changed_versions[0]] * 2, tmp_path / "same")

    assert (same.count(), same.list_bookkeeping()) == (0, [])
    assert not any(count for part in same.lines.values() for count in part.values())


def test_every_noun_is_called_as_the_model_does(first_step: KeptDifference) -> None:
    """A class is called as in the model, and one that has no noun by its label."""
    for language in ("nl", "en"):
        texts = load_catalogue(language)
        called = {cls: first_step.words.classes[cls][language] for cls in NOUNS if cls in first_step.words.classes}
        assert NOUNS.keys() - called.keys() == {"CooperationPair"}
        if language == "nl":
            assert {cls: name_things(cls, 1, texts) for cls in called} == {
                **called,
                "Omission": "zin die bewust niet is vastgelegd",
            }
        assert name_things("Nothing", 2, texts, "iets") == "iets"


def test_every_gap_has_its_words() -> None:
    """Each kind of gap can be told in Dutch."""
    assert all(filler.describe(load_catalogue("nl")) != str(filler) for filler in GAP_FILLERS.values())
