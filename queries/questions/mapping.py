"""A mapping of YAML that knows on which line of the file each of its keys stands."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from graph.errors import BrokenQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from re import Pattern

#: The same reader, ten times as fast where yaml was built with it.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class HeaderMapping:
    """A mapping in the header of the file at `path`; what is wrong with it is refused with its line."""

    def __init__(self, path: Path, node: yaml.MappingNode, loader: yaml.SafeLoader) -> None:
        """Take the mapping *node*, whose values *loader* makes.

        :raises BrokenQuestion: when a key stands twice: YAML would take the last and be silent.
        """
        self.path = path
        self._loader = loader
        self._line = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.value:
            name = str(loader.construct_object(key, deep=True))
            self._lines[name] = key.start_mark.line + 1
            if name in self._nodes:
                self.refuse(name, "The name '%(key)s' stands twice. Leave one out.", key=name)
            self._nodes[name] = value

    def __contains__(self, key: str) -> bool:
        """Say whether *key* is there."""
        return key in self._nodes

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, in the order of the file."""
        return iter(self._nodes)

    def refuse(self, key: str, rule: str, /, **values: object) -> NoReturn:
        """Refuse the file, for what stands at *key*; without it, for the mapping as a whole.

        :raises BrokenQuestion: always.
        """
        raise BrokenQuestion(self.path, self._lines.get(key, self._line), rule, **values)

    def allow(self, known: Sequence[str]) -> None:
        """Refuse any key that is not *known*: a slip of the pen would otherwise be lost without a word."""
        for key in self._nodes:
            if key not in known:
                near = get_close_matches(key, known, 1)
                if near:
                    self.refuse(key, "'%(key)s' is not known here. Is '%(near)s' meant?", key=key, near=near[0])
                self.refuse(key, "'%(key)s' is not known here. Known: %(known)s.", key=key, known=_join_names(known))

    def mapping(self, key: str, rule: str) -> HeaderMapping:
        """Return the mapping under *key*, or refuse the file by *rule*."""
        node = self._nodes.get(key)
        if not isinstance(node, yaml.MappingNode):
            self.refuse(key, rule, key=key)
        return HeaderMapping(self.path, node, self._loader)

    def mappings(self, key: str, names: Pattern[str]) -> Iterator[tuple[str, HeaderMapping]]:
        """Yield each name under *key*, which must match *names*, with its mapping; none where *key* is absent."""
        if key not in self or self._value(key) is None:
            return
        inner = self.mapping(key, "Under '%(key)s' stands each name with what is said of it.")
        for name in inner:
            if not names.fullmatch(name):
                inner.refuse(name, "The name '%(key)s' does not do. Use the letters a to z in lower case.", key=name)
            yield (
                name,
                inner.mapping(name, "Of '%(key)s' nothing is said. Give it as {type: …, label: {nl: …, en: …}}."),
            )

    def string(self, key: str, default: str | None = None) -> str:
        """Return the text under *key*, or *default* where it is absent and one is given."""
        if key not in self and default is not None:
            return default
        value = self._value(key) if key in self else None
        if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
            self.refuse(key, "There is no text for '%(key)s'. Add it.", key=key)
        return str(value).strip()

    def strings(self, key: str) -> tuple[str, ...]:
        """List the texts under *key*; none where it is absent."""
        value = self._value(key) if key in self else []
        if not isinstance(value, list) or any(isinstance(it, list | dict) for it in value):
            self.refuse(key, "'%(key)s' is a list. Write it as [one, other].", key=key)
        return tuple(str(it) for it in value)

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """Return the text under *key*, which must be one of those that are *known*."""
        value = self.string(key)
        if value not in known:
            self.refuse(
                key,
                "'%(value)s' does not do for '%(key)s'. It is one of %(known)s.",
                key=key,
                value=value,
                known=_join_names(known),
            )
        return value

    def flag(self, key: str) -> bool:
        """Say whether *key* is true; it is not where it is absent."""
        value = self._value(key) if key in self else False
        if not isinstance(value, bool):
            self.refuse(key, "'%(key)s' is true or false.", key=key)
        return value

    def _value(self, key: str) -> Any:
        """Construct the value that YAML holds under *key*."""
        return self._loader.construct_object(self._nodes[key], deep=True)


def _join_names(known: Sequence[str]) -> str:
    """Join the names in *known*, to be read."""
    return ", ".join(known)
