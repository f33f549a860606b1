"""What one may ask in one's own words: the examples beside a box for questions, each of which has an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.requests.scope import Scope


def list_examples(scope: Scope) -> tuple[str, ...]:
    """List what one may ask in one's own words; nothing where there is no plan to answer from."""
    _ = scope.translator.gettext
    asked = _("who works on youth"), _("what does the police do"), _("what is missing"), _("money")
    return asked if len(scope.plans) else ()
