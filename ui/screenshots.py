"""Every page and main dialog as PNG files, light and dark, small and large; drawn into memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtCore import QEventLoop, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from domain.orders.events import OrderPlaced
from ui.desk import Desk, Docket
from ui.intents import ImportFile, NewRecord
from ui.pages import PLACES
from ui.qtlog import log_qt_messages
from ui.theme import Scheme, Theme
from ui.window import Window

SIZES = {"small": QSize(1024, 640), "large": QSize(1440, 900)}
_QUIET_S = 0.25
"""Nothing is being read for so long: what was asked for is painted."""
_PATIENCE_S = 10.0
_NEWEST = 2000


def take(docket: Docket, folder: Path) -> int:
    """Write the pictures into a folder, which is made if need be; the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication(["docket"])
    stop_logging = log_qt_messages()
    try:
        _take_all(docket, folder, app)
    finally:
        stop_logging()
    return 0


def _take_all(docket: Docket, folder: Path, app: QApplication) -> None:
    with _window(docket, app) as (window, theme):
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            theme.scheme = scheme
            for size, pixels in SIZES.items():
                window.resize(pixels)
                for name, widget in _scenes(window):
                    _settle(window.desk)
                    widget.grab().save(str(folder / f"{name}-{scheme}-{size}.png"))


@contextmanager
def _window(docket: Docket, app: QApplication) -> Iterator[tuple[Window, Theme]]:
    """A window whose size, page and look nobody remembers."""
    with TemporaryDirectory() as scratch:
        desk = Desk(docket)
        desk.settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        theme = Theme(app)
        window = Window(desk, theme)
        window.show()
        try:
            _settle(desk)
            yield window, theme
        finally:
            window.close()
            desk.close()
            window.deleteLater()


def _scenes(window: Window) -> Iterator[tuple[str, QWidget]]:
    """What there is to see, each shown while it is asked for and put away after."""
    order_id = _newest_order(window.desk)
    for place in PLACES:
        page = window.show_page(place.name)
        if place.name == "orders" and order_id:
            page.show_record(order_id)  # type: ignore[attr-defined]
        yield place.name, window
    carry_out = window.routes.carry_out
    carry_out(NewRecord("order"))
    yield "order-form", window
    form = window.routes.forms.form
    if form is not None:
        form.keep()
    dialogs: dict[str, Callable[[], object]] = {
        "customer-form": lambda: carry_out(NewRecord("customer")),
        "product-form": lambda: carry_out(NewRecord("product")),
        "import": lambda: carry_out(ImportFile()),
        "export": window.actions_["file.export"].trigger,
        "shortcuts": window.actions_["help.shortcuts"].trigger,
        "about": window.actions_["help.about"].trigger,
        "palette": window.actions_["window.palette"].trigger,
    }
    for name, show in dialogs.items():
        before = set(QApplication.topLevelWidgets())
        show()
        for dialog in set(QApplication.topLevelWidgets()) - before:
            if dialog.isVisible():
                yield name, dialog
                dialog.close()


def _newest_order(desk: Desk) -> str:
    placed = (recorded.event for recorded in desk.docket.log.newest(_NEWEST))
    return next((event.order_id for event in placed if isinstance(event, OrderPlaced)), "")


def _settle(desk: Desk) -> None:
    """Let everything asked for arrive and be painted."""
    began = quiet_since = monotonic()
    while monotonic() - quiet_since < _QUIET_S and monotonic() - began < _PATIENCE_S:
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        if desk.reading:
            quiet_since = monotonic()
