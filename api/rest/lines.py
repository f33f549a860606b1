"""The schemas of a line of text in a URL: how long it may be, and which characters it may hold."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from queries.answers import LONGEST_TEXT

if TYPE_CHECKING:
    from graph.message import Translator

#: The kinds of characters that a text cannot have (Unicode, general categories): `queries.answers.value` refuses them.
HIDDEN_CATEGORIES = ("Cc", "Cf", "Cs", "Zl", "Zp")
#: Where the halves of the characters beyond four digits stand.
SURROGATES = (0xD800, 0xDFFF)


def anchor_pattern(pattern: str, *, empty: bool) -> str:
    """Anchor *pattern* to the whole of a value, which may also be *empty*."""
    return f"^({pattern})?$" if empty else f"^({pattern})$"


def build_line_schema(translator: Translator, *, empty: bool, formatted: bool = False) -> dict[str, object]:
    """Build the schema of one line of text, which may also be *empty*; *formatted*, it may have soft hyphens."""
    _ = translator.gettext
    plain, words = _("One line of text, without signs that are not seen."), _("Words, in one line of text.")
    pattern = anchor_pattern(build_visible_pattern(formatted=formatted), empty=empty)
    return {
        "type": "string",
        "maxLength": LONGEST_TEXT,
        "pattern": pattern,
        "description": words if formatted else plain,
    }


@cache
def build_visible_pattern(*, formatted: bool = False) -> str:
    """Build the pattern of a line without hidden characters, and with at least one that is no space.

    *Formatted*, it may have beside that one those of the category Cf, such as a soft hyphen. It tells the characters of
    four digits apart; of those beyond, a pattern of JSON Schema sees two halves (ECMA-262).
    """
    hidden = _exclude(HIDDEN_CATEGORIES)
    around = _exclude(tuple(it for it in HIDDEN_CATEGORIES if it != "Cf")) if formatted else hidden
    return rf"[^{around}]*[^{hidden}\s][^{around}]*"


def _exclude(categories: tuple[str, ...]) -> str:
    """List the characters of *categories* as ranges of a regular expression."""
    hidden = [code for code in range(0x10000) if unicodedata.category(chr(code)) in categories]
    ranges: list[tuple[int, int]] = []
    for code in hidden:
        if ranges and ranges[-1][1] + 1 == code:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    # Half a pair is in no pattern: it is not text by itself, and no URL can hold it.
    return "".join(
        rf"\u{first:04x}-\u{last:04x}" for first, last in ranges if not SURROGATES[0] <= first <= SURROGATES[1]
    )
