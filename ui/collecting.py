"""Garbage is collected on the GUI thread only: a widget that another thread frees takes the whole process down."""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 100
"""Seldom enough to cost nothing, often enough that garbage does not first grow to some ten megabytes, which would stay
claimed for good: whoever allocates meanwhile, such as an import, scatters what it keeps among it."""


class GuiCollector(QObject):
    """Stands in for Python's own collecting, which happens on whatever thread allocates, for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python would have."""
        due = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(due[-1])

    def keep_all(self) -> None:
        """Look no more at what there is by now, most of which lives as long as the window: code and pages. Looking
        through it again and again takes longer than four frames."""
        gc.freeze()

    def close(self) -> None:
        """Leave collecting to Python again, if it was Python's before."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
