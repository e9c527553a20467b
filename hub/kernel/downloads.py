"""Writing tables that people open in a spreadsheet: CSV and XLSX, row by row.

XLSX is read by `hub.kernel.sheets`, with another library: that one is larger by far, and a server
only writes.
"""

import csv
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Self, TextIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """A text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_row(file: TextIO, cells: Sequence[object]) -> None:
    """Write one row as CSV, texts guarded against being formulas. Open the file as `utf-8-sig`."""
    csv.writer(file).writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])


class Page:
    """One sheet of a workbook, written from the top down."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        self._row = 0

    def append(self, cells: Sequence[object]) -> None:
        """Write the next row: numbers as numbers, nothing for null, all else as guarded text."""
        for column, cell in enumerate(cells):
            if isinstance(cell, int | float | Decimal):
                self._page.write_number(self._row, column, cell)
            elif cell is not None:
                self._page.write_string(self._row, column, guarded(str(cell)))
        self._row += 1


class Workbook:
    """An XLSX file that is being written: rows go to the disk as they come, the file at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page(self, title: str) -> Page:
        """A new sheet; the ones before it are complete."""
        return Page(self._book.add_worksheet(title))

    def close(self) -> None:
        """Write the file."""
        self._book.close()
