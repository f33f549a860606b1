"""The mark of a text that is shown in Dutch because there is none in the language of the page."""

from __future__ import annotations

from markupsafe import Markup

from api.http.language import gettext as _
from queries.questions import DutchText

_MARKED = Markup('<span lang="nl">{}</span> <abbr class="dutch" title="{}">(NL)</abbr>')


def mark_dutch(value: object) -> object:
    """Mark *value*, which a template is about to show, where it is Dutch on a page in another language.

    Within an attribute or an option, which take no elements, `|trim` leaves the mark out.
    """
    if not isinstance(value, DutchText):
        return value
    return _MARKED.format(str(value), _("There is no text in English; this is the Dutch one."))
