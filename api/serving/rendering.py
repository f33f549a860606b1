"""What was made of the answers over one version: kept within a bound of bytes, and made once for all who ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.engine import Cache, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from api.rendering.renderers import Renderers
    from queries.exports import Draft


@dataclass(frozen=True)
class Rendering:
    """What makes files and pictures over one version: `renderers` what is costly, and `kept` has what was made.

    A key names all that a thing depends on besides the version, and nothing else: no client, no header.
    """

    renderers: Renderers
    kept: Cache

    def keep(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under *key*, or what *make* makes, in this process.

        :raises SamendoenError: whatever *make* raises, which is not kept.
        """
        return self.kept.get(key, lambda: Reply("", make())).body

    def render(self, key: Hashable, prepare: Callable[[], Callable[[], bytes]]) -> bytes:
        """Return what is kept under *key*, or what a renderer makes of what *prepare* returns: a call of a function.

        :raises QueryError: past a limit.
        """
        return self.keep(key, lambda: self.renderers.render(prepare()))

    def write(self, key: Hashable, prepare: Callable[[], Draft]) -> bytes:
        """Return what is kept under *key*, or the file that *prepare* drafts, which a renderer writes if it is much.

        :raises QueryError: past a limit.
        """
        return self.keep(key, lambda: self._write(prepare()))

    def _write(self, draft: Draft) -> bytes:
        """Write *draft*, elsewhere where that takes long."""
        return self.renderers.render(draft.write) if draft.is_costly else draft.write()
