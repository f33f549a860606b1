"""What one reads of the model: topics with their terms, the lists of values, and the standards we align to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """What something is called in the reader's language; a plain text has no IRI."""

    iri: str
    label: str


@dataclass(frozen=True)
class Example:
    """A thing of a class, or a thing with what a property says of it; `times` counts all there are."""

    times: int
    derived: bool
    thing: Name
    value: Name | None = None
    language: str = ""


@dataclass(frozen=True)
class DecisionTest:
    """By what test one decides that something is of a class or has a value, with what is and what is not one."""

    test: str
    example: str
    counterexample: str


@dataclass(frozen=True)
class ShapeRule:
    """What a shape demands, as the message for who breaks it, and whether breaking it only warns."""

    message: str
    warns: bool


@dataclass(frozen=True)
class Term:
    """A class or a property with all that the model, the shapes and the data say of it.

    `kin` holds other terms by relation: above, below, domain, range, inverse, disjoint, subject_of and object_of lead
    to our own, or to a datatype; within, alike and related lead to those of standards.
    """

    iri: str
    id: str
    kind: str
    label: str
    definition: str
    kin: dict[str, list[Name]]
    traits: list[str]
    chains: list[list[Name]]
    rules: list[ShapeRule]
    lists: list[Name]
    example: Example | None
    test: DecisionTest | None = None


@dataclass(frozen=True)
class Topic:
    """A file of the model: its title, its classes and its properties."""

    id: str
    label: str
    classes: list[Term]
    properties: list[Term]

    @property
    def terms(self) -> list[Term]:
        """Its terms, classes first."""
        return [*self.classes, *self.properties]


@dataclass(frozen=True)
class ListValue:
    """A value of a list, what it means, and of which classes it is."""

    name: Name
    definition: str
    classes: list[Name]
    test: DecisionTest | None = None


@dataclass(frozen=True)
class ValueList:
    """A list of values: what it is for, its values, and the classes they are of."""

    iri: str
    id: str
    label: str
    comment: str
    classes: list[Name]
    values: list[ListValue]


@dataclass(frozen=True)
class Standard:
    """A standard, under each title that its namespace has here, and how our terms relate to its terms."""

    labels: list[str]
    namespace: str
    alignments: list[tuple[Name, str, Name]]


@dataclass(frozen=True)
class Documentation:
    """All there is to read about the model."""

    topics: list[Topic]
    lists: list[ValueList]
    standards: list[Standard]
