"""What a constraint of a shape asks of the values at a node (SHACL, section 4), where that is told without doubt."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import Literal

from graph.checks.lookup import SH, Unsure
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from graph.checks.lookup import Lookup, Term

    #: Whether the values at a node, in what is looked up, are as a constraint asks.
    Constraint = Callable[[Lookup, Term, Collection[Term]], bool]
    #: What makes a constraint of its value in the shapes.
    Maker = Callable[[Lookup, Term], Constraint]

Ordered = TypeVar("Ordered", Decimal, str)

_XSD: Final = PREFIXES["xsd"]
#: The values of each datatype that every library reads alike.
_PLAIN: Final = {
    f"{_XSD}string": re.compile(".*", re.DOTALL),
    f"{_XSD}integer": re.compile(r"-?[0-9]{1,18}"),
    f"{_XSD}decimal": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"),
    f"{_XSD}date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_DATE: Final = f"{_XSD}date"
_NUMBERS: Final = (f"{_XSD}integer", f"{_XSD}decimal")


def _read_count(value: Term) -> int:
    """Read a number of values."""
    return int(_read_plain(value, f"{_XSD}integer"))


def _read_plain(value: Term, *datatypes: str) -> str:
    """Read the text of *value*, of one of *datatypes*, where every library reads it alike."""
    datatype = value.datatype.value if isinstance(value, Literal) else ""
    if isinstance(value, Literal) and datatype in datatypes and _PLAIN[datatype].fullmatch(value.value):
        return value.value
    raise Unsure


def _is_ordered(one: Term, other: Term, *, or_same: bool) -> bool:
    """Say whether *one* is less than the *other*, or the same: two numbers, or two days."""
    if isinstance(one, Literal) and one.datatype.value == _DATE:
        return _is_less(_read_plain(one, _DATE), _read_plain(other, _DATE), or_same=or_same)
    return _is_less(Decimal(_read_plain(one, *_NUMBERS)), Decimal(_read_plain(other, *_NUMBERS)), or_same=or_same)


def _is_less(one: Ordered, other: Ordered, *, or_same: bool) -> bool:
    """Say whether *one* is less than the *other*, or the same."""
    return one < other or (or_same and one == other)


def _read_text(value: Term) -> str:
    """Read the text of *value*, an IRI or a literal."""
    return value.value if isinstance(value, Literal) else value


def _at_least(_: Lookup, limit: Term) -> Constraint:
    """Ask for a number of values."""
    count = _read_count(limit)
    return lambda _data, _node, values: len(values) >= count


def _at_most(_: Lookup, limit: Term) -> Constraint:
    """Ask for no more than a number of values."""
    count = _read_count(limit)
    return lambda _data, _node, values: len(values) <= count


def _of_class(_: Lookup, cls: Term) -> Constraint:
    """Ask that each value is of *cls*, or of one below it."""
    return lambda data, _node, values: all(cls in data.find_classes(it) for it in values)


def _of_datatype(_: Lookup, datatype: Term) -> Constraint:
    """Ask that each value is of *datatype*; those that are none have another by now."""

    def is_met(_data: Lookup, _node: Term, values: Collection[Term]) -> bool:
        found = [it for it in values if isinstance(it, Literal) and it.datatype.value == datatype]
        if datatype not in _PLAIN or not all(_PLAIN[str(datatype)].fullmatch(it.value) for it in found):
            raise Unsure
        return len(found) == len(values)

    return is_met


def _of_kind(_: Lookup, kind: Term) -> Constraint:
    """Ask that each value is an IRI; of another *kind* nothing is told."""
    if kind != f"{SH}IRI":
        raise Unsure
    return lambda _data, _node, values: all(isinstance(it, str) for it in values)


def _among(shapes: Lookup, items: Term) -> Constraint:
    """Ask that each value is one of *items*."""
    allowed = set(shapes.list_items(items))
    return lambda _data, _node, values: allowed.issuperset(values)


def _in_language(shapes: Lookup, items: Term) -> Constraint:
    """Ask that each value is a text in one of the languages in *items*."""
    allowed = {_read_plain(it, f"{_XSD}string").lower() for it in shapes.list_items(items)}

    def is_met(_data: Lookup, _node: Term, values: Collection[Term]) -> bool:
        languages = [(it.language or "").lower() if isinstance(it, Literal) else "" for it in values]
        if any("-" in it for it in languages):
            raise Unsure
        return allowed.issuperset(languages)

    return is_met


def _having(_: Lookup, value: Term) -> Constraint:
    """Ask that *value* is one of the values."""
    return lambda _data, _node, values: value in values


def _like(_: Lookup, pattern: Term) -> Constraint:
    """Ask that *pattern* is found in each value."""
    search = re.compile(_read_plain(pattern, f"{_XSD}string")).search
    return lambda _data, _node, values: all(search(_read_text(it)) for it in values)


def _as_short_as(_: Lookup, limit: Term) -> Constraint:
    """Ask that no value has more characters than *limit*."""
    length = _read_count(limit)
    return lambda _data, _node, values: all(len(_read_text(it)) <= length for it in values)


def _from(_: Lookup, lowest: Term) -> Constraint:
    """Ask that no value is less than *lowest*."""
    return lambda _data, _node, values: all(_is_ordered(lowest, it, or_same=True) for it in values)


def _up_to(_: Lookup, highest: Term) -> Constraint:
    """Ask that no value is more than *highest*."""
    return lambda _data, _node, values: all(_is_ordered(it, highest, or_same=True) for it in values)


def _once_in_each_language(_: Lookup, wanted: Term) -> Constraint:
    """Ask that no two values are in one language."""
    if _read_text(wanted) != "true":
        raise Unsure

    def is_met(_data: Lookup, _node: Term, values: Collection[Term]) -> bool:
        languages = [it.language.lower() for it in values if isinstance(it, Literal) and it.language]
        return len(languages) == len(set(languages))

    return is_met


def _apart_from(_: Lookup, prop: Term) -> Constraint:
    """Ask that no value is one of *prop* too."""
    return lambda data, node, values: not set(values) & data.find_objects(node, str(prop))


def _before(_: Lookup, prop: Term, *, or_same: bool) -> Constraint:
    """Ask that each value is less than each of *prop*, or the same."""

    def is_met(data: Lookup, node: Term, values: Collection[Term]) -> bool:
        others = data.find_objects(node, str(prop))
        return all(_is_ordered(it, other, or_same=or_same) for it in values for other in others)

    return is_met


#: What makes each constraint that holds no other shape, by its name.
MAKERS: Final[Mapping[str, Maker]] = {
    f"{SH}minCount": _at_least,
    f"{SH}maxCount": _at_most,
    f"{SH}class": _of_class,
    f"{SH}datatype": _of_datatype,
    f"{SH}nodeKind": _of_kind,
    f"{SH}in": _among,
    f"{SH}languageIn": _in_language,
    f"{SH}hasValue": _having,
    f"{SH}pattern": _like,
    f"{SH}maxLength": _as_short_as,
    f"{SH}minInclusive": _from,
    f"{SH}maxInclusive": _up_to,
    f"{SH}uniqueLang": _once_in_each_language,
    f"{SH}disjoint": _apart_from,
    f"{SH}lessThan": partial(_before, or_same=False),
    f"{SH}lessThanOrEquals": partial(_before, or_same=True),
}
