"""The command `samendoen serve`: the pages and the data, over HTTP."""

from __future__ import annotations

import errno
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from api.commands.house_style import warn_of_contrasts
from api.commands.options import (
    DATA_OPTION,
    LANGUAGE_OPTION,
    QUESTIONS_OPTION,
    build_option,
    describe_version,
    find_or_build_version,
    remove_leftovers,
)
from api.http.locality import is_loopback
from api.settings import read_settings
from api.style.house import read_house_style
from graph.errors import get_reason

if TYPE_CHECKING:
    from pathlib import Path

    from api.catalogue import Catalogue
    from api.settings import Settings

#: What a setting opens to who is not at this machine; data is open to them, and closed to scripts of other websites.
CLOSED = ("sentences", "metrics")


@click.command("serve")
@click.pass_context
@build_option("host")
@build_option("port", click.IntRange(1, 65535))
@LANGUAGE_OPTION
@DATA_OPTION
@QUESTIONS_OPTION
def serve(  # noqa: PLR0913  click hands a command its options, and itself
    context: click.Context, host: str, port: int, texts: Catalogue, data: Path, questions: Path | None
) -> None:
    """Serve the pages and the data; a first start builds the graph."""
    from api import server  # noqa: PLC0415  the server is only loaded where it serves

    settings = replace(read_settings(), data=data, questions=questions)
    if settings.house_style:
        warn_of_contrasts(read_house_style(settings.house_style), texts)
    server.set_up_log(settings.log, queries=settings.log_queries)
    sockets = _open_sockets(host, port, texts)
    for each in sockets:
        context.call_on_close(each.close)  # whatever goes wrong before they are served on
    remove_leftovers(data, texts)
    version = describe_version(find_or_build_version(data, texts), texts)
    click.echo(texts.gettext("Serving %(version)s.") % {"version": version}, err=True)
    if not is_loopback(host):
        click.echo(_describe_openness(settings, host, texts), err=True)
    stop = texts.gettext("stop: Ctrl+C")
    click.echo(f"Samendoen: {_format_url(host, port)}{settings.prefix}  ({stop})", err=True)
    server.run_server(sockets, host, settings)


def _open_sockets(host: str, port: int, texts: Catalogue) -> list[socket.socket]:
    """Open the sockets for *port* of *host*.

    :raises click.ClickException: when it cannot; the message says why and what to do, in the language of *texts*.
    """
    from api.server import open_sockets  # noqa: PLC0415  as above

    try:
        return open_sockets(host, port)
    except (OSError, UnicodeError) as error:
        raise click.ClickException(_describe_failure(host, port, error, texts)) from error


def _describe_failure(host: str, port: int, error: OSError | UnicodeError, texts: Catalogue) -> str:
    """Describe why *port* of *host* cannot be served on, by the *error*, and what would do."""
    if isinstance(error, (socket.gaierror, UnicodeError)):
        text = texts.gettext(
            "Cannot serve on %(host)s: no address is known by that name. Give another with --host or SAMENDOEN_HOST."
        )
        return text % {"host": host}
    why = get_reason(error).describe(texts)
    if error.errno == errno.EADDRNOTAVAIL:
        text = texts.gettext(
            "Cannot serve on %(host)s: %(why)s. Give an address of this machine with --host or SAMENDOEN_HOST."
        )
    elif error.errno in (errno.EACCES, errno.EPERM):
        text = texts.gettext(
            "Cannot serve on %(host)s port %(port)s: %(why)s. Ports below 1024 are root's: give a higher one with "
            "--port or SAMENDOEN_PORT, and put a proxy in front."
        )
    else:
        text = texts.gettext(
            "Cannot serve on %(host)s port %(port)s: %(why)s. Stop what uses it, or give another with --port or "
            "SAMENDOEN_PORT."
        )
    return text % {"host": host, "port": port, "why": why}


def _describe_openness(settings: Settings, host: str, texts: Catalogue) -> str:
    """Describe who can read what where *host* is not this machine alone, as *settings* have it."""
    text = texts.gettext(
        "Whoever reaches %(host)s over the network reads all data here: there are no accounts. Not open to them: "
        "%(closed)s (SAMENDOEN_PUBLIC). Put a proxy with TLS in front."
    )
    closed = ", ".join(it for it in CLOSED if it not in settings.public) or texts.gettext("nothing")
    return text % {"host": host, "closed": closed}


def _format_url(host: str, port: int) -> str:
    """Format the URL of *port* of *host*.

    >>> _format_url("::1", 8080)
    'http://[::1]:8080'
    """
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
