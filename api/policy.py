"""What a browser may load for a page (Content Security Policy Level 3, W3C)."""

from __future__ import annotations


def policy(*styles: str) -> str:
    """Give the policy: nothing from another host, no script or style but our own files, and the *styles* by digest."""
    own = "".join(f" '{style}'" for style in styles)
    style = f"style-src 'self'{own}; " if styles else ""
    return (
        f"default-src 'self'; {style}img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )
