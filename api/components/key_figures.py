"""The first line of a page of a thing: its key figures, each with words that say of what, and leading to just that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from api.catalogue import find_locale

if TYPE_CHECKING:
    from decimal import Decimal

    from api.requests.scope import Scope


@dataclass(frozen=True)
class KeyFigure:
    """A number as people write it, the words after it, and where it leads; `warns` that something is missing.

    The words go on from the number, in the number of it: 1 measure, 21 measures.
    """

    number: str
    words: str
    href: str = ""
    warns: bool = False


def make_figure(scope: Scope, number: int | Decimal, words: str, href: str = "", *, warns: bool = False) -> KeyFigure:
    """Make a key figure of *number*, written as in the language of *scope*, with *words* that go on from it."""
    return KeyFigure(format_number(scope, number), words, href, warns)


def format_number(scope: Scope, number: float | Decimal) -> str:
    """Format *number* as in the language of *scope*."""
    return str(format_decimal(number, locale=find_locale(scope.language)))


def make_warning(scope: Scope, number: int, words: str, href: str = "") -> KeyFigure:
    """Make a key figure of what is missing or open: it warns where there is any."""
    return make_figure(scope, number, words, href, warns=number > 0)
