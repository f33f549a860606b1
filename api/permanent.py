"""Where an answer can be found again: an address with the version, the edition of the question, and the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request, url_for

from api.asking import ONLY
from api.data import data
from queries.edition import DIGEST_LENGTH
from queries.provenance import Provenance

if TYPE_CHECKING:
    from queries.answer import Answer


def address(answer: Answer, endpoint: str = "questions.memo", **more: str) -> str:
    """Give the address at *endpoint* that gives *answer* again, also when data and questions change later."""
    told = {
        **dict(sorted(answer.parameters.items())),
        **{f"{ONLY}{name}": value for name, value in sorted(answer.only.items())},
        **({"sort": answer.sort} if answer.sort else {}),
        "lang": answer.language,
        "version": data().version.digest[:DIGEST_LENGTH],
        "edition": answer.question.edition[:DIGEST_LENGTH],
        **more,
    }
    return f"{request.url_root.rstrip('/')}{url_for(endpoint, name=answer.question.name)}?{urlencode(told)}"


def provenance(answer: Answer) -> Provenance:
    """Give where *answer* comes from."""
    version = data().version
    return Provenance(version.digest, version.manifest.created[:10], address(answer))
