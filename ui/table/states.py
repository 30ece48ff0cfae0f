"""What stands in the place of a list that has nothing to show, and what can be done about it."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import pixmap
from ui.widgets.text import clear_layout, label

_ICON = 40


class Step(Struct, frozen=True):
    """A button: its name, its words, and what it does; the first of several is the primary one."""

    name: str
    text: str
    do: Callable[[], object]


class State(Struct, frozen=True, kw_only=True):
    """A heading, a sentence and steps."""

    icon: str
    heading: str
    text: str
    steps: tuple[Step, ...] = ()


class StatePanel(QWidget):
    """Shows one state, in the middle."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading = label("", "strong")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._steps = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 0, 32, 0)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(self._heading)
        # Across the whole width: aligned to the middle, a wrapped text is not given the height it needs.
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addLayout(self._steps)
        column.addStretch(3)

    def show_state(self, state: State) -> None:
        """Show it."""
        self._icon.setPixmap(pixmap(state.icon, "muted", _ICON, self.devicePixelRatioF()))
        self._heading.setText(state.heading)
        self._text.setText(state.text)
        self.setAccessibleName(f"{state.heading} {state.text}")
        self._show_steps(state.steps)

    @property
    def has_focus(self) -> bool:
        """Whether somebody works here, or did before another window came to the front."""
        focused = self.window().focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def _show_steps(self, steps: Sequence[Step]) -> None:
        focused = self.has_focus
        clear_layout(self._steps)
        self._steps.addStretch(1)
        buttons = [QPushButton(step.text) for step in steps]
        for button, step in zip(buttons, steps, strict=True):
            button.setObjectName(step.name)
            if button is buttons[0]:
                button.setProperty("kind", "primary")
            button.clicked.connect(lambda _=False, step=step: step.do())
            self._steps.addWidget(button)
        self._steps.addStretch(1)
        self.setFocusProxy(buttons[0] if buttons else None)  # type: ignore[arg-type]
        if focused:
            self.setFocus()
