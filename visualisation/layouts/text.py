"""How wide a text is in DejaVu Sans, a wide font, and how it is wrapped into lines that fit."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from visualisation.layouts.picture import SIZE

#: Pixels from a line of text to the next.
LINE = 17
#: Room that a box has beyond its text, so that what draws it may round.
SLACK = 2
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_QUOTES = "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}"
#: How far characters of DejaVu Sans advance, in thousandths of the size of letters.
_ADVANCES = {
    296: "ilIj'J\N{LATIN SMALL LETTER DOTLESS I}ÍÌÎÏíìîïł",
    352: " ,.:;/\\|f\N{LATIN SMALL LETTER LONG S}\N{NO-BREAK SPACE}·¦" + _QUOTES,
    392: "-t()[]\N{SOFT HYPHEN}",
    415: "!r¡²³¹",
    500: '"*_`§°\N{ACUTE ACCENT}¨\N{CEDILLA}¯ªº\N{EN DASH}',
    578: "?cFsz¿LŁ“”„k",
    637: "aevxykohd0123456789TPSgbpqnuE${}«»ß¢£€¥ðøþđÞŋħµ¶",
    700: "ABCKRVXYZ",
    790: "DGHNOQUØÐĐ&",
    845: "#+<=>^~w±\N{MULTIPLICATION SIGN}÷¬",
    1000: "%@mMWÆæ©®¼½¾…—",
    1075: "Œœ",
}
_WIDTHS = {character: advance for advance, characters in _ADVANCES.items() for character in characters}
#: As far as letters advance that are not in that table, and pictures and letters of Asia, which other fonts draw.
_LETTER, _WIDE, _JOINERS = 1100, 1450, "\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}"
#: Where a word may be broken: behind a letter, before a consonant and a vowel; and how much of it each line has.
_SYLLABLE, _LEAST_PIECE = re.compile("[a-z][bcdfghjklmnpqrstvwxz][aeiouy]"), 4
_JOINTS = "-/:_.@"
#: What has no place in a line: controls, halves of a pair, and marks that turn the direction of what follows.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def measure_text(text: str) -> float:
    """Measure how wide *text* is at most, in pixels, at `SIZE`.

    >>> measure_text("Politie") < measure_text("Gemeente")
    True
    """
    return sum(map(_measure_character, text)) * SIZE / 1000


@lru_cache(maxsize=4096)
def _measure_character(character: str) -> int:
    """Measure how far *character* advances: a letter with an accent as far as that without."""
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in {"Mn", "Cf"}:
        return 0
    if unicodedata.east_asian_width(character) in {"W", "F"} or unicodedata.category(character) == "So":
        return _WIDE
    return _WIDTHS.get(unicodedata.normalize("NFD", character)[0], _LETTER)


def clean_text(text: str) -> str:
    """Replace what *text* cannot show in a line, and give white space back as single spaces."""
    return _CONTROLS.sub(_UNKNOWN, " ".join(text.split()))


def wrap_label(text: str, width: float, most: int) -> tuple[str, ...]:
    """Wrap *text* into at most *most* lines of at most *width* pixels; an ellipsis says where it was cut off.

    >>> wrap_label("Lokale driehoek van gemeente en politie", 130, 2)
    ('Lokale driehoek', 'van gemeente…')
    """
    words = clean_text(text).split()
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line, words = _take_line(words, width)
        lines.append(line)
    if words and most > 0:
        lines.append(cut_text(" ".join(words), width))
    return tuple(lines)


def _take_line(words: list[str], width: float) -> tuple[str, list[str]]:
    """Take as many of *words* as fit; the first is broken where it does not fit by itself."""
    count, room = 0, width
    for word in words:
        room -= measure_text(word if not count else f" {word}")
        if room < 0:
            break
        count += 1
    if count:
        return " ".join(words[:count]), words[count:]
    line, rest = _break_word(words[0], width)
    return line, [rest, *words[1:]]


def _break_word(word: str, width: float) -> tuple[str, str]:
    """Break *word*, which is too long for *width*: at a joint or a syllable, about half way."""
    whole, hyphened = _fit(word, width), _fit(word, width - measure_text("-"))
    places = sorted(range(_LEAST_PIECE, len(word) - _LEAST_PIECE + 1), key=lambda it: abs(it - len(word) // 2 - 1))
    for place in places:
        if place <= whole and word[place - 1] in _JOINTS:
            return word[:place], word[place:]
    for place in places:
        if place <= hyphened and _SYLLABLE.match(word, place - 1):
            return f"{word[:place]}-", word[place:]
    return word[:whole], word[whole:]


def cut_text(text: str, width: float) -> str:
    """Cut *text* off so that it fits with an ellipsis; one that fits stays whole."""
    if measure_text(text) <= width:
        return text
    return text[: _fit(text, width - measure_text(_ELLIPSIS))].rstrip(f" ,;:-{_JOINERS}") + _ELLIPSIS


def _fit(text: str, width: float) -> int:
    """Count the characters of *text* that fit, at least one; marks stay with the letter that they stand on."""
    count, room = 0, width
    while count < len(text) and (room := room - measure_text(text[count])) >= 0:
        count += 1
    while 1 < count < len(text) and (not _measure_character(text[count]) or text[count - 1] in _JOINERS):
        count -= 1
    return max(count, 1)
