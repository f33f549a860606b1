"""What can be measured of a network, and who is not in it together."""

from visualisation.measures.measurement import Breakup, Measurement, Measures, NodeMeasures, measure_network
from visualisation.measures.missing import Missing, list_missing

__all__ = [
    "Breakup",
    "Measurement",
    "Measures",
    "Missing",
    "NodeMeasures",
    "list_missing",
    "measure_network",
]
