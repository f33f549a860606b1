"""Addresses: what leads somewhere on the website leads there from a file too."""

from __future__ import annotations

from visualisation import resolve_pages
from visualisation.networks import Edge, Node, make_network

ADDRESS = "https://example.org/base/network?theme=jeugd"


def test_paths_become_whole() -> None:
    """A path of ours becomes a URL, of nodes and of edges; no page stays none, and a whole URL as it is."""
    nodes = [Node("a", "A", "team", "/base/a"), Node("b", "B", "team"), Node("c", "C", "team", "https://other.org/c")]
    edges = [Edge("a", "b", about_page="/base/t", page="/base/plan#12")]
    resolved = resolve_pages(make_network(nodes, edges, directed=True), ADDRESS)

    assert [it.page for it in resolved.nodes] == ["https://example.org/base/a", "", "https://other.org/c"]
    assert [(it.about_page, it.page) for it in resolved.edges] == [
        ("https://example.org/base/t", "https://example.org/base/plan#12")
    ]
    assert resolved.directed


def test_what_is_no_url_stays() -> None:
    """A text that is no URL, and one that would run something, come out as they went in."""
    pages = ("http://[", "javascript:hurt=1")
    resolved = resolve_pages(make_network([Node(it, it, "team", it) for it in pages], []), ADDRESS)

    assert [it.page for it in resolved.nodes] == list(pages)
