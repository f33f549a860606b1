"""What is asked by the SPARQL 1.1 Protocol (W3C 2013, section 2.1): a query, over which graphs, in which format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import abort, g, request, url_for
from werkzeug.datastructures import MultiDict

from api.http.errors import LONGEST_QUERY
from api.http.language import gettext as _
from api.http.negotiation import parse_format
from api.serving.dataset import get_dataset
from graph.engine import Request, read_outline
from graph.errors import QuerySyntaxError

if TYPE_CHECKING:
    from typing import NoReturn

    from graph.engine import Engine, Reply

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
#: As many parameters as one request may have, and as many bytes as may stand in its URL: a server before us may
#: take no more, and says so less kindly.
MOST_PARAMETERS = 1_000
LONGEST_URL = 60_000
#: The functions that answer differently each time, so that nothing they are in is ever the same answer.
VOLATILE_FUNCTIONS = ("NOW", "RAND", "UUID")

#: The parameters that name the dataset of a query (section 2.1.4).
GRAPH_NAMES = {"default-graph-uri", "named-graph-uri"}

Values = MultiDict[str, str]


@dataclass(frozen=True)
class QueryRequest:
    """A query with its dataset, and the short name of the format that `format` asks for.

    `plans` are the keys of those whose graphs are the dataset, where plans were named and not graphs.
    """

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    plans: tuple[str, ...] = ()

    @cached_property
    def volatile(self) -> bool:
        """Whether the same query may have another answer the next time.

        The engine asks for no space between words, so that `FILTERNOW()` is one; a long query is refused anyhow.
        """
        return len(self.query) > LONGEST_QUERY or any(
            word.endswith(VOLATILE_FUNCTIONS) for word in read_outline(self.query).keywords
        )


@dataclass(frozen=True)
class QueryService:
    """What answers the queries of clients: an engine that keeps its answers, and one that answers anew.

    Relative IRIs in a query are relative to `base`, the URL of the endpoint, as section 2.3 has it.
    """

    keeping: Engine
    renewing: Engine
    base: str

    def answer(self, query: QueryRequest, result_type: str, graph_type: str) -> Reply:
        """Answer *query*: with solutions as *result_type*, with a graph as *graph_type*.

        :raises QueryError: when it cannot be answered.
        """
        if not query.query.strip():
            raise QuerySyntaxError("The query is empty.")
        engine = self.renewing if query.volatile else self.keeping
        return engine.ask(
            Request(
                query.query,
                result_type=result_type,
                graph_type=graph_type,
                default_graphs=query.default_graphs,
                named_graphs=query.named_graphs,
                base=self.base,
            )
        )


def get_query_service() -> QueryService:
    """Get what answers the queries of this request; a picture of an answer is of the same answer."""
    dataset = get_dataset()
    return QueryService(dataset.clients, dataset.pool.clients, url_for("sparql.serve_endpoint", _external=True))


def read_query_request() -> QueryRequest | None:
    """Read the query of this request, however it was sent; nothing where there is none.

    The query must be there once; the graphs may stand in the URL with a query that is posted, and so may the plans
    whose graphs it is asked of.

    :raises BadParameter: when there is no such plan, or one is given twice.
    """
    in_url = _parse_values(request.query_string)
    body = _read_body() if request.method == "POST" else Values()
    if "update" in in_url or "update" in body:
        _refuse_update()
    queries = [*in_url.getlist("query"), *body.getlist("query")]
    if len(queries) > 1:
        abort(400, _("The query is given %(times)s times; give it once.") % {"times": len(queries)})
    both = Values([*in_url.items(multi=True), *body.items(multi=True)])
    if not queries and (request.method == "POST" or GRAPH_NAMES & both.keys()):
        abort(400, _("There is no query; send it as the parameter 'query'."))
    if not queries:
        return None
    if request.method == "POST" and not body.getlist("query"):
        abort(400, _("The query stands in the address; with POST it goes in what is sent."))
    g.query = queries[0]
    return _make_query_request(queries[0], both)


def _make_query_request(query: str, values: Values) -> QueryRequest:
    """Make the request of *query* with its dataset: the graphs that *values* name, or those of the plans they name."""
    default, named = (tuple(values.getlist(f"{kind}-graph-uri")) for kind in ("default", "named"))
    wish, keys = parse_format(values.getlist("format")), tuple(key for key in values.getlist("plan") if key)
    if not keys:
        return QueryRequest(query, default, named, wish)
    if GRAPH_NAMES & values.keys():
        abort(
            400,
            _("A plan names the graphs by itself: give 'plan', or the graphs with '%(default)s'; not both.")
            % {"default": "default-graph-uri"},
        )
    plans = get_dataset().plans.select(keys)
    graphs = tuple(dict.fromkeys(graph for plan in plans for graph in plan.graphs))
    return QueryRequest(query, graphs, graphs, wish, keys)


def _parse_values(raw: bytes) -> Values:
    """Parse the parameters in *raw*; what is not UTF-8 is refused, for it would be another query."""
    if len(raw) > LONGEST_URL and request.method != "POST":
        abort(414, _("The address is longer than %(limit)s bytes. Send the query with POST.") % {"limit": LONGEST_URL})
    try:
        return Values(parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS))
    except UnicodeDecodeError:
        abort(400, _("The query is not UTF-8."))
    except ValueError:
        abort(400, _("There are more than %(limit)s parameters.") % {"limit": MOST_PARAMETERS})


def _read_body() -> Values:
    """Read the body that was posted, as parameters."""
    if request.mimetype == UPDATE_TYPE:
        _refuse_update()
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype not in (FORM_TYPE, QUERY_TYPE) or charset not in ("utf-8", "utf8") or is_compressed():
        abort(
            415, _("Send the query in UTF-8, not compressed, as %(kinds)s.") % {"kinds": f"{QUERY_TYPE}, {FORM_TYPE}"}
        )
    raw = request.get_data()
    if request.content_length is None and len(raw) >= (request.max_content_length or 0):
        abort(413)  # what comes in pieces is cut off there without a word
    if request.mimetype == FORM_TYPE:
        return _parse_values(raw)
    try:
        return Values({"query": raw.decode("utf-8-sig")})
    except UnicodeDecodeError:
        abort(400, _("The query is not UTF-8."))


def is_compressed() -> bool:
    """Say whether the body that was posted has a content coding."""
    return request.headers.get("Content-Encoding", "identity").lower() != "identity"


def _refuse_update() -> NoReturn:
    """Refuse an update, and say why."""
    abort(403, _("This endpoint is read only: there are no rights yet that SPARQL Update could be allowed by."))
