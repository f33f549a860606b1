"""The glossary: it names what there is, and what it retired does not come back."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from ontology import MODEL
from tests.packages import MODULES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
#: A row of the table of retired words: the words, what is said now, and in which names they are retired.
RETIRED = re.findall(r"^\| ([a-z, ]+) \| [^|]+ \| (any name|functions) \|$", GLOSSARY, re.MULTILINE)


def names(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name that the module *text* gives, with the kind of thing it names."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            is_property = any(isinstance(it, ast.Name) and it.id == "property" for it in node.decorator_list)
            yield node.name, "property" if is_property else "function"
        elif isinstance(node, ast.ClassDef):
            yield node.name, "class"
        elif isinstance(node, ast.arg):
            yield node.arg, "argument"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, "variable"
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, "attribute"


def words(name: str) -> list[str]:
    """Give the words of *name*: those of `ResultPage` are result and page."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def came_back(text: str) -> list[str]:
    """Give the names in the module *text* that hold a retired word; of functions only one that begins the name."""
    everywhere = {word for row, where in RETIRED if where == "any name" for word in row.split(", ")}
    functions = {word for row, where in RETIRED if where == "functions" for word in row.split(", ")}
    return [
        name
        for name, kind in names(text)
        if everywhere & set(words(name)) or (kind == "function" and words(name)[0] in functions)
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_retired_word_stays_retired(path: Path) -> None:
    """No name of the code holds a word that the glossary retired."""
    assert came_back(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["class Shelf: ...", "def told(): ...", "def f(visitors): ...", "x.front = 1"])
def test_retired_word_is_seen(text: str) -> None:
    """A retired word is seen in the name of a class, a function, an argument and an attribute."""
    assert len(came_back(text)) == 1


def test_word_is_said_once() -> None:
    """No word of the program has two rows in the glossary, for then it would mean two things."""
    program = GLOSSARY[GLOSSARY.index("## The program") : GLOSSARY.index("## The model")]
    terms = [
        term
        for row in re.findall(r"^\| ([^|]+) \|", program, re.MULTILINE)
        if row not in ("English", "---")
        for term in row.split(", ")
    ]

    assert len(terms) > 60
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_every_class_is_named() -> None:
    """Each class of the model has its row."""
    declared = {
        name
        for path in MODEL
        for name in re.findall(r"^(smd:[A-Z]\w+)\s+a owl:Class", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert len(declared) > 50
    assert {name for name in declared if f"| `{name}` |" not in GLOSSARY} == set()
