"""The keys of terms: their order is total, and says of two terms what SPARQL says of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from graph.engine.ordering.key import IRI_START, OrderKeys, make_key
from ontology.namespaces import PREFIXES

XSD = PREFIXES["xsd"]
COMPARED = "SELECT (?a < ?b AS ?less) (?a > ?b AS ?more) ?a ?b { }"


def typed(value: str, datatype: str) -> Literal:
    """Make a literal of *value* with a *datatype* of XML Schema."""
    return Literal(value, datatype=NamedNode(f"{XSD}{datatype}"))


#: Terms from the lowest to the highest.
IN_ORDER = [
    BlankNode("a"),
    BlankNode("b"),
    NamedNode("urn:a"),
    NamedNode("urn:b"),
    typed("-INF", "double"),
    typed("-1000000000000000000000000000000", "integer"),
    typed("-12.3", "decimal"),
    typed("-12.25", "decimal"),
    typed("-12", "byte"),
    typed("-1e-3", "double"),
    typed("0", "integer"),
    typed("1e-300", "double"),
    typed("0.05", "decimal"),
    typed("5e-1", "float"),
    typed("9", "integer"),
    typed("+10.0", "decimal"),
    typed("12e0", "double"),
    typed("0100", "integer"),
    typed("1000000000000000000000000000000", "integer"),
    typed("INF", "float"),
    typed("NaN", "double"),
    typed("false", "boolean"),
    typed("1", "boolean"),
    typed("-0044-03-15", "date"),
    typed("2020-01-01+14:00", "date"),
    typed("2020-01-01Z", "date"),
    typed("2020-01-01", "date"),
    typed("2020-01-01-01:00", "date"),
    typed("12020-01-01", "date"),
    typed("2019-12-31T24:00:00.25Z", "dateTime"),
    typed("2020-01-01T00:00:00.5Z", "dateTime"),
    typed("2020-02-29T00:00:00", "dateTime"),
    typed("2020-03-01T00:00:00", "dateTime"),
    typed("2019", "gYear"),
    typed("2020", "gYear"),
    typed("23:00:00+01:00", "time"),
    typed("23:00:00", "time"),
    typed("-P1Y", "yearMonthDuration"),
    typed("PT0.5S", "dayTimeDuration"),
    typed("PT1S", "duration"),
    typed("P27D", "duration"),
    typed("P1M", "duration"),
    typed("P32D", "dayTimeDuration"),
    typed("P1Y", "duration"),
    Literal("10"),
    Literal("5"),
    Literal("a"),
    Literal("a", language="en"),
    Literal("a", language="nl"),
    Literal("a b"),
    Literal("b"),
    Literal("E", language="nl"),
    Literal("e", language="en"),
    Literal("É", language="nl"),
    Literal("Ede", language="nl"),
    Literal("f", language="nl"),
    Literal("é"),
    Literal("😀"),
    typed("2020-13-01", "date"),
    typed("b", "integer"),
    Literal("x", datatype=NamedNode("urn:a")),
    Literal("x", datatype=NamedNode("urn:b")),
    Literal("y", datatype=NamedNode("urn:b")),
    Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal(9)),
    Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal(10)),
]
#: Terms that are the same to SPARQL, so that the next condition decides.
EQUAL = [
    [typed("1", "integer"), typed("1.0", "decimal"), typed("+01", "long"), typed("1e0", "double"), typed("1", "float")],
    [typed("0.1", "decimal"), typed("1e-1", "double")],
    [typed("0", "integer"), typed("-0.0", "decimal"), typed("-0e0", "double")],
    [typed("2020-01-01T00:00:00Z", "dateTime"), typed("2020-01-01T01:00:00.0+01:00", "dateTime")],
    [typed("P1Y", "duration"), typed("P12M", "yearMonthDuration")],
    [typed("P1D", "duration"), typed("PT24H", "dayTimeDuration"), typed("PT86400.0S", "duration")],
    [typed("true", "boolean"), typed("1", "boolean")],
]


def test_terms_stand_in_order() -> None:
    """Terms of every kind stand as the module says, each above the one before it."""
    for lower, higher in pairwise(IN_ORDER):
        assert make_key(lower) < make_key(higher), f"{lower} {higher}"


@pytest.mark.parametrize("terms", EQUAL)
def test_equal_terms_have_one_key(terms: list[Literal]) -> None:
    """What SPARQL finds equal has one key, whatever it is written as."""
    assert len({make_key(term) for term in terms}) == 1


def test_key_of_an_iri_is_the_iri() -> None:
    """The engine can make the key of an IRI by itself."""
    assert make_key(NamedNode("urn:é")) == f"{IRI_START}urn:é"


ODD = st.sampled_from(
    [
        "",
        "x",
        "INF",
        "-INF",
        "NaN",
        "nan",
        "-inf",
        "Infinity",
        "1e400",
        "-1e400",
        "P",
        "PT",
        "-",
        ".",
        "1.",
        ".5",
        "0" * 5000,
    ]
)
DIGITS = st.integers(0, 10**20).map(str)
NUMBERS = st.builds(
    "{}{}{}{}".format, st.sampled_from("+- ").map(str.strip), DIGITS, st.sampled_from(["", "."]), DIGITS
)
DAYS = st.dates().map(str)
ZONES = st.sampled_from(["", "Z", "+01:00", "-14:00", "+14:00", "+00:30"])
LEXICAL = {
    **dict.fromkeys(("integer", "int", "unsignedByte"), st.integers(-(10**20), 10**20).map(str)),
    "decimal": NUMBERS,
    "double": st.floats().map(str) | NUMBERS,
    "float": st.floats().map(str) | NUMBERS,
    "boolean": st.sampled_from(["true", "false", "0", "1"]),
    "date": st.builds("{}{}".format, DAYS, ZONES),
    "dateTime": st.builds("{}{}".format, st.datetimes().map(lambda it: it.isoformat()), ZONES),
    "time": st.builds("{}{}".format, st.times().map(lambda it: it.isoformat()), ZONES),
    "gYear": st.builds("{:04}{}".format, st.integers(0, 99999), ZONES),
    "gMonthDay": st.builds("--{}{}".format, DAYS.map(lambda it: it[5:]), ZONES),
    "duration": st.builds("{}P{}Y{}M{}DT{}.{}S".format, st.sampled_from(["", "-"]), *[st.integers(0, 999)] * 5),
    "yearMonthDuration": st.builds("{}P{}M".format, st.sampled_from(["", "-"]), st.integers(0, 999)),
    "dayTimeDuration": st.builds("P{}DT{}H".format, *[st.integers(0, 999)] * 2),
}
LITERALS = st.one_of(
    *(st.builds(typed, lexical | ODD, st.just(datatype)) for datatype, lexical in LEXICAL.items()),
    st.text(st.characters(exclude_categories=["Cs"])).map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), st.text("ab "), st.sampled_from(["nl", "en"])),
)


@settings(max_examples=400, deadline=None)
@given(LITERALS, LITERALS)
def test_key_is_lower_where_the_engine_says_less(a: Literal, b: Literal) -> None:
    """Where `<` says which of two literals is lower, their keys say the same."""
    answer = Store().query(COMPARED, substitutions={Variable("a"): a, Variable("b"): b})
    assert isinstance(answer, QuerySolutions)
    less, more, *_ = next(answer)

    assert less != Literal(value=True) or make_key(a) < make_key(b)
    assert more != Literal(value=True) or make_key(a) > make_key(b)


def test_key_that_cannot_be_made_is_no_missing_value() -> None:
    """The engine takes an error for no value, and would say nothing; so it is said afterwards."""
    keys = OrderKeys()
    keys.require_whole()
    with pytest.raises(AttributeError):
        keys(None)  # type: ignore[arg-type]  # what no engine gives

    with pytest.raises(AttributeError):
        keys.require_whole()
