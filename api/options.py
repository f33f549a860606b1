"""What the commands share: their options, and the version that they work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.settings import BY_NAME
from graph import load
from graph.archive import Archive
from graph.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.archive import Version

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")


def setting(name: str, kind: type | click.ParamType[Any] = str) -> Callable[..., Any]:
    """Give the option for the setting called *name*."""
    about = BY_NAME[name]
    return click.option(
        f"--{name}",
        type=kind,
        envvar=about.variable,
        default=about.default,
        show_default=True,
        help=about.help,
    )


DATA = setting("data", click.Path(path_type=Path))


def up_to_date(folder: Path) -> Version:
    """Give the current version; build it first where there is none, or where the packaged data moved on."""
    try:
        version = Archive(folder).current()
    except ArchiveError as error:
        click.echo(f"{error} Building anew.", err=True)
        version = None
    return build_version(folder, ()) if version is None or load.is_stale(version.manifest.inputs) else version


def build_version(folder: Path, files: tuple[Path, ...]) -> Version:
    """Build a version, showing each step as it begins."""
    names = {"load": "laden", "validate": "controleren", "reason": "afleiden", "publish": "publiceren"}
    from graph import build as building  # noqa: PLC0415  the reasoner and the shapes are slow to load

    done: list[str] = []

    def progress(step: str) -> None:
        done.append(step)
        click.echo(f"[{len(done)}/{len(building.STEPS)}] {names[step]} ({step})", err=True)

    return building.build(folder, files, progress)
