"""The answer to a query as a picture: a chart of its numbers, or a network of the things that it connects."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from api.http.negotiation import QUAD_TYPES, RESULT_TYPES
from api.rendering.drawing import draw_graph, draw_solutions
from visualisation import UndrawableError

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from graph.engine import Reply
    from graph.message import Translator

#: How an answer can be seen; the first is what one sees unless one asks.
VIEWS = ("table", "chart", "network")
MEDIA_TYPE = "image/svg+xml"
#: The formats in which an answer is read to be drawn: of solutions, and of a graph.
DRAWABLE_TYPES = (RESULT_TYPES["json"], QUAD_TYPES["nt"])
#: The bytes of an answer that is read to be drawn: far more than can be told apart in a picture.
MOST_BYTES = 8_000_000


@dataclass(frozen=True)
class Picture:
    """A picture as SVG; of a chart also the columns of numbers, of which one is drawn."""

    svg: str
    numbers: tuple[str, ...] = ()


def render_picture(scope: Scope, reply: Reply, view: str, value: str = "") -> Picture:
    """Render *reply*, in the `DRAWABLE_TYPES`: a chart, of the column *value*, or a network.

    It is kept by what is drawn, for another query may have the same answer.

    :raises UndrawableError: when nothing of it can be drawn so.
    :raises QueryError: when drawing it goes past a limit.
    """
    if reply.size > MOST_BYTES:
        raise UndrawableError("large", limit=MOST_BYTES)
    body, language, find_page = reply.body, scope.language, scope.paths.find_page
    if reply.media_type == QUAD_TYPES["nt"]:
        draw = partial(draw_graph, body, view, language, find_page)
    else:
        draw = partial(draw_solutions, body, view, value, language, find_page)
    key = ("picture", hashlib.sha256(body).digest(), reply.media_type, view, value, language)
    drawn = json.loads(scope.rendering.render(key, lambda: draw))
    return Picture(drawn["svg"], tuple(drawn["numbers"]))


def describe_undrawable(error: UndrawableError, translator: Translator) -> str:
    """Describe why nothing can be drawn, and what can be done."""
    _ = translator.gettext
    texts = {
        "empty": _("The answer has no rows, so there is nothing to draw."),
        "truth": _("The answer is yes or no, so there is nothing to draw. Ask with SELECT."),
        "no_label": _("A chart needs a column that says what each bar is, besides a column of numbers."),
        "no_edges": _("A network needs two columns of things that belong together, or a graph from CONSTRUCT."),
        "graph": _("The answer is a graph. See it as a network; a chart needs the rows of a SELECT."),
        "many": _(
            "A network of %(nodes)s things and %(edges)s ties can't be read; at most %(most)s things and "
            "%(most_edges)s ties are drawn. Ask for less, with FILTER or LIMIT."
        ),
        "large": _("The answer is larger than %(limit)s bytes, which no picture can show. Ask for less, or use LIMIT."),
    }
    return texts[error.reason] % error.values if error.values else texts[error.reason]
