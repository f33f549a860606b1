"""A day has no time zone: with one, what law holds would depend on who reads it."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from graph.checks.days import check_days, list_day_properties
from graph.checks.shapes import validate_data
from ontology.namespaces import PREFIXES, compact_iri

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())


def check(value: str, prop: str) -> list[str]:
    """Say what is found where something has *value* for *prop*."""
    quads = parse(f"{HEADER} <urn:x> {prop} {value} .", RdfFormat.TURTLE)
    return [str(fault) for fault in check_days([(quad, "file.ttl") for quad in quads])]


@pytest.mark.parametrize("prop", sorted(map(compact_iri, list_day_properties())))
@pytest.mark.parametrize("zone", ["+01:00", "-11:30", "Z"])
def test_day_with_a_time_zone_is_told(prop: str, zone: str) -> None:
    """Of every property of the model that has a day, with the day to write instead."""
    (said,) = check(f'"2020-01-01{zone}"^^xsd:date', prop)

    assert f"{prop} has a time zone (2020-01-01{zone})" in said
    assert 'write the day alone, as "2020-01-01"^^xsd:date' in said


@pytest.mark.parametrize("value", ["-0012-11-29", "12019-01-01"])
def test_day_of_an_odd_year_is_told(value: str) -> None:
    """A year of other than four digits is a slip of the pen, and stands in the wrong order."""
    (said,) = check(f'"{value}"^^xsd:date', "smd:validFrom")

    assert "a year that is not of four digits" in said


@pytest.mark.parametrize("value", ['"2020-01-01"^^xsd:date', '"2020-01-01T00:00:00+01:00"^^xsd:dateTime', '"2020"'])
def test_other_values_are_left_to_the_shapes(value: str) -> None:
    """A day is right, and what is no day has a rule of its own."""
    assert check(value, "smd:validFrom") == []


@pytest.mark.parametrize("value", ["2019-02-30", "01-04-2019"])
def test_day_that_is_none_is_told_without_a_traceback(value: str, caplog: pytest.LogCaptureFixture) -> None:
    """The shapes tell it in one line, and nothing of a library stands above that."""
    quads = parse(f'{HEADER} <urn:x> smd:validFrom "{value}"^^xsd:date .', RdfFormat.TURTLE)

    (fault,) = validate_data([(quad, "file.ttl") for quad in quads])

    assert "write smd:validFrom and smd:validUntil as" in str(fault)
    assert caplog.records == []


def test_day_of_somebody_else_is_told_too() -> None:
    """A property that is not ours has days as well, and a zone there is as odd; its years are its own."""
    assert check('"2020-01-01Z"^^xsd:date', "dct:issued") != []
    assert check('"-0012-11-29"^^xsd:date', "dct:issued") == []


def test_every_day_of_the_model_is_known() -> None:
    """The properties are those whose range is a day."""
    assert {f"{PREFIXES['smd']}{name}" for name in ("startsOn", "validUntil", "decidedOn")} <= list_day_properties()
    assert len(list_day_properties()) > 12
