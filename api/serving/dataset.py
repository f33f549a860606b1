"""What the app serves of one version: the workers that hold it, the documents at hand, and names to show."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from flask import current_app, g, request

from api.catalogue import load_catalogue
from graph.engine import Cache, CachedEngine, Pool, Request
from graph.errors import ArchiveError, UnknownVersion
from graph.sources import SourceTexts
from graph.versions import Archive
from ontology.namespaces import DEF, ID
from queries.model import build_documentation
from queries.questions import LANGUAGES, Editions, Library, load_panel
from queries.search import Search

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.engine import Engine
    from graph.sources import SourceText
    from graph.terms import TermJson
    from graph.versions import Version
    from queries.model import Documentation

#: The pages of things that have one of their own, by the type in their address.
PAGE_PATHS = {
    "actor": "partners",
    "document": "documents",
    "legislation": "legislation",
    "measure": "measures",
    "standard": "legislation",
    "theme": "themes",
}


@dataclass(frozen=True)
class Dataset:
    """A version with its engines; `texts` are the documents at hand by SHA-256.

    `engine` answers our own questions and `clients` what clients write, each with workers of its own, so that
    neither waits for the other; both keep their answers in `cache`. `own` names the local id of each actor whose IRI is
    not ours, such as a municipality with its TOOI IRI; `models` keeps the documentation of the model by language, once
    it was asked for. `editions` holds the questions as they are in the `library`, and as they were. `search` finds by
    words, and is made when it is first asked.
    """

    version: Version
    pool: Pool
    cache: Cache
    engine: Engine
    clients: Engine
    library: Library
    editions: Editions
    search: Search
    texts: dict[str, SourceText]
    own: dict[str, str] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    models: dict[str, Documentation] = field(default_factory=dict)

    @classmethod
    def open(cls, settings: Settings, library: Library, version: Version | None = None) -> Dataset:
        """Start the workers over *version*, or else over the current one, with the questions of *library*.

        :raises ArchiveError: when there is none.
        """
        version = version or Archive(settings.data).current()
        if version is None:
            raise ArchiveError(
                "No version of the graph in %(folder)s. Run 'samendoen build' first.", folder=settings.data
            )
        pool = Pool(version.path, settings.workers, settings.limits, own=settings.page_workers)
        try:
            return cls._over(version, pool, settings, library)
        except BaseException:
            pool.close()
            raise

    @classmethod
    def _over(cls, version: Version, pool: Pool, settings: Settings, library: Library) -> Dataset:
        """Ask *pool*, which holds *version*, for the names that the pages need."""
        cache = Cache(settings.cache_bytes)
        engine, clients = (CachedEngine(lane, cache) for lane in (pool.own, pool.clients))
        identified = _ask_panel(engine, "identified")
        own = {row["thing"]["value"]: row["id"]["value"] for row in identified}
        bare = frozenset(row["thing"]["value"] for row in identified if row["paged"]["value"] == "false")
        texts = SourceTexts(settings.data).texts()
        editions = Editions(library, settings.data / "questions")
        search = Search(engine, library, {language: load_catalogue(language) for language in LANGUAGES})
        return cls(version, pool, cache, engine, clients, library, editions, search, texts, own, bare)

    def close(self) -> None:
        """End the workers, and close the index of the search."""
        self.search.close()
        self.pool.close()

    def model(self, language: str) -> Documentation:
        """Return the documentation of the model in *language*; it is made once for each version."""
        if language not in self.models:
            self.models[language] = build_documentation(self.engine, language)
        return self.models[language]

    def local(self, iri: str) -> tuple[str, str] | None:
        """Return the type and local id of *iri*, or nothing where it has no page or document here."""
        if iri in self.own:
            return "actor", self.own[iri]
        kind, _, local_id = iri.removeprefix(ID).partition("/")
        return (kind, local_id) if iri.startswith(ID) and local_id else None

    def identity(self, iri: str) -> str:
        """Return the path under which *iri* is resolved here; an IRI from elsewhere is returned as it is."""
        local = self.local(iri)
        return f"/id/{local[0]}/{local[1]}" if local else iri

    def iri(self, kind: str, local_id: str) -> str:
        """Return the IRI of the thing of type *kind* with *local_id*."""
        own = {name: iri for iri, name in self.own.items()}
        return own.get(local_id, f"{ID}{kind}/{local_id}") if kind == "actor" else f"{ID}{kind}/{local_id}"

    def page(self, iri: str) -> str:
        """Return the path of the page about *iri*; an http(s) IRI from elsewhere is returned as it is.

        Any other, such as a `javascript:` in somebody's data, leads nowhere.
        """
        local = self.local(iri)
        if local is None and iri.startswith(DEF):
            return f"/def#{iri.removeprefix(DEF)}"
        if local is None:
            return iri if iri.startswith(("http://", "https://")) else ""
        kind, local_id = local
        return (
            f"/{PAGE_PATHS[kind]}/{local_id}"
            if kind in PAGE_PATHS and iri not in self.bare
            else f"/doc/{kind}/{local_id}"
        )


class Lender(Protocol):
    """What lends the data that is served to a request (`api.serving.served`)."""

    @property
    def now(self) -> Dataset:
        """The data that is served where no version is asked for."""
        ...

    def lease(self, version: str = "") -> Dataset:
        """Lend the data of *version*, or else the current data; it stays usable until it is released."""
        ...

    def release(self, data: Dataset) -> None:
        """Release *data*."""
        ...


def _ask_panel(engine: Engine, name: str) -> list[dict[str, TermJson]]:
    """Ask *engine* the panel called *name*, and return its bindings."""
    found: list[dict[str, TermJson]] = json.loads(engine.ask(Request(load_panel(name))).body)["results"]["bindings"]
    return found


def get_dataset() -> Dataset:
    """Get the dataset of this request; a request sees one version from its beginning to its end.

    That is the version that the address asks for with `version`, or else the current one.

    :raises UnknownVersion: when there is none that the address could mean; from then on it is the current one.
    """
    if "data" not in g:
        served: Lender = current_app.extensions["samendoen"]
        wanted = request.args.get("version", "")
        try:
            g.data = served.lease(wanted)
        except UnknownVersion:
            g.data = served.lease()
            raise
    found: Dataset = g.data
    return found


def is_current_version() -> bool:
    """Say whether the request sees the version that is current."""
    served: Lender = current_app.extensions["samendoen"]
    return get_dataset().version.digest == served.now.version.digest


def release_dataset(_error: BaseException | None) -> None:
    """Release the dataset that the request used, when it ends."""
    leased = g.pop("data", None)
    if leased:
        lender: Lender = current_app.extensions["samendoen"]
        lender.release(leased)
