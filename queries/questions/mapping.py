"""The header of a question as a mapping of YAML that knows on which line of the file each of its keys stands.

Of YAML a header takes names, texts, lists and mappings. What else YAML has is refused before anything is made of it:
an alias can stand for more than a machine has room for, brackets within brackets take all of the stack, and a tag says
what to make of a text. A text is what is written: `2019-02-30` is refused where a day is asked for, and nowhere else.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

import yaml

from graph.errors import BrokenQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from re import Pattern

#: The same reader, ten times as fast where yaml was built with it.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


#: As deep as a header goes: a parameter, its options, one of them, and its label take five.
MOST_DEPTH = 10
#: As many characters of what a file says as a message repeats.
LONGEST_SHOWN = 300
_NULL, _BOOLEAN = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"
#: What YAML does not take as it is (YAML 1.1, section 5.1).
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_header(path: Path, text: str) -> HeaderMapping:
    """Parse the header from *text*, in which each line stands where it stands in the file at *path*.

    :raises BrokenQuestion: when it is no YAML, or none that a header takes.
    """
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise BrokenQuestion(
            path, line, "The header has the sign %(sign)s. Take it out.", sign=f"U+{ord(found[0]):04X}"
        )
    try:
        _require_plain(path, text)
        loader = Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BrokenQuestion(
            path,
            mark.line + 1 if mark else 1,
            "The header is no YAML: %(why)s. Mend the lines that begin with '#+'; quote a text that holds a colon.",
            why=getattr(error, "problem", None) or "a sign that YAML does not know",
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise BrokenQuestion(path, 1, "The file has no header. Begin it with lines of '#+', as other questions do.")
    return HeaderMapping(path, node)


def _require_plain(path: Path, text: str) -> None:
    """Require that *text*, the header of the file at *path*, is of names, texts, lists and mappings, and not too deep.

    It is read event by event, so that nothing is made of what is refused.
    """
    depth = 0
    for event in yaml.parse(text, Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            raise BrokenQuestion(
                path, line, "A header takes no '&' and '*' of YAML. Write out what is meant, or quote it."
            )
        if getattr(event, "tag", None):
            raise BrokenQuestion(path, line, "A header takes no '!' of YAML. Leave it out, or quote the text.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise BrokenQuestion(
                path,
                line,
                "The header has more than %(most)s levels within each other. Leave some out.",
                most=MOST_DEPTH,
            )


class HeaderMapping:
    """A mapping in the header of the file at `path`; what is wrong with it is refused with its line."""

    def __init__(self, path: Path, node: yaml.MappingNode) -> None:
        """Take the mapping *node*.

        :raises BrokenQuestion: when a key is no word, or stands twice: YAML would take the last and be silent.
        """
        self.path = path
        self._line = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            self._lines[name] = key.start_mark.line + 1
            if not name.strip():
                self.refuse(name, "A name is missing here, or is no word. Write it as 'name: text'.")
            if name in self._nodes:
                self.refuse(name, "The name '%(key)s' stands twice. Leave one out.", key=name)
            self._nodes[name] = value

    def __contains__(self, key: str) -> bool:
        """Say whether *key* is there."""
        return key in self._nodes

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._nodes)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, in the order of the file."""
        return iter(self._nodes)

    def refuse(self, key: str, rule: str, /, **values: object) -> NoReturn:
        """Refuse the file, for what stands at *key*; without it, for the mapping as a whole.

        :raises BrokenQuestion: always.
        """
        shown = {name: it[:LONGEST_SHOWN] if isinstance(it, str) else it for name, it in values.items()}
        raise BrokenQuestion(self.path, self._lines.get(key, self._line), rule, **shown)

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
        return HeaderMapping(self.path, node)

    def mappings(self, key: str, names: Pattern[str], most: int) -> Iterator[tuple[str, HeaderMapping]]:
        """Yield each name under *key*, which must match *names*, with its mapping; none where *key* is absent.

        There are *most* of them at most.
        """
        if key not in self or _is_null(self._nodes[key]):
            return
        inner = self.mapping(key, "Under '%(key)s' stands each name with what is said of it.")
        if len(inner) > most:
            self.refuse(key, "There are more than %(most)s under '%(key)s'. Leave some out.", key=key, most=most)
        for name in inner:
            if not names.fullmatch(name):
                inner.refuse(name, "The name '%(key)s' does not do. Use the letters a to z in lower case.", key=name)
            yield (
                name,
                inner.mapping(name, "Of '%(key)s' nothing is said. Give it as {type: …, label: {nl: …, en: …}}."),
            )

    def entries(self, key: str, rule: str) -> tuple[HeaderMapping, ...]:
        """List the mappings in the list under *key*, or refuse the file by *rule* where it is no such list."""
        node = self._nodes.get(key)
        listed = node.value if isinstance(node, yaml.SequenceNode) else []
        if not listed or not all(isinstance(it, yaml.MappingNode) for it in listed):
            self.refuse(key, rule, key=key)
        return tuple(HeaderMapping(self.path, it) for it in listed)

    def string(self, key: str, default: str | None = None) -> str:
        """Return the text under *key*, or *default* where it is absent and one is given."""
        if key not in self and default is not None:
            return default
        text = _read_text(self._nodes.get(key))
        if text is None:
            self.refuse(key, "There is no text for '%(key)s'. Add it.", key=key)
        return text

    def strings(self, key: str) -> tuple[str, ...]:
        """List the texts under *key*; none where it is absent."""
        if key not in self:
            return ()
        node = self._nodes[key]
        texts = [_read_text(it) for it in node.value] if isinstance(node, yaml.SequenceNode) else [None]
        if None in texts:
            self.refuse(key, "'%(key)s' is a list. Write it as [one, other].", key=key)
        return tuple(text for text in texts if text is not None)

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
        node = self._nodes.get(key)
        if node is None:
            return False
        if node.tag != _BOOLEAN:
            self.refuse(key, "'%(key)s' is true or false.", key=key)
        return yaml.SafeLoader.bool_values[str(node.value).lower()]


def _is_null(node: yaml.Node) -> bool:
    """Say whether *node* is what YAML has for nothing."""
    return bool(node.tag == _NULL)


def _read_text(node: yaml.Node | None) -> str | None:
    """Read the text that *node* is, as it is written; None where it is none.

    What YAML takes for true or false may be a text, such as `no`; the words themselves are none.
    """
    if not isinstance(node, yaml.ScalarNode) or _is_null(node) or not node.value.strip():
        return None
    is_flag = node.tag == _BOOLEAN and node.value.lower() in ("true", "false")
    return None if is_flag else str(node.value).strip()


def _join_names(known: Sequence[str]) -> str:
    """Join the names in *known*, to be read."""
    return ", ".join(known)
