"""Diagrams that are a part of a page and take its colours; each has a table beside it that says the same."""

from visualisation.diagrams.bars import Bar, BarGroup, draw_bars
from visualisation.diagrams.canvas import LONGEST_LABEL, cut_label
from visualisation.diagrams.history import MOST_TRACKS, Period, Stretch, Track, draw_history
from visualisation.diagrams.stairs import Stair, draw_stairs
from visualisation.diagrams.timeline import Lane, Moment, draw_timeline

__all__ = [
    "LONGEST_LABEL",
    "MOST_TRACKS",
    "Bar",
    "BarGroup",
    "Lane",
    "Moment",
    "Period",
    "Stair",
    "Stretch",
    "Track",
    "cut_label",
    "draw_bars",
    "draw_history",
    "draw_stairs",
    "draw_timeline",
]
