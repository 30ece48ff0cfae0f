"""One window per data directory: a second start hands over to the first and leaves."""

from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER_MS = 2000


def hand_over(data_dir: Path) -> str:
    """Ask the window that is open on this data directory to come forward, and say so; empty if there is none.

    One that is too busy to answer is there all the same, since somebody listens: it comes once it can, and a second
    window would take its address and share its drafts.
    """
    socket = QLocalSocket()
    socket.connectToServer(_address(data_dir))
    if not socket.waitForConnected(_ANSWER_MS):
        return ""
    answered = socket.waitForReadyRead(_ANSWER_MS)
    socket.disconnectFromServer()
    if answered:
        return "Docket is open here already; its window comes forward."
    return "Docket is open here already and busy; its window comes forward as soon as it can."


class Instance(QObject):
    """Listens for later starts on the same data directory."""

    called = Signal()
    """Somebody started Docket here again."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        address = _address(data_dir)
        if not self._server.listen(address):
            # Left over from a process that was killed: nobody answered at this address, or we would not be here.
            QLocalServer.removeServer(address)
            self._server.listen(address)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.write(b"ok\n")
            caller.flush()
            caller.disconnected.connect(caller.deleteLater)
            self.called.emit()


def _address(data_dir: Path) -> str:
    return "docket-" + blake2b(str(data_dir.resolve()).encode(), digest_size=8).hexdigest()
