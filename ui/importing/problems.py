"""What can be wrong with a file, always said with the place where it stands."""

from msgspec import Struct

SHOWN = 40


class Remedy(Struct, frozen=True):
    """What a person can say about a file that it does not say itself: by which ``option`` of the command line, and by
    which ``control`` of the import dialog."""

    option: str
    control: str


class Problem(Struct, frozen=True, kw_only=True):
    """One thing a person can mend. ``row`` counts as a spreadsheet does, the header being row 1; 0 means no row.

    Problems of the same ``question`` are one open question about the file, asked once however many rows it holds up.
    """

    message: str
    row: int = 0
    column: str = ""
    question: str = ""
    remedy: Remedy | None = None

    def __str__(self) -> str:
        """As the command line says it."""
        return self._placed(f"{self.message}; {self.remedy.option}" if self.remedy else self.message)

    @property
    def in_file(self) -> str:
        """As a file of rejected rows says it, which may be mended and imported either way."""
        return self._placed(self.message)

    @property
    def in_dialog(self) -> str:
        """As the import dialog says it."""
        return self._placed(self.reason_in_dialog)

    @property
    def reason_in_dialog(self) -> str:
        """The same where row and column stand beside it."""
        return f"{self.message}; {self.remedy.control}" if self.remedy else self.message

    def _placed(self, message: str) -> str:
        place = ", ".join(
            part
            for part in (f"row {self.row}" if self.row else "", f"column {self.column}" if self.column else "")
            if part
        )
        if self.column and message.startswith(named := f"{shown(self.column)} "):
            # The place has just named what the message begins with.
            return f"{place} {message.removeprefix(named)}"
        return f"{place}: {message}" if place else message


SAY_CURRENCY = Remedy(option="name it (--currency CODE)", control="type it under “Currency”")


class FileRefused(Exception):
    """The file as a whole can't be imported; nothing of it was recorded."""

    def __init__(self, message: str, row: int = 0, column: str = "", remedy: Remedy | None = None) -> None:
        self.problem = Problem(message=message, row=row, column=column, remedy=remedy)
        super().__init__(str(self.problem))


class CellRefused(Exception):
    """A cell that does not hold what its column should."""

    def __init__(self, message: str, question: str = "", remedy: Remedy | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.question = question
        self.remedy = remedy


def sentence(text: str) -> str:
    """A text as it begins where nothing stands before it."""
    return text[:1].upper() + text[1:]


def printable(text: str) -> str:
    """A text that does nothing to a terminal: whatever is no visible character is replaced."""
    return "".join(char if char.isprintable() else "�" for char in text)


def shown(text: str) -> str:
    """A cell's text as it stands in a message: quoted, printable and of bearable length."""
    clear = printable(text)
    return f"“{clear[:SHOWN]}…”" if len(clear) > SHOWN else f"“{clear}”"
