"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs are read as it says, and whoever writes is refused.

The tests write before they read. We refuse to write, and then read from a version that holds what would have been
written; so what they say of reading is tested in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.exchanges import DEFAULT, answered, exchanges, written
from tests.conformance.suites import each
from tests.conformance.website import website

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conformance.conftest import Hold
    from tests.conformance.suites import Case
    from tests.conformance.website import Website

#: A graph that no test is about, so that there is always something to serve.
OTHER = {"http://www.example/gsp/other": "<urn:it> <urn:is> <urn:there> <http://www.example/gsp/other> .\n"}


def store_protocol(case: Case) -> bool:
    """Say whether *case* is about the graph store."""
    return case.suite == "sparql11/graph-store-protocol/manifest-indirect"


def writes(case: Case) -> bool:
    """Say whether *case* writes to a graph that it names in the parameters of its address."""
    return store_protocol(case) and any(it.writes for it in exchanges(case))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """Serve one graph, before anything was written."""
    with website(tmp_path_factory.mktemp("store")) as site:
        site.publish(OTHER)
        yield site


@each(store_protocol)
def test_graph_store(case: Case, hold: Hold, site: Website) -> None:
    """Every request of a test that only reads gets the answer that it expects."""
    site.publish(OTHER)
    hold(case, lambda case: answered(case, site.client()))


@each(writes)
def test_what_would_have_been_written(case: Case, hold_part: Hold, site: Website) -> None:
    """A write is forbidden (403) and changes nothing; what was written otherwise is read as the test expects."""
    hold_part(case, lambda case: read(case, site))


def read(case: Case, site: Website) -> None:
    """See that every write of *case* is refused, and that every read is answered as if none had been."""
    graphs: dict[str, str] = {}
    for exchange in exchanges(case):
        # Our default graph is the union of all, so there is no other graph while a test is about it.
        site.publish(graphs if DEFAULT in graphs else {**OTHER, **graphs})
        response = exchange.send(site.client())
        if exchange.writes:
            assert response.status_code == 403
            graphs = written(graphs, exchange)
        else:
            exchange.check(response)
