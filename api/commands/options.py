"""What the commands share: their options, and the version that they work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.settings import SETTINGS_BY_NAME
from graph.errors import ArchiveError
from graph.sources import digest_packaged_sources, is_stale
from graph.versions import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.versions import Version

FILES_ARGUMENT = click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")


def build_option(name: str, kind: type | click.ParamType[Any] = str) -> Callable[..., Any]:
    """Build the option for the setting called *name*."""
    about = SETTINGS_BY_NAME[name]
    return click.option(
        f"--{name}",
        type=kind,
        envvar=about.variable,
        default=about.default,
        show_default=True,
        help=about.help,
    )


class OptionalFolder(click.Path):
    """A folder that may be left out: an empty name is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Convert *value* to a folder, or to nothing where it is empty."""
        return super().convert(value, param, ctx) if value else None


DATA_OPTION = build_option("data", click.Path(path_type=Path))
QUESTIONS_OPTION = build_option("questions", OptionalFolder(exists=True, file_okay=False, path_type=Path))


def find_or_build_version(folder: Path) -> Version:
    """Return the current version, or one that is made of the packaged data as they are now.

    It is built only where no version that is kept was made of them. One that somebody rolled back to stays current.
    """
    archive = Archive(folder)
    try:
        version = archive.current()
    except ArchiveError as error:
        click.echo(str(error), err=True)
        version = None
    if version and not is_stale(version.manifest.inputs):
        return version
    kept = archive.made_of(digest_packaged_sources())
    if kept is None:
        return build_version(folder, ())
    if version and archive.is_chosen():
        line = "Version {0} is used, for somebody rolled back to it. 'samendoen rollback {1}' takes the data of now."
        click.echo(line.format(version.digest[:12], kept.digest[:12]), err=True)
        return version
    click.echo(f"Version {kept.digest[:12]} was made of the data of now, and is used again.", err=True)
    return archive.use(kept)


def build_version(folder: Path, files: tuple[Path, ...]) -> Version:
    """Build a version, and print each step as it begins."""
    names = {"load": "laden", "validate": "controleren", "reason": "afleiden", "publish": "publiceren"}
    from graph import build as building  # noqa: PLC0415  the reasoner and the shapes are slow to load

    done: list[str] = []

    def progress(step: str) -> None:
        done.append(step)
        click.echo(f"[{len(done)}/{len(building.BUILD_STEPS)}] {names[step]} ({step})", err=True)

    remove_leftovers(folder)
    return building.build_version(folder, files, progress)


def remove_leftovers(folder: Path) -> None:
    """Remove from *folder* what an interrupted publish left, and report it; report also a failure."""
    try:
        for name in Archive(folder).sweep():
            click.echo(f"Removed {name}, which an interrupted publish left.", err=True)
    except ArchiveError as error:
        click.echo(f"What an interrupted publish left could not be removed. {error}", err=True)


def describe_version(version: Version) -> str:
    """Describe *version* in words: the beginning of its digest, when it was made, and its quads."""
    return f"version {version.digest[:12]} of {version.manifest.created}, {version.manifest.quads} quads"
