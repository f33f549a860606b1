"""What a browser may load for a page (Content Security Policy Level 3, W3C)."""

from __future__ import annotations


def build_policy(*styles: str) -> str:
    """Build the policy: only our own scripts and styles, no other host, and the inline *styles* by digest."""
    own = "".join(f" '{style}'" for style in styles)
    style = f"style-src 'self'{own}; " if styles else ""
    return (
        f"default-src 'self'; {style}img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )
