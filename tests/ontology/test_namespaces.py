"""IRIs are compacted and expanded by the one table of prefixes, and nothing else is changed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.namespaces import DEF, ID, PREFIXES, compact_iri, expand_iri

#: The beginnings of names: ours, and parts of them.
BEGINNINGS = st.sampled_from([*PREFIXES, *PREFIXES.values(), *(base[:-1] for base in PREFIXES.values()), ""])
NAMES = st.builds("{}{}{}".format, BEGINNINGS, st.sampled_from(["", ":"]), st.text(max_size=6))


def read_table(iri: str) -> str:
    """Compact *iri* by trying each row of the table, longest namespace first."""
    rows = sorted(PREFIXES.items(), key=lambda row: -len(row[1]))
    return next((f"{prefix}:{iri[len(base) :]}" for prefix, base in rows if iri.startswith(base)), iri)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_prefix_goes_both_ways(prefix: str) -> None:
    """A name in each namespace of the table is compacted to its prefix, and back."""
    iri = f"{PREFIXES[prefix]}here"

    assert compact_iri(iri) == f"{prefix}:here"
    assert expand_iri(f"{prefix}:here") == iri


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{ID}area/x", "area:x"),
        (f"{ID}area-level/x", "area-level:x"),
        (f"{ID}measure/", "measure:"),
        (f"{ID}measure/a/b#c", "measure:a/b#c"),
        (f"{ID}measure/measure:a", "measure:measure:a"),
        (f"{ID}measure/é \n<>\x00", "measure:é \n<>\x00"),
        (DEF, "smd:"),
    ],
)
def test_longest_namespace_wins(iri: str, name: str) -> None:
    """The prefix is the one that says most, whatever follows it, and nothing that follows is changed."""
    assert (compact_iri(iri), expand_iri(name)) == (name, iri)


@pytest.mark.parametrize(
    "name", ["", ":", ":a", "measure", "Measure:a", " measure:a", "[measure:a]", "urn:x", "http://example.org/a", ID]
)
def test_what_is_not_ours_stays(name: str) -> None:
    """A name without a prefix of ours, and an IRI in no namespace of ours, stay as they are."""
    assert (compact_iri(name), expand_iri(name)) == (name, name)


@given(NAMES)
def test_conversion_is_the_table(name: str) -> None:
    """Whatever stands before or after a prefix, conversion does what the table says and never fails."""
    prefix, colon, rest = name.partition(":")

    assert compact_iri(name) == read_table(name)
    assert expand_iri(name) == (f"{PREFIXES[prefix]}{rest}" if colon and prefix in PREFIXES else name)


@pytest.mark.parametrize(
    "module", ["ontology.namespaces", "graph.engine.workers.zygote", "graph.checks", "api.commands.cli", "api.app"]
)
def test_library_is_loaded_when_needed(module: str) -> None:
    """What does not convert, reason or validate does not pay for it: a worker, `samendoen --help`, the web process."""
    slow = "{'curies', 'pydantic', 'numpy', 'owlrl', 'rdflib', 'pyshacl'}"
    code = f"import sys, {module}; print({slow} & set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
