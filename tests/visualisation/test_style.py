"""How things look by their kind: each as nothing else, and seen on white."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visualisation.style import OTHER_STYLE, SORT_STYLES, STYLES, find_style

KINDS = Path(__file__).parents[2] / "ontology/vocabularies/kind.ttl"
LOOKS = [*STYLES.values(), *SORT_STYLES.values(), OTHER_STYLE]


def luminance(colour: str) -> float:
    """Give the relative luminance of *colour* (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_kinds_and_sorts_differ_in_look() -> None:
    """No two look the same, and what is in no table has a look of its own."""
    assert len(set(LOOKS)) == len(LOOKS)
    assert find_style("nothing of the kind") == OTHER_STYLE


def test_every_kind_of_partner_has_a_look() -> None:
    """Each kind in the vocabulary has a look; those of groups and of general words have one beside the partners."""
    kinds = set(re.findall(r"^kind:(\w+) a ", KINDS.read_text(encoding="utf-8"), re.MULTILINE))

    assert kinds - SORT_STYLES.keys() == STYLES.keys()
    assert kinds & SORT_STYLES.keys() == {"target_group", "generic"}


@pytest.mark.parametrize("colour", sorted({colour for colour, _ in LOOKS}))
def test_colour_is_seen_on_white(colour: str) -> None:
    """Each colour has a contrast of at least 3:1 with the white that it lies on (WCAG 2.2, 1.4.11)."""
    assert 1.05 / (luminance(colour) + 0.05) >= 3
