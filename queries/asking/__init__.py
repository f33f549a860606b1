"""From what somebody typed to the question that it asks, and what the answer says at a glance."""

from queries.asking.finding import Asker, Finding

__all__ = ["Asker", "Finding"]
