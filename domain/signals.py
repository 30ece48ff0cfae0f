"""Announcements made with blinker. A signal wakes somebody up; the log and the checkpoint are what delivers."""

from blinker import Signal

events_recorded = Signal("A transaction committed. Sent by the write store with position=<the log's new head>.")
