"""What the app serves of one version: the workers that hold it, the documents at hand, and the paths of things."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from flask import current_app, g, request

from api.catalogue import load_catalogues
from api.rendering.renderers import lease_renderers, release_renderers
from api.serving.rendering import Rendering
from api.serving.thing_paths import ThingPaths
from graph.engine import Cache, CachedEngine, Pool
from graph.errors import ArchiveError, QueryError
from graph.sources import SourceTexts, list_packaged_sources
from graph.versions import Archive
from queries.model import build_documentation
from queries.plans import Plans
from queries.questions import Editions, Library
from queries.search import Search

if TYPE_CHECKING:
    from api.serving.history import History
    from api.settings import Settings
    from graph.engine import Engine
    from graph.versions import Version
    from queries.model import Documentation


#: As many clients wait for an answer that another asked for; each holds a thread.
MOST_FOLLOWERS = 24
#: The part of the bytes that are kept which files and pictures may take, so that they push out nothing else.
RENDERED_PART = 4


@dataclass(frozen=True)
class Dataset:
    """A version with its engines; `registered` has the documents at hand, as they are now.

    `engine` answers our own questions and `clients` what clients write, each with workers of its own, so that neither
    waits for the other; both keep their answers in `cache`. `rendering` makes files and pictures of them. `plans` are
    those in the version. `paths` says where each thing is found; `models` keeps the documentation of the model by
    language, once it was needed. `editions` holds the questions as they are in the `library`, and as they were.
    `search` finds by words, and is made when first needed.
    """

    version: Version
    pool: Pool
    cache: Cache
    engine: Engine
    clients: Engine
    plans: Plans
    library: Library
    editions: Editions
    search: Search
    registered: SourceTexts
    paths: ThingPaths
    rendering: Rendering
    models: dict[str, Documentation] = field(default_factory=dict)
    _making_model: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, settings: Settings, library: Library, version: Version | None = None) -> Dataset:
        """Start the workers over *version*, or else over the current one, with the questions of *library*.

        :raises ArchiveError: when there is none.
        """
        version = version or Archive(settings.data).find_current()
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
        """Serve *version* by *pool*, which holds it."""
        rendered = settings.cache_bytes // RENDERED_PART
        cache = Cache(settings.cache_bytes - rendered)
        engine = CachedEngine(pool.own, cache)
        clients = CachedEngine(pool.clients, cache, followers=MOST_FOLLOWERS)
        return cls(
            version=version,
            pool=pool,
            cache=cache,
            engine=engine,
            clients=clients,
            plans=Plans(engine),
            library=library,
            editions=Editions(library, settings.data / "questions"),
            search=Search(engine, library, load_catalogues()),
            registered=SourceTexts(settings.data),
            paths=ThingPaths.read(engine, settings.prefix),
            rendering=Rendering(lease_renderers(settings.render), Cache(rendered)),
        )

    @cached_property
    def is_packaged(self) -> bool:
        """Whether the version is of nothing but what comes with the project, which everybody has."""
        return self.version.manifest.inputs.keys() <= {source.name for source in list_packaged_sources()}

    def close(self) -> None:
        """End the workers and, where no other version needs them, the renderers; close the index of the search."""
        self.search.close()
        self.pool.close()
        release_renderers(self.rendering.renderers)

    def get_model(self, language: str) -> Documentation:
        """Get the documentation of the model in *language*; it is made once for each version.

        Where there are several plans, the first gives the examples: to count what all of them have takes too long.
        """
        with self._making_model:
            if language not in self.models:
                first = next(iter(self.plans), None)
                self.models[language] = build_documentation(first.engine if first else self.engine, language)
            return self.models[language]


class ServedDatasets(Protocol):
    """What lends the dataset that is served to a request (`api.serving.served`)."""

    @property
    def now(self) -> Dataset:
        """The dataset that is served where no version is named."""
        ...

    @property
    def history(self) -> History:
        """The versions that are kept, and what changed between them."""
        ...

    def lease(self, version: str = "") -> Dataset:
        """Lend the dataset of *version*, or else the current one; it stays usable until it is released."""
        ...

    def release(self, dataset: Dataset) -> None:
        """Release *dataset*."""
        ...


def get_dataset() -> Dataset:
    """Get the dataset of this request; a request sees one version from its beginning to its end.

    That is the version that the URL names with `version`, or else the current one.

    :raises UnknownVersion: when there is none that the URL could mean; from then on it is the current one.
    :raises QueryTimeout: when too many that are not current are asked for; likewise.
    """
    if "dataset" not in g:
        serving = _get_serving()
        try:
            g.dataset = serving.lease(request.args.get("version", ""))
        except QueryError:
            g.dataset = serving.lease()
            raise
    leased: Dataset = g.dataset
    return leased


def get_other_dataset(version: str) -> Dataset:
    """Get the dataset of another *version*, to lay beside that of this request; it is released as that is.

    :raises UnknownVersion: when no version is called so, or it cannot be used.
    :raises QueryTimeout: when too many that are not current are asked for.
    """
    others: dict[str, Dataset] = g.setdefault("other_datasets", {})
    if version not in others:
        others[version] = _get_serving().lease(version)
    return others[version]


def get_history() -> History:
    """Get the history of the data folder that is served."""
    return _get_serving().history


def is_current_version() -> bool:
    """Say whether the request sees the version that is current."""
    return get_dataset().version.digest == _get_serving().now.version.digest


def release_dataset(_error: BaseException | None) -> None:
    """Release each dataset that the request used, when it ends."""
    leased = [it for it in (g.pop("dataset", None), *g.pop("other_datasets", {}).values()) if it]
    for dataset in leased:
        _get_serving().release(dataset)


def _get_serving() -> ServedDatasets:
    """Get what lends datasets to the requests of this app."""
    serving: ServedDatasets = current_app.extensions["samendoen"]
    return serving
