"""The base of our IRIs: read once, refused where it cannot be one, and a rebase that changes IRIs of ours alone."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import ALIGNMENTS, MODEL, SHAPES, VOCABULARIES
from ontology.base import BASE_VARIABLE, DEFAULT_BASE, PARTS, is_base, read_base, rebase_iri, rebase_text
from tests.packages import ROOT

OTHER = "https://data.example.org/veiligheid/"
#: What our files are full of, and what resembles it.
PIECES = st.sampled_from(
    [
        *(f"<{DEFAULT_BASE}{part}x>" for part in PARTS),
        *(f'"{DEFAULT_BASE}id/x"', f"'''<{DEFAULT_BASE}id/x>'''", f'"""\\""" <{DEFAULT_BASE}id/x> """'),
        *("<https://w3id.org/samendoenx/id/x>", f"<{DEFAULT_BASE}sparql#x>", f"<{DEFAULT_BASE}>", "<urn:x>"),
        *(f"# <{DEFAULT_BASE}id/x> it's a comment\n", "?a < ?b", "?b > ?a", "'a \\' b'", "a:b", ".", "\n", "'", '"'),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.org/", "http://localhost:8080/", "https://example.org/a/b/", "https://[::1]/x/"),
        *("https://xn--bcher-kva.example/", DEFAULT_BASE),
    ],
)
def test_absolute_url_can_be_the_base(text: str) -> None:
    """An absolute http(s) URL that ends in a slash can be the base, and is read from the environment."""
    assert is_base(text)
    assert read_base({BASE_VARIABLE: text}) == text


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.org", "example.org/", "//example.org/", "ftp://example.org/", "urn:x/", "https:///x/"),
        *("https://example.org/?a/", "https://example.org/#/", "https://a b.org/", "https://example.org/<x>/", "/"),
        *(
            "https://ada@example.org/",
            'https://example.org/"/',
            "https://example.org/\n/",
            "https://[::1/",
            "HTTPS://x/",
        ),
    ],
)
def test_anything_else_cannot(text: str) -> None:
    """What cannot be the beginning of an IRI is no base; then the default stands, and whoever starts is refused."""
    assert not is_base(text)
    assert read_base({BASE_VARIABLE: text}) == DEFAULT_BASE


@pytest.mark.parametrize("part", PARTS)
def test_iri_of_ours_is_rebased(part: str) -> None:
    """Each kind of IRI of ours gets the other base, and nothing after it changes."""
    rest = f"{part}{DEFAULT_BASE}id/x"

    assert rebase_iri(f"{DEFAULT_BASE}{rest}", new=OTHER) == f"{OTHER}{rest}"
    assert rebase_iri(f"{OTHER}{rest}", new=OTHER) == f"{OTHER}{rest}"


@pytest.mark.parametrize(
    "iri",
    [
        *("https://w3id.org/samendoenx/id/x", "https://w3id.org/samendoen", DEFAULT_BASE, f"{DEFAULT_BASE}sparql#x"),
        *(
            "http://w3id.org/samendoen/id/x",
            f"{DEFAULT_BASE}identity/x",
            f"{DEFAULT_BASE}defs",
            f"urn:{DEFAULT_BASE}id/",
        ),
    ],
)
def test_other_iri_is_left_alone(iri: str) -> None:
    """What only resembles an IRI of ours stays what it is."""
    assert rebase_iri(iri, new=OTHER) == iri
    assert rebase_text(f"<{iri}>", new=OTHER) == f"<{iri}>"


def test_texts_and_comments_are_left_alone() -> None:
    """Only what stands between angle brackets is an IRI: no literal and no comment changes."""
    iri = f"<{DEFAULT_BASE}id/x>"
    kept = [f'"{iri}"', f"'{iri}'", f'"""a " {iri}\n"""', f"'''it's {iri}'''", f'"\\" {iri}"', f"# don't {iri}\n"]

    for text in kept:
        assert rebase_text(f"{text} {iri}", new=OTHER) == f"{text} <{OTHER}id/x>"


def test_namespace_of_shapes_is_an_iri() -> None:
    """The namespace that shapes declare for their queries is an IRI, though SHACL wants it written as a text."""
    text = f'sh:declare [ sh:namespace "{DEFAULT_BASE}def#"^^xsd:anyURI ; sh:prefix "{DEFAULT_BASE}def#" ]'

    assert rebase_text(text, new=OTHER) == text.replace(f'namespace "{DEFAULT_BASE}', f'namespace "{OTHER}')


@given(st.lists(PIECES).map(" ".join))
def test_rebase_and_back_gives_the_same(text: str) -> None:
    """Whatever a text holds, to another base and back it is the same."""
    assert rebase_text(rebase_text(text, DEFAULT_BASE, OTHER), OTHER, DEFAULT_BASE) == text


def test_every_file_of_ours_is_rebased_exactly() -> None:
    """Each file of the project is the same after a rebase and back, and in between has no IRI of ours left."""
    files = [*MODEL, *SHAPES, *VOCABULARIES, *ALIGNMENTS]
    files += [
        path for room in ("graph", "queries") for end in ("ttl", "rq") for path in (ROOT / room).rglob(f"*.{end}")
    ]
    changed = 0
    assert len(files) > 200
    for path in files:
        text = path.read_bytes().decode()
        there = rebase_text(text, DEFAULT_BASE, OTHER)
        changed += there != text
        assert f"<{DEFAULT_BASE}" not in "".join(line for line in there.splitlines() if not line.startswith("#"))
        assert rebase_text(there, OTHER, DEFAULT_BASE) == text
    assert changed > 200


def test_no_module_has_a_base_of_its_own() -> None:
    """The base stands in one place: no other module, script or template has it, but for examples in docstrings."""
    rooms = [ROOT / name for name in ("api", "graph", "ontology", "queries", "visualisation")]
    found = set()
    for path in (path for room in rooms for end in ("py", "js", "html") for path in room.rglob(f"*.{end}")):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            nodes = list(ast.walk(ast.parse(text)))
            docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
            values = [it.value for it in nodes if isinstance(it, ast.Constant) and id(it) not in docstrings]
            text = " ".join(value for value in values if isinstance(value, str))
        if "w3id.org/samendoen" in text:
            found.add(path.relative_to(ROOT).as_posix())

    assert found == {"ontology/base.py"}
