"""The server that production runs on: granian, with one process for the pages and workers for the queries."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import click
from granian import Granian
from granian.constants import Interfaces

from graph.errors import get_reason

if TYPE_CHECKING:
    from api.catalogue import Catalogue


def refuse_taken_port(host: str, port: int, texts: Catalogue) -> None:
    """Refuse a *port* of *host* that cannot be listened on.

    :raises click.ClickException: when it cannot; the message says why and what to do, in the language of *texts*.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        text = texts.gettext(
            "Cannot serve on %(host)s port %(port)s: %(why)s. Stop what uses it, or give another with --port or "
            "SAMENDOEN_PORT."
        )
        why = get_reason(error).describe(texts) if isinstance(error, OSError) else error
        raise click.ClickException(text % {"host": host, "port": port, "why": why}) from error


def run_server(host: str, port: int, threads: int) -> None:
    """Serve with *threads* until SIGTERM or SIGINT, then finish what is being answered and stop."""
    Granian(
        "api.app:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_enabled=False,
        workers_kill_timeout=5,
    ).serve()
