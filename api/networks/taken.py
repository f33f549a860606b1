"""A network as it is taken along: the file of what is chosen, made once for every face that gives it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from api.networks.caption import build_caption
from api.networks.choice import USUAL_VIEW
from api.networks.drawing import read_drawn
from api.networks.files import write_file
from api.networks.finding import check_relation
from api.networks.made import build_drawn_key, find_drawn_bytes, find_view
from api.networks.script import build_texts
from api.networks.terminal import build_network_lines, write_lines
from api.requests.question import parse_selection
from graph.errors import BadParameter, QueryTooLarge
from visualisation import UndrawableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.networks.choice import NetworkChoice
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.questions import Question


#: The format for a terminal, which only the command has.
TABLE = "table"


def find_file(scope: Scope, url: RequestUrl, choice: NetworkChoice, name: str) -> bytes:
    """Find the file of what *choice* leaves of its view, in the format called *name*, of the rows that *url* keeps.

    :raises BadParameter: when there is no such view, its question takes no such value, or the focus or the relation is
        not there.
    :raises QueryTooLarge: when the picture is too large for the format.
    """
    question, header = find_view(scope, choice.view)
    asked = build_drawn_key(scope, url, question, choice)
    key = ("network-file", name, choice.layout or header.layout, choice.focus, *asked)
    try:
        return scope.rendering.render(key, lambda: _prepare(scope, url, choice, question, name))
    except UndrawableError as error:
        raise QueryTooLarge(
            "The picture is %(width)s by %(height)s pixels, which is too large for this format. Take SVG, or leave out "
            "more of the network.",
            width=error.values.get("width", "?"),
            height=error.values.get("height", "?"),
        ) from error


def _prepare(
    scope: Scope, url: RequestUrl, choice: NetworkChoice, question: Question, name: str
) -> Callable[[], bytes]:
    """Prepare to write the file, in the format called *name*, of what is drawn of *question*."""
    content = find_drawn_bytes(scope, url, choice)
    drawn, only = read_drawn(content), parse_selection(url).only
    if choice.focus and not drawn.focus:
        raise BadParameter(
            "focus", "There is no %(thing)r in this network. Give its name, its id or its IRI.", thing=choice.focus[:80]
        )
    check_relation(scope, url, choice, drawn)
    caption = build_caption(scope, question, choice, drawn, only)
    if name == TABLE:
        return partial(write_lines, build_network_lines(drawn.left, caption, scope.translator))
    return partial(write_file, content, name, caption, _describe(scope, choice, drawn, only), build_texts(scope, drawn))


def _describe(scope: Scope, choice: NetworkChoice, drawn: Drawn, only: Mapping[str, str]) -> dict[str, Any]:
    """Describe for programs of which data what was *drawn* is, and what was chosen or, of authors, decided for it."""
    return {
        "version": scope.version.digest,
        "view": choice.view or USUAL_VIEW,
        "plans": [plan.key for plan in scope.chosen],
        "parameters": {
            **{name: value for name, value in sorted(choice.values.items()) if value},
            **{f"only.{name}": value for name, value in sorted(only.items())},
            **choice.list_narrowing(),
            "author": "with" if drawn.with_authors else "without",
        },
    }
