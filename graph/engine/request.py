"""What is asked of an engine, and what an engine is: whatever answers requests over one version."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.engine.solutions import parse_solutions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.engine.reply import Reply
    from graph.engine.solutions import Solutions
    from graph.terms import TermJson


@dataclass(frozen=True)
class Request:
    """A query with its bindings and the formats wanted for each kind of answer.

    A bound variable must be in the projection of a SELECT: pyoxigraph refuses it elsewhere. Without
    `default_graphs` the default graph is the union of all graphs; without `named_graphs` but with `default_graphs`
    there are none. `base` is what relative IRIs in the text are relative to. With `whole` there is no query: every
    quad of the version is given, in `graph_type`.
    """

    text: str
    bindings: Mapping[str, TermJson] = field(default_factory=dict)
    result_type: str = "application/sparql-results+json"
    graph_type: str = "text/turtle"
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    base: str | None = None
    whole: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Build a key that tells this request from every other."""
        bound = tuple((name, *sorted(term.items())) for name, term in sorted(self.bindings.items()))
        graphs = tuple(self.default_graphs), tuple(self.named_graphs)
        return self.text, bound, self.result_type, self.graph_type, *graphs, self.base, self.whole


class Engine(ABC):
    """Whatever answers requests over one version: a `Store` here, or a pool of workers."""

    @abstractmethod
    def ask(self, request: Request) -> Reply:
        """Answer *request*.

        :raises QueryError: when it cannot be answered.
        """

    def select(self, query: str, bindings: Mapping[str, TermJson] | None = None) -> Solutions:
        """Answer *query*, a SELECT, with the variables in *bindings* set.

        :raises QueryError: when it cannot be answered.
        """
        return parse_solutions(self.ask(Request(query, bindings or {})).body, query)
