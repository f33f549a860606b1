"""What fits on one sheet to hand over: about a partner, a theme or a measure of one plan, and for a meeting."""

from queries.handouts.maker import HandoutMaker, Subject
from queries.handouts.meeting import Meeting, MeetingTable, MeetingTheme, Seat

__all__ = ["HandoutMaker", "Meeting", "MeetingTable", "MeetingTheme", "Seat", "Subject"]
