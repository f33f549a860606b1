"""Which plans name a partner, and in how much of each it takes part: by itself, and through the joint plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.components.partner import Naming, list_naming_plans
from tests.scopes import make_scope

if TYPE_CHECKING:
    from pathlib import Path

    from graph.engine import Store
    from graph.versions import Version

PLAN = "meierij-2019-2022"
TOOI = "https://identifier.overheid.nl/tooi/id"


@pytest.mark.parametrize(
    ("actor", "naming"),
    [
        (f"{TOOI}/gemeente/gm0757", {PLAN: Naming(0, 79)}),  # Boxtel, which the plan gives nothing to do alone
        (f"{TOOI}/gemeente/gm0014", {}),  # Groningen, which it does not name
    ],
)
def test_municipality_takes_part_through_the_joint_plan(
    version: Version, store: Store, tmp_path: Path, actor: str, naming: dict[str, Naming]
) -> None:
    """A municipality of the six that has no measure for itself is not counted as one that does nothing."""
    assert list_naming_plans(make_scope(version, store, tmp_path), actor) == naming


def test_partner_takes_part_by_itself(version: Version, store: Store, tmp_path: Path) -> None:
    """Who publishes no plan takes part through none."""
    found = list_naming_plans(make_scope(version, store, tmp_path), f"{TOOI}/oorg/oorg10264")

    assert found[PLAN].measures > 0
    assert found[PLAN].through == 0
