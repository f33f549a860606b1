"""The key words of evidence: those of its sentence, by the document itself."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode, Quad

from graph.keywords import KEYWORDS_FILE, find_passage, list_keywords, make_keywords, renew_keywords, write_keywords
from graph.sources import SourceText, make_user_sources, read_document, read_source
from ontology.namespaces import DEF, RDF, make_plan_prefixes
from tests.builds import FIXTURE, FIXTURE_FILES, SMALL_PLAN

EVIDENCE = make_plan_prefixes(SMALL_PLAN)["evidence"]
#: As many words of a plan in a row as nothing but its document may hold, and one more.
TOO_MANY = 8


def read_fixture() -> list[Quad]:
    """Read what the small plan states."""
    return [quad for source in make_user_sources(FIXTURE_FILES) for quad in read_source(source).quads]


def read_texts() -> dict[str, SourceText]:
    """Read the documents of the small plan."""
    return {text.sha256: text for text in map(read_document, sorted(FIXTURE.glob("*.txt")))}


def test_same_plan_gives_the_same_bytes() -> None:
    """The file beside the small plan is what the maker makes of it, to the byte, in whatever order it is read."""
    quads = read_fixture()
    made = write_keywords(SMALL_PLAN, make_keywords(reversed(quads), read_texts()))

    assert made == (FIXTURE / KEYWORDS_FILE).read_bytes()


def test_a_bullet_is_a_whole_and_a_sentence_of_running_text_is_apart() -> None:
    """Evidence in a list has the words of the item, and elsewhere those of the sentences that its anchor stands in."""
    text = SourceText("", ("Eerst dit. Dan dat. Tot slot.", "- Eerst dit. Dan dat.", "En meer."))

    assert find_passage(text, 1, 1, "Dan") == " Dan dat."
    assert find_passage(text, 1, 1, "dit. Dan") == "Eerst dit.\n Dan dat."
    assert find_passage(text, 2, 2, "Dan") == "- Eerst dit. Dan dat."
    assert find_passage(text, 1, 3, "Tot slot") == " Tot slot.\n- Eerst dit. Dan dat.\nEn meer."
    assert find_passage(text, 3, 3, "Eerst") == ""


def test_what_is_misspelt_is_found_by_the_right_word() -> None:
    """Evidence whose sentence holds a misspelt anchor has the words that are meant besides."""
    keywords = make_keywords(read_fixture(), read_texts())

    assert "onbekende" in keywords[f"{EVIDENCE}l4-op-dag-xx"].split(", ")


def test_a_document_that_is_not_at_hand_keeps_its_key_words() -> None:
    """Making them anew with one document changes nothing of the others."""
    quads = read_fixture()
    one = read_document(FIXTURE / "besluit.txt")

    assert renew_keywords([], quads, {one.sha256: one}) == list_keywords(quads)
    assert renew_keywords([], quads, {}) == list_keywords(quads)


def test_what_is_evidence_no_longer_has_none() -> None:
    """Key words of evidence that was removed go with it, whether its document is at hand or not."""
    gone = Quad(NamedNode(f"{EVIDENCE}l1-weg"), NamedNode(f"{DEF}keywords"), Literal("haven", language="nl"))
    quads = read_fixture()

    for texts in ({}, read_texts()):
        assert renew_keywords([], [*quads, gone], texts) == list_keywords(quads)


def test_no_sentence_is_told_again() -> None:
    """Nowhere do eight words of a document stand in a row in its key words."""
    for text in read_texts().values():
        words = re.findall(r"\w+", " ".join(text.lines).casefold())
        runs = {tuple(words[at : at + TOO_MANY]) for at in range(len(words))}
        for terms in list_keywords(read_fixture()).values():
            own = re.findall(r"\w+", terms.casefold())
            assert not any(tuple(own[at : at + TOO_MANY]) in runs for at in range(len(own) - TOO_MANY + 1))


def test_names_of_authors_are_no_key_words() -> None:
    """Whom a document lists as its authors is in no key word, as in no other data."""
    lines = ("Jan van Voorbeeld, Adviseur veiligheid", "Eva Proef, Beleidsadviseur")
    text = SourceText("", lines)
    quads = [
        Quad(NamedNode("urn:d"), NamedNode(f"{DEF}sha256"), Literal("")),
        Quad(NamedNode("urn:d"), NamedNode(f"{RDF}type"), NamedNode(f"{DEF}Document")),
        Quad(NamedNode("urn:e"), NamedNode(f"{RDF}type"), NamedNode(f"{DEF}Evidence")),
        Quad(NamedNode("urn:e"), NamedNode(f"{DEF}inDocument"), NamedNode("urn:d")),
        Quad(NamedNode("urn:e"), NamedNode(f"{DEF}firstLine"), Literal("1")),
        Quad(NamedNode("urn:e"), NamedNode(f"{DEF}lastLine"), Literal("2")),
        Quad(NamedNode("urn:e"), NamedNode(f"{DEF}anchor"), Literal("Adviseur veiligheid")),
    ]

    assert make_keywords(quads, {"": text}) == {"urn:e": "adviseur, Beleidsadviseur, veiligheid"}
