"""A `.rq` file: its header and its query apart, each line with the number that it has in the file."""

from __future__ import annotations

import pytest

from graph.sources.rq import RqFile, split_rq
from queries.questions.header import read_question
from queries.questions.library import PACKAGED_FOLDER

FILES = {
    "header and query": ("#+ nl: Zo\n#+   verder\nASK {}\n", ((1, "nl: Zo"), (2, "  verder")), "ASK {}\n", 3),
    "empty lines around": ("\n#+ a: b\n\n\nASK {\n\n}\n\n", ((2, "a: b"),), "ASK {\n\n}\n", 5),
    "header below": ("ASK {}\n#+ a: b\n", ((2, "a: b"),), "ASK {}\n", 1),
    "header in between": ("ASK {\n#+ a: b\n}\n", ((2, "a: b"),), "ASK {\n}\n", 1),
    "no space after the mark": ("#+a: b\nASK {}", ((1, "a: b"),), "ASK {}\n", 2),
    "mark further in is a comment": ("ASK {} #+ a: b\n #+ c: d\n", (), "ASK {} #+ a: b\n #+ c: d\n", 1),
    "no header": ("ASK {}\n", (), "ASK {}\n", 1),
    "no query": ("#+ a: b\n\n", ((1, "a: b"),), "\n", 2),
    "nothing": ("", (), "\n", 0),
    "ends of lines of Windows": ("#+ a: b\r\nASK {}\r\n", ((1, "a: b"),), "ASK {}\n", 2),
}


@pytest.mark.parametrize("case", FILES)
def test_file_is_split(case: str) -> None:
    """What begins with the mark is the header, wherever it stands; the rest is the query, without lines around it."""
    text, header, query, first = FILES[case]

    assert split_rq(text) == RqFile(header, query, first)


def test_lines_of_the_header_keep_their_numbers() -> None:
    """As a text of its own the header has each line where the file has it, so that a fault in it has its line."""
    file = split_rq("\n#+ a: b\nASK {\n#+ c: d\n}\n")

    assert file.header_text.split("\n") == ["", "a: b", "", "c: d"]
    assert split_rq("ASK {}").header_text == ""


def test_query_of_a_question_begins_where_it_says() -> None:
    """For each packaged question, the line that it names as its first is the first of its query."""
    paths = sorted(PACKAGED_FOLDER.glob("*.rq"))

    assert paths
    for path in paths:
        question = read_question(path)
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[question.first - 1] == question.text.splitlines()[0], path
