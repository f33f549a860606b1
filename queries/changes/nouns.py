"""What one thing of a class is called, and several; the class by its local id in the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.message import Message

if TYPE_CHECKING:
    from graph.message import Translator

#: One, and several. A class that is not here is called by its label in the model.
NOUNS = {
    "Agreement": (Message("agreement"), Message("agreements")),
    "Amount": (Message("amount"), Message("amounts")),
    "Area": (Message("area"), Message("areas")),
    "BudgetLine": (Message("line of the budget"), Message("lines of the budget")),
    "Claim": (Message("claim"), Message("claims")),
    "ContentsEntry": (Message("entry of the table of contents"), Message("entries of the table of contents")),
    "Cooperation": (Message("cooperation"), Message("cooperations")),
    "CooperationPair": (Message("cooperation of two partners"), Message("cooperations of two partners")),
    "DataSharing": (Message("data sharing"), Message("data sharings")),
    "Decision": (Message("later decision"), Message("later decisions")),
    "DecisionRule": (Message("decision rule"), Message("decision rules")),
    "Defect": (Message("defect"), Message("defects")),
    "Document": (Message("document"), Message("documents")),
    "Duty": (Message("duty"), Message("duties")),
    "EscalationLevel": (Message("escalation level"), Message("escalation levels")),
    "Evidence": (Message("place of evidence"), Message("places of evidence")),
    "Figure": (Message("figure of the plan"), Message("figures of the plan")),
    "Focus": (Message("focus"), Message("foci")),
    "GenericActor": (Message("general word for an actor"), Message("general words for actors")),
    "Goal": (Message("goal"), Message("goals")),
    "Indicator": (Message("indicator"), Message("indicators")),
    "Instrument": (Message("instrument"), Message("instruments")),
    "Involvement": (Message("involvement"), Message("involvements")),
    "Law": (Message("law"), Message("laws")),
    "LegalReference": (Message("reference to law"), Message("references to law")),
    "Match": (Message("match to the yardstick"), Message("matches to the yardstick")),
    "Measure": (Message("measure"), Message("measures")),
    "MeasureSection": (Message("section with measures"), Message("sections with measures")),
    "Membership": (Message("membership"), Message("memberships")),
    "Municipality": (Message("municipality"), Message("municipalities")),
    "Observation": (Message("observation"), Message("observations")),
    "Omission": (Message("sentence left out on purpose"), Message("sentences left out on purpose")),
    "OpenDecision": (Message("open decision"), Message("open decisions")),
    "Organisation": (Message("organisation"), Message("organisations")),
    "Partner": (Message("partner"), Message("partners")),
    "Phenomenon": (Message("phenomenon"), Message("phenomena")),
    "Plan": (Message("plan"), Message("plans")),
    "Policy": (Message("policy"), Message("policies")),
    "PolicyRelation": (Message("relation of policies"), Message("relations of policies")),
    "Power": (Message("power"), Message("powers")),
    "Progress": (Message("report of progress"), Message("reports of progress")),
    "Section": (Message("section"), Message("sections")),
    "Sector": (Message("sector"), Message("sectors")),
    "Standard": (Message("standard"), Message("standards")),
    "TargetGroup": (Message("target group"), Message("target groups")),
    "Theme": (Message("theme"), Message("themes")),
}


def name_things(cls: str, count: int, translator: Translator, label: str = "") -> str:
    """Name *count* things of the class *cls*; one that has no noun here is called by its *label*."""
    if cls not in NOUNS:
        return label
    one, many = NOUNS[cls]
    return (one if count == 1 else many).describe(translator)
