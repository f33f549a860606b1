"""The library: every question by its name, and the queries behind a panel of a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.errors import UnknownQuestion
from queries.question import Question, read

_HERE = Path(__file__).parent


@cache
def questions() -> dict[str, Question]:
    """Give every question, by name."""
    return {path.stem: read(path) for path in sorted((_HERE / "library").glob("*.rq"))}


def find(name: str) -> Question:
    """Give the question called *name*.

    :raises UnknownQuestion: when there is none.
    """
    try:
        return questions()[name]
    except KeyError:
        raise UnknownQuestion(name, list(questions())) from None


@cache
def panel(name: str) -> str:
    """Give the SPARQL of the panel called *name*."""
    return (_HERE / "panels" / f"{name}.rq").read_text(encoding="utf-8")
