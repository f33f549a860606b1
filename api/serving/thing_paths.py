"""Where each thing is found in this website, and which thing a path means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from ontology.namespaces import DEF, ID, find_plan_key
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.engine import Engine

#: The pages of things that have one of their own, by the type in their IRI.
PAGE_PATHS = {
    "actor": "partners",
    "document": "documents",
    "plan": "plans",
    "legislation": "legislation",
    "measure": "measures",
    "standard": "legislation",
    "theme": "themes",
}


@dataclass(frozen=True)
class ThingPaths:
    """The paths of things, of which some actors have an IRI that is not ours, such as a municipality its TOOI IRI.

    `own` holds the local id of each such actor by its IRI; those in `bare` have no page of their own.
    `plans` holds the keys of the plans that are here: another plan may be named without being here. Every path of ours
    begins with `mount`, the path under which the website is reached, empty where that is the root.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    mount: str = ""

    @classmethod
    def read(cls, engine: Engine, mount: str = "") -> ThingPaths:
        """Read from *engine* which actors have an IRI that is not ours, for a website that is reached under *mount*."""
        actors = engine.select(load_panel("identified"))
        own = {row.value("thing"): row.text("id") for row in actors}
        bare = frozenset(row.value("thing") for row in actors if row.text("paged") == "false")
        graphs = (row.iri("graph") for row in engine.select(load_panel("graphs")))
        return cls(own, bare, frozenset(map(find_plan_key, graphs)) - {""}, mount)

    def find_local(self, iri: str) -> tuple[str, str] | None:
        """Find the type and local id of *iri*, or nothing where it has no page or document here."""
        if iri in self.own:
            return "actor", self.own[iri]
        kind, _, local_id = iri.removeprefix(ID).partition("/")
        return (kind, local_id) if iri.startswith(ID) and local_id else None

    def find_identity(self, iri: str) -> str:
        """Find the path under which *iri* is resolved here; an IRI from elsewhere is returned as it is."""
        local = self.find_local(iri)
        return f"{self.mount}/id/{quote(local[0])}/{quote(local[1])}" if local else iri

    def find_page(self, iri: str) -> str:
        """Find the path of the page about *iri*; an http(s) IRI from elsewhere is returned as it is.

        Any other, such as a `javascript:` in somebody's data, leads nowhere.
        """
        local = self.find_local(iri)
        if local is None and iri.startswith(DEF):
            return f"{self.mount}/def#{iri.removeprefix(DEF)}"
        if local is None:
            return iri if iri.startswith(("http://", "https://")) else ""
        kind, local_id = local
        paged = kind in PAGE_PATHS and iri not in self.bare and (kind != "plan" or local_id in self.plans)
        section = PAGE_PATHS[kind] if paged else f"doc/{quote(kind)}"
        return f"{self.mount}/{section}/{quote(local_id)}"

    def find_line(self, document: str, number: int) -> str:
        """Find the path of the page about line *number* of the document with IRI *document*."""
        return f"{self.find_page(document)}/lines/{number}"

    def make_iri(self, kind: str, local_id: str) -> str:
        """Make the IRI of the thing of type *kind* with *local_id*."""
        iris = {name: iri for iri, name in self.own.items()}
        return iris.get(local_id, f"{ID}{kind}/{local_id}") if kind == "actor" else f"{ID}{kind}/{local_id}"
