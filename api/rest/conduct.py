"""What holds of every answer under `/api/v1`: its headers, its language, and what an address may say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

from api.asking import ONLY, parameters
from api.language import DEFAULT
from api.negotiate import best, nothing_fits
from graph.errors import BadParameter
from queries.answer import require_known_language

if TYPE_CHECKING:
    from flask import Flask, Response

#: Where the API stands, with the first number of its version (API Design Rules, /core/uri-version).
BASE = "/api/v1"
#: The version of the API (/core/semver): the second number rises when something is added, the third when it is mended.
VERSION = "1.0.0"
JSON = "application/json"
#: What the digest of a version or an edition looks like in an address; left empty, it is that of now.
DIGESTS = {"version": "([0-9a-f]{12,64})?", "edition": "([0-9a-f]{16})?"}
_NARROWING = re.compile(r"only(?:[A-Z][a-z]*)+")
_CAPITAL = re.compile(r"(?=[A-Z])")


def register(app: Flask) -> None:
    """Let every answer of *app* under `/api/v1` carry the headers of the API, also where no address matched."""
    app.before_request(_read)
    app.after_request(_headers)


def _is_ours() -> bool:
    """Say whether the request is to the API."""
    return request.path == BASE or request.path.startswith(f"{BASE}/")


def _headers(response: Response) -> Response:
    """Name the version of the API and its description (/core/version-header), and allow no frame around an answer."""
    if _is_ours():
        response.headers["API-Version"] = VERSION
        response.headers["X-Frame-Options"] = "DENY"
        response.headers.add("Link", f'<{request.script_root}{BASE}/openapi.json>; rel="service-desc"')
    return response


def _read() -> None:
    """Refuse what cannot be a language, a version or an edition (/core/error-handling/invalid-input).

    A program that asks for a language that there is not would read another unawares.

    :raises BadParameter: which says what would be accepted.
    """
    if not _is_ours():
        return
    require_known_language(request.args.get("lang", DEFAULT))
    for name, pattern in DIGESTS.items():
        if not re.fullmatch(pattern, request.args.get(name, "")):
            raise BadParameter(
                name,
                "The parameter %(parameter)r takes figures and the letters a to f, as a permanent address has them.",
            )


def allow(*known: str) -> None:
    """Refuse whatever the address says that is not *known*, or is said twice.

    :raises BadParameter: which names what would be accepted.
    """
    parameters()
    for name in sorted(request.args.keys() - set(known)):
        raise BadParameter(
            name,
            "There is no parameter %(parameter)r here. This address takes: %(known)s.",
            known=", ".join(known),
        )


def accept_json() -> None:
    """Answer 406 to who takes no JSON, where there is nothing else."""
    if best([JSON]) is None:
        nothing_fits([JSON])


def narrowing(column: str) -> str:
    """Give the parameter that narrows by *column*, in camelCase (API Design Rules, /core/query-keys-camel-case).

    >>> narrowing("actor_a_label")
    'onlyActorALabel'
    """
    return "only" + "".join(word.capitalize() for word in column.split("_"))


def spell() -> None:
    """Read a parameter that narrows in the spelling of the pages: `onlyActorLabel` is their `only.actor_label`."""
    request.args = ImmutableMultiDict([(_spelt(name), value) for name, value in request.args.items(multi=True)])


def _spelt(name: str) -> str:
    """Give *name* as the pages spell it.

    >>> _spelt("onlyActorALabel"), _spelt("theme")
    ('only.actor_a_label', 'theme')
    """
    if not _NARROWING.fullmatch(name):
        return name
    return ONLY + "_".join(_CAPITAL.split(name)[1:]).lower()
