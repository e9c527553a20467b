"""Reading tables that people send, CSV or XLSX, row by row."""

import codecs
import csv
import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hub.kernel.errors import Reason, Refused

_CHUNK = 1 << 20
_DELIMITERS = ",\t;，"
# More than a million rows, Excel's own limit, unpack to; a bomb of a few kilobytes is larger.
_MOST_UNPACKED_BYTES = 2_000_000_000
_MOST_STRINGS_BYTES = 200_000_000
_MOST_COLUMNS = 200
_WHOLE_NUMBERS_END = 10**15


class SheetReason(Reason):
    """Why a file cannot be read as a table."""

    NOT_THERE = ("没有这个文件。", "There is no such file.")
    NOT_A_TABLE = (
        "文件须为 CSV 或 XLSX；旧的 XLS 请另存为 XLSX。",
        "The file has to be CSV or XLSX; save an old XLS as XLSX.",
    )
    ENCODING_NOT_KNOWN = (
        "无法识别文件编码，请另存为“CSV UTF-8”。",
        "The encoding is neither UTF-8 nor GB18030. Save the file as “CSV UTF-8”.",
    )
    DAMAGED = ("文件已损坏（第 {line} 行）。", "The file is damaged near line {line}.")
    TOO_LARGE = ("文件过大。", "The file unpacks to more than can be read.")
    EMPTY = ("文件没有内容。", "The file is empty.")


class SheetRefused(Refused):
    """The file cannot be read as a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line where it starts, counted from 1, and its cells as trimmed text.

    `position` tells how far into the file it is, from 0 to 1.
    """

    line: int
    cells: list[str]
    position: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file that has been looked at: it can be read, and it has a first row."""

    path: Path
    digest: bytes
    encoding: str | None

    def rows(self) -> Iterator[Row]:
        """The rows that are not blank, from the first. Only one is in memory at a time.

        Raises:
            SheetRefused: DAMAGED.
        """
        return _xlsx_rows(self.path) if self.encoding is None else _csv_rows(self)


def open_sheet(path: Path) -> Sheet:
    """Look through a file once: its SHA-256, and for CSV the encoding.

    Raises:
        SheetRefused: whatever keeps it from being read.
    """
    if not path.is_file():
        raise SheetRefused(SheetReason.NOT_THERE)
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise SheetRefused(SheetReason.EMPTY)
    if head.startswith(b"PK\x03\x04"):
        _check_unpacked(path)
        return Sheet(path, _digest(path), None)
    if path.suffix.lower() not in (".csv", ".txt", ".tsv") or head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused(SheetReason.NOT_A_TABLE)
    return Sheet(path, _digest(path), _encoding(path))


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _encoding(path: Path) -> str:
    """UTF-8 if all of it is, else GB18030, which Excel writes in China, if all of it is that."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    if "\x00" in decoder.decode(chunk):
                        raise SheetRefused(SheetReason.ENCODING_NOT_KNOWN)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SheetRefused(SheetReason.ENCODING_NOT_KNOWN)


def _csv_rows(sheet: Sheet) -> Iterator[Row]:
    size = sheet.path.stat().st_size
    with sheet.path.open(encoding=sheet.encoding, newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line, raw = 1, cast(BinaryIO, file.buffer)
        try:
            for cells in reader:
                trimmed = [cell.strip() for cell in cells]
                if any(trimmed):
                    yield Row(line, trimmed, min(1.0, raw.tell() / size))
                line = reader.line_num + 1
        except csv.Error:
            raise SheetRefused(SheetReason.DAMAGED, line=line) from None


def _check_unpacked(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise SheetRefused(SheetReason.DAMAGED, line=1) from None
    strings = sum(part.file_size for part in parts if part.filename == "xl/sharedStrings.xml")
    unpacked = sum(part.file_size for part in parts)
    if strings > _MOST_STRINGS_BYTES or unpacked > _MOST_UNPACKED_BYTES:
        raise SheetRefused(SheetReason.TOO_LARGE)


def _xlsx_rows(path: Path) -> Iterator[Row]:
    line = 1
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            page = book.worksheets[0]
            total = page.max_row or 0
            # The size that a file states may be wrong; the rows tell.
            page.reset_dimensions()
            for line, cells in enumerate(page.iter_rows(values_only=True), 1):
                trimmed = [_text(cell) for cell in cells[:_MOST_COLUMNS]]
                if any(trimmed):
                    yield Row(line, trimmed, min(1.0, line / total) if total else 0.0)
        finally:
            book.close()
    except (InvalidFileException, KeyError, IndexError, ValueError, zipfile.BadZipFile, OSError):
        raise SheetRefused(SheetReason.DAMAGED, line=line) from None


def _text(cell: Any) -> str:
    """A cell as a person would type it. Digits that Excel has rounded away become `?`."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case int() | float() if abs(cell) >= _WHOLE_NUMBERS_END:
            return f"{cell:.14e}?"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
