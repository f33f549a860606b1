"""What was chosen in the fields of a form, in the words of its options, for the heading of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.components.heading import ChoiceMade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.components.form import Field
    from api.requests.url import RequestUrl


def list_field_choices(fields: Iterable[Field], url: RequestUrl) -> list[ChoiceMade]:
    """List what *url* chooses in *fields*, in words; a day is not among them, for every heading has that already."""
    return [
        ChoiceMade(field.label, _find_words(field))
        for field in fields
        if field.kind != "date" and url.parameters.get(field.name)
    ]


def _find_words(field: Field) -> str:
    """Find the text of the option that is chosen in *field*, or else its value."""
    options = (it for group in field.groups.values() for it in group)
    return next((it.text.strip() for it in options if it.value == field.chosen), field.chosen)
