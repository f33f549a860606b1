"""The command `samendoen house-style`: what the website takes from a house style, and what can be read in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import LANGUAGE_OPTION
from api.style.house import read_house_style

if TYPE_CHECKING:
    from api.catalogue import Catalogue
    from api.style.house import HouseStyle


@click.command("house-style")
@click.argument("path", type=click.Path(path_type=Path))
@LANGUAGE_OPTION
def report_house_style(path: Path, texts: Catalogue) -> None:
    """Tell what the website takes from the design tokens at PATH, and which colours cannot be told apart."""
    house = read_house_style(path)
    theme = house.theme or texts.gettext("none: the tokens are of the whole page")
    click.echo(texts.gettext("Class of the theme: %(theme)s") % {"theme": theme})
    click.echo(texts.gettext("Tokens that the website reads: %(count)s") % {"count": len(house.tokens)})
    if warn_of_contrasts(house, texts):
        sys.exit(1)
    click.echo(texts.gettext("All colours can be told apart as WCAG 2.2 AA asks."))


def warn_of_contrasts(house: HouseStyle, texts: Catalogue) -> int:
    """Warn of each pair of colours of *house* that cannot be told apart, and return how many there are."""
    low = house.find_low_contrasts()
    for it in low:
        text = texts.gettext(
            "Too little contrast in the house style: %(what)s, %(above)s on %(below)s, is %(ratio).2f and needs "
            "%(least)s (WCAG 2.2)."
        )
        above, below = it.colours
        what = it.what.describe(texts)
        click.echo(
            text % {"what": what, "above": above, "below": below, "ratio": it.ratio, "least": it.least}, err=True
        )
    return len(low)
