"""Qt's own messages go where ours go: into the log."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_OF_NO_INTEREST = "This plugin does not support"
"""What Qt says again and again where it draws into memory."""


def log_qt_messages() -> Callable[[], Any]:
    """Begin; the function returned ends it."""
    before = qInstallMessageHandler(_on_message)
    return lambda: qInstallMessageHandler(before)


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not text.startswith(_OF_NO_INTEREST):
        _log.log(_LEVELS[kind], "%s", text)
