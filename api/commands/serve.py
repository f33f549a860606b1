"""The command `samendoen serve`: the pages and the data, over HTTP."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from api.commands.options import (
    DATA_OPTION,
    LANGUAGE_OPTION,
    QUESTIONS_OPTION,
    build_option,
    describe_version,
    find_or_build_version,
    remove_leftovers,
)
from api.settings import SETTINGS_BY_NAME, read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue


@click.command("serve")
@build_option("host")
@build_option("port", click.IntRange(1, 65535))
@LANGUAGE_OPTION
@DATA_OPTION
@QUESTIONS_OPTION
def serve(host: str, port: int, texts: Catalogue, data: Path, questions: Path | None) -> None:
    """Serve the pages and the data; a first start builds the graph."""
    from api.commands.server import refuse_taken_port, run_server  # noqa: PLC0415  the server is only loaded where it serves

    settings = read_settings()
    refuse_taken_port(host, port, texts)
    remove_leftovers(data, texts)
    version = describe_version(find_or_build_version(data, texts), texts)
    click.echo(texts.gettext("Serving %(version)s.") % {"version": version}, err=True)
    os.environ[SETTINGS_BY_NAME["data"].variable] = str(data)
    os.environ[SETTINGS_BY_NAME["questions"].variable] = str(questions or "")
    stop = texts.gettext("stop: Ctrl+C")
    click.echo(f"Samendoen: http://{host}:{port}  ({stop})", err=True)
    run_server(host, port, settings.threads)
