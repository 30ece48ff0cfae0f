"""Where garbage is collected."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.collecting import GuiCollector


@pytest.fixture
def collected_on() -> Iterator[list[threading.Thread]]:
    """The threads that garbage was collected on meanwhile."""
    threads: list[threading.Thread] = []

    def note(phase: str, info: dict[str, int]) -> None:
        threads.append(threading.current_thread())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def test_garbage_of_another_thread_is_collected_on_the_gui_thread(
    qapp: QApplication, collected_on: list[threading.Thread]
) -> None:
    assert not gc.isenabled()
    litter = threading.Thread(target=lambda: [[] for _ in range(10 * gc.get_threshold()[0])])
    litter.start()
    litter.join()
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    collector = GuiCollector(qapp)
    collector.look()
    collector._timer.stop()
    collector.deleteLater()
    assert set(collected_on) == {threading.main_thread()}
    assert kept
