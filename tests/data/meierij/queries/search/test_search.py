"""The search: whatever is called something is found by it, however it is spelt, and the best comes first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.catalogue import load_catalogues
from graph.errors import BadParameter
from queries.questions.library import Library, load_library
from queries.questions.question import LANGUAGES
from queries.search.entry import Entry, Piece
from queries.search.index import Index
from queries.search.search import MOST_CHARACTERS, MOST_WORDS, Search

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.engine.store import Store
    from queries.search.found import Result, SearchResults

#: What has a meaning to FTS5, to SQL or to a browser, and should have none here.
HOSTILE = [
    '"',
    '""',
    "'",
    "jeugd'; DROP TABLE entry; --",
    'jeugd" OR "politie',
    "jeugd*",
    "^jeugd",
    "name : jeugd",
    "{name other} : jeugd",
    "- name : jeugd",
    "NEAR(jeugd politie, 2)",
    "jeugd AND",
    "AND",
    "OR OR",
    "NOT jeugd",
    "(jeugd",
    "jeugd + politie",
    "jeugd\x00politie",
    "\x00",
    "\u202ejeugd\u202c",
    "\ud800",
    "<script>alert(1)</script>",
    "%s %d %(q)s {0}",
    "0 1 2",
    " ",
    "",
]
#: A small world, to see each rule by itself.
ENTRIES = [
    Entry("urn:a", "a", "claim", {"nl": "Huisverbod bij dreiging"}),
    Entry("urn:b", "b", "instrument", {"nl": "Het huisverbod"}, (Piece("text", "Een verbod op het huis.", "nl"),)),
    Entry("urn:c", "c", "theme", {"nl": "Jeugd"}, (Piece("misspelt", "Jeucd", "nl"),)),
    Entry("urn:d", "d", "section", {"nl": "Jeugd"}),
    Entry("urn:e", "e", "law", {"nl": "Coöperatiewet", "en": "Cooperatives Act"}, (Piece("number", "BWBR7"),)),
    Entry("urn:f", "f", "claim", {"nl": "Jongeren in beeld"}, (Piece("text", "Zonder jeugd gaat het niet.", "nl"),)),
    Entry("urn:g", "g", "claim", {"nl": "Veel huizen staan leeg"}),
]


@dataclass(frozen=True)
class Named:
    """A name of a thing: its text, its language, and the IRI and id of the thing."""

    text: str
    language: str
    of: tuple[str, str]


@pytest.fixture(scope="module")
def search(store: Store) -> Search:
    """Give the search over the packaged data and questions."""
    return Search(store, load_library(), load_catalogues())


@pytest.fixture(scope="module")
def small() -> Index:
    """Give the index of the small world, for who reads Dutch."""
    return Index(ENTRIES, "nl")


def ids(found: SearchResults) -> list[str]:
    """Give the ids of what was *found*, in order."""
    return [hit.entry.id for hit in found.hits]


def result(found: SearchResults, local_id: str) -> Result:
    """Give what is shown of the thing with *local_id* that was *found*."""
    return found.build_results([hit for hit in found.hits if hit.entry.id == local_id])[0]


def names(search: Search) -> list[Named]:
    """Give every name of everything, in every language."""
    found = []
    for entry in search.index("nl").entries:
        found += [Named(text, language, (entry.iri, entry.id)) for language, text in entry.labels.items()]
        found += [
            Named(it.text, language, (entry.iri, entry.id))
            for it in entry.pieces
            for language in LANGUAGES
            if it.what not in ("text", "keywords")
        ]
    return found


def test_every_name_finds_its_own(search: Search) -> None:
    """Whoever types a name whole, however long, finds what is called so among the first ten; one in three is tried."""
    everything = names(search)
    lost, late = [], []
    for name in everything[::3]:
        hits = search.find(name.text, name.language).hits
        place = next((n for n, hit in enumerate(hits) if (hit.entry.iri, hit.entry.id) == name.of), None)
        if place is None:
            lost.append(name)
        elif place > 9:
            late.append(name)

    assert len(everything) > 3000
    assert lost == []
    assert late == []


@pytest.mark.parametrize(
    ("typed", "local_id", "matched"),
    [
        ("Ondernijning", "ondermijning", "misspelt"),
        ("ondermijning", "ondermijning", "name"),
        ("Meerij", "basisteam-meierij", "misspelt"),
        ("meerijstad", "meierijstad", "misspelt"),
        ("Gemeenteamttenaren", "gemeenteambtenaren", "misspelt"),
        ("BWBR0040635", "wvggz", "number"),
        ("Wvggz", "wvggz", "other"),
        ("GM1948", "meierijstad", "number"),
        ("jeugd-01", "jeugd-01", "number"),
    ],
)
def test_spelling_and_number_are_found(search: Search, typed: str, local_id: str, matched: str) -> None:
    """What the plan misspells, an abbreviation and an official number lead to the thing, and the result says so."""
    found = search.find(typed, "nl")

    assert local_id in ids(found)[:3]
    assert result(found, local_id).matched == matched
    if matched != "name":
        assert any(is_marked for _text, is_marked in result(found, local_id).excerpt)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("POLITIE", "politie", "nl"),
        ("pôlítïè", "politie", "nl"),
        ("po\u0301litie", "politie", "nl"),
        ("po\u00adlitie", "politie", "nl"),
        ("maatregel", "maatregelen", "nl"),
        ("gemeenten", "gemeente", "nl"),
        ("duty", "duties", "en"),
        ("municipalities", "municipality", "en"),
    ],
)
def test_case_accents_and_forms_make_no_difference(search: Search, one: str, other: str, language: str) -> None:
    """Capitals, accents, invisible signs and word forms find the same things."""
    found = set(ids(search.find(one, language)))

    assert found
    assert found == set(ids(search.find(other, language)))


def test_part_of_a_compound_is_found(small: Index) -> None:
    """A word finds the compounds that it is a part of, after what has the word itself; a short one does not."""
    assert ids(small.find("verbod")) == ["b", "a"]
    assert ids(small.find("huisverboden")) == ["a", "b"]
    assert ids(small.find("bod")) == []


def test_beginning_is_found(small: Index) -> None:
    """What one is still typing finds the words that begin with it; a letter by itself does not."""
    assert ids(small.find("jeu")) == ["c", "d", "f"]
    assert ids(small.find("drei huisv")) == ["a"]
    assert ids(small.find("h")) == []


def test_typing_error_is_forgiven_where_the_word_is_none(search: Search) -> None:
    """A word that does not occur is read as the nearest that do, and this is said; one that occurs is read as it is."""
    found, right = search.find("veilgheid", "nl"), search.find("veiligheid", "nl")

    assert [(it.typed, it.near, words) for it, words in found.widened()] == [("veilgheid", True, ["veiligheid"])]
    assert found.hits
    assert set(ids(found)) <= set(ids(right))
    assert right.widened() == []


def test_short_or_numbered_word_is_not_bent(small: Index) -> None:
    """Of three letters none is taken for wrong, and no digit ever."""
    assert ids(small.find("jet")) == []
    assert ids(small.find("bwbr8")) == []


def test_forms_with_another_last_consonant_are_one_word(small: Index) -> None:
    """Dutch writes `huis` and `huizen`; it is one word."""
    assert ids(small.find("staan huis")) == ["g"]
    assert small.find("huis").widened() == []


@pytest.mark.parametrize(
    ("typed", "kind", "first"),
    [
        ("jeugd", "theme", "jeugd"),
        ("politie", "partner", "politie"),
        ("jeugdwet", "law", "jeugdwet"),
        ("Verbinding van zorg en veiligheid", "theme", "zorg-en-veiligheid"),
        ("Personen met verward gedrag", "theme", "verwarde-personen"),
    ],
)
def test_exact_name_comes_first(search: Search, typed: str, kind: str, first: str) -> None:
    """What is called exactly so comes first, and of those that are, what an adviser looks for most."""
    hit = search.find(typed, "nl").hits[0]

    assert (hit.entry.kind, hit.entry.id) == (kind, first)


def test_tiers_come_in_order(small: Index) -> None:
    """The name itself comes before a text with the word; a theme comes before a section of the same name."""
    assert ids(small.find("jeugd")) == ["c", "d", "f"]


def test_same_question_has_the_same_order(store: Store, search: Search) -> None:
    """Another index over the same data gives the same results in the same order."""
    other = Search(store, load_library(), load_catalogues())

    for typed in ("gemeente", "veiligheid politie", "en", "zorg"):
        assert ids(search.find(typed, "nl")) == ids(other.find(typed, "nl"))


def test_all_words_must_match(search: Search) -> None:
    """Each word narrows the answer; words that say nothing by themselves do not count."""
    one, two = set(ids(search.find("overlast", "nl"))), set(ids(search.find("overlast jongeren", "nl")))

    assert two
    assert two < one
    assert ids(search.find("de overlast van de jongeren", "nl")) == ids(search.find("overlast jongeren", "nl"))


def test_some_words_where_nothing_has_all(small: Index) -> None:
    """Where nothing has every word, what has most comes first, and the answer says that it is partial."""
    found = small.find("jongeren dreiging huisverbod")

    assert found.partial
    assert ids(found)[0] == "a"
    assert set(ids(found)) == {"a", "b", "f"}


def test_unknown_word_is_named_and_left_out(small: Index) -> None:
    """A word that nothing has is named, and the others are searched for as if it were not there."""
    found = small.find("qqqq jeugd")

    assert found.partial
    assert found.unknown() == ["qqqq"]
    assert ids(found) == ids(small.find("jeugd"))
    assert small.find("qqqq").hits == ()


def test_other_language_is_found_by_its_names_only(search: Search) -> None:
    """Who reads Dutch finds a thing by its English name as well, but not by what is told of it in English."""
    found = search.find("police", "nl")

    assert ids(found)[0] == "politie"
    assert result(found, "politie").matched == "translation"
    assert {it.matched for it in found.build_results(found.hits)} <= {
        "name",
        "translation",
        "other",
        "number",
        "misspelt",
    }


def test_terms_and_questions_are_found(search: Search) -> None:
    """The terms of the model and the questions of the library are found too."""
    term = next(hit.entry for hit in search.find("doelgroep", "nl").hits if hit.entry.kind == "term")
    question = search.find("Welke maatregelen staan in het plan, en van wie zijn ze?", "nl").hits[0].entry

    assert term.iri.endswith("/def#TargetGroup")
    assert (question.kind, question.id, question.iri) == ("question", "measures", "")


def test_question_that_is_added_is_found(store: Store, tmp_path: Path) -> None:
    """A question that is put in the library while one searches is found from then on, and not before."""
    library = Library(tmp_path)
    search = Search(store, library, load_catalogues())
    text = (load_library().find("themes").path).read_text(encoding="utf-8")
    before = ids(search.find("zeldzaamheden", "nl"))
    added = re.sub(r"title: \{nl: [^,]*,", "title: {nl: Zeldzaamheden,", text)
    (tmp_path / "rare.rq").write_text(added, "utf-8")
    library.refresh()

    assert "Zeldzaamheden" in added
    assert before == []
    assert ids(search.find("zeldzaamheden", "nl")) == ["rare"]


def test_every_thing_has_a_kind_with_a_name(search: Search) -> None:
    """Each kind has a name in each language, none is called by a class that says nothing, and counts add up."""
    for language in LANGUAGES:
        index = search.index(language)
        found = search.find("veiligheid" if language == "nl" else "safety", language)

        assert [kind for kind, name in index.kinds.items() if name == kind and language == "nl" and "-" in kind] == []
        assert {it.kind for it in index.entries} & {"statement", "value", "actor", "other", "norm"} == set()
        assert sum(count for _kind, _name, count in found.counts()) == len(found.hits)
        assert all(len(found.of(kind)) == count for kind, _name, count in found.counts())


def test_marks_show_what_matched(small: Index) -> None:
    """A name comes back whole, in parts of which those that matched are marked; a text is shown where it matched."""
    found = small.find("JEUGD")

    assert result(found, "c").name == (("Jeugd", True),)
    assert result(found, "f").matched == "text"
    assert result(found, "f").excerpt == (("Zonder ", False), ("jeugd", True), (" gaat het niet.", False))


def test_long_text_is_cut_around_what_matched() -> None:
    """Of a long text some words around the first that matched are shown, in whole words."""
    text = " ".join(["voor"] * 200 + ["speld"] + ["achter"] * 200)
    entry = Entry("urn:x", "x", "claim", {"nl": "Hooiberg"}, (Piece("text", text, "nl"),))
    shown = result(Index([entry], "nl").find("speld"), "x").snippet

    assert shown.startswith("… voor")
    assert shown.endswith("achter …")
    assert " speld " in shown
    assert len(shown) < 250


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_only_words(search: Search, small: Index, typed: str) -> None:
    """Whatever is typed is searched for; nothing of it is an expression, and nothing is harmed."""
    before = ids(small.find("jeugd"))
    found = small.find(typed)

    assert search.find(typed, "nl").query == typed
    assert set(ids(found)) <= {entry.id for entry in ENTRIES}
    assert ids(small.find("jeugd")) == before == ["c", "d", "f"]


@settings(deadline=None)
@given(st.text(max_size=MOST_CHARACTERS))
def test_any_text_is_answered(typed: str) -> None:
    """Any text gives an answer, whose results can all be shown with their names whole."""
    found = Index(ENTRIES, "nl").find(typed)

    assert [it.label for it in found.build_results(found.hits)] == [hit.entry.label("nl") for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("a" * 10_000, MOST_CHARACTERS),
        ("a" * (MOST_CHARACTERS + 1), MOST_CHARACTERS),
        ("a " * (MOST_WORDS + 1), MOST_WORDS),
    ],
)
def test_what_nobody_types_is_refused(search: Search, typed: str, limit: int) -> None:
    """More characters or words than anyone types are refused, with how many there may be."""
    with pytest.raises(BadParameter, match=f"at most {limit}"):
        search.find(typed, "nl")
    assert search.find("a" * MOST_CHARACTERS, "nl").hits == ()
    assert search.find("jeugd " * MOST_WORDS, "nl").hits


def test_threads_share_one_search(store: Store) -> None:
    """Who searches at the same time, the first time as well, finds the same in one index."""
    search = Search(store, load_library(), load_catalogues())
    words = ("jeugd", "politie", "zorg", "gemeente") * 3
    together, answers, indexes = Barrier(len(words)), {}, set()

    def ask(place: int) -> None:
        together.wait()
        answers[place] = ids(search.find(words[place], "nl"))
        indexes.add(id(search.index("nl")))

    threads = [Thread(target=ask, args=(place,)) for place in range(len(words))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert _alike([answers[place] for place in sorted(answers)], 4)
    assert len(answers) == len(words)
    assert len(indexes) == 1


def _alike(answers: Sequence[list[str]], step: int) -> bool:
    """Say whether each of the *answers* is there and is that of a *step* later."""
    return all(answers) and all(one == other for one, other in zip(answers, answers[step:], strict=False))


@pytest.mark.parametrize("typed", ["eigenaar", "partner", "doel", "maatregel"])
def test_things_come_before_words_of_the_model(search: Search, typed: str) -> None:
    """A page lists what the plan has before terms, lists and values, each of the two in the order they were found."""
    found = search.find(typed, "nl")
    listed = found.list_things_first("")
    words = [hit.entry.of_model for hit in listed]
    kinds = [kind for kind, _name, _count in found.counts()]

    assert words == sorted(words)
    assert {True, False} == set(words)
    assert all(
        [it for it in listed if it.entry.of_model is of] == [it for it in found.hits if it.entry.of_model is of]
        for of in (True, False)
    )
    assert kinds.index("question") < kinds.index("term")
