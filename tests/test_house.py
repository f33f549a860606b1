"""The rules of the house that a machine can keep."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from ontology.namespaces import PREFIXES, make_plan_prefixes
from tests.packages import MODULES, PACKAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from graph.sources.source_text import SourceText

TURTLE = sorted(path for folder in (*PACKAGES, "tests") for path in (ROOT / folder).rglob("*.ttl"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
GRAM = 9


def _words(text: str) -> list[str]:
    """Give the words of *text*, lower case."""
    return re.findall(r"[0-9a-zà-ÿ]+", text.lower())


def _grams(words: list[str]) -> set[tuple[str, ...]]:
    """Give every run of nine *words*."""
    return {tuple(words[place : place + GRAM]) for place in range(len(words) - GRAM + 1)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_is_small(path: Path) -> None:
    """A module holds at most 250 lines, and none of its functions is longer than 40."""
    text = path.read_text(encoding="utf-8")
    defined = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert len(text.splitlines()) <= LONGEST_MODULE
    assert [f.name for f in defined if (f.end_lineno or 0) - f.lineno >= LONGEST_FUNCTION] == []


def test_prefix_means_the_same_everywhere() -> None:
    """A prefix that the project's table has means the same in every Turtle file and query."""
    files = [*TURTLE, *(path for package in PACKAGES for path in (ROOT / package).rglob("*.rq"))]
    found = [
        (path.name, prefix, iri)
        for path in files
        for prefix, iri in re.findall(r"(?i)^@?prefix\s+([\w-]+):\s*<([^>]*)>", path.read_text("utf-8"), re.MULTILINE)
    ]

    assert found
    assert [it for it in found if it[1] in PREFIXES and it[2] not in list_meanings(it[1], it[2])] == []


def list_meanings(prefix: str, iri: str) -> set[str]:
    """List what *prefix* may mean: what it means in the table, and in a file of a plan, where *iri* is, that plan's."""
    key = iri.removesuffix("/").rpartition("/")[2]
    return {PREFIXES[prefix], make_plan_prefixes(key)[prefix]} | (
        {f"{PREFIXES['scheme']}{key}/"} if prefix == "scheme" else set()
    )


def test_model_file_has_its_shapes() -> None:
    """Each file of the model has a shapes file of the same name."""
    models = {path.name for path in (ROOT / "ontology/model").glob("*.ttl")}

    assert models
    assert models <= {path.name for path in (ROOT / "ontology/shapes").glob("*.ttl")}


def test_plan_is_not_copied(seed: SourceText) -> None:
    """No file holds a run of nine words of the plan: titles are our own, anchors have at most eight."""
    grams = _grams(_words("\n".join(seed.lines)))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    files = [path for path in [*TURTLE, *MODULES, *pages] if path.is_file()]
    copied = {path.relative_to(ROOT).as_posix(): len(_grams(_words(path.read_text("utf-8"))) & grams) for path in files}

    assert grams
    assert {name: count for name, count in copied.items() if count} == {}


def test_no_person_is_named(seed: SourceText) -> None:
    """The names of persons in the colophon of the plan stand in no file of data."""
    names = {word for line in seed.lines[19:23] for word in line.replace(",", " ").split()[:2]}
    data = [path for path in TURTLE if "graph/data" in path.as_posix()]
    held = {name for path in data for name in names if re.search(rf"\b{name}\b", path.read_text("utf-8"))}

    assert len(names) == 8
    assert data
    assert held == set()
