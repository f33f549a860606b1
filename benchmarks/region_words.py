"""The words and names that invented regions share, read from `region.toml`."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path
from typing import NamedTuple

from region_page import node, slug


class Actor(NamedTuple):
    """An actor: its node, its names in both languages, and its kind."""

    node: str
    nl: str
    en: str
    kind: str


WORDS = tomllib.loads(Path(__file__).with_name("region.toml").read_text(encoding="utf-8"))
#: The names of municipalities; the first differ in how they begin.
NAMES = [first + last for last, first in product(WORDS["names"]["last"], WORDS["names"]["first"])]
#: The themes by their number, which for a sub-theme begins with that of the theme above it.
THEMES = {number: node(f"theme/regio-{name}") for number, name, *_ in WORDS["themes"]["list"]}
LAWS = [node(f"legislation/regio-{slug(nl)}") for nl, _ in WORDS["laws"]["subjects"]]
GROUPS = [Actor(node(f"actor/regio-{nl}"), nl, en, "target_group") for nl, en in WORDS["actors"]["groups"]]
#: The partners that municipalities share, by the place they work in; the last is the country.
SHARED = {
    place: [
        Actor(node(f"actor/regio-{slug(f'{nl}-{place}')}"), f"{nl} {place}", f"{en} {english}", kind)
        for kind, nl, en in WORDS["actors"]["shared"]
    ]
    for place, english in WORDS["actors"]["places"]
}
SOURCE = node("public-source/regio-register")
