"""Terms as numbers: every term comes back as it was, the same terms are one, and a line of another form is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from graph.reasoning.encoding import TermNumbers

LINE = b"<urn:s> <urn:p> <urn:o> .\n"

nodes = st.sampled_from(
    [
        NamedNode("urn:a"),
        NamedNode("urn:ab"),
        NamedNode("https://example.org/pa%20d?q=\u00e9&r#s"),
        BlankNode("b"),
        BlankNode("b1.x"),
    ]
)
texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        [
            'quote " and <urn:g> .',
            "see <urn:g>",
            "line\nfeed\r\t\\",
            "_:b .",
            " ",
            "",
            "\u0085\u2028 \x0b",
            '"@nl',
            "x <urn:g> .\n",
        ]
    ),
)
values = st.one_of(
    nodes,
    st.builds(Literal, texts),
    st.builds(Literal, texts, language=st.sampled_from(["nl", "nl-BE", "EN"])),
    st.builds(Literal, texts, datatype=st.sampled_from([NamedNode("urn:a"), NamedNode("urn:t#x")])),
)
properties = st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q")])
graphs = st.sampled_from([DefaultGraph(), NamedNode("urn:g"), BlankNode("g")])
quads = st.lists(st.builds(Quad, nodes, properties, values, graphs), max_size=30)


@given(quads)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_statement_comes_back(given_quads: list[Quad]) -> None:
    """Whatever its terms hold, a statement is read as the three it has, and the graph is left out."""
    terms = TermNumbers()
    rows = terms.read_quads(given_quads)

    back = terms.terms(np.unique(rows))

    assert [(back[s], back[p], back[o]) for s, p, o in rows.tolist()] == [
        (quad.subject, quad.predicate, quad.object) for quad in given_quads
    ]


@given(quads)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_number_is_a_term(given_quads: list[Quad]) -> None:
    """The same term has one number wherever it stands, and a number says whether it is a node."""
    terms = TermNumbers()
    rows = terms.read_quads(given_quads)
    back = terms.terms(np.unique(rows))

    assert len(set(back.values())) == len(back)
    for number, term in back.items():
        assert terms.nodes(np.array([number])).tolist() == [isinstance(term, NamedNode | BlankNode)]


@given(quads)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_what_is_written_is_read(given_quads: list[Quad]) -> None:
    """Lines written of numbers are the N-Quads that pyoxigraph writes."""
    terms = TermNumbers()
    rows = terms.read_quads(given_quads)

    lines = [
        terms.written(rows[i : i + 1, 0], int(rows[i, 1]), rows[i : i + 1, 2], b"<urn:d>") for i in range(len(rows))
    ]

    expected = [Quad(quad.subject, quad.predicate, quad.object, NamedNode("urn:d")) for quad in given_quads]
    assert b"".join(lines) == (serialize(expected, format=RdfFormat.N_QUADS) or b"")
    assert list(parse(b"".join(lines), RdfFormat.N_QUADS)) == expected


def test_graph_is_no_part_of_a_value() -> None:
    """A value that ends as a graph does is told from one that a graph follows."""
    terms = TermNumbers()
    lines = [b'<urn:s> <urn:p> "a <urn:g>" .\n', b'<urn:s> <urn:p> "a" <urn:g> .\n', b'<urn:s> <urn:p> "a" .\n']

    rows = terms.read(lines)

    assert rows[1].tolist() == rows[2].tolist() != rows[0].tolist()
    assert [terms.text(number) for number in rows[:, 2].tolist()] == [b'"a <urn:g>"', b'"a"', b'"a"']


def test_statements_of_a_graph_are_left_out() -> None:
    """What a graph that is left out states is not read, unless another states it too."""
    terms = TermNumbers(left_out=["urn:shapes"])
    lines = [
        b"<urn:s> <urn:p> <urn:o> <urn:shapes> .\n",
        b'<urn:s> <urn:p> "only there" <urn:shapes> .\n',
        b"<urn:s> <urn:p> <urn:o> <urn:data> .\n",
    ]

    rows = terms.read(lines)

    assert [[terms.text(number) for number in row] for row in rows.tolist()] == [[b"<urn:s>", b"<urn:p>", b"<urn:o>"]]


def test_triple_as_a_value_is_one_term() -> None:
    """A triple term of RDF 1.2 is a value, and no node."""
    terms = TermNumbers()
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c d"))
    rows = terms.read_quads([Quad(NamedNode("urn:s"), NamedNode("urn:p"), triple)])

    assert terms.terms(rows[0])[int(rows[0, 2])] == triple
    assert not terms.nodes(rows[:, 2]).any()


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"# a comment of words\n",
        b"<urn:s>  <urn:p> <urn:o> .\n",
        b"<urn:s>\t<urn:p> <urn:o> .\n",
        b"<urn:s> <urn:p> <urn:o>.\n",
        b"<urn:s> <urn:p> <urn:o> . # why\n",
        b"<urn:s> <urn:p> <urn:o>\n",
        b"<urn:s> <urn:p> <urn:o> .",
        b"<urn:s> <urn:p> <urn:o>",
        b"<urn:s> <urn:p>\n",
        b"<urn:s> <urn:p> .\n",
        b'<urn:s> <urn:p> "a"b" .\n',
        b'<urn:s> <urn:p> "a" "b" .\n',
        b'"a" <urn:p> <urn:o> .\n',
        b"<urn:s> <urn:p> <urn:o> <urn:g> <urn:h> .\n",
        b"a <urn:p> <urn:o> .\n",
        b"<urn:s> <urn:p> o .\n",
    ],
)
@pytest.mark.parametrize("before", [[], [LINE]])
def test_line_of_another_form_is_refused(line: bytes, before: list[bytes]) -> None:
    """What pyoxigraph would not have written is refused, never read as something else; also beside a line that fits."""
    with pytest.raises(ValueError, match=r"N-Quads|N-Triples"):
        TermNumbers().read([*before, line])


def test_lines_that_are_short_together_are_refused() -> None:
    """Lines of two parts and of four do not make two statements."""
    with pytest.raises(ValueError, match=r"N-Quads|N-Triples"):
        TermNumbers().read([LINE, b"<urn:o> .\n", b"<urn:s> <urn:p>\n", b"<urn:s> <urn:p> <urn:o> .\n", LINE])


def test_nothing_is_read_of_nothing() -> None:
    """No lines are no statements."""
    assert TermNumbers().read([]).shape == (0, 3)
    assert TermNumbers().read_quads([]).shape == (0, 3)
