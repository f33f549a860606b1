"""The URL of a request as a value: its path and parameters, and the URLs that differ from it in a parameter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

from graph.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What a URL may say besides the parameters of a question, and how it says which rows to keep.
RESERVED_NAMES = ("format", "from", "lang", "plan", "version", "edition", "sort", "page", "size")
ONLY_PREFIX = "only."
#: What a URL says of which rows are shown, and how.
SHAPING_NAMES = ("sort", "page", "size")
#: What a URL says of which part of an answer is on a page; a file holds all of it.
PAGING_NAMES = ("from", "page", "size")
#: As many digits as a number in a URL may have.
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True)
class RequestUrl:
    """The path of a URL, with what the app is mounted under, and its parameters in their order."""

    path: str
    parameters: ImmutableMultiDict[str, str] = field(default_factory=ImmutableMultiDict)

    def build_changed(self, /, **changes: object) -> str:
        """Build the URL with *changes* to its parameters; an empty value removes one, and a list repeats one."""
        kept = {name: value for name, value in {**dict(self.parameters.lists()), **changes}.items() if value}
        return f"{quote(self.path)}?{urlencode(kept, doseq=True)}"

    def build_cleared(self) -> str:
        """Build the URL with the parameters of the question alone: every row, in the order of the question."""
        kept = {
            name: values
            for name, values in self.parameters.lists()
            if name not in SHAPING_NAMES and not name.startswith(ONLY_PREFIX)
        }
        return f"{quote(self.path)}?{urlencode(kept, doseq=True)}"

    def list_asked(self) -> dict[str, list[str]]:
        """List the parameters, each with its values, without those that only say which part is on a page."""
        return {name: values for name, values in self.parameters.lists() if name not in PAGING_NAMES}


def read_url() -> RequestUrl:
    """Read the URL of this request."""
    return RequestUrl(f"{request.script_root}{request.path}", ImmutableMultiDict(request.args))


def add_parameters(address: str, parameters: Mapping[str, object], /, **changes: object) -> str:
    """Build *address* with *parameters* and then *changes* in its query, in the place of those of the same name.

    What clients name goes here and never to `url_for`, for which some names are no parameters: the view, the scheme, or
    the place on the page. None and an empty list remove one, and a list repeats one.
    """
    path, _, query = address.partition("?")
    named = {**parse_qs(query, keep_blank_values=True), **parameters, **changes}
    kept = {name: value for name, value in named.items() if value is not None and value != []}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def parse_number(url: RequestUrl, name: str, usual: int, least: int, most: int) -> int:
    """Parse the whole number *name* in *url*, from *least* to *most*; the *usual* one if absent.

    :raises BadParameter: where it is anything else.
    """
    text = url.parameters.get(name, "")
    if not text:
        return usual
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise BadParameter(
            name,
            "The parameter %(parameter)r takes a whole number from %(least)s to %(most)s.",
            least=least,
            most=most,
        )
    return int(text)
