"""A line to a database server that breaks at a chosen word: before the server hears it, or before its answer comes."""

import re
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Self

_SOCKET = ".s.PGSQL.5432"


class BrittleLine:
    """Stands between a client and a server; ``address`` is what the client connects to."""

    def __init__(self, address: str, folder: Path) -> None:
        found = re.search(r"host=([^&]+)", address)
        assert found is not None
        self._server = f"{found[1]}/{_SOCKET}"
        self.address = address.replace(found[1], str(folder))
        self._word: bytes | None = None
        self._heard = False
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / _SOCKET))
        self._door.listen()
        self._threads = [Thread(target=self._welcome)]
        self._threads[0].start()

    def break_at(self, word: bytes, *, heard: bool) -> None:
        """Break once, at the next message that holds this word; the server has heard it then, or never does."""
        self._heard, self._word = heard, word

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._door.close()

    def _welcome(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            for ends in ((client, server), (server, client)):
                self._threads.append(Thread(target=self._carry, args=ends))
                self._threads[-1].start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with source:
            while said := _heard(source):
                if self._word is not None and self._word in said:
                    self._word = None
                    source.shutdown(socket.SHUT_RDWR)
                    if self._heard:
                        target.sendall(said)
                    continue
                try:
                    target.sendall(said)
                except OSError:
                    break
            _hang_up(target)


def _heard(source: socket.socket) -> bytes:
    try:
        return source.recv(65536)
    except OSError:
        return b""


def _hang_up(target: socket.socket) -> None:
    with suppress(OSError):  # it hung up first
        target.shutdown(socket.SHUT_RDWR)
