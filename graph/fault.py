"""A fault in the data: which rule is broken, where, and by what; in words it is one line that names the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import ENGLISH, OwnWords, words_from_json, words_to_json
from ontology.namespaces import compact_iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.message import Translator, Words

#: The rule of what an older program noted, which kept no more of a fault than its line in Dutch.
NOTED = "noted"
_PARTS = ("place", "node", "rule", "severity", "value")
#: What a fault need not have, and one that an older program kept has not.
_LATER_PARTS = {"line": 0, "path": ""}


@dataclass(frozen=True)
class Fault:
    """One broken rule in one place.

    `rule` is the name of the rule, which stays when its words change; `words` say what is wrong, and the remedy;
    `severity` is "violation" (stops a build) or "warning" (is shown and stored); `value` is the text that broke the
    rule, where it was a text. Where `node` is empty the whole file is at fault. `line` is that of the file, 0 where it
    is not known; `path` is what leads from the node to the one at fault, where that has no name: properties, in order.
    """

    place: str
    node: str
    rule: str
    words: Words
    severity: str = "violation"
    value: str = ""
    line: int = 0
    path: str = ""

    def describe(self, translator: Translator, /) -> str:
        """Describe the fault on one line, in the language of *translator*.

        >>> from graph.message import Message
        >>> words = Message("Nothing rests on line %(line)s.").fill(line=4)
        >>> fault = Fault("actors.ttl", "https://w3id.org/samendoen/id/actor/x", "open-line", words)
        >>> fault.describe(ENGLISH)
        'actors.ttl: actor:x: Nothing rests on line 4.'
        """
        words = self.words.describe(translator)
        if self.rule == NOTED:
            return words
        mark = "" if self.severity == "violation" else f"[{self.severity}] "
        value = f" [{self.value[:80]}]" if self.value else ""
        place = f"{self.place}:{self.line}" if self.line else self.place
        node = " ".join(part for part in (compact_iri(self.node), self.path) if part)
        return f"{mark}{place}: {node}{': ' if node else ''}{words}{value}"

    def __str__(self) -> str:
        """Describe the fault in English."""
        return self.describe(ENGLISH)

    def __lt__(self, other: Fault) -> bool:
        """Say whether this fault goes before *other*: by file, node, rule and words."""
        return self._key < other._key

    @property
    def _key(self) -> tuple[str | int, ...]:
        """What faults are sorted by."""
        return self.place, self.node, self.rule, str(self.words), self.severity, self.value, self.line, self.path


def fault_to_json(fault: Fault) -> dict[str, object]:
    """Convert *fault* to plain values, without a language."""
    plain = {name: getattr(fault, name) for name in _PARTS} | {"words": words_to_json(fault.words)}
    return plain | {name: value for name in _LATER_PARTS if (value := getattr(fault, name))}


def fault_from_json(raw: str | Mapping[str, object]) -> Fault:
    """Make the fault that *raw* describes: the inverse of `fault_to_json`, and of the line that was kept before.

    :raises ValueError: when it describes none.
    """
    if isinstance(raw, str):
        return Fault("", "", NOTED, OwnWords({"nl": raw}), "warning")
    later = {name: raw.get(name, none) for name, none in _LATER_PARTS.items()}
    sound = all(isinstance(raw.get(name), str) for name in _PARTS) and all(
        isinstance(later[name], type(none)) for name, none in _LATER_PARTS.items()
    )
    if not sound or raw.keys() - _LATER_PARTS.keys() != {*_PARTS, "words"}:
        raise ValueError(f"No fault: {str(raw)[:80]}")
    return Fault(**{name: str(raw[name]) for name in _PARTS}, words=words_from_json(raw["words"]), **later)  # type: ignore[arg-type]  # of the kinds they have to be
