"""The commands `samendoen plan …`: which plans a data folder holds, and how one comes and goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.options import (
    DATA_OPTION,
    LANGUAGE_OPTION,
    build_documents_option,
    find_or_build_version,
    print_published,
    show_build,
)
from graph.errors import SourceError
from graph.plans import PlanFolder, describe_plan, write_plan_keywords
from graph.sources import SourceTexts, list_register_sources, read_document, read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from api.catalogue import Catalogue
    from graph.plans import HeldPlan, PlanContent
    from graph.sources import Reading


@click.group("plan")
def plan() -> None:
    """List, add and remove the plans of a data folder, and make their key words."""


@plan.command("list")
@LANGUAGE_OPTION
@DATA_OPTION
def list_plans(texts: Catalogue, data: Path) -> None:
    """List the plans of the data folder, those that are left out among them, each with its documents."""
    register = [read_source(source) for source in list_register_sources()]
    at_hand = SourceTexts(data).read_all().keys()
    held = PlanFolder(data).list_plans()
    for it in held:
        for line in _describe_plan(it, register, at_hand, texts):
            click.echo(line)
    if not held:
        click.echo(texts.gettext("No plan in %(folder)s. Add one with 'samendoen plan add'.") % {"folder": data})


@plan.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER|FILE…")
@LANGUAGE_OPTION
@DATA_OPTION
@build_documents_option("Source document of the plan: pages then show the sentence. May be repeated.")
@click.option("--replace", "replacing", is_flag=True, help="Take the place of the plan with that key, if there is one.")
def add_plan(
    paths: tuple[Path, ...], texts: Catalogue, data: Path, documents: tuple[Path, ...], *, replacing: bool
) -> None:
    """Add the one plan that FILEs, or those in FOLDER, are of, and publish a version with it.

    They are checked first, and copied into the data folder. The key of a plan that comes with the project, and was
    removed, puts it back.
    """
    from graph import build as building  # noqa: PLC0415  the reasoner and the shapes are slow to load

    key = str(paths[0])
    if len(paths) == 1 and not paths[0].exists() and PlanFolder(data).find(key):
        version = show_build(data, texts, lambda progress: building.put_back_plan(data, key, progress))
    else:
        version = show_build(
            data,
            texts,
            lambda progress: building.add_plan(data, paths, documents, progress, replacing=replacing),
        )
    if version is None:
        click.echo(texts.gettext("This plan is there already; nothing changed."))
        find_or_build_version(data, texts)
    else:
        print_published(version, texts)


@plan.command("remove")
@click.argument("key")
@LANGUAGE_OPTION
@DATA_OPTION
def remove_plan(key: str, texts: Catalogue, data: Path) -> None:
    """Remove the plan called KEY, and publish a version without it; older versions keep it."""
    from graph import build as building  # noqa: PLC0415  the reasoner and the shapes are slow to load

    version = show_build(data, texts, lambda progress: building.remove_plan(data, key, progress), removed=key)
    print_published(version, texts)


@plan.command("keywords")
@click.argument("key", metavar="KEY|FOLDER")
@LANGUAGE_OPTION
@DATA_OPTION
@build_documents_option("Source document of the plan, whose words they are. May be repeated.")
def make_keywords(key: str, texts: Catalogue, data: Path, documents: tuple[Path, ...]) -> None:
    """Make the key words of the plan called KEY, or of which the files are in FOLDER, anew, in a file beside its data.

    They are the terms of the sentences that its evidence points into, so that a search for one of those finds it. The
    same documents and data give the same file. A server takes it over at its next start, or after 'samendoen build'.
    """
    folder = PlanFolder(data)
    given = {text.sha256: text for text in map(read_document, documents)}
    with folder.change():
        path, count = write_plan_keywords(folder.find(key) or Path(key), SourceTexts(data).read_all() | given)
    line = texts.ngettext("%(count)s list of key words in %(path)s", "%(count)s lists of key words in %(path)s", count)
    click.echo(line % {"count": count, "path": path})


def _describe_plan(
    held: HeldPlan, register: list[Reading], at_hand: Collection[str], texts: Catalogue
) -> Iterator[str]:
    """Yield the lines that describe the plan *held*: by its files, the names in *register* and the texts *at hand*."""
    try:
        content = describe_plan(held.key, [*register, *map(read_source, held.sources)])
    except SourceError as error:
        yield f"{held.key}  {error.describe(texts)}"
        return
    yield f"{held.key}  {_choose_name(content.label, texts)}"
    yield f"    {content.starts or '?'} \u2013 {content.ends or '?'}  {_name_publishers(content)}"
    count = texts.ngettext("%(count)s statement", "%(count)s statements", content.statements)
    yield f"    {count % {'count': content.statements}}, {_describe_origin(held, texts)}"
    for document in content.documents:
        state = texts.gettext("at hand") if document.sha256 in at_hand else texts.gettext("not at hand")
        yield f"    {_choose_name(document.label, texts)} ({document.sha256[:12] or '-'}): {state}"


def _choose_name(label: Mapping[str, str], texts: Catalogue) -> str:
    """Choose the name in the language of *texts*, or else in Dutch, from a *label* by language."""
    return label.get(texts.language) or label.get("nl") or "?"


def _name_publishers(content: PlanContent) -> str:
    """Name who publishes the plan."""
    return ", ".join(content.names.get(iri, iri) for iri in content.publishers) or "?"


def _describe_origin(held: HeldPlan, texts: Catalogue) -> str:
    """Describe where the plan *held* comes from, and whether it is left out."""
    if held.left_out:
        return texts.gettext("comes with Samendoen, left out")
    return texts.gettext("comes with Samendoen") if held.packaged else texts.gettext("added here")
