"""`samendoen why`: a triple with its reasons on the terminal, and one clear message where there is none."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from graph.explanation.premises import load_construct_rules
from ontology.namespaces import DEF, PREFIXES, compact_iri
from tests.terminal import run

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from graph.engine.store import Store

XSD = PREFIXES["xsd"]


def why(folder: Path, *words: str) -> Result:
    """Run `samendoen why` with *words* over the data *folder*."""
    return run("why", *words, "--data", folder)


def one(store: Store, where: str) -> list[str]:
    """Give the terms ?s and ?o of the first solution of *where*, as one writes them on the command line."""
    query = (
        f"PREFIX smd: <{DEF}> PREFIX skos: <{PREFIXES['skos']}> SELECT ?s ?o WHERE {{ {where} }} ORDER BY ?s ?o LIMIT 1"
    )
    (row,) = json.loads(store.ask(Request(query)).body)["results"]["bindings"]
    return [compact_iri(row["s"]["value"]), compact_iri(row["o"]["value"])]


def test_derived_triple_is_shown_with_its_reasons(folder: Path, store: Store) -> None:
    """A derived triple is shown with its rule and, further in, what it came from, down to graphs and lines."""
    actor, theme = one(store, "?s smd:activeOn ?o")
    rule = next(rule for rule in load_construct_rules() if rule.name == "active_on")

    for language, word in (("nl", "regel"), ("en", "line")):
        result = why(folder, actor, "smd:activeOn", theme, "--lang", language)

        lines = result.stdout.splitlines()
        assert result.exit_code == 0
        assert lines[:2] == [f"{actor} smd:activeOn {theme}", f"  [active_on] {rule.texts[language]}"]
        assert len(lines) >= 12
        assert len(lines) % 2 == 0
        assert all(line.startswith("    ") for line in lines[2:])
        assert re.search(rf"^ +\[stated\] graph:[a-z0-9/-]+, {word} \d+$", result.stdout, re.MULTILINE)


def test_rule_of_the_ontology_is_a_sentence(folder: Path, store: Store) -> None:
    """A rule of the ontology is told with its name and its terms."""
    measure, theme = one(store, "?s smd:hasTheme ?o")

    result = why(folder, measure, "smd:countsFor", theme)

    assert "  [prp-spo1] wie smd:hasTheme heeft, heeft ook smd:countsFor\n" in result.stdout
    assert f"    {measure} smd:hasTheme {theme}\n      [stated] graph:" in result.stdout


def test_stated_triple_is_shown_with_its_place(folder: Path, store: Store) -> None:
    """A stated triple has no rule: its graph and line are shown, and nothing under it."""
    measure, theme = one(store, "?s smd:hasTheme ?o")

    lines = why(folder, measure, "smd:hasTheme", theme, "--lang", "en").stdout.splitlines()

    assert lines[0] == f"{measure} smd:hasTheme {theme}"
    assert re.fullmatch(r"  \[stated\] graph:[a-z0-9/-]+, line \d+", lines[1])
    assert len(lines) == 2


def test_full_address_is_as_good_as_a_prefix(folder: Path, store: Store) -> None:
    """An IRI in full asks the same as its prefixed name."""
    measure, theme = one(store, "?s smd:hasTheme ?o")
    full = [f"{PREFIXES[prefix]}{name}" for prefix, name in (text.split(":", 1) for text in (measure, theme))]

    assert why(folder, full[0], f"{DEF}hasTheme", full[1]).stdout == why(folder, measure, "smd:hasTheme", theme).stdout


def test_literal_value_is_explained(folder: Path, store: Store) -> None:
    """A text in a language and a number with its datatype are values like any other; another language is not there."""
    measure, label = one(store, '?s a smd:Measure ; skos:prefLabel ?o FILTER(LANG(?o) = "nl")')
    evidence, line = one(store, "?s smd:firstLine ?o FILTER(STRLEN(STR(?o)) = 2)")

    assert (
        f"{measure} skos:prefLabel {label}\n  [stated]"
        in why(folder, measure, "skos:prefLabel", f'"{label}"@nl').stdout
    )
    assert "[stated]" in why(folder, evidence, "smd:firstLine", f'"{line}"^^<{XSD}integer>').stdout
    assert why(folder, measure, "skos:prefLabel", f'"{label}"@en').exit_code == 1
    assert why(folder, evidence, "smd:firstLine", f'"{line}"').exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("measure:none", "smd:hasTheme", "theme:jeugd"),
        ("theme:jeugd", "unknown:property", "theme:jeugd"),
        ('"jeugd"', "smd:hasTheme", "theme:jeugd"),
    ],
    ids=["subject", "prefix", "text_as_subject"],
)
def test_unknown_triple_is_told(folder: Path, words: tuple[str, ...]) -> None:
    """A triple that is not there is a failure in one message, which says where to look."""
    result = why(folder, *words)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "bevat deze triple niet" in result.stderr
    assert "/doc/" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("theme jeugd", "smd:hasTheme", "theme:jeugd"),
        ("measure:m", "has theme", "theme:jeugd"),
        ("measure:m", "hasTheme", "theme:jeugd"),
        ("measure:m", "smd:hasTheme", "jeugd"),
        ("measure:m", "smd:hasTheme", "<theme:jeugd>"),
        ("measure:m", "smd:hasTheme", '"jeugd'),
        ("measure:m", "smd:hasTheme", '"jeugd"@'),
        ("measure:m", "smd:hasTheme", '"jeugd" . <urn:a> <urn:b> "c"'),
    ],
    ids=["subject", "property", "bare_property", "bare", "brackets", "no_end", "no_language", "two_triples"],
)
def test_malformed_term_is_told(folder: Path, words: tuple[str, ...]) -> None:
    """What is no IRI, name or literal is a fault of usage, told with what would do, and never a trace."""
    result = why(folder, *words)

    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert "Usage:" in result.stderr
    assert (
        "Geef IRI's, of namen met een voorvoegsel zoals smd:activeOn, of theme:SLEUTEL/ID voor een thema van een plan."
        in result.stderr
    )
