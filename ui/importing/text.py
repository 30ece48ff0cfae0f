"""Which encoding a file is in. No file says so itself, so the bytes are looked at, all of them."""

import codecs
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from ui.importing.problems import FileRefused

_CHUNK = 1 << 18

_FORMATS = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook (.xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)


class TextFile(Struct, frozen=True):
    """A file with the codec that reads it and the name that people give the encoding."""

    path: Path
    codec: str
    encoding: str

    def open(self) -> TextIO:
        """The text with its own line ends; bytes that are no character of the encoding read as U+FFFD."""
        return self.path.open(encoding=self.codec, errors="replace", newline="")


def recognise(path: Path) -> TextFile:
    """Find a file's encoding; raises FileRefused if it can't be read or is no text at all."""
    try:
        with path.open("rb") as file:
            start = file.read(_CHUNK)
        if not start:
            raise FileRefused("the file is empty; its first row should name the columns", row=1)
        return _by_mark(path, start) or _by_content(path, start)
    except IsADirectoryError:
        raise FileRefused("this is a folder, not a file") from None
    except FileNotFoundError:
        raise FileRefused("there is no such file") from None
    except OSError as error:
        raise FileRefused(f"the file can't be read: {error.strerror}") from None


def _by_mark(path: Path, start: bytes) -> TextFile | None:
    if start.startswith(codecs.BOM_UTF8):
        return TextFile(path, "utf-8-sig", "UTF-8 with BOM")
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return TextFile(path, "utf-32", "UTF-32")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return TextFile(path, "utf-16", "UTF-16")
    return None


def _by_content(path: Path, start: bytes) -> TextFile:
    for mark, name in _FORMATS:
        if start.startswith(mark):
            raise FileRefused(f"this is {name}, not a CSV file; save it as CSV and import that", row=1, column="1")
    if not start.strip(b"\0"):
        raise FileRefused("this file holds nothing but zeros, so no rows", row=1, column="1")
    # Text of western languages in UTF-16 has a zero in nearly every second byte, a stray NUL byte hardly any.
    for codec, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if zeros.count(0) * 2 > max(len(zeros), 4):
            return TextFile(path, codec, "UTF-16")
    control = sum(start.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b")
    if control * 20 > len(start) and control > 3:
        raise FileRefused("this is not a text file, so no CSV file either", row=1, column="1")
    return _utf8_or_windows(path)


def _utf8_or_windows(path: Path) -> TextFile:
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                flawed = text.count("�")
                bad += flawed
                good += sum(char > "\x7f" for char in text) - flawed
    bad += decoder.decode(b"", final=True).count("�")
    # One broken byte among many good characters is a flaw in its row, not another encoding.
    if bad == 0 or good > 10 * bad:
        return TextFile(path, "utf-8", "UTF-8")
    return TextFile(path, "cp1252", "Windows-1252")
