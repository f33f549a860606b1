"""A rule in a `.rq` file: a SPARQL query under a header that says in two languages what it holds.

A line of the header is `#+ name: value`; a value goes on in the lines `#+   …` below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import SourceError
from graph.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FIELD = re.compile(r"#\+ (?P<name>[a-z]+):\s*(?P<value>.*)")
_HEAD = re.compile(r"CONSTRUCT \{ \?(\w+) (\w+):(\w+) \?(\w+) \}")


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

    @property
    def prologue(self) -> str:
        """The prefixes of the query."""
        return "\n".join(line for line in self.text.splitlines() if line.startswith("PREFIX"))

    @property
    def where(self) -> str:
        """The query from its WHERE on."""
        return self.text[self.text.index("WHERE") :]

    @property
    def head(self) -> tuple[str, str, str]:
        """What a CONSTRUCT of one triple makes: the variable, the IRI of the property and the variable.

        :raises ValueError: when the query makes anything else.
        """
        found = _HEAD.search(self.text)
        if not found:
            raise ValueError(f"{self.name} does not construct one triple of two variables")
        base = re.search(rf"PREFIX {found[2]}: <([^>]+)>", self.prologue)
        return found[1], f"{base[1] if base else ''}{found[3]}", found[4]


def read_rule(path: Path) -> Rule:
    """Read the rule at *path*.

    :raises SourceError: when its header does not say in Dutch and in English what the rule is.
    """
    about: dict[str, str] = {}
    name = ""
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if found := _FIELD.match(line):
            name = found["name"]
            about[name] = found["value"].strip()
        elif line.startswith("#+"):
            about[name] = f"{about.get(name, '')} {line[2:].strip()}".strip()
    if not (about.get("nl") and about.get("en")):
        raise SourceError(
            path.name, Message("The header lacks '#+ nl:' or '#+ en:'."), Message("Say in both what the rule holds.")
        )
    return Rule(path.stem, about, "\n".join(line for line in lines if not line.startswith("#+")) + "\n")
