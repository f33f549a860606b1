"""What a view works within: one version of the data, a language, a day, and how URLs are made.

A view makes its scope once and hands it on; whatever makes a part of the response takes it as an argument, so that it
says what it needs and can be tried without a request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import request, url_for

from api.http.language import get_language, get_translator
from api.serving.dataset import get_dataset
from graph.terms import make_day, to_json
from queries.answers import ask_rows, format_value
from queries.answers import find_concept_label as label_of
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


@dataclass(frozen=True)
class Scope:
    """One version of the data as a client reads it; `texts` are the documents at hand by SHA-256.

    `plans` are those in the version, and `chosen` those that the client asks about: all, where the URL names none.
    Where that is one plan, `engine` answers over its dataset, and else over the whole version.
    `translator` has our own texts in `language`. `on` is the day that counts as today, where the server stands.
    `url_for` makes the URL of a view from its endpoint and parameters, as Flask's does. `root` is the URL under which
    the website was reached, without a stroke at its end.
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
    language: str
    translator: Translator
    on: date
    url_for: Callable[..., str]
    root: str

    def within(self, plan: Plan) -> Scope:
        """Narrow this to one *plan*."""
        return replace(self, engine=plan.engine, chosen=(plan,))

    def ask_panel(self, name: str, bindings: Mapping[str, TermJson] | None = None) -> list[Row]:
        """Ask the panel called *name*, with terms bound in it by *bindings*, and list its rows."""
        return ask_rows(self.engine, load_panel(name), bindings or {}, self.language)

    def bind_day(self) -> dict[str, TermJson]:
        """Bind the day that counts as today, for a panel that asks what holds on a day."""
        return {"_on": to_json(make_day(self.on.isoformat()))}

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
    dataset = get_dataset()
    chosen = dataset.plans.select([key for key in request.args.getlist("plan") if key])
    return Scope(
        version=dataset.version,
        engine=chosen[0].engine if len(chosen) == 1 else dataset.engine,
        plans=dataset.plans,
        chosen=chosen,
        library=dataset.library,
        editions=dataset.editions,
        search=dataset.search,
        texts=dataset.texts,
        paths=dataset.paths,
        language=get_language(),
        translator=get_translator(),
        on=datetime.now(UTC).astimezone().date(),
        url_for=url_for,
        root=request.url_root.rstrip("/"),
    )
