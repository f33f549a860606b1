"""Networks as data under `/api/v1/networks`: which views there are, and each as nodes and links or as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify

from api.http.errors import describe_error
from api.http.negotiation import negotiate_short_name, parse_format
from api.http.response import add_etag
from api.networks.choice import parse_choice, refuse_page_names
from api.networks.made import find_view, list_views
from api.networks.reach import resolve_names, select_plans
from api.networks.response import make_file_response
from api.requests.scope import get_scope
from api.requests.url import read_url
from api.rest.conduct import BASE_PATH, require_json_accepted, require_known_parameters, respell_parameters
from graph.errors import BadParameter
from visualisation import NETWORK_TYPES

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.questions import Question

blueprint = Blueprint("rest_networks", __name__, url_prefix=BASE_PATH)
#: What is given for its media type alone: a browser that takes a page does not want one to keep.
NEGOTIATED_TYPES = {name: media_type for name, media_type in NETWORK_TYPES.items() if name != "html-file"}


@blueprint.get("/networks")
def list_networks() -> Response:
    """List the views of the plans as networks, each with its parameters."""
    require_known_parameters(read_url(), "lang", "version")
    require_json_accepted()
    scope = get_scope()
    listed = [_describe_view(question, scope) for question in list_views(scope)]
    body = {"version": scope.version.digest, "networks": listed, "count": len(listed)}
    return add_etag(jsonify(body), scope.version.digest, by_language=True)


@blueprint.get("/networks/<view>")
def show_network(view: str) -> Response:
    """Give the network of a view, or a part of it, as nodes and links, a picture, a table or a file."""
    scope, url = get_scope(), respell_parameters(read_url())
    try:
        find_view(scope, view)
    except BadParameter as error:
        abort(404, describe_error(error))
    refuse_page_names(url)
    choice = resolve_names(scope, parse_choice(url, view))
    return make_file_response(select_plans(scope, choice), url, choice, _negotiate(url))


def _describe_view(question: Question, scope: Scope) -> dict[str, object]:
    """Describe the view that *question* is as an entry of the list."""
    header = find_view(scope, question.name)[1]
    return {
        "name": question.name,
        "title": question.title[scope.language],
        "question": question.question[scope.language],
        "layout": header.layout,
        "directed": header.directed,
        "parameters": [it.name for it in question.bound],
        "href": f"{scope.root}{BASE_PATH}/networks/{question.name}",
    }


def _negotiate(url: RequestUrl) -> str:
    """Select the short name of the format that *url*, or else the header Accept, asks for.

    :raises BadParameter: when there is no such format (/core/error-handling/invalid-input).
    """
    wish = parse_format(url.parameters.getlist("format"))
    if wish is None:
        return negotiate_short_name(NEGOTIATED_TYPES)
    if wish not in NETWORK_TYPES:
        raise BadParameter(
            "format",
            "There is no format %(wish)r here. Formats: %(known)s.",
            wish=wish[:40],
            known=", ".join(NETWORK_TYPES),
        )
    return wish
