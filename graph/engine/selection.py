"""An engine over some of the graphs of a version, for whoever may see no others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.engine.request import Engine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine.reply import Reply
    from graph.engine.request import Request


class SelectedGraphs(Engine):
    """The answers of an engine over some graphs alone, which are the default graph together, and named as well."""

    def __init__(self, engine: Engine, graphs: Iterable[str]) -> None:
        """Let *engine* answer over *graphs*, the IRIs of graphs that it has."""
        self._engine = engine
        self.graphs = tuple(graphs)

    def ask(self, request: Request) -> Reply:
        """Answer *request* over these graphs; it names none itself.

        :raises QueryError: when it cannot be answered.
        """
        return self._engine.ask(replace(request, default_graphs=self.graphs, named_graphs=self.graphs))
