"""Pages by their whole address: a file has left the website, and a path alone leads nowhere from there."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from visualisation.networks import Network


def resolve_pages(network: Network, address: str) -> Network:
    """Resolve the URL of each page in *network* against the *address* that its picture has on the website.

    A URL that is whole stays as it is. It is done once, before a network is drawn and written.
    """
    nodes = tuple(replace(it, page=_resolve(address, it.page)) for it in network.nodes)
    edges = (
        replace(it, page=_resolve(address, it.page), about_page=_resolve(address, it.about_page))
        for it in network.edges
    )
    return Network(nodes, tuple(sorted(edges)), network.directed)


def _resolve(address: str, page: str) -> str:
    """Resolve the URL *page* against *address*; no page is no page, and what is no URL stays as it is.

    >>> _resolve("https://example.org/a/network?theme=x", "/a/partners/om"), _resolve("https://example.org", "")
    ('https://example.org/a/partners/om', '')
    """
    try:
        return urljoin(address, page) if page else ""
    except ValueError:
        return page
