"""The library as folders: what is broken stays in sight, one's own stands beside it, and old editions are kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from graph.engine import list_packaged_variables, list_variables
from graph.errors import BrokenQuestion, UnknownEdition, UnknownQuestion
from queries.questions.edition import DIGEST_LENGTH, Editions
from queries.questions.library import PACKAGED_FOLDER, Library, load_questions
from tests.queries.questions.test_question import GOOD

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a folder with one good question of one's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "who.rq").write_text(GOOD, encoding="utf-8")
    return folder


def test_packaged_questions_are_whole() -> None:
    """Nothing in the packaged library is broken."""
    assert Library().broken == {}
    assert len(load_questions()) == len(list(PACKAGED_FOLDER.glob("*.rq"))) > 30


def test_packaged_question_selects_what_it_would_if_it_were_screened() -> None:
    """What is left out when our own questions are read, is left out because it finds nothing in any of them."""
    texts = [question.text for question in load_questions().values()]

    assert len(texts) > 0
    assert [list_packaged_variables(text) for text in texts] == [list_variables(text) for text in texts]


def test_own_question_stands_beside_the_packaged(own: Path) -> None:
    """A file in a folder of one's own is a question as any other; the packaged ones stay."""
    library = Library(own)

    assert library.questions.keys() == {*load_questions(), "who"}
    assert library.find("who").path == own / "who.rq"


def test_broken_file_stays_in_sight(own: Path) -> None:
    """A broken file does not vanish and does not stop the others; who asks for it is told what is wrong."""
    (own / "broken.rq").write_text(GOOD.replace("ORDER BY", "ORDER"), encoding="utf-8")
    library = Library(own)

    assert library.questions.keys() == {*load_questions(), "who"}
    assert list(library.broken) == ["broken"]
    with pytest.raises(BrokenQuestion, match=r"broken\.rq:\d+: "):
        library.find("broken")
    with pytest.raises(UnknownQuestion):
        library.find("absent")


def test_name_that_is_taken_is_told(own: Path) -> None:
    """A file of one's own cannot quietly take the place of a packaged question, which the pages rest on."""
    shutil.copy(own / "who.rq", own / "measures.rq")
    library = Library(own)

    assert library.find("measures").path == PACKAGED_FOLDER / "measures.rq"
    (error,) = library.broken.values()
    assert "is called 'measures' already" in str(error)


def test_files_are_read_again_when_they_change(own: Path) -> None:
    """A file that comes, changes or goes is seen, and nothing is read where nothing changed."""
    library = Library(own)
    before = library.edition
    assert not library.refresh()

    (own / "who.rq").write_text(GOOD.replace("Wie doet wat?", "Wie doet dat nu?"), encoding="utf-8")
    assert library.refresh()
    assert library.find("who").question["nl"] == "Wie doet dat nu?"
    assert library.edition != before

    (own / "who.rq").unlink()
    assert library.refresh()
    with pytest.raises(UnknownQuestion):
        library.find("who")


def test_edition_is_found_again(own: Path, tmp_path: Path) -> None:
    """A question is found as it was, after its file was mended and after it is gone."""
    library = Library(own)
    editions = Editions(library, tmp_path / "kept")
    old = library.find("who")
    editions.keep()
    (own / "who.rq").write_text(GOOD.replace("Wie doet wat?", "Wie doet dat nu?"), encoding="utf-8")
    library.refresh()

    assert editions.find("who").question["nl"] == "Wie doet dat nu?"
    found = editions.find("who", old.edition[:DIGEST_LENGTH])
    assert (found.question, found.text, found.edition) == (old.question, old.text, old.edition)
    (own / "who.rq").unlink()
    library.refresh()
    assert editions.find("who", old.edition[:DIGEST_LENGTH]).edition == old.edition


@pytest.mark.parametrize(
    "edition", ["0" * DIGEST_LENGTH, "..", "../../etc", "x/../y", "", " ", "\0", "é" * DIGEST_LENGTH]
)
def test_unknown_edition_leads_nowhere(own: Path, tmp_path: Path, edition: str) -> None:
    """What was never kept is told so; an edition is no path."""
    editions = Editions(Library(own), tmp_path / "kept")
    editions.keep()

    if not edition:
        assert editions.find("who").name == "who"
        return
    for name in ("who", "../who", "absent"):
        with pytest.raises(UnknownEdition, match="was not kept"):
            editions.find(name, edition)
