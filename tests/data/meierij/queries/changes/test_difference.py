"""The words for what changed: right in number and language, and complete for every kind of gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from queries.answers.choices import list_concepts
from queries.changes.difference import (
    GAP_FILLERS,
    ClassCount,
    Snapshot,
    compare_snapshots,
    name_things,
    take_snapshot,
)
from queries.questions.question import LANGUAGES

if TYPE_CHECKING:
    from graph.engine.store import Store

CLASSES = {"nl": {"Measure": "maatregel", "Duty": "plicht", "Law": "wet"}, "en": {"Measure": "measure", "Law": "law"}}
THINGS = {"m1": "Measure", "m2": "Measure", "m3": "Measure", "d1": "Duty", "w1": "Law"}
GAPS = {
    ("owner", "m1"): "Een",
    ("owner", "m2"): "Twee",
    ("owner", "m3"): "Drie",
    ("legal_basis", "m1"): "Een",
    ("legal_basis", "d1"): "Plicht",
    ("money", "gone"): "Weg",
}


def seen(language: str = "nl", **changed: object) -> Snapshot:
    """Give a glance at a version with these things and gaps, or what was *changed*."""
    found: dict[str, object] = {"classes": CLASSES[language], "things": THINGS, "gaps": GAPS}
    return Snapshot(**{**found, "partners": {}, "cooperations": {}, **changed})  # type: ignore[arg-type]  # as given


def told(old: Snapshot, new: Snapshot, language: str = "nl") -> list[str]:
    """Give the sentences on what changed."""
    return [sentence.text for sentence in compare_snapshots(old, new, load_catalogue(language)).sentences]


def test_every_gap_has_its_words(store: Store) -> None:
    """Each kind of gap can be told, but that of evidence, which is never there; nouns are called as the model does."""
    classes = {language: take_snapshot(store, language).classes for language in LANGUAGES}

    assert GAP_FILLERS.keys() | {"evidence"} == {concept.id for concept in list_concepts(store, "gap")}
    for language in LANGUAGES:
        texts, called = load_catalogue(language), classes[language]
        singular = {cls: noun for cls in called if (noun := name_things(cls, 1, texts))}
        assert len(singular) == 7
        assert {cls: called[cls] for cls in singular} == {
            **singular,
            "Cooperation": {"nl": "samenwerking", "en": "cooperation"}[language],
        }
        assert [cls for cls, noun in singular.items() if name_things(cls, 2, texts) == noun] == []


def test_every_gap_is_of_a_class_with_a_noun(store: Store) -> None:
    """Whatever the packaged data leave open is of a class for which there is a plural."""
    found = take_snapshot(store, "nl")

    assert len(found.gaps) > 300
    assert {found.things[node] for _, node in found.gaps} <= {
        cls for cls in found.classes if name_things(cls, 2, load_catalogue("nl"))
    }


@pytest.mark.parametrize(
    ("language", "closed", "opened"),
    [
        ("nl", "2 maatregelen kregen een eigenaar", "2 maatregelen verloren een eigenaar"),
        ("en", "2 measures got an owner", "2 measures lost an owner"),
    ],
)
def test_closed_gap_is_gained_and_new_gap_is_lost(language: str, closed: str, opened: str) -> None:
    """A gap that was there and is not any more was closed; the other way round something was lost."""
    some = {key: label for key, label in GAPS.items() if key not in (("owner", "m1"), ("owner", "m3"))}
    old, new = seen(language), seen(language, gaps=some)

    assert told(old, new, language) == [closed]
    assert told(new, old, language) == [opened]
    sentences = compare_snapshots(old, new, load_catalogue(language)).sentences
    assert sentences[0].things == (
        ("Drie", ("m3",)),
        ("Een", ("m1",)),
    )


def test_classes_are_told_apart() -> None:
    """What happened to one thing of each of two classes is two sentences, in the singular."""
    some = {key: label for key, label in GAPS.items() if key[0] != "legal_basis"}

    assert told(seen(), seen(gaps=some)) == ["1 plicht kreeg een rechtsgrond", "1 maatregel kreeg een rechtsgrond"]


def test_class_without_a_noun_is_called_by_its_label() -> None:
    """A gap of a class that has no plural here is told all the same."""
    new = {**GAPS, ("legal_basis", "w1"): "Wet"}

    assert told(seen(), seen(gaps=new)) == ["1 wet verloor een rechtsgrond"]


def test_thing_in_one_version_only_gained_nothing() -> None:
    """A measure that came with an owner, or went without one, is counted; no measure got or lost an owner."""
    fewer = {key: cls for key, cls in THINGS.items() if key != "m1"}
    gaps = {key: label for key, label in GAPS.items() if key[1] != "m1"}
    old, new = seen(), seen(things=fewer, gaps=gaps)

    assert told(old, new) == told(new, old) == []
    assert [
        count.describe(load_catalogue("nl")) for count in compare_snapshots(old, new, load_catalogue("nl")).counts
    ] == ["Maatregel: 1 weg"]
    assert [
        count.describe(load_catalogue("nl")) for count in compare_snapshots(new, old, load_catalogue("nl")).counts
    ] == ["Maatregel: 1 erbij"]


def test_counts_are_told_with_their_label() -> None:
    """What came and what went of a class is one line, with its label and without what is nought."""
    assert ClassCount("Measure", "maatregel", 3, 1).describe(load_catalogue("nl")) == "Maatregel: 3 erbij, 1 weg"
    assert ClassCount("Measure", "measure", 3, 1).describe(load_catalogue("en")) == "Measure: 3 new, 1 gone"
    assert ClassCount("Measure", "measure", 0, 1).describe(load_catalogue("en")) == "Measure: 1 gone"


def test_partners_and_cooperation_are_told() -> None:
    """Who is new or gone, and who cooperates on what since or no more, is told by name."""
    old = seen(partners={("a",): "Anna", ("b",): "Bert"}, cooperations={("a", "b", "x"): "Anna, Bert: X"})
    new = seen(
        partners={("b",): "Bert"}, cooperations={("a", "b", "y"): "Anna, Bert: Y", ("b", "c", "y"): "Bert, C: Y"}
    )

    assert told(old, new) == [
        "1 partner is weg",
        "2 samenwerkingen van twee partners zijn nieuw",
        "1 samenwerking van twee partners is weg",
    ]
    assert told(new, old)[0] == "1 partner is nieuw"
    sentences = compare_snapshots(old, new, load_catalogue("nl")).sentences
    assert sentences[1].things[0] == ("Anna, Bert: Y", ("a", "b", "y"))


def test_version_does_not_differ_from_itself(store: Store) -> None:
    """Of a version with itself there is nothing to say."""
    found = take_snapshot(store, "en")

    difference = compare_snapshots(found, found, load_catalogue("en")).to_json()

    assert (difference["counts"], difference["sentences"]) == ([], [])
    assert list(difference) == ["plans", "counts", "sentences"]
    assert len(found.partners) > 50
    assert len(found.cooperations) > 50
    assert {"Measure", "Goal", "Evidence"} <= set(found.things.values()) <= found.classes.keys()
