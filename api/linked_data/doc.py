"""Things under IRIs of their own: `/id/…` redirects to `/doc/…`, which shows what is stated of a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, url_for

from api.components.page import render_page
from api.components.phenomenon import build_measures_section
from api.components.reason import explain_triple, find_reason
from api.components.statement import describe_statements
from api.http.negotiation import GRAPH_TYPES, negotiate_short_name
from api.linked_data.graph_response import FORMATS, make_lines_response
from api.linked_data.owner import Speakers, Statements, describe_as_lines, enter_owner, find_speakers, list_statements
from api.requests.scope import get_scope
from api.requests.url import read_url

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from api.components.reason import Reason
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl

blueprint = Blueprint("doc", __name__)


@blueprint.get("/id/<kind>/<path:local_id>")
def redirect_thing(kind: str, local_id: str) -> BaseResponse:
    """Redirect from the IRI of a thing to the document about it (303, Cool URIs for the Semantic Web)."""
    iri = _find_thing(get_scope(), kind, local_id).iri
    response = redirect(url_for("doc.show_thing", kind=kind, local_id=local_id), 303)
    response.headers["Link"] = f'<{iri}>; rel="describes"'
    return response


@blueprint.get("/doc/<kind>/<path:local_id>")
def show_thing(kind: str, local_id: str) -> BaseResponse:
    """Show a thing: as a page, or as RDF by Accept, `?format=` or the extension of the path.

    What a plan owns is shown as that plan has it; what is the register's with what each plan says of it.
    """
    scope, url = get_scope(), read_url()
    name, _dot, ending = local_id.rpartition(".")
    if name and ending in GRAPH_TYPES:
        return _make_rdf_response(scope, _find_thing(scope, kind, name), GRAPH_TYPES[ending])
    own_page = _find_own_page(scope, url, kind, local_id)
    found = None if own_page else _find_thing(scope, kind, local_id)
    media_type = FORMATS[negotiate_short_name(FORMATS)]
    if media_type != FORMATS["html"]:
        return _make_rdf_response(scope, found or _find_thing(scope, kind, local_id), media_type)
    base = url_for("doc.show_thing", kind=kind, local_id=local_id)
    return _make_page(scope, url, found, base) if found else redirect(own_page, 303)


def _make_page(scope: Scope, url: RequestUrl, found: FoundThing, base: str) -> Response:
    """Make the page at *base* about the thing *found*."""
    pointing = list_statements(scope, "inward", found.iri, found.speakers.pointing)
    part = enter_owner(scope, found.iri)
    values = describe_statements(part, found.iri, found.said.rows, _explain_chosen(scope, found, url), pointing.rows)
    text = render_page(
        scope,
        url,
        "doc/show.html",
        **values,
        base=base,
        parted={"said": found.said.is_part, "pointing": pointing.is_part},
        measures=build_measures_section(part, found.iri, found.said.rows),
        speakers=found.speakers.all,
        owned=len(scope.plans) > 1 and scope.plans.find_owner(found.iri) is None,
    )
    return Response(text)


@dataclass(frozen=True)
class FoundThing:
    """A thing with what is said of it, and the plans that speak of it where it is none's."""

    iri: str
    said: Statements
    speakers: Speakers


def _find_own_page(scope: Scope, url: RequestUrl, kind: str, local_id: str) -> str:
    """Find the path of the page that a thing has of its own; empty where it has none, or *url* asks for more.

    What the register or its own plan says is enough to know that it is there; all plans are asked only where that is
    nothing.
    """
    iri = scope.paths.make_iri(kind, local_id)
    path = scope.paths.find_page(iri)
    if path == f"{scope.paths.mount}/doc/{quote(kind)}/{quote(local_id)}" or {"all", "why"} & url.parameters.keys():
        return ""
    try:
        known = bool(list_statements(scope, "outward", iri, ()).rows)
    except ValueError:  # no IRI, which is told where it is looked for
        known = False
    return path if known or _find_thing(scope, kind, local_id) else ""


def _find_thing(scope: Scope, kind: str, local_id: str) -> FoundThing:
    """Find the thing and what is said of it, or answer 404 where there is nothing."""
    _, iri = scope.translator.gettext, scope.paths.make_iri(kind, local_id)
    try:
        speakers = find_speakers(scope, iri)
        said = list_statements(scope, "outward", iri, speakers.stating)
    except ValueError:
        speakers, said = Speakers(), Statements([], is_part=False)
    if not said.rows:
        abort(404, _("The graph knows nothing with this address. Search the lists in the menu."))
    return FoundThing(iri, said, speakers)


def _explain_chosen(scope: Scope, found: FoundThing, url: RequestUrl) -> Reason | None:
    """Explain the triple of the thing *found* that *url* asks after, where it asks after one.

    What is no plan's is explained in the register, or else in the first plan in which it can be.
    """
    prop, value = url.parameters.get("why"), url.parameters.get("value", "")
    if not prop:
        return None
    parts = (enter_owner(scope, found.iri), *(scope.within(plan) for plan in found.speakers.stating))
    for part in parts[:-1]:
        if reason := find_reason(part, found.iri, prop, value):
            return reason
    return explain_triple(parts[-1], found.iri, prop, value)


def _make_rdf_response(scope: Scope, found: FoundThing, media_type: str) -> Response:
    """Make the response with what is stated of the thing *found*, and what points to it, as RDF."""
    return make_lines_response(scope, describe_as_lines(scope, found.iri, found.speakers.all), media_type)
