"""A field of a form: its name above it, what is wrong with it below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.text import label, set_tone


class Field(QWidget):
    """Holds an editor between its label, which is its buddy, and the place where its error stands.

    A compact one leaves the label out, where a row or column around it already says what it is.
    """

    def __init__(self, title: str, editor: QWidget, name: str, hint: str = "", *, compact: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.title = title
        editor.setObjectName(name)
        editor.setAccessibleName(title)
        self._label = label(title, "small")
        self._label.setBuddy(editor)
        self._hint = hint
        self._warning = ""
        self._below = label(hint, "small", name=f"{name}_hint", wrap=True)
        self._error = label("", "error", name=f"{name}_error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._other = QPushButton()
        self._other.setObjectName(f"{name}_other")
        self._other.setProperty("kind", "link")
        self._other.setAccessibleName(f"{title}: use what someone else saved")
        self._other.setAutoDefault(False)
        self._other.hide()
        self._offered = ""
        self._other.clicked.connect(self._take_other)
        for part in (self._label, editor, self._below, self._error, self._other):
            column.addWidget(part)
        column.addStretch()
        for part, shown in ((self._label, not compact), (self._below, bool(hint)), (self._error, False)):
            part.setVisible(shown)
        self.setFocusProxy(editor)

    def speak_in(self, line: QHBoxLayout, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        """Say hint, warning and error in a line that has room for them already, so that nothing moves."""
        for said in (self._below, self._error):
            said.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            line.addWidget(said, 1)

    @property
    def text(self) -> str:
        """What is typed, without blanks around it; of an editor of texts only."""
        editor = self.editor
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText().strip()
        assert isinstance(editor, QLineEdit)
        return editor.text().strip()

    @text.setter
    def text(self, text: str) -> None:
        editor = self.editor
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        else:
            assert isinstance(editor, QLineEdit)
            editor.setText(text)

    @property
    def error(self) -> str:
        """What is said to be wrong; empty if nothing is."""
        return self._error.text()

    def offer(self, text: str) -> None:
        """Show what somebody else saved here meanwhile, and take it over if asked to."""
        self._offered = text
        self._other.setText(f"Saved by someone else: {text or '(empty)'} – use it")
        self._other.show()

    def fail(self, message: str) -> None:
        """Say what is wrong, or with an empty message that nothing is."""
        if message == self._error.text():
            return
        self._error.setText(message)
        self._error.setVisible(bool(message))
        self._tell_below()
        self.editor.setAccessibleDescription(message or self._warning)
        self.editor.setProperty("state", "error" if message else "")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def warn(self, message: str) -> None:
        """Say what is likely a slip, which holds nobody up; an empty message takes it away."""
        if message == self._warning:
            return
        self._warning = message
        self._below.setText(message or self._hint)
        set_tone(self._below, "warn" if message else "")
        self._tell_below()
        self.editor.setAccessibleDescription(self.error or message)

    def _tell_below(self) -> None:
        self._below.setVisible(bool(self._below.text()) and not self.error)

    def _take_other(self) -> None:
        self.text = self._offered
        self._other.hide()
        self.editor.setFocus()


def name_inner_buttons(field: QLineEdit, *names: str) -> None:
    """Say what the icons in a field do, to screen readers and as tool tips, in the order they were added."""
    for button, name in zip(field.findChildren(QToolButton), names, strict=True):
        button.setObjectName(name.lower().replace(" ", "_"))
        action = button.defaultAction()
        action.setText(name)
        action.setToolTip(name)
