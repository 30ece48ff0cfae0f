"""A dialog that ends in one command: its fields, one primary button, and what is refused said beside the field."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from domain.errors import Invalid, NothingToRecord, Refused
from domain.messages import Command, Receipt
from ui.desk import Desk
from ui.widgets.field import Field
from ui.widgets.text import label


class CommandDialog(QDialog):
    """Nothing waits: the dialog stays usable until the receipt or the refusal is there.

    Subclasses fill ``body``, ``add`` their fields by the path that a refusal names, and build the command.
    """

    def __init__(self, desk: Desk, name: str, title: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.desk = desk
        self.fields: dict[str, Field] = {}
        self.recorded_at = 0
        """The position of the log with what the command recorded; 0 if it recorded nothing."""
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.submit_button = QPushButton(verb)
        self.submit_button.setObjectName(f"{name}_submit")
        self.submit_button.setProperty("kind", "primary")
        self.submit_button.setDefault(True)
        self.submit_button.clicked.connect(self.submit)
        self._cancel = QPushButton("Close")
        self._cancel.setObjectName(f"{name}_close")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._message = label("", "error", name=f"{name}_message", wrap=True)
        self._message.hide()
        self._sent = False
        self._changed = False
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.submit_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(self.body, 1)
        column.addWidget(self._message)
        column.addLayout(buttons)

    # -- for subclasses

    def add(self, path: str, field: Field) -> Field:
        """Know a field by the path that a refusal names it by, and watch it being typed into."""
        self.fields[path] = field
        editor = field.editor
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda: self._typed(field))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(lambda: self._typed(field))
        return field

    def line(self, path: str, title: str, text: str = "", hint: str = "") -> QLineEdit:
        """A field of one line, added under its path; lay it out by ``fields[path]``."""
        editor = QLineEdit(text)
        self.add(path, Field(title, editor, f"{self.objectName()}_{path.replace('.', '_')}", hint))
        return editor

    def command(self) -> Command:
        """What the button sends; raises Invalid naming the field."""
        raise NotImplementedError

    def warn(self, path: str, message: str) -> None:
        """Say under a field what is likely a slip; an empty message takes it away."""
        self.fields[path].warn(message)
        self._grow()

    def finished_well(self) -> None:
        """Called once the command went through, before the dialog closes."""

    def conflicted(self, error: Refused) -> bool:
        """Called with a refusal; true if the dialog deals with it by itself."""
        return False

    def merge(self, before: Mapping[str, str], theirs: Mapping[str, str]) -> None:
        """Take over what only somebody else changed meanwhile, and offer it beside what was changed here, too.

        Both are texts by the paths of their fields: as they were when the dialog was filled, and as they are now.
        """
        disputed = False
        for path, text in theirs.items():
            field = self.fields[path]
            if text in (before[path], field.text):
                continue
            if field.text == before[path]:
                field.text = text
            else:
                field.offer(text)
                disputed = True
        said = "Someone else changed this meanwhile. What you left alone is as they saved it"
        rest = "; look at the fields marked, then save again." if disputed else "; look at it, then save again."
        self._say(said + rest)

    # -- what a person does

    def submit(self) -> None:
        """Send the command, unless it is on its way."""
        if self._sent:
            return
        self._say("")
        try:
            command = self.command()
        except Invalid as error:
            self.show_refusal(error)
            return
        self._set_sent(True)
        self.desk.send(command, self._went_through, self._refused)

    def show_refusal(self, error: Refused) -> None:
        """Say it beside the field, or under all of them where no field is to blame."""
        field = self.fields.get(error.field)
        if field is None:
            self._say(error.message)
            return
        field.fail(error.message)
        self._grow()
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field.editor, QLineEdit):
            field.editor.selectAll()

    def reject(self) -> None:
        """Close; what was typed can be had back while the window lasts."""
        super().reject()
        if self._changed and not self._sent:
            self.desk.tell(f"{self.windowTitle()}: not saved.", "Go back", self.open)
        elif not self._sent:
            self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Open as high as what is in it needs."""
        super().showEvent(event)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends from anywhere, text of several lines included."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from whatever lies under the dialog."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        return super().event(event)

    # -- inside

    def _typed(self, field: Field) -> None:
        self._changed = True
        field.fail("")

    def _went_through(self, receipt: Receipt) -> None:
        self._set_sent(False)
        self.recorded_at = receipt.position
        self._close_well()

    def _refused(self, error: Refused) -> None:
        self._set_sent(False)
        if isinstance(error, NothingToRecord):
            self._close_well()
        elif not self.conflicted(error):
            self.show_refusal(error)

    def _close_well(self) -> None:
        self._changed = False
        self.finished_well()
        self.accept()
        self.deleteLater()

    def _set_sent(self, sent: bool) -> None:
        self._sent = sent
        self.submit_button.setEnabled(not sent)

    def _say(self, message: str) -> None:
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._grow()

    def _grow(self) -> None:
        """Make room for what was said, never smaller than the person made it."""
        column = self._column
        column.activate()
        needed = column.totalHeightForWidth(self.width()) if column.hasHeightForWidth() else column.sizeHint().height()
        if needed > self.height():
            self.resize(self.width(), needed)
