"""What the texts promise is tested: each promise stands where it is said to, beside tests that are there and run."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from docs.promises import KINDS, Exemption, Promise, load_exemptions, load_promises

ROOT = Path(__file__).parents[1]
PROMISES, EXEMPTIONS = load_promises(), load_exemptions()
#: Where whoever runs or reads this looks for what it promises. A decision tells what was so on its day, so those that
#: still promise something are in the table by hand.
PAGES = sorted(
    path
    for path in (ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md"))
    if path.parent.name != "decisions"
)
#: Words of one who promises, in English and in Dutch.
TELLING = re.compile(
    r"\b(never|nobody|nothing|nowhere|always|at once|killed|refused|withheld|lost|without dropping|no account"
    r"|no network|cookies?|nooit|niemand|niets|altijd|geen account)\b",
    re.IGNORECASE,
)
#: What is not written by hand (`docs.generate`), and what is code.
MADE = re.compile(r"<!-- (\w+) -->.*?<!-- /\1 -->|^```.*?^```", re.DOTALL | re.MULTILINE)
MOST_EXEMPTIONS = 60
AROUND = 60


def unfold(text: str) -> str:
    """Write *text* on one line, with one space between words."""
    return " ".join(text.split())


@cache
def read_tests(path: str) -> dict[str, list[str]]:
    """Read the tests in the file at *path*: the marks of each by its name, with those of the whole file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    whole = [
        ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(it) for it in node.targets] == ["pytestmark"]
    ]
    return {
        node.name: [*whole, *map(ast.unparse, node.decorator_list)]
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def find_fault(node: str) -> str:
    """Find what is wrong with *node*, the id of a test; nothing where it is there and runs.

    One that is left out where a platform lacks what it tries (`skipif`) runs elsewhere.
    """
    path, _, name = node.partition("::")
    if not (ROOT / path).is_file() or name not in read_tests(path):
        return f"{node} is not there"
    marks = [it for it in read_tests(path)[name] if re.search(r"\bmark\.(skip|xfail)\b", it)]
    return f"{node} is not run: {marks[0]}" if marks else ""


def find_untold(text: str, told: list[str]) -> list[str]:
    """Find the telling words in *text* that stand in none of the sentences *told*, each with what is around it."""
    text = unfold(MADE.sub(" ", text))
    spans = [(it.start(), it.end()) for each in told for it in re.finditer(re.escape(unfold(each)), text)]
    words = (it.start() for it in TELLING.finditer(text))
    untold = (place for place in words if not any(start <= place < end for start, end in spans))
    return [text[max(0, place - AROUND) : place + AROUND] for place in untold]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda it: f"{it.file}: {it.sentence[:40]}")
def test_promise_is_made_and_held(promise: Promise) -> None:
    """The sentence stands in its file as it is told, and each test that holds it is there and is run."""
    assert unfold(promise.sentence) in unfold((ROOT / promise.file).read_text(encoding="utf-8"))
    assert promise.kind in KINDS
    assert promise.held_by
    assert [fault for node in promise.held_by if (fault := find_fault(node))] == []


@pytest.mark.parametrize("exemption", EXEMPTIONS, ids=lambda it: f"{it.file}: {it.sentence[:40]}")
def test_what_is_no_promise_has_its_reason(exemption: Exemption) -> None:
    """What sounds like a promise and is none stands in its file, has a telling word, and a reason in a sentence."""
    assert unfold(exemption.sentence) in unfold((ROOT / exemption.file).read_text(encoding="utf-8"))
    assert TELLING.search(exemption.sentence) or exemption.file == "SECURITY.md"
    assert exemption.why.endswith(".")


def test_nothing_is_told_twice() -> None:
    """A sentence of a file has one place in the table, and there are few that need a reason."""
    told = Counter((it.file, unfold(it.sentence)) for it in (*PROMISES, *EXEMPTIONS))

    assert [each for each, count in told.items() if count > 1] == []
    assert len(EXEMPTIONS) <= MOST_EXEMPTIONS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_sounds_like_a_promise_is_told(path: Path) -> None:
    """Each telling word on a page stands in a promise of the table, or in what has a reason to be none."""
    name = path.relative_to(ROOT).as_posix()
    told = [it.sentence for it in (*PROMISES, *EXEMPTIONS) if it.file == name]

    assert find_untold(path.read_text(encoding="utf-8"), told) == []


def test_what_is_wrong_is_found() -> None:
    """A test that is not there or not run is found, and so is a word in no sentence; code and what is made are not."""
    assert find_fault("tests/test_promises.py::test_nothing_is_told_twice") == ""
    assert "is not there" in find_fault("tests/test_promises.py::test_of_another_day")
    assert "is not there" in find_fault("tests/test_of_another_day.py::test_x")
    text = "It is never\nlost. Nobody knows.\n\n```sh\nnever\n```\n<!-- a -->never<!-- /a -->\n"
    assert find_untold(text, []) == ["It is never lost. Nobody knows."] * 3
    assert find_untold(text, ["It is never lost."]) == ["It is never lost. Nobody knows."]
    assert find_untold(text, ["It is never lost.", "Nobody knows."]) == []
