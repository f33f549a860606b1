"""The command `samendoen network`: a view of the plans as a network, in the formats that it has over HTTP too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from werkzeug.datastructures import ImmutableMultiDict

from api.commands.options import (
    DATA_OPTION,
    LANGUAGE_OPTION,
    QUESTIONS_OPTION,
    find_or_build_version,
    split_parameter,
    write_output,
)
from api.networks.choice import USUAL_VIEW, parse_choice, refuse_page_names
from api.networks.reach import resolve_names, select_plans
from api.networks.taken import TABLE, find_file
from api.rendering.renderers import Renderers
from api.requests.scope import Scope
from api.requests.url import RequestUrl
from api.serving.rendering import Rendering
from api.serving.thing_paths import ThingPaths
from api.settings import RenderLimits
from graph.engine import Cache, Store
from graph.versions import Archive
from queries.plans import Plans
from queries.questions import Editions, Library
from queries.search import Search
from visualisation import NETWORK_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.catalogue import Catalogue
    from graph.versions import Version

#: What the command has, and `html` is there what a browser would be given as a page.
FORMATS = {TABLE: TABLE, **{name: name for name in NETWORK_TYPES if name != "html-file"}, "html": "html-file"}
#: Bytes of what is kept while the command runs.
_KEPT_BYTES = 400_000_000


class _OwnProcess(Renderers):
    """What makes a file here and now: there is nobody else to keep waiting."""

    def render(self, make: Callable[[], bytes]) -> bytes:
        """Call *make*."""
        return make()


@click.command("network")
@click.argument("view", default=USUAL_VIEW)
@click.option("-p", "--parameter", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated.")
@click.option("--format", "wanted", type=click.Choice(list(FORMATS)), default=TABLE, show_default=True)
@LANGUAGE_OPTION
@click.option("--version", "digest", default="", help="Version of the data to ask, by how its digest begins.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write to, instead of the terminal.")
@DATA_OPTION
@QUESTIONS_OPTION
def give_network(  # noqa: PLR0913  click gives a command each of its options
    view: str,
    parameter: tuple[str, ...],
    wanted: str,
    texts: Catalogue,
    digest: str,
    output: Path | None,
    data: Path,
    questions: Path | None,
) -> None:
    """Give the network VIEW, 'cooperation' where none is named, as a table, a picture or a file for other programs.

    Parameters are those of the question called VIEW, 'plan', and those by which a network is narrowed under
    /api/v1/networks: hide, relation, basis, weight, author, focus, within, open and layout. hide, open and plan may be
    given several times. Links in files lead to the IRIs of things.
    """
    given = [split_parameter(text, texts) for text in parameter]
    url = RequestUrl("/network", ImmutableMultiDict(given))
    refuse_page_names(url)
    version = Archive(data).find(digest) if digest else find_or_build_version(data, texts)
    scope = _make_scope(version, Library(questions), data, texts, [value for key, value in given if key == "plan"])
    choice = resolve_names(scope, parse_choice(url, view))
    write_output(find_file(select_plans(scope, choice), url, choice, FORMATS[wanted]), output, texts)


def _make_scope(version: Version, library: Library, data: Path, texts: Catalogue, plans: list[str]) -> Scope:
    """Make what a view works within: *version* with the questions of *library*, about the *plans* that are named."""
    store = Store(version.path)
    known = Plans(store)
    chosen = known.select([key for key in plans if key])
    return Scope(
        version=version,
        engine=chosen[0].engine if len(chosen) == 1 else store,
        plans=known,
        chosen=chosen,
        library=library,
        editions=Editions(library, data / "questions"),
        search=Search(store, library, {texts.language: texts}),
        texts={},
        paths=ThingPaths.read(store),
        rendering=Rendering(_OwnProcess(RenderLimits()), Cache(_KEPT_BYTES)),
        language=texts.language,
        translator=texts,
        on=datetime.now(UTC).astimezone().date(),
        url_for=lambda endpoint, **_values: endpoint,
        root="",
        origin="",
    )
