"""What the app serves of one version: the workers that hold it, the documents at hand, and names to show."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from flask import current_app, g

from graph.document import Shelf
from graph.engine.cache import Cache, CachedEngine
from graph.engine.pool import Pool
from graph.engine.store import Request
from graph.errors import ArchiveError
from graph.versions.archive import Archive
from ontology.namespaces import DEF, ID
from queries import library
from queries.library import panel
from queries.model import document

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.document import Text
    from graph.engine.store import Engine
    from graph.terms import TermJson
    from graph.versions.archive import Version
    from queries.documentation import Documentation

#: The pages of things that have one of their own, by the type in their address.
PAGES = {
    "actor": "partners",
    "document": "documents",
    "legislation": "legislation",
    "measure": "measures",
    "standard": "legislation",
    "theme": "themes",
}


@dataclass(frozen=True)
class Data:
    """A version with its engines; `texts` are the documents at hand by SHA-256.

    `engine` answers our own questions and `visitors` what visitors write, each with workers of its own, so that
    neither waits for the other; both keep their answers in `cache`. `own` names the local id of each actor whose IRI is
    not ours, such as a municipality with its TOOI IRI; `labels` gives the labels of each concept by scheme and local
    id, and then by language; `models` keeps the documentation of the model by language, once it was asked for.
    """

    version: Version
    pool: Pool
    cache: Cache
    engine: Engine
    visitors: Engine
    texts: dict[str, Text]
    own: dict[str, str] = field(default_factory=dict)
    labels: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    models: dict[str, Documentation] = field(default_factory=dict)

    @classmethod
    def open(cls, settings: Settings) -> Data:
        """Start the workers over the current version.

        :raises ArchiveError: when there is none.
        """
        version = Archive(settings.data).current()
        if version is None:
            raise ArchiveError(f"No version of the graph in {settings.data}. Run 'samendoen build' first.")
        pool = Pool(version.path, settings.workers, settings.limits, own=settings.page_workers)
        try:
            return cls._over(version, pool, settings)
        except BaseException:
            pool.close()
            raise

    @classmethod
    def _over(cls, version: Version, pool: Pool, settings: Settings) -> Data:
        """Ask *pool*, which holds *version*, for the names that the pages need."""
        cache = Cache(settings.cache_bytes)
        engine, visitors = (CachedEngine(lane, cache) for lane in (pool.own, pool.visitors))
        identified = _found(engine, "identified")
        own = {row["thing"]["value"]: row["id"]["value"] for row in identified}
        bare = frozenset(row["thing"]["value"] for row in identified if row["paged"]["value"] == "false")
        texts = Shelf(settings.data).texts()
        return cls(version, pool, cache, engine, visitors, texts, own, _labels(engine), bare)

    def close(self) -> None:
        """End the workers."""
        self.pool.close()

    def model(self, language: str) -> Documentation:
        """Give the documentation of the model in *language*; a version never changes, so it is made once."""
        if language not in self.models:
            self.models[language] = document(self.engine, language)
        return self.models[language]

    def local(self, iri: str) -> tuple[str, str] | None:
        """Give the type and local id of *iri*, or nothing where it has no address here."""
        if iri in self.own:
            return "actor", self.own[iri]
        kind, _, local_id = iri.removeprefix(ID).partition("/")
        return (kind, local_id) if iri.startswith(ID) and local_id else None

    def identity(self, iri: str) -> str:
        """Give the path under which *iri* is resolved here; an IRI from elsewhere is its own address."""
        local = self.local(iri)
        return f"/id/{local[0]}/{local[1]}" if local else iri

    def iri(self, kind: str, local_id: str) -> str:
        """Give the IRI of the thing of type *kind* with *local_id*."""
        own = {name: iri for iri, name in self.own.items()}
        return own.get(local_id, f"{ID}{kind}/{local_id}") if kind == "actor" else f"{ID}{kind}/{local_id}"

    def page(self, iri: str) -> str:
        """Give the path of the page about *iri*; an IRI from elsewhere is its own address, where it is one of the web.

        Any other, such as a `javascript:` in somebody's data, leads nowhere.
        """
        local = self.local(iri)
        if local is None and iri.startswith(DEF):
            return f"/def#{iri.removeprefix(DEF)}"
        if local is None:
            return iri if iri.startswith(("http://", "https://")) else ""
        kind, local_id = local
        return f"/{PAGES[kind]}/{local_id}" if kind in PAGES and iri not in self.bare else f"/doc/{kind}/{local_id}"


class Lender(Protocol):
    """Whatever lends what is served now to a request (`api.serving`)."""

    def lease(self) -> Data:
        """Give what is served now; it stays usable until it is released."""
        ...

    def release(self, data: Data) -> None:
        """Let go of *data*."""
        ...


def schemes() -> set[str]:
    """Give the concept schemes whose local ids stand in answers, as the questions of the library say."""
    return {column.of for question in library.questions().values() for column in question.columns if column.of}


def _labels(engine: Engine) -> dict[tuple[str, str], dict[str, str]]:
    """Give the labels of each concept that can stand in an answer, by scheme and local id, and then by language."""
    labels: dict[tuple[str, str], dict[str, str]] = {}
    wanted = schemes()
    for row in _found(engine, "labels"):
        if row["scheme"]["value"] in wanted:
            of_concept = labels.setdefault((row["scheme"]["value"], row["id"]["value"]), {})
            of_concept[row["label"].get("xml:lang", "")] = row["label"]["value"]
    return labels


def _found(engine: Engine, name: str) -> list[dict[str, TermJson]]:
    """Give what the panel called *name* finds."""
    found: list[dict[str, TermJson]] = json.loads(engine.ask(Request(panel(name))).body)["results"]["bindings"]
    return found


def data() -> Data:
    """Give what the running app serves; one request sees one version from its beginning to its end."""
    if "data" not in g:
        served: Lender = current_app.extensions["samendoen"]
        g.data = served.lease()
    found: Data = g.data
    return found


def release(_error: BaseException | None) -> None:
    """Let go of what the request that ends has used."""
    leased = g.pop("data", None)
    if leased:
        lender: Lender = current_app.extensions["samendoen"]
        lender.release(leased)
