"""Make a region of invented plans: each a plan of this model, published by municipalities of the register.

For benchmarks and tests only. The words are in `region.toml`; everything that the plans say is invented. The same
number and seed give the same bytes, and a region begins with the smaller one of that seed: the first plan of 342 is the
one of 1. Of each six municipalities that are neighbours, all have one plan together, four have one alone, and of one of
those the plan before it is here too: so a region has as many plans as municipalities, of about a hundred measures each.

    python benchmarks/region.py 38 --seed 1 -o region        a folder for each plan: plan.nt, and its text plan.txt
    python benchmarks/region.py 38 --seed 1 -o region.nq     all of them in one file of N-Quads
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from region_plan import iter_plans
from region_words import list_municipalities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from region_plan import Plan

#: The sizes that measurements are made at.
SIZES = (1, 6, 38, 342)
#: About how many measures a plan has.
MEASURES = 100


def region(number: int, seed: int = 1, measures: int = MEASURES) -> Iterator[str]:
    """Yield the N-Quads lines of a region of *number* plans, of about so many *measures* each."""
    for plan in iter_plans(number, seed, measures):
        yield from plan.lines()


def write_region(folder: Path, number: int, seed: int = 1, measures: int = MEASURES) -> list[Path]:
    """Write a region as a folder for each plan in *folder*, and list those."""
    return [write_plan(folder / plan.key, plan) for plan in iter_plans(number, seed, measures)]


def write_plan(folder: Path, plan: Plan) -> Path:
    """Write *plan* in *folder*, as N-Triples and its text, and return the folder."""
    folder.mkdir(parents=True)
    lines = (f"{line.rpartition(' <')[0]} .\n" for line in plan.lines())
    (folder / "plan.nt").write_text("".join(lines), encoding="utf-8", newline="\n")
    (folder / "plan.txt").write_bytes(plan.page.content)
    return folder


def main() -> None:
    """Write the region that the command line asks for."""
    most = len(list_municipalities())
    parser = argparse.ArgumentParser(description="Write a region of invented plans.")
    parser.add_argument("number", type=int, help=f"how many plans, at most {most}; usual are {SIZES}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measures", type=int, default=MEASURES, help="about how many measures a plan has")
    parser.add_argument("-o", "--output", type=Path, required=True, help="a folder, or a file that ends in .nq")
    given = parser.parse_args()
    if not 1 <= given.number <= most:
        parser.error(f"There are municipalities for 1 to {most} plans, not for {given.number}.")
    if given.output.suffix == ".nq":
        with given.output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(region(given.number, given.seed, given.measures))
    else:
        write_region(given.output, given.number, given.seed, given.measures)


if __name__ == "__main__":
    main()
