"""What changed between two versions, in words."""

from queries.changes.difference import Difference, compare_snapshots, take_snapshot

__all__ = ["Difference", "compare_snapshots", "take_snapshot"]
