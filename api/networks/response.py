"""A network as a response with a file, the same from the page and from the REST API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort

from api.http.errors import describe_error
from api.http.negotiation import add_charset
from api.http.response import add_etag
from api.networks.files import FORMATS, build_file_name
from api.networks.taken import find_file
from graph.errors import BadParameter

if TYPE_CHECKING:
    from api.networks.choice import NetworkChoice
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

#: What names something in a network, in whatever words.
_NAMING = ("focus", "hide", "open", "relation")


def make_file_response(scope: Scope, url: RequestUrl, choice: NetworkChoice, name: str) -> Response:
    """Make the response with the file of what *choice* and *url* leave of its view, in the format called *name*.

    Where what it names is not in the network, there is no such file: 404.
    """
    try:
        body = find_file(scope, url, choice, name)
    except BadParameter as error:
        if error.parameter in _NAMING:
            abort(404, describe_error(error))
        raise
    response = Response(body, content_type=add_charset(FORMATS[name].media_type))
    shown = "attachment" if FORMATS[name].is_kept else "inline"
    response.headers["Content-Disposition"] = f'{shown}; filename="{build_file_name(choice.view, name)}"'
    return add_etag(response, scope.version.digest, by_language=True)
