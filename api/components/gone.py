"""What is said of what is gone: a version, an edition of a question, or a thing; and what comes nearest.

A link of last year leads here. People read what they can follow instead; a program hears in members of a problem where
it was last, and where it is now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

from api.components.version_step import format_created, format_moment
from api.requests.url import add_parameters
from api.serving.thing_paths import PAGE_PATHS
from graph.errors import QueryError
from ontology.namespaces import ID, PREFIXES
from queries.questions import DIGEST_LENGTH, find_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.requests.url import RequestUrl
    from api.serving.history import History, Lost
    from graph.message import Translator
    from graph.versions import Version

#: The parameters that name a version.
NAMING = ("version", "from", "to")


@dataclass(frozen=True)
class Asked:
    """What was asked for: its URL, what the app is mounted under, and in which language it is answered."""

    url: RequestUrl
    mount: str
    language: str
    translator: Translator
    history: History

    @property
    def path(self) -> str:
        """The path, without what the app is mounted under."""
        return self.url.path.removeprefix(self.mount)

    def change(self, **changes: str | None) -> str:
        """Build the URL with *changes*; None leaves a parameter as it is."""
        changed = self.url.build_changed(**{name: value for name, value in changes.items() if value is not None})
        return changed.removesuffix("?")

    def change_version(self, version: Version, name: str = "version") -> str:
        """Build the URL with *version* in the parameter called *name*."""
        return self.change(**{name: version.digest[:DIGEST_LENGTH]})

    def format(self, version: Version) -> str:
        """Format when *version* was made."""
        return format_moment(version, self.language)


@dataclass(frozen=True)
class Offer:
    """What can be followed instead, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True)
class Gone:
    """What is answered: a status, what is said to people and offered to them, and the members for a program."""

    status: HTTPStatus
    said: list[str]
    offers: list[Offer]
    members: Mapping[str, str] = field(default_factory=dict)


def tell_gone_version(asked: Asked, detail: str) -> Gone:
    """Tell who *asked* for a version that is not kept what it was, and which come nearest to it.

    Where nobody knows of it, *detail* is said.
    """
    _, history = asked.translator.gettext, asked.history
    named = {name: value for name in NAMING if (value := asked.url.parameters.get(name, "").strip())}
    missing = {name: value for name, value in named.items() if not history.has(value)}
    name, value = next(iter((missing or named).items()), ("version", ""))
    made, near = history.find_nearest(value)
    said = [_("The version of the data that this link names is no longer kept.") if near else detail]
    if made:
        said.append(_("It was made on %(day)s.") % {"day": format_created(made, asked.language)})
    offers = [_offer_version(asked, near, name)] if near and near.digest != history.current else []
    status = HTTPStatus.GONE if near else HTTPStatus.NOT_FOUND
    return Gone(status, said, [*offers, _offer_now(asked, name), _offer_list(asked)])


def tell_gone_edition(asked: Asked) -> Gone:
    """Tell who *asked* for a question as it was once, where that is not kept, of the question as it is now."""
    _ = asked.translator.gettext
    said = [_("The question as it was when this link was made is no longer kept.")]
    offers = [Offer(_("The question as it is now"), asked.change(edition="", version=""))]
    if version := asked.url.parameters.get("version", ""):
        day = _describe_version(asked, version)
        kept = Offer(
            _("The question as it is now, over the data of then%(day)s") % {"day": day}, asked.change(edition="")
        )
        offers.insert(0, kept)
    return Gone(HTTPStatus.NOT_FOUND, said, offers)


def find_gone_plan(asked: Asked) -> Gone | None:
    """Find what is said of a plan that was *asked* for by its key, and that was there once."""
    for key in asked.url.parameters.getlist("plan"):
        if lost := asked.history.find_lost([f"{PREFIXES['plan']}{key}"]):
            return _tell_lost(asked, lost)
    return None


def find_gone_thing(asked: Asked) -> Gone | None:
    """Find what is said of the thing whose page was *asked* for; None where no version had it, as far as is known."""
    lost = asked.history.find_lost(list_meant(asked.path))
    return _tell_lost(asked, lost) if lost else None


def list_meant(path: str) -> list[str]:
    """List the IRIs that *path* may mean: of a page of a thing, or of the thing itself.

    >>> list_meant("/themes/a-2030/jeugd")
    ['https://w3id.org/samendoen/id/theme/a-2030/jeugd']
    """
    section, _, rest = unquote(path).strip("/").partition("/")
    if section in ("id", "doc"):
        return [f"{ID}{rest}"]
    return [f"{ID}{kind}/{rest}" for kind, folder in PAGE_PATHS.items() if folder == section and rest]


def _tell_lost(asked: Asked, lost: Lost) -> Gone:
    """Tell what was *lost*: what it was, where it is now, and where it is seen as it was last."""
    _ = asked.translator.gettext
    last, now = asked.change_version(lost.last), _find_page(asked, lost.successor) if lost.successor else ""
    offers = [
        *([Offer(_("The same under its address of now"), now)] if now else []),
        Offer(_("This page as it was in the version of %(day)s") % {"day": asked.format(lost.last)}, last),
        Offer(_("What changed in the version after it"), _link_changes(asked, lost)),
        _offer_list(asked),
    ]
    members = {"lastVersion": last, **({"successor": now} if now else {})}
    return Gone(HTTPStatus.GONE, [_describe_lost(asked, lost)], offers, members)


def _describe_lost(asked: Asked, lost: Lost) -> str:
    """Describe what became of what was *lost*, and in which version."""
    _ = asked.translator.gettext
    name = find_text(lost.names, asked.language, lost.iri.rpartition("/")[2])
    if lost.successor:
        since = {"name": name, "day": asked.format(lost.gone)}
        return _("%(name)s has another address since the version of %(day)s.") % since
    until = {"name": name, "day": asked.format(lost.last)}
    return _("%(name)s was here until the version of %(day)s, and is not in the data since.") % until


def _link_changes(asked: Asked, lost: Lost) -> str:
    """Build the link to what changed in the version in which *lost* went."""
    ends = {"from": lost.last.digest[:DIGEST_LENGTH], "to": lost.gone.digest[:DIGEST_LENGTH], "about": lost.iri}
    return add_parameters(f"{asked.mount}/changes", {}, **ends)


def _find_page(asked: Asked, iri: str) -> str:
    """Find the path of the page about *iri*, one of ours."""
    kind, _, local_id = iri.removeprefix(ID).partition("/")
    section = PAGE_PATHS.get(kind, f"doc/{kind}")
    return f"{asked.mount}/{section}/{local_id}"


def _offer_version(asked: Asked, version: Version, name: str) -> Offer:
    """Offer the same page with *version* in the parameter called *name*."""
    _ = asked.translator.gettext
    text = _("The same page of the version of %(day)s, the nearest in time") % {"day": asked.format(version)}
    return Offer(text, asked.change_version(version, name))


def _offer_now(asked: Asked, name: str) -> Offer:
    """Offer the same page of now, without the parameter called *name*."""
    _ = asked.translator.gettext
    address = asked.change(**{name: "", "edition": "" if name == "version" else None})
    return Offer(_("The same page as it is now"), address)


def _offer_list(asked: Asked) -> Offer:
    """Offer the list of the versions that are kept."""
    _ = asked.translator.gettext
    return Offer(_("All versions that are kept"), f"{asked.mount}/versions")


def _describe_version(asked: Asked, text: str) -> str:
    """Describe when the version that *text* names was made, between brackets; nothing where it is not kept."""
    try:
        return f" ({asked.format(asked.history.find(text))})"
    except QueryError:
        return ""
