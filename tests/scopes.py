"""A scope without an app: what a view would hand on, made of a version and its store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from werkzeug.datastructures import ImmutableMultiDict

from api.catalogue import load_catalogue, load_catalogues
from api.rendering.renderers import Renderers
from api.requests.scope import Scope
from api.requests.url import RequestUrl
from api.serving.rendering import Rendering
from api.serving.thing_paths import ThingPaths
from api.settings import RenderLimits
from graph.engine import Cache
from queries.plans import Plans
from queries.questions import Editions, Library
from queries.search import Search

if TYPE_CHECKING:
    from pathlib import Path

    from graph.engine import Engine
    from graph.versions import Version


def make_path(endpoint: str, **values: object) -> str:
    """Make a path that says of which endpoint it is, and with which values."""
    return f"/{endpoint}?{urlencode(values)}"


def make_url(path: str, **parameters: str) -> RequestUrl:
    """Make the URL of a request, with a name such as `only__role` for `only.role`."""
    return RequestUrl(path, ImmutableMultiDict({name.replace("__", "."): it for name, it in parameters.items()}))


def make_scope(version: Version, store: Engine, folder: Path, language: str = "nl") -> Scope:
    """Make a scope over *version*, which *store* holds, on a day of long ago; editions go to *folder*."""
    library = Library()
    plans = Plans(store)
    return Scope(
        version=version,
        engine=store,
        plans=plans,
        chosen=tuple(plans),
        library=library,
        editions=Editions(library, folder),
        search=Search(store, library, load_catalogues()),
        texts={},
        paths=ThingPaths.read(store),
        rendering=Rendering(Renderers(RenderLimits(processes=1)), Cache(1_000_000)),
        language=language,
        translator=load_catalogue(language),
        on=date(2020, 2, 3),
        url_for=make_path,
        root="https://example.org",
        origin="https://example.org",
    )
