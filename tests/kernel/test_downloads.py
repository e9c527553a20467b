"""Tables that people open in a spreadsheet hold what was meant, and no formula."""

import io

import pytest
from openpyxl import load_workbook

from hub.kernel.downloads import Workbook, guarded, write_row


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x", "\t=1", "\r=1"])
def test_a_text_is_not_taken_for_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "张三", "1-2", "a=b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_a_row_of_csv_guards_texts_and_leaves_numbers_alone() -> None:
    file = io.StringIO()
    write_row(file, ["=1", -5, "a,b", None])
    assert file.getvalue() == '\'=1,-5,"a,b",\r\n'


def test_a_workbook_has_its_pages_with_texts_and_numbers() -> None:
    file = io.BytesIO()
    with Workbook(file) as book:
        sums = book.page("汇总")
        sums.append(["单位", "金额（元）"])
        sums.append(["=HYPERLINK(1)", -12.5])
        lines = book.page("明细")
        for number in range(5000):
            lines.append([f"{number:04}", number, None, "https://example.org"])
    read = load_workbook(file, read_only=True)
    assert read.sheetnames == ["汇总", "明细"]
    assert list(read["汇总"].iter_rows(values_only=True)) == [
        ("单位", "金额（元）"),
        ("'=HYPERLINK(1)", -12.5),
    ]
    rows = list(read["明细"].iter_rows(values_only=True))
    assert rows[4999] == ("4999", 4999, None, "https://example.org")
    assert len(rows) == 5000
    read.close()
