"""A field for a date: typed as ever, or picked from a calendar that opens below it."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from domain.errors import Invalid
from ui import formats
from ui.desk import Desk
from ui.theme import Face, font, icon, tokens
from ui.widgets.field import name_inner_buttons


class DateField(QLineEdit):
    """Whatever is typed stands as it is; a day picked is written as the locale does and told as if it were typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._open = self.addAction(icon("calendar-blank", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._open.triggered.connect(self.open_calendar)
        name_inner_buttons(self, "Pick a day")
        self._open.setToolTip("Pick a day (Alt+Down)")

    def open_calendar(self) -> None:
        """Show the month of what is typed, or of today."""
        today = self._desk.today()
        try:
            shown = formats.parse_date(self.text(), today) or today
        except Invalid:
            shown = today
        calendar = CalendarPopup(shown, self)
        calendar.picked.connect(self._pick)
        calendar.open_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down and F4 open the calendar, as they open any list."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _pick(self, day: date) -> None:
        self.setText(formats.day(day))
        self.textEdited.emit(self.text())
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()


class CalendarPopup(QFrame):
    """A month; arrows and Page keys move, Enter or a click picks, Esc leaves all as it was."""

    picked = Signal(object)
    """The date."""

    def __init__(self, shown: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar_popup")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = QCalendarWidget()
        self._calendar.setObjectName("calendar")
        self._calendar.setAccessibleName("Calendar")
        self._calendar.setLocale(QLocale(str(formats.locale())))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek(formats.locale().first_week_day + 1))
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._dress()
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.addWidget(self._calendar)

    def _dress(self) -> None:
        """Qt paints weekends in pure red and its arrows in black, whatever the scheme."""
        colours = tokens()
        for day, colour in (
            *((day, colours.text) for day in Qt.DayOfWeek),
            (Qt.DayOfWeek.Saturday, colours.muted),
            (Qt.DayOfWeek.Sunday, colours.muted),
        ):
            look = QTextCharFormat()
            look.setForeground(QColor(colour))
            self._calendar.setWeekdayTextFormat(day, look)
        head = QTextCharFormat()
        head.setForeground(QColor(colours.muted))
        head.setFont(font(Face.SECTION))
        self._calendar.setHeaderTextFormat(head)
        for name, shape in (("prevmonth", "caret-left"), ("nextmonth", "caret-right")):
            button = self._calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icon(shape, "muted"))

    def open_under(self, field: QWidget) -> None:
        """Below the field, or above it where the screen ends."""
        size, screen = self.sizeHint(), field.screen().availableGeometry()
        place = field.mapToGlobal(QPoint(field.width() - size.width(), field.height() + 2))
        if place.y() + size.height() > screen.bottom():
            place = field.mapToGlobal(QPoint(field.width() - size.width(), -size.height() - 2))
        self.move(max(screen.left(), place.x()), place.y())
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: QDate) -> None:
        if self.isVisible():
            self.picked.emit(date(day.year(), day.month(), day.day()))
            self.close()
