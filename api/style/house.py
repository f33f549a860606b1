"""A house style: the design tokens that a municipality publishes, which go before our own."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.settings import SETTINGS_BY_NAME, BadSetting
from api.style.contrast import find_low_contrasts, read_own_tokens
from api.style.sheet import list_imports, read_rules
from graph.errors import get_reason
from graph.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from api.style.contrast import LowContrast
    from api.style.sheet import TokenRule

#: Where a package has its tokens, what is most itself first.
PLACES = tuple(
    f"{folder}{name}.css" for folder in ("dist/", "") for name in ("theme", "index", "design-tokens", "tokens", "root")
)
#: The most bytes that a file of tokens has, and the most files that it imports.
LARGEST, MOST_IMPORTS = 2_000_000, 20
#: How the names of tokens begin that NL Design System has for components.
PREFIXES = ("--utrecht-", "--nl-")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_THEME = re.compile(r"\.([A-Za-z][\w-]*)")


@dataclass(frozen=True)
class HouseStyle:
    """A house style: the class of its theme, and its tokens as a style sheet and by name.

    Of all that a package gives, these are the tokens that our own style sheets read.
    """

    theme: str
    css: bytes
    tokens: Mapping[str, str]

    @property
    def digest(self) -> str:
        """A digest of the style sheet, by which a browser knows that it has changed."""
        return hashlib.sha256(self.css).hexdigest()[:12]

    def find_low_contrasts(self) -> list[LowContrast]:
        """Find which pairs of colours cannot be told apart on a website with these tokens."""
        return list(find_low_contrasts({**read_own_tokens(), **self.tokens}))


def read_house_style(path: Path) -> HouseStyle:
    """Read the house style at *path*: a style sheet with tokens, or the folder of a package that has one.

    :raises BadSetting: when there is none; the message says what was looked for.
    """
    file = _find_file(path)
    rules = [rule for text in _iter_texts(file, file.parent if path.is_file() else path) for rule in read_rules(text)]
    theme = _find_theme(rules)
    if theme is None:
        raise _make_error(file, Message("it gives no token whose name begins with --utrecht- or --nl-"))
    wanted = _keep_read([it for it in rules if _is_of(it, theme)])
    css = "".join(it.write() for it in wanted).encode()
    return HouseStyle(
        theme, css, {name: value for it in wanted if not it.condition for name, value in it.tokens.items()}
    )


def _find_file(path: Path) -> Path:
    """Find the file with the tokens at *path*."""
    if not path.is_dir():
        return path
    named: object = None
    if (about := path / "package.json").is_file():
        try:
            named = json.loads(about.read_text(encoding="utf-8")).get("style")
        except (OSError, ValueError, AttributeError) as error:
            raise _make_error(about, Message("it is no package.json")) from error
    for name in (*PLACES, *([named] if isinstance(named, str) else [])):
        if (found := path / name).is_file() and found.resolve().is_relative_to(path.resolve()):
            return found
    raise _make_error(path, Message("it has none of %(names)s").fill(names=", ".join(PLACES[:3])))


def _iter_texts(file: Path, folder: Path) -> Iterator[str]:
    """Yield the text of *file* after those that it imports, so far as they lie in *folder*."""
    waiting, seen = [file], [file]
    texts: list[str] = []
    while waiting:
        text = _read(waiting.pop())
        texts.append(text)
        for name in (it for it in list_imports(text) if "//" not in it):
            other = (file.parent / name).resolve()
            if other.is_relative_to(folder.resolve()) and other not in seen and len(seen) <= MOST_IMPORTS:
                seen.append(other)
                waiting.append(other)
    yield from reversed(texts)


def _read(file: Path) -> str:
    """Read *file*, which is text and not too large."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _make_error(file, Message("it has more than %(most)s bytes").fill(most=LARGEST))
        return data.decode("utf-8-sig")
    except OSError as error:
        raise _make_error(file, get_reason(error)) from error
    except UnicodeDecodeError as error:
        raise _make_error(file, Message("it is no text in UTF-8")) from error


def _find_theme(rules: list[TokenRule]) -> str | None:
    """Find the class that most tokens of components are given to in *rules*; empty where that is the whole page."""
    counts: Counter[str] = Counter()
    for rule in rules:
        known = sum(name.startswith(PREFIXES) for name in rule.tokens)
        for selector in rule.selectors if known and not rule.condition else ():
            if selector == ":root":
                counts[""] += known
            elif found := _THEME.fullmatch(selector):
                counts[found[1]] += known
    return counts.most_common(1)[0][0] if counts else None


def _is_of(rule: TokenRule, theme: str) -> bool:
    """Say whether *rule* is of the whole page under the class *theme*; what is for the dark is left to our own."""
    return not {":root", f".{theme}"}.isdisjoint(rule.selectors) and "prefers-color-scheme" not in rule.condition


def _keep_read(rules: list[TokenRule]) -> list[TokenRule]:
    """Keep of *rules* the tokens that our own style sheets read, and those that they are made of."""
    own = read_own_tokens()
    waiting = {*own, *_VARIABLE.findall(" ".join(own.values()))}
    read: set[str] = set()
    while waiting:
        read |= waiting
        values = (value for rule in rules for name, value in rule.tokens.items() if name in waiting)
        waiting = set(_VARIABLE.findall(" ".join(values))) - read
    kept = (replace(it, tokens={name: value for name, value in it.tokens.items() if name in read}) for it in rules)
    return [it for it in kept if it.tokens]


def _make_error(path: Path, why: Message) -> BadSetting:
    """Make the error that there is no house style at *path*, and *why*."""
    return BadSetting(
        "%(variable)s names %(path)s, which cannot be used: %(why)s. Give a CSS file with design tokens, or the folder "
        "of an unpacked package of them.",
        variable=SETTINGS_BY_NAME["house_style"].variable,
        path=str(path),
        why=why,
    )
