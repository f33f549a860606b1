"""In whose language and by which names is spoken of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from api.catalogue import find_locale
from graph.folding import to_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.message import Translator

#: As many names as one can say in a breath; of more, the others are counted.
MOST_NAMED = 8
#: Of a share that is nearly nothing, or nearly all, the whole number of per cent would be untrue.
_LEAST, _MOST = 0.01, 0.99


@dataclass(frozen=True)
class Sentence:
    """What can be said of a network, in `text`, and what one must not take it to say, in `unsaid`."""

    text: str
    unsaid: str


@dataclass(frozen=True)
class Voice:
    """The language of a `translator`, and the `labels` of things by their ids; what has none is called by its id.

    `left_out` are those whom the network that is spoken of was measured without.
    """

    translator: Translator
    labels: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    def name(self, thing: str) -> str:
        """Name *thing* by its label."""
        return self.labels.get(thing, thing)

    def name_all(self, things: Iterable[str], most: int = MOST_NAMED) -> str:
        """Name *things* by their labels, in the order of those, and count those past the *most*."""
        return self._join(sorted(map(self.name, things), key=lambda it: (to_sort_key(it), it)), most)

    def name_in_order(self, things: Iterable[str]) -> str:
        """Name *things* by their labels, in the order in which they are."""
        return self._join([self.name(it) for it in things], MOST_NAMED)

    def _join(self, names: list[str], most: int) -> str:
        """Join *names*, and count those past the *most*, unless that is one: a name is as short."""
        more = len(names) - most
        if more > 1:
            counted = self.translator.ngettext("%(count)s other", "%(count)s others", more)
            names = [*names[:most], counted % {"count": self.count(more)}]
        return format_list(names, locale=self._locale)

    def count(self, number: int) -> str:
        """Write *number* as the language does."""
        return format_decimal(number, locale=self._locale)

    def share(self, fraction: float) -> str:
        """Write *fraction* in whole per cent; not as nothing where it is something, nor as all where it is not."""
        gettext = self.translator.gettext
        if 0 < fraction < _LEAST:
            return gettext("less than %(share)s") % {"share": self._percent(_LEAST)}
        if _MOST < fraction < 1:
            return gettext("more than %(share)s") % {"share": self._percent(_MOST)}
        return self._percent(fraction)

    def _percent(self, fraction: float) -> str:
        """Write *fraction* in whole per cent."""
        return format_percent(fraction, locale=self._locale)

    @property
    def _locale(self) -> str:
        """The locale in which numbers are written and names joined."""
        return find_locale(self.translator.language)

    def say(self, text: str, unsaid: str) -> Sentence:
        """Say *text*, with who was not counted in it, and what is *unsaid*."""
        if not self.left_out:
            return Sentence(text, unsaid)
        but = self.translator.gettext("Not counted: %(names)s.") % {"names": self.name_all(self.left_out)}
        return Sentence(f"{text} {but}", unsaid)
