"""How a node looks by its kind. Shape and colour say the same, so that no one needs to see colours."""

from __future__ import annotations

#: Kind of actor to (colour, shape); the colours differ in lightness as well, and pass 3:1 on white.
STYLES = {
    "municipality": ("#1f4e79", "square"),
    "partnership": ("#7a4b00", "diamond"),
    "governing_body": ("#4b3f72", "hexagon"),
    "police_and_justice": ("#0b6e8a", "triangle"),
    "emergency_services": ("#b3261e", "triangleDown"),
    "care_and_welfare": ("#2e7d32", "dot"),
    "education": ("#8a6d00", "dot"),
    "housing": ("#6d4c41", "square"),
    "business": ("#a0522d", "diamond"),
    "residents": ("#ad1457", "dot"),
    "government": ("#37474f", "hexagon"),
    "office": ("#5e35b1", "star"),
    "team": ("#00695c", "dot"),
}
#: The same for who is no partner, and for things that are no actors, by their sort.
SORT_STYLES = {
    "generic": ("#616161", "hexagon"),
    "target_group": ("#c2185b", "star"),
    "theme": ("#0f5e6e", "hexagon"),
    "measure": ("#7d4e00", "square"),
    "legislation": ("#8a1c1c", "diamond"),
    "standard": ("#5b2a86", "diamond"),
    "duty": ("#b3261e", "square"),
    "level": ("#1f4e79", "triangle"),
    "area": ("#37474f", "triangleDown"),
    "instrument": ("#00695c", "star"),
    "agreement": ("#2e7d32", "hexagon"),
    "data-sharing": ("#6d4c41", "diamond"),
    "phenomenon": ("#a0522d", "triangleDown"),
    "amount": ("#8a6d00", "square"),
    "plan": ("#0b6e8a", "star"),
    "group": ("#52616b", "square"),
    "from": ("#0f5e6e", "dot"),
    "to": ("#7a3b00", "square"),
}
OTHER_STYLE = ("#555555", "dot")


def find_style(kind: str) -> tuple[str, str]:
    """Find the colour and shape of *kind*; a kind that is in no table gets the plain one."""
    return STYLES.get(kind) or SORT_STYLES.get(kind, OTHER_STYLE)
