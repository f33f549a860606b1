"""What a view works within: one version of the data, a language, a day, and how URLs are made.

A view makes its scope once and hands it on; whatever makes a part of the response takes it as an argument, so that it
says what it needs and can be tried without a request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request, url_for

from api.http.language import get_language, get_translator
from api.http.locality import may_see
from api.requests.window import Window, find_window
from api.serving.dataset import get_dataset, get_other_dataset
from graph.terms import make_day, to_json
from queries.answers import ask_rows, format_value
from queries.answers import find_concept_label as label_of
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.requests.url import RequestUrl
    from api.serving.dataset import Dataset
    from api.serving.rendering import Rendering
    from api.serving.thing_paths import ThingPaths
    from graph.engine import Engine
    from graph.message import Translator
    from graph.sources import SourceText
    from graph.terms import TermJson
    from graph.versions import Version
    from queries.answers import Row, Value
    from queries.plans import Plan, Plans
    from queries.questions import Column, Editions, Library
    from queries.search import Search

#: The views, or whole blueprints of them, that are the same whatever plans are chosen.
CHOOSING_NOTHING = frozenset(
    (
        *("static", "def", "doc", "graphs", "health", "rest"),
        "sparql.list_completions",
    )
)


@dataclass(frozen=True)
class Scope:
    """One version of the data as a client reads it; `texts` are the documents at hand by SHA-256.

    `plans` are those in the version, and `chosen` those that the client asks about: all, where the URL names none.
    Where that is one plan, `engine` answers over its dataset, and else over the whole version. `picked` are the keys
    that the URL names, where there is something to choose from: every link within the website keeps them. A page that
    is narrowed to a `window` considers the chosen plans in it alone. `of_version` finds the same over another version.
    `rendering` makes what is costly, and keeps it. `translator` has our own texts in `language`. `on` is the day that
    counts as today, where the server stands.
    `url_for` makes the URL of a view from its endpoint and parameters, as Flask's does. `root` is the URL under which
    the website was reached, without a stroke at its end, and `origin` the part of it before any path. Where documents
    are at hand that only who is at this machine may read, they are `withheld` from others. Those of which the file is
    no longer what was registered are `changed`, by SHA-256.
    """

    version: Version
    engine: Engine
    plans: Plans
    chosen: tuple[Plan, ...]
    library: Library
    editions: Editions
    search: Search
    texts: Mapping[str, SourceText]
    paths: ThingPaths
    rendering: Rendering
    language: str
    translator: Translator
    on: date
    url_for: Callable[..., str]
    root: str
    origin: str
    withheld: bool = False
    changed: frozenset[str] = frozenset()
    picked: tuple[str, ...] = ()
    window: Window | None = None
    of_version: Callable[[str], Scope] | None = None

    @property
    def plan(self) -> Plan | None:
        """The one plan that this is about; None where it is about several, or there is none."""
        return self.chosen[0] if len(self.chosen) == 1 else None

    @property
    def has_several(self) -> bool:
        """Whether the version has more than one plan, so that what is shown has to say whose it is."""
        return len(self.plans) > 1

    @property
    def key(self) -> tuple[object, ...]:
        """All of this that what is made of an answer depends on, besides the version; links on pages keep `picked`."""
        chosen = tuple(plan.key for plan in self.chosen)
        return self.library.edition, chosen, self.language, self.on, self.root

    def within(self, plan: Plan) -> Scope:
        """Narrow this to one *plan*."""
        return replace(self, engine=plan.engine, chosen=(plan,), window=None)

    def narrow(self, url: RequestUrl) -> Scope:
        """Narrow this to the chosen plans in the window that *url* names.

        :raises BadParameter: when there is no such window.
        """
        window = find_window(url, len(self.chosen))
        narrowed = replace(self, chosen=window.select(self.chosen), window=window)
        return replace(narrowed, engine=narrowed.plan.engine) if narrowed.plan else narrowed

    def find_page(self, iri: str) -> str:
        """Find the path of the page about *iri*, which keeps the choice of plans; one from elsewhere stays as it is."""
        return self._keep_choice(self.paths.find_page(iri))

    def find_line(self, document: str, number: int) -> str:
        """Find the path of the page about line *number* of *document*, which keeps the choice of plans."""
        return self._keep_choice(self.paths.find_line(document, number))

    def find_value(self, iri: str) -> str:
        """Find how a parameter names the thing *iri*: by its local id, with its plan before it where that is needed."""
        local = self.paths.find_local(iri)
        if local is None:
            return iri
        return local[1].removeprefix(f"{self.plan.key}/") if self.plan else local[1]

    def _keep_choice(self, path: str) -> str:
        """Put the choice of plans into *path*, where that leads to a page of things."""
        kept = self.picked and path.startswith("/") and not path.startswith(f"{self.paths.mount}/def")
        return f"{path}?{urlencode({'plan': self.picked}, doseq=True)}" if kept else path

    def ask_panel(self, name: str, bindings: Mapping[str, TermJson] | None = None) -> list[Row]:
        """Ask the panel called *name*, with terms bound in it by *bindings*, and list its rows."""
        find = self.plans.find_document_label
        return ask_rows(self.engine, load_panel(name), bindings or {}, self.language, find)

    def bind_day(self, on: str = "") -> dict[str, TermJson]:
        """Bind the day *on*, or else the one that counts as today, for a panel that asks what holds on a day."""
        return {"_on": to_json(make_day(on or self.on.isoformat()))}

    def format_cell(self, column: Column, value: Value) -> str:
        """Format *value* of *column* for people."""
        return format_value(self.engine, column, value, self.language)

    def find_concept_label(self, scheme: str, local_id: Value) -> str:
        """Find the label of the concept *local_id* of *scheme*, or else its local id."""
        return label_of(self.engine, scheme, local_id, self.language)


def get_scope() -> Scope:
    """Get the scope of this request, for its view to hand on.

    :raises UnknownVersion: when there is no version that the URL could mean.
    :raises BadParameter: when there is no plan that it could mean.
    """
    return _build_scope(get_dataset())


def get_scope_of(version: str) -> Scope:
    """Get the scope that this request would have if it were of *version*, to lay beside its own.

    :raises UnknownVersion: when no version is called so, or it cannot be used.
    :raises BadParameter: when there is no plan in it that the URL could mean.
    """
    return _build_scope(get_other_dataset(version))


def _build_scope(dataset: Dataset) -> Scope:
    """Build the scope of this request over *dataset*."""
    keys = [key for key in request.args.getlist("plan") if key]
    chosen = dataset.plans.select(keys)
    picked = tuple(keys) if len(dataset.plans) > 1 else ()
    texts = dataset.registered.read_all()
    withheld = bool(texts) and not may_see("sentences")
    return Scope(
        version=dataset.version,
        engine=chosen[0].engine if len(chosen) == 1 else dataset.engine,
        plans=dataset.plans,
        chosen=chosen,
        library=dataset.library,
        editions=dataset.editions,
        search=dataset.search,
        texts={} if withheld else texts,
        withheld=withheld,
        changed=dataset.registered.list_changed(),
        paths=dataset.paths,
        rendering=dataset.rendering,
        language=get_language(),
        translator=get_translator(),
        on=datetime.now(UTC).astimezone().date(),
        url_for=partial(make_url_for, picked) if picked else url_for,
        root=request.url_root.rstrip("/"),
        origin=request.host_url.rstrip("/"),
        picked=picked,
        of_version=get_scope_of,
    )


def make_url_for(picked: tuple[str, ...], endpoint: str, /, **values: object) -> str:
    """Make the URL of the view at *endpoint* with *values*; it keeps the plans that are *picked*, where that counts."""
    kept = CHOOSING_NOTHING.isdisjoint({endpoint, endpoint.partition(".")[0]})
    return url_for(endpoint, **({"plan": list(picked), **values} if kept else values))  # type: ignore[arg-type]  # any value
