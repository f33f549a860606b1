"""What the script that draws a network is given besides the picture: its texts and, in a file, its modules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from visualisation import BASES, join_modules

if TYPE_CHECKING:
    from api.networks.drawing import Drawn
    from api.requests.scope import Scope

    Texts = dict[str, str | dict[str, str]]

_STATIC = Path(__file__).parents[1] / "static"
#: The module that begins, and the one that stands in where there is no server to ask.
_ENTRY, _PANEL, _PANEL_IN_FILE = "network.js", "network-panel.js", "network-panel-file.js"


def build_texts(scope: Scope, drawn: Drawn, panel: str = "") -> Texts:
    """Build the texts that the script says of what was *drawn*, with the path of its *panel*, which a file has not."""
    _ = scope.translator.gettext
    return {
        "panel": panel,
        "node": _("{name}, {kind}, {ties}, {at} of {all}"),
        "tie": _("{count} tie"),
        "ties": _("{count} ties"),
        "line": _("{one} – {other}, {basis}: {about}"),  # noqa: RUF001  a dash between two names, as people write it
        "bare": _("{one} – {other}, {basis}"),  # noqa: RUF001  likewise
        "none": _("Nothing begins so."),
        "kinds": {it.value: it.label for it in drawn.kinds},
        "bases": {it: scope.find_concept_label("basis", it) for it in BASES},
    }


def join_script() -> str:
    """Join the script to one that a file can hold; it says what one looks at, and asks nobody."""
    modules = {path.name: path.read_text(encoding="utf-8") for path in sorted(_STATIC.glob("network*.js"))}
    return join_modules({**modules, _PANEL: modules[_PANEL_IN_FILE]}, _ENTRY)
