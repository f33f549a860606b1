"""What the OpenAPI document says of what changed between two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.rest.changes import FURTHEST, MOST, USUAL
from api.rest.conduct import DIGEST_PATTERNS
from api.rest.operations import build_json_response, build_parameter, build_path, list_references
from api.rest.schemas import TEXT, build_number_schema, build_object_schema, build_reference
from queries.changes import COLUMNS

if TYPE_CHECKING:
    from api.rest.operations import Member
    from graph.message import Translator

#: The columns of a change that are always filled in, and those that are numbers.
_FILLED = ("change", "kind", "way", "class", "thing", "thing_label", "what")
_NUMBERS = ("before_line", "after_line")


def build_changes_path(translator: Translator) -> Member:
    """Build the path of what changed."""
    _ = translator.gettext
    texts = (
        _("What changed"),
        _(
            "What changed between two versions of the data, in sentences and change by change, with the lines of both. "
            "Without 'from' and 'to' that is from the version before to the current one. Where two versions were never "
            "compared, the answer is 503 until they are."
        ),
    )
    parameters = [*_list_parameters(translator), *list_references("plan", "lang", "version")]
    return build_path("changes", ["resources"], texts, parameters, build_json_response(_build_schema(), translator))


def _list_parameters(translator: Translator) -> list[Member]:
    """List the parameters of what changed besides those of every operation."""
    _ = translator.gettext
    digest = {"type": "string", "pattern": f"^{DIGEST_PATTERNS['version']}$"}
    return [
        build_parameter("from", _("The earlier version, by the first characters of its digest."), digest),
        build_parameter("to", _("The later version, by the first characters of its digest."), digest),
        build_parameter("theme", _("Only what has to do with this theme."), TEXT),
        build_parameter("partner", _("Only what has to do with this partner."), TEXT),
        build_parameter("group", _("Only what one of the sentences counts."), TEXT),
        build_parameter("limit", _("As many changes as the answer has at most."), build_number_schema(1, MOST, USUAL)),
        build_parameter("offset", _("The number of changes to skip."), build_number_schema(0, FURTHEST, 0)),
    ]


def _build_schema() -> Member:
    """Build the schema of what changed."""
    count = {"type": "integer", "minimum": 0}
    nothing = {**TEXT, "nullable": True}
    end = build_object_schema({"digest": build_reference("DataVersion"), "created": TEXT})
    sentence = build_object_schema(
        {
            **dict.fromkeys(("text", "group", "kind", "way", "class"), TEXT),
            **dict.fromkeys(("plan", "about"), nothing),
            "count": count,
        }
    )
    number = {**count, "nullable": True}
    change = build_object_schema(
        {name: TEXT if name in _FILLED else number if name in _NUMBERS else nothing for name in COLUMNS}
    )
    return build_object_schema(
        {
            "version": build_reference("DataVersion"),
            "from": {**end, "nullable": True},
            "to": end,
            "sentences": {"type": "array", "items": sentence},
            "changes": {"type": "array", "items": change},
            "count": count,
        }
    )
