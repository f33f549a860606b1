"""Where an answer can be found again: an address with the version, the edition of the question, and the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request, url_for

from api.requests.question import ONLY_PREFIX
from api.serving.dataset import get_dataset
from queries.answers import Provenance
from queries.questions import DIGEST_LENGTH

if TYPE_CHECKING:
    from queries.answers import Answer


def build_permanent_url(answer: Answer, endpoint: str = "questions.show_memo", **more: str) -> str:
    """Build the URL at *endpoint* that returns *answer* again, also after data and questions change."""
    told = {
        **dict(sorted(answer.parameters.items())),
        **{f"{ONLY_PREFIX}{name}": value for name, value in sorted(answer.only.items())},
        **({"sort": answer.sort} if answer.sort else {}),
        "lang": answer.language,
        "version": get_dataset().version.digest[:DIGEST_LENGTH],
        "edition": answer.question.edition[:DIGEST_LENGTH],
        **more,
    }
    return f"{request.url_root.rstrip('/')}{url_for(endpoint, name=answer.question.name)}?{urlencode(told)}"


def build_provenance(answer: Answer) -> Provenance:
    """Build the provenance of *answer*: the version of the data, its date, and the permanent URL."""
    version = get_dataset().version
    return Provenance(version.digest, version.manifest.created[:10], build_permanent_url(answer))
