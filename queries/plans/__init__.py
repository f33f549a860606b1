"""The plans in a version: what each is called, when it holds, and an engine over what belongs to it alone."""

from queries.plans.plan import Plan
from queries.plans.plans import Plans

__all__ = ["Plan", "Plans"]
