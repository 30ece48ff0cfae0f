"""Announcements made with blinker. A signal wakes somebody up; the log and the checkpoint are what delivers."""

from blinker import Signal

events_recorded = Signal(
    "Events were committed. Sent by the bus, or by a store that was filled at once, with position=<the log's new head>."
)
