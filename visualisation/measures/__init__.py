"""What can be measured of a network, and who is not in it together."""

from visualisation.measures.measurement import Breakup, Measurement, Measures, NodeMeasures, measure_network

__all__ = ["Breakup", "Measurement", "Measures", "NodeMeasures", "measure_network"]
