"""Where an answer can be found again: a URL with the version, the edition of the question, and the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from api.requests.url import ONLY_PREFIX, add_parameters
from queries.answers import Links, Provenance
from queries.questions import DIGEST_LENGTH

if TYPE_CHECKING:
    from api.requests.scope import Scope
    from queries.answers import Answer


def build_permanent_url(scope: Scope, answer: Answer, endpoint: str = "questions.show_memo", **more: str) -> str:
    """Build the URL at *endpoint* that returns *answer* again, also after data and questions change.

    It names the plans that were asked, unless those are all that the version has: it names the version too.
    """
    asked = [plan.key for plan in answer.plans]
    parameters = {
        **dict(sorted(answer.parameters.items())),
        **{f"{ONLY_PREFIX}{name}": value for name, value in sorted(answer.only.items())},
        **({"sort": answer.sort} if answer.sort else {}),
        **({"plan": asked} if len(asked) < len(scope.plans) else {}),
        "lang": answer.language,
        "version": scope.version.digest[:DIGEST_LENGTH],
        "edition": answer.question.edition[:DIGEST_LENGTH],
        **more,
    }
    path = scope.url_for(endpoint, name=answer.question.name).partition("?")[0]
    return f"{scope.origin}{path}?{urlencode(parameters, doseq=True)}"


def build_provenance(scope: Scope, answer: Answer) -> Provenance:
    """Build the provenance of *answer*: the version of the data, its date, the permanent URL, and where names lead."""
    version = scope.version
    address, links = build_permanent_url(scope, answer), build_links(scope)
    return Provenance(version.digest, version.manifest.created[:10], address, links)


def build_links(scope: Scope) -> Links:
    """Build where what a file names is found: whole URLs, of pages in the language of the file."""

    def complete(path: str) -> str:
        if not path.startswith("/"):
            return path
        return (
            f"{scope.origin}{add_parameters(path, {'lang': scope.language})}"
            if "#" not in path
            else scope.origin + path
        )

    return Links(
        lambda iri: complete(scope.paths.find_page(iri)),
        lambda document, number: complete(scope.paths.find_line(document, number)),
    )
