"""A question of the library: what it asks, what may be chosen, and its SPARQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from graph.engine import read_outline
from queries.questions.piece import find_when_marks
from queries.questions.substitution import write_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from queries.questions.phrase import Phrase
LANGUAGES = ("nl", "en")
#: What can be asked for. Of these `thing` and `concept` are chosen from the graph, `choice` from the header itself.
PARAMETER_TYPES = ("thing", "concept", "choice", "date", "year", "number", "text", "words")
COLUMN_TYPES = ("thing", "concept", "text", "number", "date", "lines")
#: What rows rest on (rule 1 of truth): a sentence, what it means, what was agreed later, or a rule that derives.
BASES = ("stated", "implied", "agreed", "derived")
#: How much it matters that something is missing.
SEVERITIES = ("high", "medium", "low")
#: How a network is laid out: all of its things on a ring, or in columns from left to right.
NetworkLayout = Literal["ring", "layers"]
NETWORK_LAYOUTS: tuple[NetworkLayout, ...] = get_args(NetworkLayout)

Texts = dict[str, str]


@dataclass(frozen=True)
class Parameter:
    """What may be asked for, and its label.

    A `thing` is of one of the classes in `of`, a `concept` is one of the scheme `of`; a `choice` is one of `options`; a
    `date` is a day, written as 2020-01-31 (ISO 8601), a `year` has four digits, a `number` may have decimals after a
    point, and a `text` is one line. `words` are a line of which the query gets each as a regular expression for its
    forms (`queries.words.to_patterns`). `default` is taken where nothing is given; `examples` are values to try.
    """

    name: str
    type: str
    of: str
    label: Texts
    required: bool = False
    default: str = ""
    examples: tuple[str, ...] = ()
    options: Mapping[str, Texts] = field(default_factory=dict)


#: What a query is bound to that asks after the day of today: it is in no form, and a permanent URL names it.
TODAY_PARAMETER = Parameter(
    "today", "date", "", {"nl": "De dag van vandaag", "en": "The day of today"}, default="today"
)


@dataclass(frozen=True)
class LeftOut:
    """What a question leaves out: for the parameter called so, the things of a class, or the concept, called `of`.

    `reason` says why. With `partly` some rows may be there all the same. `see` names a question that has the others.
    """

    parameter: str
    of: str
    reason: Texts
    partly: bool = False
    see: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the answer; one of type `concept` holds the local id of a concept of the scheme `of`.

    One of type `lines` holds all the lines that the row rests on, where one called like it holds only the first.
    One with `when` says something only where the parameter called so was chosen.
    """

    name: str
    type: str
    label: Texts
    of: str = ""
    when: str = ""

    @property
    def is_added(self) -> bool:
        """Whether no question selects it, as it is said of every row: the plan, or the name of a document."""
        *words, last = self.name.split("_")
        return self.name in ("plan", "plan_label") or (last == "label" and "document" in words)

    @property
    def is_document(self) -> bool:
        """Whether it holds the document of a line, which is called like it: `document`, `document_a`."""
        return self.type == "thing" and "document" in self.name.split("_")

    @property
    def is_line(self) -> bool:
        """Whether it holds the number of a line of evidence: `line`, `nearest_line`, `line_a`."""
        return self.type == "number" and "line" in self.name.split("_")

    @property
    def is_page(self) -> bool:
        """Whether it holds the number of a page, which only a document that is counted in pages has."""
        return self.type == "number" and "page" in self.name.split("_")

    @property
    def is_lines(self) -> bool:
        """Whether it holds all the lines that a row rests on."""
        return self.type == "lines"

    @property
    def name_of_lines(self) -> str:
        """What a column is called that has all the lines or pages of which this has the first; empty for any other."""
        if not (self.is_line or self.is_page):
            return ""
        return "_".join("lines" if word in ("line", "page") else word for word in self.name.split("_"))


#: What is said of every row that belongs to a plan, besides what its question says.
PLAN_COLUMNS = (
    Column("plan", "thing", {"nl": "Plan (adres)", "en": "Plan (address)"}),
    Column("plan_label", "text", {"nl": "Plan", "en": "Plan"}),
)


@dataclass(frozen=True)
class EdgeHeader:
    """Which columns make an edge of a row: the things in `one` and `other`, and what is said of the two, if anything.

    `about` holds a thing that it is about, `relation` how the two are tied, `basis` on what that rests, and `weight`
    how much there is of it. An empty name means that no column says so; without `basis` it is that of the question.
    """

    one: str
    other: str
    about: str = ""
    relation: str = ""
    basis: str = ""
    weight: str = ""


@dataclass(frozen=True)
class NetworkHeader:
    """How the rows of a question are drawn as a network.

    With the layout `layers` the columns in `layers` stand from left to right. In a `directed` network an edge leads
    from `one` to `other`. Where `shared` is a column, the things at the other end of its edges may be drawn as a
    network of their own, in which two are tied by what they share there.
    """

    layout: NetworkLayout
    edges: tuple[EdgeHeader, ...]
    layers: tuple[str, ...] = ()
    directed: bool = False
    shared: str = ""


@dataclass(frozen=True)
class Question:
    """A question of the library.

    `absence` says how an empty cell or an empty answer is read, `unseen` what the question cannot see, and `left_out`
    which choices it leaves out, so that no denial is said of them. `basis` is what every row rests on, or the name of
    the column that says it row by row. `severity` is given where the rows are gaps, and `tally` is the column by which
    its files count the things in its rows. `text` is the SPARQL, which begins at line `first` of the file; `content` is
    all of the file, and `edition` its SHA-256. By its first tag a question is listed. It is asked of each plan by
    itself where it is `by_plan`, and else of the register alone; `columns` holds what the SPARQL selects, and what is
    said of each row besides: its plan, and the names of documents. With `network` its rows can be drawn as one, and
    people ask it as in `asked_as`.
    """

    name: str
    path: Path
    title: Texts
    question: Texts
    description: Texts
    absence: Texts
    unseen: Texts
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    basis: str
    text: str
    first: int
    edition: str
    severity: str = ""
    tally: str = ""
    tags: tuple[str, ...] = ()
    by_plan: bool = True
    content: bytes = field(default=b"", repr=False)
    left_out: tuple[LeftOut, ...] = ()
    network: NetworkHeader | None = None
    asked_as: tuple[Phrase, ...] = ()

    @property
    def bound(self) -> tuple[Parameter, ...]:
        """The parameters with, last, what is bound besides: the day of today where the query asks after it."""
        return (*self.parameters, *((TODAY_PARAMETER,) if self._asks_today else ()))

    @property
    def selected(self) -> tuple[Column, ...]:
        """The columns that the SPARQL selects."""
        return tuple(column for column in self.columns if not column.is_added)

    @property
    def counted(self) -> bool:
        """Whether its rows are not stated anywhere but counted or derived."""
        return self.basis == "derived"

    @property
    def by_column(self) -> bool:
        """Whether a column says, row by row, on what it rests."""
        return self.basis not in BASES

    def column(self, name: str) -> Column | None:
        """Find the column called *name*; None where there is none."""
        return next((column for column in self.columns if column.name == name), None)

    def query(self, given: Collection[str]) -> str:
        """Build the SPARQL with only the lines that stand when the *given* parameters are."""
        lines = (line for line, name in self._lines if not name or name in given)
        return "\n".join(lines) + "\n"

    def find_line(self, given: Collection[str], line: int) -> int:
        """Find the line of the file that is *line*, counted from 1, of the query with the *given* parameters."""
        kept = [number for number, (_, name) in enumerate(self._lines, self.first) if not name or name in given]
        return kept[min(max(line, 1), len(kept)) - 1] if kept else self.first

    def standalone(self, terms: Mapping[str, str]) -> str:
        """Build the SPARQL with *terms*, as Turtle writes them, for the parameters, to show and to edit.

        Only for reading: what we run ourselves is bound, not written.
        """
        return write_terms(self.query(terms), terms)

    @cached_property
    def _lines(self) -> tuple[tuple[str, str], ...]:
        """The lines of the SPARQL, each without its mark, and the parameter that it is for, or an empty text."""
        marks = find_when_marks(self.text)
        lines = enumerate(self.text.removesuffix("\n").split("\n"))
        return tuple(
            (line[: mark.column].rstrip(" \t"), mark.name) if (mark := marks.get(number)) else (line, "")
            for number, line in lines
        )

    @cached_property
    def _asks_today(self) -> bool:
        """Whether the SPARQL asks after the day of today."""
        return f"_{TODAY_PARAMETER.name}" in read_outline(self.text).variables
