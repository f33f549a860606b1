"""Numbers as texts that stand in the order of the numbers, whatever their types and however long they are.

Each is exactly what its lexical form says; one of a binary type is the shortest decimal that stands for it, so that
`0.1` and `1e-1` are the same. It is a text of digits all the way, as Python would take long to read a million of them.
"""

from __future__ import annotations

import math
import re
import struct
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

XSD = PREFIXES["xsd"]
_INTEGERS = (
    "integer nonPositiveInteger negativeInteger nonNegativeInteger positiveInteger long int short byte unsignedLong "
    "unsignedInt unsignedShort unsignedByte"
)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
# The engine takes INF and NaN in any case, and with a sign.
_BINARY = re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?|inf(?:inity)?|nan)", re.IGNORECASE)
_PARTS = re.compile(r"(-?)\+?([0-9]*)\.?([0-9]*)(?:e([+-]?[0-9]+))?")
#: What a number begins with, from the lowest to the highest; NaN comes after all that it cannot be compared with.
LOWEST, NEGATIVE, ZERO, POSITIVE, HIGHEST, NOT_A_NUMBER = "abcdef"
#: The tenfold powers of numbers are counted from here, so that none is negative and all are as long.
_MIDDLE = 5_000_000_000
_COMPLEMENT = str.maketrans("0123456789", "9876543210")


def find_number_order(lexical: str, datatype: str) -> str | None:
    """Find where the number *lexical* of *datatype*, an IRI, stands; None where it is no number.

    >>> find_number_order("9", f"{XSD}integer") < find_number_order("1e1", f"{XSD}double")
    True
    """
    read = _READERS.get(datatype)
    return read(lexical) if read else None


def encode_decimal(lexical: str) -> str:
    """Encode *lexical*, digits with perhaps a sign, a point and an exponent, as a text in the order of the numbers.

    >>> encode_decimal("-1"), encode_decimal("007.50"), encode_decimal("0")
    ('b49999999988~', 'd500000000175', 'c')
    """
    parts = _PARTS.fullmatch(lexical)
    sign, whole, fraction, exponent = parts.groups() if parts else ("", "", "", None)
    digits = (whole + fraction).lstrip("0")
    if not digits.rstrip("0"):
        return ZERO
    power = _MIDDLE + len(digits) - len(fraction) + int(exponent or 0)
    text = f"{power:010d}{digits.rstrip('0')}"
    # Of two negative numbers the one with more digits is the lower: the mark at the end is higher than any digit.
    return f"{NEGATIVE}{text.translate(_COMPLEMENT)}~" if sign else f"{POSITIVE}{text}"


def _read_decimal(lexical: str) -> str | None:
    """Read *lexical* as an exact number."""
    return encode_decimal(lexical) if _DECIMAL.fullmatch(lexical) else None


def _read_double(lexical: str) -> str | None:
    """Read *lexical* as a number of 64 bits."""
    return _encode_binary(float(lexical)) if _BINARY.fullmatch(lexical) else None


def _read_float(lexical: str) -> str | None:
    """Read *lexical* as a number of 32 bits."""
    if not _BINARY.fullmatch(lexical):
        return None
    value = float(lexical)
    try:
        return _encode_binary(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:  # larger than what 32 bits can hold
        return LOWEST if value < 0 else HIGHEST


def _encode_binary(value: float) -> str:
    """Encode *value*, which may be no number or without end."""
    if math.isnan(value):
        return NOT_A_NUMBER
    if math.isinf(value):
        return LOWEST if value < 0 else HIGHEST
    return encode_decimal(repr(value))


_READERS: dict[str, Callable[[str], str | None]] = {
    **{f"{XSD}{name}": _read_decimal for name in (*_INTEGERS.split(), "decimal")},
    f"{XSD}double": _read_double,
    f"{XSD}float": _read_float,
}
