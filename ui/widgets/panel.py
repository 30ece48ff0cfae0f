"""A chart on a card: as a drawing or as a table, to be copied, and saved as a picture or a file."""

import csv
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.theme import Face, font, icon, tokens
from ui.widgets.file_dialog import ask_for_file
from ui.widgets.legend import Key
from ui.widgets.marks import MarksView
from ui.widgets.text import label

TURN_KEYS: Final = "Alt+T"
SAVE_KEYS: Final = {"csv": "Alt+C", "png": "Alt+P"}
"""By what they save a chart as."""
_SCALE: Final = 2
_ROW: Final = 24
_ACTIONS: Final = (
    ("table", "Show as table", TURN_KEYS, "table"),
    ("copy", "Copy as text", "Ctrl+C", "copy"),
    ("csv", "Save as CSV…", SAVE_KEYS["csv"], "file-arrow-down"),
    ("png", "Save as picture…", SAVE_KEYS["png"], "image"),
)


class ChartPanel(QFrame):
    """A title, a legend, a chart, and a menu, which the menu key opens as well.

    Its page turns between chart and table by key, be it only the chart that has the focus or all of them, and saves.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        chart: MarksView,
        heads: tuple[str, ...] = (),
        legend: Sequence[Key] = (),
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._desk = desk
        self.heads = heads
        self.chart = chart
        self.chart.opened.connect(self.open_mark)
        self._title = label(title, "section")
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 4, 0)
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addStretch(1)
        self._legend = legend
        self.about = ""
        """What a picture says below the title, since the page that says it of all charts is not in it."""
        for key in legend:
            head.addWidget(key)
        self._table: QTableWidget | None = None
        self._views = QStackedWidget()
        self._views.addWidget(self._padded(chart))
        self._menu = QMenu(self)
        self.choices = {id: self._add_choice(name, id, text, keys, picture) for id, text, keys, picture in _ACTIONS}
        self.choices["table"].setCheckable(True)
        head.addWidget(self._menu_button(name, title))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(6)
        column.addLayout(head)
        self.body = column
        column.addWidget(self._views, 1)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self._menu.popup(self.mapToGlobal(place)))

    @property
    def as_table(self) -> bool:
        """Whether the table is shown in the chart's place."""
        return self.choices["table"].isChecked()

    def show_as(self, *, table: bool) -> None:
        """Show the table, or the chart."""
        if table != self.as_table:
            self.choices["table"].trigger()

    def show_title(self, title: str) -> None:
        """Call it something else."""
        self._title.setText(title)
        self.chart.setAccessibleName(title)

    def refresh(self) -> None:
        """Show the chart's marks in the table, too."""
        if self._table is not None:
            self._fill(self._table)

    def open_mark(self, index: int) -> None:
        """Show the rows behind a mark."""
        opens = self.chart.marks[index].opens
        if opens is not None:
            self._desk.request(opens)

    def write_csv(self, path: Path) -> None:
        """Write the marks as CSV, for other programs."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.heads)
            writer.writerows(mark.record for mark in self.chart.marks)

    def write_png(self, path: Path) -> None:
        """Write the picture; raises OSError if that can't be done."""
        if not self.picture().save(str(path), "PNG"):  # type: ignore[call-overload]
            raise OSError(f"{path.name} can't be written")

    def picture(self) -> QImage:
        """The chart with its title, what it is about, and its legend, twice as fine as on the screen."""
        if not self.chart.isVisible():
            # Behind its table, nobody gives the chart the height that it needs by now.
            self.chart.resize(self.chart.size().expandedTo(self.chart.sizeHint()))
        size = QSize(max(self.chart.width(), 320), self.chart.height())
        keys = [key for key in self._legend if not key.isHidden()]
        legend = sum(key.sizeHint().width() + 16 for key in keys)
        beside = self._title.sizeHint().width() + legend <= size.width()
        about = 20 if self.about else 0
        below = about if beside else about + 24
        image = QImage(QSize(size.width() + 32, size.height() + 48 + below) * _SCALE, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(_SCALE)
        image.fill(QColor(tokens().surface))
        painter = QPainter(image)
        painter.setFont(font(Face.SECTION))
        painter.setPen(QColor(tokens().text))
        painter.drawText(QRectF(16, 8, size.width(), 24), Qt.AlignmentFlag.AlignVCenter, self._title.text())
        painter.setFont(font(Face.SMALL))
        painter.setPen(QColor(tokens().muted))
        painter.drawText(QRectF(16, 30, size.width(), 20), Qt.AlignmentFlag.AlignVCenter, self.about)
        x = 16 + size.width() - legend if beside else 0
        for key in keys:
            y = 20 if beside else 20 + below
            key.render(painter, QPoint(x + 16, y - key.height() // 2), renderFlags=QWidget.RenderFlag(0))
            x += key.width() + 16
        at = QPoint(16, 36 + below)
        self.chart.render(painter, at, QRect(QPoint(0, 0), size), QWidget.RenderFlag.DrawChildren)
        painter.end()
        return image

    def _padded(self, chart: MarksView) -> QWidget:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(7, 0, 7, 0)
        inside.addWidget(chart, 1)
        if chart.sizePolicy().verticalPolicy() != chart.sizePolicy().Policy.Expanding:
            inside.addStretch(1)
        return holder

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        table.setObjectName(f"{self.objectName()}_table")
        table.setProperty("role", "plain")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.activated.connect(lambda index: self.open_mark(index.row()))
        return table

    def _fill(self, table: QTableWidget) -> None:
        marks = self.chart.marks
        table.setAccessibleName(f"{self._title.text()}, as a table")
        table.setColumnCount(len(self.heads))
        table.setHorizontalHeaderLabels(self.heads)
        table.setRowCount(len(marks))
        middle = Qt.AlignmentFlag.AlignVCenter
        left, right = Qt.AlignmentFlag.AlignLeft | middle, Qt.AlignmentFlag.AlignRight | middle
        for row, mark in enumerate(marks):
            for place, cell in enumerate(mark.cells):
                item = QTableWidgetItem(cell)
                item.setTextAlignment(right if place >= self.chart.words else left)
                table.setItem(row, place, item)
        if self.chart.named:
            table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            # As high as its few rows are.
            table.setMinimumHeight(table.horizontalHeader().sizeHint().height() + len(marks) * _ROW + 2)
        for place in range(len(self.heads)):
            head = table.horizontalHeaderItem(place)
            if head is not None:
                head.setTextAlignment(right if place >= self.chart.words else left)

    def _add_choice(self, name: str, id: str, text: str, keys: str, picture: str) -> QAction:
        action = self._menu.addAction(icon(picture), text)
        action.setObjectName(f"{name}_{id}")
        action.setShortcut(QKeySequence(keys))
        # The page listens for the keys that do something beside the charts as well; here they are only told.
        listens = id == "copy"
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut if listens else Qt.ShortcutContext.WidgetShortcut
        )
        action.triggered.connect(partial(self._do, id))
        self.addAction(action)
        return action

    def _menu_button(self, name: str, title: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"{name}_menu")
        button.setAccessibleName(f"{title}: table, copy, save")
        button.setToolTip("Table, copy, save")
        button.setIcon(icon("dots-three", "muted"))
        button.setMenu(self._menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _do(self, id: str) -> None:
        match id:
            case "table":
                self._turn()
            case "copy":
                rows = [self.heads, *(mark.cells for mark in self.chart.marks)]
                QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
            case "csv":
                self._save("CSV files (*.csv)", ".csv", self.write_csv)
            case "png":
                self._save("PNG pictures (*.png)", ".png", self.write_png)

    def _turn(self) -> None:
        as_table = self.as_table
        if self._table is None:
            self._table = self._make_table()
            self._views.addWidget(self._table)
            self._fill(self._table)
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._views.setCurrentIndex(int(as_table))
        if had_focus:
            (self._table if as_table else self.chart).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, kinds: str, suffix: str, write: Callable[[Path], object]) -> None:
        proposed = self._title.text().lower().replace(" ", "-") + suffix
        then = partial(self._write, write)
        ask_for_file(self, self._desk.settings, "chart_save", "Save", then, kinds=kinds, proposed=proposed)

    def _write(self, write: Callable[[Path], object], path: Path) -> None:
        try:
            write(path)
        except OSError as error:
            self._desk.tell(f"{path.name} could not be saved: {error.strerror or error}", tone="bad")
        else:
            self._desk.tell(f"Saved as {path}", tone="good")
