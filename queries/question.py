"""A question: a `.rq` file whose header says what it asks, of what, and what comes back.

The header is YAML behind `#+`, as grlc has it. A parameter called `theme` is the variable `?_theme` of the query;
a line that ends in `# when: theme` stands only when that parameter is given, so one left out costs nothing. The
text as it stands, with every line, is a valid query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from graph.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

LANGUAGES = ("nl", "en")
PARAMETER_TYPES = ("thing", "choice", "date", "year")
COLUMN_TYPES = ("thing", "text", "number", "choice")
_PARAMETER = re.compile(r"\?_(\w+)")
_LISTED = re.compile(r"[ \t]+\?_\w+")
_WHEN = re.compile(r"[ \t]*# when: (?P<name>[a-z_]+)[ \t]*$")

Texts = dict[str, str]


@dataclass(frozen=True)
class Parameter:
    """What may be asked for, and its label.

    A `thing` is of one of the classes in `of`, a `choice` is a concept of the scheme `of`; a `date` is a day, written
    as 2020-01-31 (ISO 8601), and a `year` a number of four digits.
    """

    name: str
    type: str
    of: str
    label: Texts
    required: bool = False


@dataclass(frozen=True)
class Column:
    """A column of the answer; `choice` holds the local id of a concept of the scheme `of`."""

    name: str
    type: str
    label: Texts
    of: str = ""


@dataclass(frozen=True)
class Question:
    """A question of the library.

    `text` is its SPARQL; `counted` says that its rows are not stated but counted; by its first tag it is listed.
    """

    name: str
    path: Path
    title: Texts
    question: Texts
    description: Texts
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    counted: bool = False
    tags: tuple[str, ...] = ()

    def query(self, given: Collection[str]) -> str:
        """Give the SPARQL with only the lines that stand when the *given* parameters are."""
        lines = []
        for line in self.text.splitlines():
            when = _WHEN.search(line)
            if when is None or when["name"] in given:
                lines.append(_WHEN.sub("", line))
        return "\n".join(lines) + "\n"

    def standalone(self, terms: Mapping[str, str]) -> str:
        """Give the SPARQL with the *terms*, as Turtle writes them, in place of the parameters, to show and to edit.

        Only for reading: what we run ourselves is bound, not written.
        """
        lines = []
        for line in self.query(terms).splitlines():
            if _PARAMETER.sub("", line).strip() or not line.strip():
                lists = re.match(r".*\bSELECT\b|GROUP BY|\s*GROUP BY|.*\} GROUP BY", line) is not None
                lines.append(_PARAMETER.sub(lambda found: terms[found[1]], _LISTED.sub("", line) if lists else line))
        return "\n".join(lines) + "\n"


def read(path: Path) -> Question:
    """Read the question at *path*.

    :raises SourceError: when its header is absent, is no YAML, or leaves out what a question must have.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    header = "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    body = "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
    try:
        about = yaml.safe_load(header)
        if not isinstance(about, dict):
            raise SourceError(path.name, "It has no header.", "Begin it with lines of '#+'; see the other questions.")
        return Question(
            name=path.stem,
            path=path,
            title=_texts(about["title"]),
            question=_texts(about["question"]),
            description=_texts(about["description"]),
            parameters=tuple(_parameter(name, it) for name, it in (about.get("parameters") or {}).items()),
            columns=tuple(_column(name, it) for name, it in about["columns"].items()),
            text=body,
            counted=bool(about.get("counted")),
            tags=tuple(about.get("tags") or ()),
        )
    except yaml.YAMLError as error:
        remedy = "Mend the lines that begin with '#+'."
        raise SourceError(path.name, f"The header is no YAML: {error}.", remedy) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        remedy = "See the other questions for what a header holds."
        raise SourceError(path.name, f"The header lacks {error}.", remedy) from error


def _texts(value: Mapping[str, str]) -> Texts:
    """Give the text in each language; both must be there."""
    return {language: str(value[language]).strip() for language in LANGUAGES}


def _parameter(name: str, about: Mapping[str, Any]) -> Parameter:
    """Make a parameter of what the header says of it."""
    if about["type"] not in PARAMETER_TYPES:
        raise ValueError(f"a known type for parameter {name}: one of {', '.join(PARAMETER_TYPES)}")
    of = about["of"] if about["type"] in ("thing", "choice") else about["type"]
    return Parameter(name, about["type"], of, _texts(about["label"]), bool(about.get("required")))


def _column(name: str, about: Mapping[str, Any]) -> Column:
    """Make a column of what the header says of it."""
    if about["type"] not in COLUMN_TYPES:
        raise ValueError(f"a known type for column {name}: one of {', '.join(COLUMN_TYPES)}")
    return Column(name, about["type"], _texts(about["label"]), about.get("of", ""))
