"""What the commands share: their options, the language they speak, and the version that they work on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from api.catalogue import find_terminal_language, load_catalogue
from api.commands.collection import collecting_seldom
from api.commands.recovery import recover_version
from api.settings import SETTINGS_BY_NAME
from graph.errors import ArchiveError, BrokenCurrent, get_reason
from graph.plans import PlanFolder
from graph.sources import digest_sources, is_stale
from graph.versions import Archive
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.catalogue import Catalogue
    from graph.versions import Version

FILES_ARGUMENT = click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")


def build_documents_option(about: str) -> Callable[..., Any]:
    """Build the option `--source`, of which there may be several; *about* says what they are given for."""
    return click.option("--source", "documents", multiple=True, type=click.Path(path_type=Path), help=about)


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


def load_texts(context: click.Context) -> Catalogue:
    """Load the texts in the language of the command under *context*: that of `--lang`, else of the terminal."""
    texts: Catalogue = context.meta.get(__name__) or load_catalogue(find_terminal_language(os.environ))
    return texts


def _keep_language(context: click.Context, _parameter: click.Parameter, language: str) -> Catalogue:
    """Load the texts of *language*, and keep them for the errors of the command as well."""
    context.meta[__name__] = load_catalogue(language)
    return load_texts(context)


LANGUAGE_OPTION = click.option(
    "--lang",
    "texts",
    type=click.Choice(LANGUAGES),
    default=lambda: find_terminal_language(os.environ),
    show_default="that of LC_ALL or LANG, else nl",
    is_eager=True,
    callback=_keep_language,
    help="Language of what is printed.",
)
DATA_OPTION = build_option("data", click.Path(path_type=Path))
QUESTIONS_OPTION = build_option("questions", OptionalFolder(exists=True, file_okay=False, path_type=Path))


def split_parameter(text: str, texts: Catalogue) -> tuple[str, str]:
    """Split *text*, KEY=VALUE, into the key and the value.

    :raises click.UsageError: in the language of *texts*, when it is something else.
    """
    key, sign, value = text.partition("=")
    if not sign or not key:
        wrong = texts.gettext("%(text)r is no parameter. Give it as KEY=VALUE, for instance theme=jeugd.")
        raise click.UsageError(wrong % {"text": text})
    return key, value


def write_output(written: bytes, output: Path | None, texts: Catalogue) -> None:
    """Write the bytes *written* to the file *output*, or else to the terminal.

    :raises click.ClickException: in the language of *texts*, when the file cannot be written.
    """
    if output is None:
        sys.stdout.buffer.write(written)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        text = texts.gettext("%(file)s cannot be written: %(why)s. Give another with -o.")
        why = get_reason(error).describe(texts)
        raise click.ClickException(text % {"file": output, "why": why}) from error


def find_or_build_version(folder: Path, texts: Catalogue) -> Version:
    """Return the current version, or one that is made of what *folder* holds as it is now.

    It is built only where no version that is kept was made of that. One that somebody rolled back to stays current.
    What is done is printed in the language of *texts*.

    :raises ArchiveError: when the current one cannot be read and holds what nothing else has.
    """
    archive = Archive(folder)
    at_hand = digest_sources(PlanFolder(folder).list_sources())
    try:
        version = archive.find_current() or recover_version(archive, at_hand, texts)
    except BrokenCurrent as error:
        version = recover_version(archive, at_hand, texts, error)
    if version and not is_stale(version.manifest.inputs, at_hand):
        return version
    kept = archive.find_made_of(at_hand)
    if kept is None:
        return build_version(folder, (), texts)
    if version and archive.is_chosen():
        line = texts.gettext(
            "Version %(used)s is used, for somebody rolled back to it. 'samendoen rollback %(newest)s' takes the data "
            "of now."
        )
        click.echo(line % {"used": version.digest[:12], "newest": kept.digest[:12]}, err=True)
        return version
    line = texts.gettext("Version %(used)s was made of the data of now, and is used again.")
    click.echo(line % {"used": kept.digest[:12]}, err=True)
    return archive.use(kept)


def build_version(folder: Path, files: tuple[Path, ...], texts: Catalogue) -> Version:
    """Build a version, and print each step as it begins, in the language of *texts*."""
    from graph import build as building  # noqa: PLC0415  the reasoner and the shapes are slow to load

    return show_build(folder, texts, lambda progress: building.build_version(folder, files, progress))


Made = TypeVar("Made", bound="Version | None")


@collecting_seldom()
def show_build(
    folder: Path, texts: Catalogue, work: Callable[[Callable[[str], None]], Made], removed: str = ""
) -> Made:
    """Do *work* that publishes a version in *folder*, and return it.

    Each step is printed as it begins, and then each file that the version before was made of and this one is not, in
    the language of *texts*; those of the plan with the key *removed* went on purpose.
    """
    from graph.build import BUILD_STEPS  # noqa: PLC0415  the reasoner and the shapes are slow to load

    names = {
        "load": texts.gettext("load"),
        "validate": texts.gettext("validate"),
        "reason": texts.gettext("reason"),
        "publish": texts.gettext("publish"),
    }
    done: list[str] = []

    def print_step(step: str) -> None:
        done.append(step)
        click.echo(f"[{len(done)}/{len(BUILD_STEPS)}] {names[step]}", err=True)

    remove_leftovers(folder, texts)
    before = Archive(folder).read_current_inputs() or {}
    version = work(print_step)
    _print_lost_inputs(before, version, removed, texts)
    return version


def _print_lost_inputs(before: Mapping[str, str], version: Version | None, removed: str, texts: Catalogue) -> None:
    """Print each file that there was *before* and that *version* lacks, but for those of the plan *removed*."""
    from graph.build import list_lost_inputs  # noqa: PLC0415  the reasoner and the shapes are slow to load

    line = texts.gettext(
        "Not in this version: %(file)s, which the version before was made of. Give it again, or keep it with "
        "'samendoen plan add'."
    )
    for name in list_lost_inputs(before, version.manifest.inputs, removed) if version else []:
        click.echo(line % {"file": name}, err=True)


def print_published(version: Version, texts: Catalogue) -> None:
    """Print the warnings that *version* keeps, and that it was published, in the language of *texts*."""
    for fault in version.manifest.warnings:
        click.echo(fault.describe(texts), err=True)
    template = texts.gettext("Published %(digest)s (%(count)s quads).")
    click.echo(template % {"digest": version.digest, "count": version.manifest.quads})


def remove_leftovers(folder: Path, texts: Catalogue) -> None:
    """Remove from *folder* what an interrupted publish left, and report it; report also a failure."""
    try:
        for name in Archive(folder).sweep():
            line = texts.gettext("Removed %(name)s, which an interrupted publish left.")
            click.echo(line % {"name": name}, err=True)
    except ArchiveError as error:
        line = texts.gettext("What an interrupted publish left could not be removed. %(why)s")
        click.echo(line % {"why": error.describe(texts)}, err=True)


def describe_version(version: Version, texts: Catalogue) -> str:
    """Describe *version* in words: the beginning of its digest, when it was made, and its quads."""
    values = {
        "digest": version.digest[:12],
        "created": version.manifest.created,
        "count": version.manifest.quads,
    }
    return texts.gettext("version %(digest)s of %(created)s, %(count)s quads") % values
