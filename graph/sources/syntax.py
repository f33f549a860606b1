"""What is wrong where Turtle or N-Triples cannot be read: the rule that is broken, the remedy, and the line.

The parser says in English where it stopped. What people do wrong is mostly a little before that, and of a few kinds:
each has words of its own here, which have a translation.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from graph.message import Message
from graph.sources.stop import MOST_SHOWN, Stop, is_invisible, name_character

if TYPE_CHECKING:
    #: The rule that is broken, and the remedy.
    Explained = tuple[Message, Message]

_NOT_HERE = Message("'%(token)s' cannot stand here (column %(column)s).")
_NO_DOT = Message("A dot is expected at the end of statements.")
_CUT_OFF = Message("The file ends within a statement.")
_USUAL = Message("Mend that line; a forgotten ';' or '.' just above it is the usual cause.")
_NO_TURTLE = Message(
    "Mend that line, if this is Turtle: a statement begins with an address between < and >, or with a prefixed name."
)
_INVISIBLE = Message("An invisible character, %(code)s (%(name)s), stands in column %(column)s.")
_REMOVE_INVISIBLE = Message("Mend that line: delete it, and type a plain space where one is meant.")
_QUOTE = Message("A curly quotation mark, %(character)s, stands in column %(column)s.")
_STRAIGHTEN = Message("Mend that line: Turtle has straight ones, \" or '.")
_UNDECLARED = Message("The prefix %(prefix)s: has not been declared (column %(column)s).")
_DECLARE = Message(
    "Mend that line: correct the prefix, or declare it at the top of the file, as in '@prefix %(prefix)s: <%(iri)s> .'"
)
_BARE = Message("An address, %(prefix)s:, stands without < and > (column %(column)s).")
_ENCLOSE = Message("Mend that line: put the address between < and >.")
_SPACE = Message("A space stands in the address that begins in column %(column)s: <%(address)s>.")
_NO_SPACE = Message("Mend that line: take the space out, or write it as %(code)s.").fill(code="%20")
_OPEN_IRI = Message("The '<' in column %(column)s has no '>'.")
_CLOSE_IRI = Message("Mend that line: put a '>' at the end of the address.")
_CHARACTER = Message("'%(character)s' cannot stand in an address (column %(column)s).")
_NO_IRI = Message("What begins in column %(column)s is no whole address: <%(address)s>.")
_WRITE_IRI = Message("Mend that line: write the whole address, with https:// and without such a character.")
_OPEN_STRING = Message("The text that begins in column %(column)s has no quotation mark at its end.")
_CLOSE_STRING = Message(
    "Mend that line: put one there; a text of several lines stands between three quotation marks on either side."
)
_ESCAPE = Message("The '\\' in column %(column)s makes no character with what follows it.")
_DOUBLE = Message("Mend that line: write '\\\\' where a '\\' is meant, as in the path of a file.")
_OPEN_PREFIX = Message("The '%(first)s' above it does not end with a '.'.")
_END_PREFIX = Message("Mend that line: put ' .' after the address of the prefix.")
_NO_PREFIX = Message("This declares no prefix.")
_WRITE_PREFIX = Message("Mend that line: write it as '@prefix actor: <https://example.org/> .'")
_DOT_TOO_MANY = Message("The '.' in column %(column)s ends nothing.")
_TAKE_DOT_AWAY = Message("Mend that line: take it away; 'PREFIX' has none at its end, and '@prefix' has.")
_OPEN_BRACKET = Message("The '%(bracket)s' of line %(opened)s is not closed before column %(column)s.")
_CLOSE_BRACKET = Message("Mend that line: put its '%(closing)s', or the ';' that is missing within it.")
_BRACE = Message("'%(token)s' stands in column %(column)s, and Turtle has no braces.")
_NO_BRACES = Message("Mend that line: give the statements alone, without the names of graphs, and without rules.")
_LANGUAGE = Message("What follows the '@' in column %(column)s is no language.")
_WRITE_LANGUAGE = Message('Mend that line: write it as in "tekst"@nl.')
_DATATYPE = Message("What follows the '^^' in column %(column)s is no datatype.")
_WRITE_DATATYPE = Message('Mend that line: write it as in "2020-01-31"^^xsd:date.')
_IN_NAME = Message("'%(token)s' cannot stand in a prefixed name (column %(column)s).")
_WHOLE = Message("Mend that line: write the whole address between < and >.")
_WRITE_PROPERTY = Message("Mend that line: a property stands there, an address between < and > or a prefixed name.")
_WRITE_VALUE = Message(
    "Mend that line: a value stands there, an address between < and >, a prefixed name, a number, or a text between "
    "quotation marks."
)
_WRITE_LINES = Message(
    "Mend that line: N-Triples has whole addresses between < and >, and no prefixes; is the file Turtle, call it .ttl."
)
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_ADDRESS_SCHEMES = frozenset({"http", "https", "mailto", "urn", "ftp", "file", "tel"})
_QUOTES = frozenset("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb")
#: What the parser calls a fault in an address.
_IRI_MESSAGE = re.compile(r"IRI|scheme|Invalid (?:character|port|host)", re.IGNORECASE)


def explain_syntax(error: SyntaxError, text: str) -> tuple[Message, Message, int | None]:
    """Explain the *error* that the parser found in *text*: the rule that is broken, the remedy, and the line."""
    message = re.sub(r"^Parser error .*?\d: ", "", str(error.msg), flags=re.DOTALL).rstrip(".")
    line, column = error.lineno or 1, error.offset or 1
    length = max((error.end_offset or column) - column, 1) if error.end_lineno in (None, line) else MOST_SHOWN
    stop = Stop(message, text, line, column, length)
    kinds = (_explain_string, _explain_address, _explain_character, _explain_prefix, _explain_detail, _explain_open)
    rule, remedy = next((found for kind in kinds if (found := kind(stop))), None) or _explain_rest(stop)
    return rule.fill(**{"column": column, **rule.values}), remedy, line


def _explain_string(stop: Stop) -> Explained | None:
    """Explain a text that does not end, or that holds an escape that is none."""
    if "escape" in stop.message.lower() and "IRIs" not in stop.message:
        return _ESCAPE, _DOUBLE
    if "Line jumps" in stop.message:
        return _OPEN_STRING.fill(column=_find_opening_quote(stop)), _CLOSE_STRING
    if "Unexpected end" in stop.message and stop.rest.startswith(('"', "'")):
        return _OPEN_STRING, _CLOSE_STRING
    return None


def _find_opening_quote(stop: Stop) -> int:
    """Find the column of the quotation mark that opens the text in which *stop* is: the last that none closes."""
    quote, column, before = "", stop.column, ""
    for place, character in enumerate(stop.whole, 1):
        if quote:
            quote = "" if character == quote and before != "\\" else quote
        elif character in "\"'":
            quote, column = character, place
        before = character
    return column


def _explain_address(stop: Stop) -> Explained | None:
    """Explain an address that does not end, or that is none."""
    if not stop.rest.startswith("<") or not ("Unexpected end" in stop.message or _IRI_MESSAGE.search(stop.message)):
        return None
    inner, closed, _ = stop.rest[1:].partition(">")
    odd = next((it for it in inner if is_invisible(it)), "")
    if odd:
        return _name_invisible(odd, stop.column + 1 + inner.index(odd)), _REMOVE_INVISIBLE
    if not closed or re.search(r"""\s.*[<"]|\s[;,.]?$""", inner):
        return _OPEN_IRI, _CLOSE_IRI
    if re.search(r"\s", inner):
        return _SPACE.fill(address=inner[:MOST_SHOWN]), _NO_SPACE
    if character := re.search(r"code point '(.)'|character '(.)'", stop.message):
        return _CHARACTER.fill(character=character[1] or character[2]), _WRITE_IRI
    return _NO_IRI.fill(address=inner[:MOST_SHOWN]), _WRITE_IRI


def _explain_character(stop: Stop) -> Explained | None:
    """Explain a character that nobody sees, or that looks like another."""
    for place, character in enumerate(stop.rest[: stop.end]):
        if is_invisible(character):
            return _name_invisible(character, stop.column + place), _REMOVE_INVISIBLE
        if character in _QUOTES:
            return _QUOTE.fill(character=character), _STRAIGHTEN
    return None


def _name_invisible(character: str, column: int) -> Message:
    """Say that *character*, which nobody sees, stands in *column*."""
    name = "BYTE ORDER MARK" if character == "\ufeff" else unicodedata.name(character, "CONTROL CHARACTER")
    return _INVISIBLE.fill(code=name_character(character), name=name.lower(), column=column)


def _explain_prefix(stop: Stop) -> Explained | None:
    """Explain a prefix that is not declared, or a declaration that is none."""
    if found := re.match(r"The prefix (.*): has not been declared", stop.message):
        prefix = found[1][:MOST_SHOWN]
        if prefix.lower() in _ADDRESS_SCHEMES:
            return _BARE.fill(prefix=prefix), _ENCLOSE
        return _UNDECLARED.fill(prefix=prefix), _DECLARE.fill(prefix=prefix, iri="https://\u2026")
    if re.match(r"The (?:PREFIX|BASE) ", stop.message):
        return _NO_PREFIX, _WRITE_PREFIX
    return None


def _explain_detail(stop: Stop) -> Explained | None:
    """Explain a language, a datatype or a brace that is none of Turtle."""
    if "language" in stop.message or "subtag" in stop.message:
        return _LANGUAGE, _WRITE_LANGUAGE
    if "datatype" in stop.message:
        return _DATATYPE, _WRITE_DATATYPE
    if stop.rest.startswith(("{", "}")):
        return _BRACE.fill(token=stop.rest[0]), _NO_BRACES
    if "prefix name" in stop.message or " in IRIs" in stop.message:
        return _IN_NAME.fill(token=stop.token), _WHOLE
    return None


def _explain_open(stop: Stop) -> Explained | None:
    """Explain what was begun and not ended: a declaration, or a bracket."""
    outline = stop.outline
    if stop.rest.startswith(".") and not outline.first and "subject" in stop.message:
        return _DOT_TOO_MANY, _TAKE_DOT_AWAY
    if outline.first in ("@prefix", "@base"):
        return _OPEN_PREFIX.fill(first=outline.first), _END_PREFIX
    if outline.bracket:
        closing = _CLOSE_BRACKET.fill(closing=_CLOSING[outline.bracket])
        return _OPEN_BRACKET.fill(bracket=outline.bracket, opened=outline.line), closing
    return None


def _explain_rest(stop: Stop) -> Explained:
    """Explain where the parser stopped, whatever the cause."""
    if "dot" in stop.message:
        return _NO_DOT, _USUAL
    if "Unexpected end" in stop.message or not stop.token.strip():
        return _CUT_OFF, _USUAL
    return _NOT_HERE.fill(token=stop.token), _choose_remedy(stop)


def _choose_remedy(stop: Stop) -> Message:
    """Choose the remedy by what should be where the parser stopped."""
    if "must be an IRI" in stop.message:
        return _WRITE_LINES
    if "predicate" in stop.message:
        return _WRITE_PROPERTY
    if "object" in stop.message:
        return _WRITE_VALUE
    return _USUAL if stop.outline.begun or stop.outline.first else _NO_TURTLE
