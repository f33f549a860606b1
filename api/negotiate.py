"""Which format an answer takes: by `?format=`, else by the Accept header."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from flask import abort, request

from api.language import gettext as _
from graph.store import GRAPH_FORMATS, RESULT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Short names of graph formats, as in `.ttl` and `?format=ttl`.
GRAPHS = dict(zip(("ttl", "nt", "rdf", "jsonld"), GRAPH_FORMATS, strict=True))
#: Short names of the formats of solutions.
RESULTS = dict(zip(("json", "xml", "csv", "tsv"), RESULT_FORMATS, strict=True))


def choose(named: Mapping[str, str], default: str | None = None) -> str:
    """Give the media type wanted of those *named* (short name to media type), the first being preferred.

    Without a wish, that is without an Accept header or with `*/*`, the first is given. Where none fits, *default*
    is given, and without one the request is answered 406.
    """
    wish = request.values.get("format")
    if wish is not None:
        if wish not in named:
            unknown(wish, named)
        return named[wish]
    offered = list(named.values())
    if not request.headers.get("Accept", "").strip():
        return offered[0]
    best = _best(offered) or default
    if best is None:
        told = _("None of the formats you accept is given here. Formats: %(known)s.")
        abort(406, told % {"known": ", ".join(offered)})
    return best


def unknown(wish: str, named: Iterable[str]) -> NoReturn:
    """Answer 406 to the *wish* for a format that is none of those *named*."""
    told = _("There is no format %(wish)r here. Formats: %(known)s.")
    abort(406, told % {"wish": wish[:40], "known": ", ".join(named)})


def accepts(media_type: str) -> bool:
    """Say whether the one who asks takes *media_type*."""
    wish = request.values.get("format")
    if wish is not None:
        return {**GRAPHS, **RESULTS}.get(wish) == media_type
    return not request.headers.get("Accept", "").strip() or request.accept_mimetypes.quality(media_type) > 0


def _best(offered: Sequence[str]) -> str | None:
    """Give the type with the highest quality, the first of equals; HTTP gives `text/*` less weight than a name."""
    rated = [(request.accept_mimetypes.quality(kind), -place, kind) for place, kind in enumerate(offered)]
    quality, _place, kind = max(rated)
    return kind if quality > 0 else None
