"""The plans of a data folder: those that come with the project unless left out, and those that were added to it."""

from graph.plans.content import Document, PlanContent, describe_plan, find_plan, list_data_files
from graph.plans.folder import HeldPlan, PlanFolder, name_copy
from graph.plans.keywords import write_plan_keywords
from graph.plans.staging import StagedPlan

__all__ = [
    "Document",
    "HeldPlan",
    "PlanContent",
    "PlanFolder",
    "StagedPlan",
    "describe_plan",
    "find_plan",
    "list_data_files",
    "name_copy",
    "write_plan_keywords",
]
