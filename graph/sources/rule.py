"""A rule in a `.rq` file: a SPARQL query under a header that says in two languages what it holds.

A line of the header is `name: value`; a value goes on in the lines below it that are no such line, as those further in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import SourceError
from graph.message import Message
from graph.sources.rq import split_rq

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FIELD = re.compile(r"(?P<name>[a-z]+):\s*(?P<value>.*)")


@dataclass(frozen=True)
class Rule:
    """A query with what its header says; `name` is the file's, and `about` maps each field to its text."""

    name: str
    about: Mapping[str, str]
    text: str

    @property
    def texts(self) -> dict[str, str]:
        """What the rule holds, by language."""
        return {language: self.about[language] for language in ("nl", "en")}


def read_rule(path: Path) -> Rule:
    """Read the rule at *path*.

    :raises SourceError: when its header does not say in Dutch and in English what the rule is.
    """
    file = split_rq(path.read_text(encoding="utf-8"))
    about: dict[str, str] = {}
    name = ""
    for _, line in file.header:
        if field := _FIELD.match(line):
            name = field["name"]
            about[name] = field["value"].strip()
        else:
            about[name] = f"{about.get(name, '')} {line.strip()}".strip()
    if not (about.get("nl") and about.get("en")):
        raise SourceError(
            path.name, Message("The header lacks '#+ nl:' or '#+ en:'."), Message("Say in both what the rule holds.")
        )
    return Rule(path.stem, about, file.query)
