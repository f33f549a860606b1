"""What a style sheet says of design tokens: its rules, with nothing in them but custom properties.

This reads no more of CSS than a file of tokens needs (CSS Syntax Module Level 3): blocks within blocks, strings and
comments. What is no custom property is left out, and so is what would fetch something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A string, which may hold anything, or one of the characters that open, close or end something.
_PIECE = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[{};]", re.DOTALL)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"')\s]+)[\"']?\s*\)?[^;]*;")
_NAME = re.compile(r"--[A-Za-z0-9_-]+")
# What would fetch something, or end the sheet in a page.
_UNWANTED = re.compile(r"url\(|image-set\(|@|<|\\", re.IGNORECASE)


@dataclass(frozen=True)
class TokenRule:
    """The custom properties that a rule gives what its `selectors` mean, under a `condition` such as a media query."""

    selectors: tuple[str, ...]
    tokens: Mapping[str, str]
    condition: str = ""

    def write(self) -> str:
        """Write the rule as CSS."""
        lines = "".join(f"  {name}: {value};\n" for name, value in self.tokens.items())
        rule = f"{', '.join(self.selectors)} {{\n{lines}}}\n"
        return f"{self.condition} {{\n{rule}}}\n" if self.condition else rule


def list_imports(text: str) -> list[str]:
    """List the addresses that the style sheet *text* imports.

    >>> list_imports("@import './design-tokens.css'; @import url(font.css) screen;")
    ['./design-tokens.css', 'font.css']
    """
    return _IMPORT.findall(_COMMENT.sub(" ", text))


def read_rules(text: str) -> list[TokenRule]:
    """Read the rules of the style sheet *text* that have custom properties.

    >>> read_rules(".a-theme { --x: 1px; color: red } @media (width >= 9em) { .a-theme { --x: 2px } }")[1].condition
    '@media (width >= 9em)'
    """
    return list(_iter_rules(_IMPORT.sub("", _COMMENT.sub(" ", text))))


def _iter_rules(text: str) -> Iterator[TokenRule]:
    """Yield the rules of *text*, which has no comments; the name of a layer is no condition."""
    opened: list[tuple[str, dict[str, str]]] = []
    start = 0
    for found in _PIECE.finditer(text):
        mark = found[0]
        if mark not in "{};":
            continue
        before, start = " ".join(text[start : found.start()].split()), found.end()
        if mark == "{":
            opened.append((before, {}))
            continue
        if opened and (token := _read_token(before)):
            opened[-1][1].update([token])
        if mark == "}" and opened:
            selector, tokens = opened.pop()
            conditions = [head for head, _ in opened if not head.startswith("@layer")]
            if tokens and not selector.startswith("@") and len(conditions) <= 1:
                selectors = tuple(it.strip() for it in selector.split(","))
                yield TokenRule(selectors, tokens, "".join(conditions))


def _read_token(declaration: str) -> tuple[str, str] | None:
    """Read the name and the value of *declaration*, where it is a custom property that fetches nothing."""
    name, _, value = (it.strip() for it in declaration.partition(":"))
    return (name, value) if value and _NAME.fullmatch(name) and not _UNWANTED.search(value) else None
