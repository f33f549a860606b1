"""What the server says of itself is said at once, by nobody who could be kept busy, and is true."""

from __future__ import annotations

import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from api.server.bounds import Bounds
from api.serving.readiness import LONGEST_AGE
from tests.api.commands.test_server import family
from tests.api.server.conftest import HOST, PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.server.conftest import Serve, Site

REPORTS = ("/healthz", "/readyz", "/metrics")
#: One target for each lane in which the app answers.
TARGETS = ("/measures?words=", "/api/v1/questions/measures?format=docx&words=", "/sparql?query=ASK%7B%7D%23")


def read_readiness(site: Site) -> tuple[int, dict[str, object]]:
    """Read the status and what stands in the report on whether it can answer."""
    answer = site.ask("/readyz")
    return answer.status, json.loads(answer.text)  # type: ignore[attr-defined]  # the tests put it there


@contextmanager
def holding_every_thread(site: Site) -> Iterator[None]:
    """Keep every thread of every lane at work in this block, with a queue before each, by many clients of a proxy."""
    over = threading.Event()
    lend = site.served.lease
    site.served.lease = lambda version="": over.wait(PATIENCE) and lend(version)  # type: ignore[method-assign,assignment,return-value]  # whoever answers waits
    with ThreadPoolExecutor(120) as visitors:
        try:
            asked = [
                visitors.submit(site.ask, f"{target}{n}", X_Forwarded_For=f"192.0.2.{n}")
                for n in range(40)
                for target in TARGETS
            ]
            lanes = ("pages", "files", "sparql")
            site.until(lambda: all(site.count(f'samendoen_lane_running{{lane="{it}"}}') >= 5 for it in lanes))
            site.until(lambda: all(site.count(f'samendoen_lane_waiting{{lane="{it}"}}') for it in lanes[:2]))
            yield
        finally:
            over.set()
            site.served.lease = lend  # type: ignore[method-assign]  # as it was
            assert all(it.result(PATIENCE).status for it in asked)


def test_reports_take_no_thread(serve: Serve) -> None:
    """With every thread at work and others waiting for one, what the server says of itself is said."""
    with serve(Bounds(), SAMENDOEN_PROXIES=HOST) as site, holding_every_thread(site):
        found = [site.ask(report).status for report in REPORTS]

    assert found == [HTTPStatus.OK] * 3


def test_it_is_not_ready_when_no_query_is_answered(serve: Serve) -> None:
    """When the processes that answer hang, the server says that it is not ready; when they go on, that it is."""
    with serve() as site:
        zygote = site.served.now.pool.zygote.process
        processes = {zygote, *family(zygote)}
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            site.served._answered._when -= LONGEST_AGE - 2  # noqa: SLF001  so that it is over sooner
            site.until(lambda: read_readiness(site)[0] == HTTPStatus.SERVICE_UNAVAILABLE)
            hung = read_readiness(site)[1]
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)
        site.until(lambda: read_readiness(site)[0] == HTTPStatus.OK)

    assert hung["status"] == "unavailable"
    assert hung["version"] == site.served.now.version.digest
