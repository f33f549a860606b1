"""Which format an answer takes: by `?format=`, else by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from flask import abort, request
from werkzeug.http import parse_list_header, parse_options_header

from api.http.language import gettext as _
from graph.engine import GRAPH_FORMATS, RESULT_FORMATS
from queries.exports import MEDIA_TYPES
from visualisation import NETWORK_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Short names of the formats of graphs, most wanted first; the last two keep graphs apart, and take one graph too.
QUAD_TYPES = dict(zip(("ttl", "nt", "rdf", "jsonld", "trig", "nq"), GRAPH_FORMATS, strict=True))
#: Those of one graph, as in `.ttl` and `?format=ttl`.
GRAPH_TYPES = {short: QUAD_TYPES[short] for short in ("ttl", "nt", "rdf", "jsonld")}
#: Short names of the formats of solutions.
RESULT_TYPES = dict(zip(("json", "xml", "csv", "tsv"), RESULT_FORMATS, strict=True))
#: Truth values have no CSV or TSV (SPARQL 1.1 Query Results CSV and TSV Formats, W3C 2013, 1).
TRUTH_TYPES = {short: RESULT_TYPES[short] for short in ("json", "xml")}
#: Media types under which clients also ask for solutions, with the short name of the format they then get.
RESULT_ALIASES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
#: The same for graphs. For a graph `format` takes `json` and `xml` too: some clients send one with every query.
GRAPH_ALIASES = {"application/json": "jsonld", "text/plain": "nt", "application/xml": "rdf", "text/xml": "rdf"}
GRAPH_COUNTERPARTS = {"json": "jsonld", "xml": "rdf"}
HTML = "text/html"
#: Every type under which anything is offered: what an Accept header says of these is all that an answer can depend on.
OFFERED_TYPES = tuple(
    dict.fromkeys(
        (
            *QUAD_TYPES.values(),
            *GRAPH_ALIASES,
            *RESULT_TYPES.values(),
            *RESULT_ALIASES,
            *MEDIA_TYPES.values(),
            *NETWORK_TYPES.values(),
            HTML,
            "application/vnd.oai.openapi+json",
        )
    )
)
#: Other names under which clients ask for a format of ours.
FORMAT_SYNONYMS = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "json-ld": "jsonld",
    "nquads": "nq",
    "n-quads": "nq",
}
#: As many characters as an Accept header has that is worth remembering.
LONGEST_CACHED = 500
#: A weight; a digit before the point may be left out, as older clients of Java do.
_WEIGHT = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)


@dataclass(frozen=True)
class MediaRange:
    """A media range of an Accept header: its type, what more it asks of it, and how much it is wanted."""

    name: str
    parameters: Mapping[str, str]
    weight: float

    def rate_fit(self, media_type: str) -> int:
        """Rate how precisely this range names *media_type*, as we write it; 0 where it does not."""
        if self.name == "*/*":
            return 1
        if self.name.endswith("/*"):
            return 2 * media_type.startswith(self.name[:-1])
        if self.name != media_type or any(not _has_parameter(media_type, *it) for it in self.parameters.items()):
            return 0
        return 3 + len(self.parameters)


def _has_parameter(media_type: str, name: str, value: str) -> bool:
    """Say whether what we write as *media_type* has the parameter *name* with *value*.

    A profile of JSON-LD is a wish, not a condition: the same document serves who does not get it (JSON-LD 1.1, C).
    """
    known = {"charset": {"utf-8", "utf8"}}
    if media_type == RESULT_TYPES["csv"]:
        known["header"] = {"present"}
    return name == "profile" or value.lower() in known.get(name, set())


def read_media_ranges() -> list[MediaRange]:
    """Read the media ranges of the Accept header; those that cannot be read are left out.

    Without the header, or with an empty one, anything is taken.
    """
    return _parse_accept(request.headers.get("Accept", ""))


def _parse_accept(header: str) -> list[MediaRange]:
    """Parse the media ranges of *header*; an empty one accepts anything."""
    return list(_iter_media_ranges(header)) if header.strip() else [MediaRange("*/*", {}, 1.0)]


def _iter_media_ranges(header: str) -> Iterator[MediaRange]:
    """Yield the media ranges of *header* that can be read."""
    for item in parse_list_header(header):
        name, options = parse_options_header(item)
        weight = options.pop("q", "1")
        name = "*/*" if name == "*" else name.lower()
        if name.count("/") == 1 and _WEIGHT.fullmatch(weight) and float(weight) <= 1:
            yield MediaRange(name, options, float(weight))


def rate_media_type(media_type: str, wanted: Iterable[MediaRange]) -> tuple[float, int]:
    """Rate *media_type*: the weight in *wanted*, and how precisely the range that decides names it.

    The most precise range decides: `text/*, text/csv;q=0` takes no CSV.
    """
    fit, weight = max((it.rate_fit(media_type), it.weight) for it in [*wanted, MediaRange("*/*", {}, 0.0)])
    return weight, fit


def prefers_page(wanted: Sequence[MediaRange]) -> bool:
    """Say whether *wanted* has HTML, and nothing else more."""
    page = max((it.weight for it in wanted if it.name == HTML), default=0.0)
    return page > 0 and page >= max(it.weight for it in wanted)


def rank_offered_types(header: str) -> tuple[int, ...]:
    """Rank the `OFFERED_TYPES` by an Accept *header*, 0 where one is not taken, and say whether it prefers a page.

    Two headers that rank them alike are answered alike, whatever else they say.
    """
    wanted = _parse_accept(header)
    rated = [rate_media_type(kind, wanted) for kind in OFFERED_TYPES]
    ranks = {rating: rank for rank, rating in enumerate(sorted({it for it in rated if it[0]}), 1)}
    return prefers_page(wanted), *(ranks.get(rating, 0) for rating in rated)


def negotiate_media_type(offered: Iterable[str]) -> str | None:
    """Select the most wanted of the media types *offered*, or nothing where none is acceptable.

    Of equals the one that is named more precisely is given, and then the first.
    """
    header, kinds = request.headers.get("Accept", ""), tuple(offered)
    if not set(kinds) <= set(OFFERED_TYPES):
        raise LookupError(f"Not in OFFERED_TYPES, so answers would be mixed up: {kinds}")
    return _select_best(header, kinds) if len(header) <= LONGEST_CACHED else _select_best.__wrapped__(header, kinds)


@lru_cache(maxsize=1000)
def _select_best(header: str, offered: tuple[str, ...]) -> str | None:
    """Select the most wanted of *offered* by an Accept *header*; cached, for clients send few different ones."""
    wanted = _parse_accept(header)
    ordered = sorted(
        ((rate_media_type(kind, wanted), -place, kind) for place, kind in enumerate(offered)), reverse=True
    )
    return next((kind for (weight, _fit), _place, kind in ordered if weight), None)


def parse_format(values: Sequence[str]) -> str | None:
    """Parse the one of *values* that `format` may have to our own short name, where we have one for it.

    Clients use other names as well, and the media type itself.
    """
    if len(values) > 1:
        template = _("The parameter %(parameter)r is given %(times)s times; give it once.")
        abort(400, template % {"parameter": "format", "times": len(values)})
    if not values:
        return None
    name = values[0].lower().replace(" ", "+")  # a plus sign that was not escaped in the URL arrives as a space
    short = {media_type: short for short, media_type in (RESULT_TYPES | QUAD_TYPES).items()}
    return short.get(name, FORMAT_SYNONYMS.get(name, name))


@dataclass(frozen=True)
class Format:
    """A format as the engine knows it, and the media type by which the client knows it."""

    media_type: str
    alias: str

    @property
    def content_type(self) -> str:
        """The media type with its charset, for those types that have one: a text is Latin-1 to some without it."""
        return add_charset(self.alias)


def negotiate_format(offered: Mapping[str, str], aliases: Mapping[str, str], wish: str | None) -> Format | None:
    """Select the wanted one of the formats *offered*, media types by short name, or nothing where none fits.

    That is the *wish* of `format`, or else the most wanted under its own media type or one of the *aliases*.
    """
    if wish is not None:
        media_type = offered.get(wish)
        return Format(media_type, media_type) if media_type else None
    known = {it: it for it in offered.values()}
    known |= {alias: offered[short] for alias, short in aliases.items() if short in offered}
    alias = negotiate_media_type(known)
    return Format(known[alias], alias) if alias else None


def negotiate_graph_format(offered: Mapping[str, str]) -> Format:
    """Select the wanted one of the formats of graphs *offered*, or answer 406."""
    wish = parse_format(request.args.getlist("format"))
    short = wish if wish is None or wish in offered else GRAPH_COUNTERPARTS.get(wish, wish)
    if short is not None and short not in offered:
        refuse_format(short, offered)
    return negotiate_format(offered, GRAPH_ALIASES, short) or refuse_not_acceptable(offered.values())


def negotiate_short_name(offered: Mapping[str, str]) -> str:
    """Select the short name of the wanted one of the formats *offered*; the first is preferred.

    Where none fits the request is answered 406.
    """
    wish = parse_format(request.args.getlist("format"))
    if wish is not None and wish not in offered:
        refuse_format(wish, offered)
    wanted = negotiate_media_type(offered.values()) if wish is None else offered[wish]
    if wanted is None:
        refuse_not_acceptable(offered.values())
    return wish or next(short for short, media_type in offered.items() if media_type == wanted)


def refuse_format(wish: str, offered: Iterable[str]) -> NoReturn:
    """Answer 406 to the *wish* for a format that is none of those *offered*, by their short names."""
    template = _("There is no format %(wish)r here. Formats: %(known)s.")
    abort(406, template % {"wish": wish[:40], "known": ", ".join(offered)})


def refuse_not_acceptable(offered: Iterable[str]) -> NoReturn:
    """Answer 406, with the media types *offered*."""
    template = _("None of the formats you accept is given here. Formats: %(known)s.")
    abort(406, template % {"known": ", ".join(offered)})


def add_charset(media_type: str) -> str:
    """Add the charset to *media_type* if it is a text, which some read as Latin-1 without it."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
