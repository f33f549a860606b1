"""What holds of every answer under `/api/v1`: its headers, its language, and what a URL may say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

from api.catalogue import DEFAULT_LANGUAGE
from api.http.negotiation import negotiate_media_type, refuse_not_acceptable
from api.requests.question import parse_parameters
from api.requests.url import ONLY_PREFIX, RequestUrl
from graph.errors import BadParameter
from queries.answers import require_known_language

if TYPE_CHECKING:
    from flask import Flask, Response

#: Where the API stands, with the first number of its version (API Design Rules, /core/uri-version).
BASE_PATH = "/api/v1"
#: The version of the API (/core/semver): the second number rises when something is added, the third when it is mended.
API_VERSION = "1.2.0"
JSON = "application/json"
#: What the digest of a version or an edition looks like in an URL; left empty, it is that of now.
DIGEST_PATTERNS = {"version": "([0-9a-f]{12,64})?", "edition": "([0-9a-f]{16})?"}
#: What a parameter is called that narrows an answer by a column.
NARROWING = re.compile(r"only(?:[A-Z][a-z]*)+")
_CAPITAL = re.compile(r"(?=[A-Z])")


def register(app: Flask) -> None:
    """Register the headers of the API on *app*, for every path under `/api/v1`, known or not."""
    app.before_request(_refuse_bad_values)
    app.after_request(_add_api_headers)


def _is_in_api(path: str) -> bool:
    """Say whether *path* is of the API."""
    return path == BASE_PATH or path.startswith(f"{BASE_PATH}/")


def _add_api_headers(response: Response) -> Response:
    """Add the version of the API and its description (/core/version-header), and allow no frames."""
    if _is_in_api(request.path):
        response.headers["API-Version"] = API_VERSION
        response.headers["X-Frame-Options"] = "DENY"
        response.headers.add("Link", f'<{request.script_root}{BASE_PATH}/openapi.json>; rel="service-desc"')
    return response


def _refuse_bad_values() -> None:
    """Refuse a language, version or edition that cannot be one, and no plan twice (/core/error-handling/invalid-input).

    A program that asks for a language that there is not would read another unawares.

    :raises BadParameter: which says what would be accepted.
    """
    if not _is_in_api(request.path):
        return
    require_known_language(request.args.get("lang", DEFAULT_LANGUAGE))
    if request.args.getlist("plan").count("") > 1:
        raise BadParameter("plan", "The plan %(key)r is given twice; give it once.", key="")
    for name, pattern in DIGEST_PATTERNS.items():
        if not re.fullmatch(pattern, request.args.get(name, "")):
            raise BadParameter(
                name,
                "The parameter %(parameter)r takes digits and the letters a to f, as a permanent address has them.",
            )


def require_known_parameters(url: RequestUrl, *known: str) -> None:
    """Require that every parameter in *url* is *known* and is given once.

    :raises BadParameter: which names what would be accepted.
    """
    parse_parameters(url)
    for name in sorted(url.parameters.keys() - set(known)):
        raise BadParameter(
            name,
            "There is no parameter %(parameter)r here. This address takes: %(known)s.",
            known=", ".join(known),
        )


def require_json_accepted() -> None:
    """Answer 406 to a client that accepts no JSON, where there is nothing else."""
    if negotiate_media_type([JSON]) is None:
        refuse_not_acceptable([JSON])


def to_narrowing_name(column: str) -> str:
    """Convert *column* to the parameter that narrows by it, in camelCase (/core/query-keys-camel-case).

    >>> to_narrowing_name("actor_a_label")
    'onlyActorALabel'
    """
    return "only" + "".join(word.capitalize() for word in column.split("_"))


def respell_parameters(url: RequestUrl) -> RequestUrl:
    """Rename the narrowing parameters of *url* as the pages spell them: `onlyActorLabel` to `only.actor_label`."""
    renamed = [(_from_narrowing_name(name), value) for name, value in url.parameters.items(multi=True)]
    return RequestUrl(url.path, ImmutableMultiDict(renamed))


def _from_narrowing_name(name: str) -> str:
    """Convert *name* from the spelling of the API to that of the pages.

    >>> _from_narrowing_name("onlyActorALabel"), _from_narrowing_name("theme")
    ('only.actor_a_label', 'theme')
    """
    if not NARROWING.fullmatch(name):
        return name
    return ONLY_PREFIX + "_".join(_CAPITAL.split(name)[1:]).lower()
