"""A literal that is no value of its datatype is told, whatever its property, and no library says a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from api.catalogue import load_catalogue
from graph.checks.check import check_sources
from graph.checks.lexical import CALCULATED, DATATYPES, XSD, find_example, find_ill_typed
from graph.checks.literals import ILL_TYPED, RULE, UNKNOWN, YEAR
from graph.sources.source import list_model_sources, make_user_sources
from ontology.namespaces import RDF

if TYPE_CHECKING:
    from pathlib import Path

    from graph.fault import Fault

HEADER = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix smd: <https://w3id.org/samendoen/def#> .
"""
#: Texts that are no value, by datatype.
ILL = {
    "integer": ["veel", "", " 5", "5.0", "1_000", "\u0661", "9" * 30, "--1"],
    "decimal": ["1,5", "1e5", ".", "1e999999999999", "9" * 5000],
    "double": ["veel", "1,5e3"],
    "float": ["oneindig"],
    "boolean": ["ja", "TRUE", "2"],
    "date": ["2019-02-30", "01-04-2019", "2019-13-01", "2019-1-1", "vandaag", "2019-01-01+15:00"],
    "dateTime": ["2019-02-30T10:00:00", "2019-01-01", "2019-01-01T25:00:00"],
    "dateTimeStamp": ["2019-01-01T10:00:00", "2019-02-30T10:00:00Z"],
    "time": ["25:00:00", "half twee"],
    "gYear": ["19", "2019-01"],
    "gYearMonth": ["2019-13"],
    "gMonth": ["--13"],
    "gMonthDay": ["--02-30"],
    "gDay": ["---32"],
    "duration": ["2 weken", "P", "PT", f"P{'9' * 90}Y"],
    "yearMonthDuration": ["P1D"],
    "dayTimeDuration": ["P1Y"],
    "byte": ["200"],
    "nonNegativeInteger": ["-1", "1.0"],
    "positiveInteger": ["0"],
    "negativeInteger": ["0"],
    "anyURI": ["geen website", "<x>"],
    "language": ["nl_NL"],
    "hexBinary": ["ABC"],
    "base64Binary": ["a"],
    "token": [" x"],
    "NCName": ["1a", "a:b"],
    "interger": ["1"],
}
ILL_PAIRS = [(name, text) for name, texts in ILL.items() for text in texts]


def literal(name: str, text: str) -> Literal:
    """Make a literal of *text* with the datatype of XML Schema called *name*."""
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


def check(path: Path, turtle: str) -> list[Fault]:
    """Check a file of *turtle* below the header, at *path*, on top of the model."""
    path.write_text(HEADER + turtle, encoding="utf-8")
    return list(check_sources([*list_model_sources(), *make_user_sources([path])], {}).violations)


@pytest.mark.parametrize(("name", "text"), ILL_PAIRS)
def test_no_value_is_found(name: str, text: str) -> None:
    """A text that is no value of its datatype is found, whether or not the engine calculates with that."""
    assert find_ill_typed([literal(name, text), Literal("x")]) == {literal(name, text)}


@pytest.mark.parametrize("name", sorted(DATATYPES))
def test_example_is_a_value(name: str) -> None:
    """What a message offers as an example is a value of the datatype."""
    example = find_example(f"{XSD}{name}")

    assert example or name not in CALCULATED
    assert find_ill_typed([literal(name, example)]) == set()


def test_other_datatypes_are_left_alone() -> None:
    """A text of a datatype that is not known here, or in a language, is no fault; JSON is one that is known."""
    json = NamedNode(f"{RDF}JSON")
    known = [Literal("{", datatype=json), Literal("[" * 100_000, datatype=json)]
    other = [Literal("x", datatype=NamedNode("urn:mine")), Literal("x", language="nl"), Literal("[1]", datatype=json)]

    assert find_ill_typed([*known, *other]) == set(known)


def test_each_is_told_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each is told with file, line, subject, property, text and remedy, and nothing else is printed or logged."""
    shown = [(name, text) for name, text in ILL_PAIRS if len(text) < 100]
    lines = [f"<urn:s{place}> <urn:p{place}> {literal(name, text)} ." for place, (name, text) in enumerate(shown)]

    found = [it for it in check(tmp_path / "plan.ttl", "\n".join(lines)) if it.rule == RULE]

    first = len(HEADER.splitlines()) + 1
    assert {(it.place, it.line, it.node, it.value) for it in found} == {
        (str(tmp_path / "plan.ttl"), first + place, f"urn:s{place}", text) for place, (_, text) in enumerate(shown)
    }
    assert all(it.node.replace("s", "p", 1) in str(it.words) or "urn:p" in str(it.words) for it in found)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("day", ["2019-02-30", "01-04-2019", "-0012-11-29", "12019-01-01", "1" * 5000])
def test_wrong_day_is_told_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], day: str
) -> None:
    """A day that is none is told in lines of ours, without a traceback, also where a shape speaks of it."""
    found = check(tmp_path / "plan.ttl", f'<urn:a> smd:validFrom "{day}"^^xsd:date .')

    assert {(it.node, it.line) for it in found} == {("urn:a", len(HEADER.splitlines()) + 1)}
    assert any("smd:validFrom" in str(it.words) for it in found)
    assert [it for it in found if it.rule == RULE] == []
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["rdf:XMLLiteral", "rdf:HTML"])
def test_markup_is_read_by_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    """What is marked up is neither unfolded nor logged; it is no fault of its own."""
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 20))
    bomb = f"<!DOCTYPE x [<!ENTITY e0 'x'>{entities}]><x>&e19;</x>"

    assert [it for it in check(tmp_path / "plan.ttl", f'<urn:a> <urn:b> "{bomb}"^^{kind} .') if it.rule == RULE] == []
    assert caplog.records == []


@pytest.mark.parametrize("day", ["-0012-11-29", "12019-01-01", "0000-01-01"])
def test_odd_year_is_told(tmp_path: Path, day: str) -> None:
    """A day that XML Schema has and few programs read is told, also on a property that no shape speaks about."""
    (fault,) = (it for it in check(tmp_path / "plan.ttl", f'<urn:a> <urn:b> "{day}"^^xsd:date .') if it.rule == RULE)

    assert "a year that is not of four digits" in str(fault)


def test_same_fault_is_told_a_thousand_times_at_most(tmp_path: Path) -> None:
    """A file with one wrong datatype throughout is told without end to nobody."""
    turtle = "\n".join(f'<urn:a> <urn:b> "veel {number}"^^xsd:integer .' for number in range(3000))

    assert len([it for it in check(tmp_path / "plan.ttl", turtle) if it.rule == RULE]) == 1000


def test_each_sentence_is_translated() -> None:
    """What is said of a literal has a Dutch text."""
    dutch = load_catalogue("nl")

    assert [it.template for it in (ILL_TYPED, UNKNOWN, YEAR) if dutch.gettext(it.template) == it.template] == []
