"""Residents and areas come from files of every kind, and bad rows are reported, not lost."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from hub.grid import imports as grid_imports
from hub.grid.imports import ImportReason, ImportRefused, Report, import_areas, runs
from hub.grid.models import Area, AreaParent, AreaPost, ImportRun
from hub.grid.rules import AreaKind
from hub.kernel.context import Actor
from hub.kernel.sheets import SheetReason, SheetRefused
from hub.people import imports, reads
from hub.people.imports import import_residents
from hub.people.models import Resident, ResidentAddress
from tests import make
from tests.people.test_rules import number

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
BY = Actor.job("import")
TITLES = ["姓名", "身份证号码", "性别", "出生日期", "手机号", "住址编码", "房号"]


def person(index: int = 0, **changes: str) -> list[str]:
    """A woman born on 8 March 1951 at E-1, told from others by her number."""
    cells = {
        "name": "王淑芬",
        "identity": number("612123", "19510308", f"{index * 2:03}"),
        "sex": "女",
        "born": "1951-03-08",
        "phone": "13812345678",
        "area": "E-1",
        "room": "502",
    }
    return list({**cells, **changes}.values())


def write(
    path: Path, *rows: list[str], titles: list[str] = TITLES, encoding: str = "utf-8-sig"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([titles, *rows])
    return path


def counts(report: Report) -> tuple[int, int, int, int]:
    return (report.created, report.updated, report.unchanged, report.refused)


def refusals(report: Report) -> list[list[str]]:
    assert report.refusals is not None
    assert report.refusals.read_bytes().startswith(b"\xef\xbb\xbf")
    with report.refusals.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
async def test_a_file_is_imported_once_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    home = await make.entrance(code="E-1")
    file = write(tmp_path / "r.csv", person(1), person(2, name="李桂兰"), encoding=encoding)
    assert counts(await import_residents(file, by=BY)) == (2, 0, 0, 0)
    assert counts(await import_residents(file, by=BY)) == (0, 0, 2, 0)
    row = await Resident.get(name="李桂兰")
    assert (row.area_id, row.room, row.born_on) == (home.id, "502", date(1951, 3, 8))
    assert (row.name_initials, row.phone_masked) == ("lgl", "138****5678")
    assert await ResidentAddress.filter(resident_id=row.id).count() == 1
    assert await reads.resident_by_identity(person(2)[1], "李桂兰") == row.id


async def test_a_workbook_is_imported_as_people_fill_it_in(tmp_path: Path) -> None:
    await make.entrance(code="E-1")
    book = Workbook()
    page: Any = book.active
    page.append(["* Name ", "ID number", "Date of Birth", "Mobile", "Home area", "Notes"])
    page.append(
        [
            "王淑芬",
            number("612123", "19510308", "002"),
            date(1951, 3, 8),
            13812345678,
            "E-1",
            "x",
        ]
    )
    page.append(["李桂兰", 612123195103080004, None, None, "E-1", None])
    file = tmp_path / "r.xlsx"
    book.save(file)
    report = await import_residents(file, by=BY)
    assert counts(report) == (1, 0, 0, 1)
    assert report.ignored_columns == ("Notes",)
    assert refusals(report)[0][:3] == ["3", "ID number", "DIGITS_LOST"]


async def test_every_refused_row_is_listed_with_line_column_and_reason(tmp_path: Path) -> None:
    await make.entrance(code="E-1")
    await make.township(code="T-1")
    file = write(
        tmp_path / "r.csv",
        person(1, name="=HYPERLINK(1)"),
        person(2, name=""),
        person(3, identity="610582"),
        person(4, sex="男"),
        person(5, born="1951-02-30"),
        person(6, phone="110"),
        person(7, area="E-9"),
        person(8, area="T-1"),
        person(1, name="王某"),
        person(9, name="多\n行", sex="?"),
        person(10),
        titles=[*TITLES[:6], "=房号"],
    )
    report = await import_residents(file, by=BY)
    assert [(row[0], row[1], row[2]) for row in refusals(report)] == [
        ("3", "姓名", "CELL_MISSING"),
        ("4", "身份证号码", "IDENTITY_NOT_VALID"),
        ("5", "身份证号码", "IDENTITY_CONTRADICTS"),
        ("6", "出生日期", "DATE_NOT_VALID"),
        ("7", "手机号", "PHONE_NOT_VALID"),
        ("8", "住址编码", "AREA_NOT_KNOWN"),
        ("9", "住址编码", "HOME_KIND_NOT_VALID"),
        ("10", "身份证号码", "TWICE_IN_FILE"),
        ("11", "性别", "VALUE_NOT_KNOWN"),
    ]
    assert counts(report) == (2, 0, 0, 9)


async def test_a_report_holds_nothing_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    titles = ["姓名", "身份证号码", "住址编码", "=手机号"]
    file = write(
        tmp_path / "r.csv", ["王", "1", "E-1", ""], titles=["姓名", "=身份证号码", *titles[2:]]
    )
    with pytest.raises(ImportRefused):
        await import_residents(file, by=BY)
    file = write(
        tmp_path / "a.csv", ["x!", "小区", "名", "-1"], titles=["编码", "层级", "名称", "上级编码"]
    )
    report = await import_areas(file, by=BY)
    assert refusals(report)[0][:3] == ["2", "编码", "CODE_NOT_VALID"]


async def test_a_file_changes_what_it_says_and_leaves_what_it_does_not(tmp_path: Path) -> None:
    await make.entrance(code="E-1")
    new = await make.entrance(code="E-2")
    await import_residents(write(tmp_path / "1.csv", person(1)), by=BY)
    changed = write(tmp_path / "2.csv", person(1, phone="", room="", area="e-2", name="王淑芳"))
    assert counts(await import_residents(changed, by=BY)) == (0, 1, 0, 0)
    row = await Resident.get()
    assert (row.name, row.area_id, row.room) == ("王淑芳", new.id, "502")
    assert row.phone_masked == "138****5678"
    homes = await ResidentAddress.filter(resident_id=row.id)
    assert sorted(home.until_on is None for home in homes) == [False, True]


async def test_who_died_is_not_brought_back(tmp_path: Path) -> None:
    await make.entrance(code="E-1")
    file = write(tmp_path / "1.csv", person(1))
    await import_residents(file, by=BY)
    await Resident.all().update(died_on=date(2026, 1, 1))
    report = await import_residents(file, by=BY)
    assert refusals(report)[0][2] == "NOT_HERE_ANY_MORE"


async def test_a_dry_run_says_what_would_happen_and_changes_nothing(tmp_path: Path) -> None:
    titles = ["编码", "层级", "名称", "上级编码"]
    rows = [["C", "市", "华阴市", ""], ["T", "镇街", "太华路街道", "C"], ["X", "单元", "一", "C"]]
    file = write(tmp_path / "a.csv", *rows, titles=titles)
    report = await import_areas(file, by=BY, dry_run=True)
    assert (counts(report), report.is_dry_run) == ((2, 0, 0, 1), True)
    assert refusals(report)[0][1:3] == ["上级编码", "WRONG_PARENT"]
    assert await Area.all().count() == 0
    assert await ImportRun.all().count() == 0


async def test_areas_come_with_paths_history_and_posts_across_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    await make.role_definition(AreaKind.TOWNSHIP)
    titles = ["code", "type", "name", "parent_code", "English name"]
    rows = [
        ["c", "CITY", "华阴市", "", "Huayin"],
        ["T", "镇街", "太华路街道", "c", ""],
        ["Q", "社区", "玉泉社区", "t", ""],
        ["X", "小区", "无上级", "nowhere", ""],
        ["P", "小区", "玉泉小区", "Q", ""],
    ]
    told: list[float] = []
    file = write(tmp_path / "a.csv", *rows, titles=titles)
    report = await import_areas(file, by=BY, progress=told.append)
    assert counts(report) == (4, 0, 0, 1)
    assert refusals(report)[0][2] == "PARENT_NOT_KNOWN"
    compound = await Area.get(code="P")
    path = [(await Area.get(code=code)).id for code in ("C", "T", "Q", "P")]
    assert compound.ancestors == path
    assert await AreaParent.all().count() == 3
    assert await AreaPost.all().count() == 1
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert counts(await import_areas(file, by=BY)) == (0, 0, 4, 1)


async def test_an_import_renames_but_neither_moves_nor_turns_an_area(tmp_path: Path) -> None:
    city = await make.city(code="C")
    township = await make.township(city, code="T", name="旧名")
    await make.township(city, code="T2")
    titles = ["编码", "层级", "名称", "上级编码"]
    rows = [["T", "镇街", "新名", "C"], ["T2", "社区", "x", "T"]]
    report = await import_areas(write(tmp_path / "1.csv", *rows, titles=titles), by=BY)
    assert counts(report) == (0, 1, 0, 1)
    assert refusals(report)[0][2] == "KIND_DIFFERS"
    assert (await Area.get(id=township.id)).name == "新名"
    community = await make.community(township, code="Q")
    other = ["Q", "社区", community.name, "T2"]
    report = await import_areas(write(tmp_path / "2.csv", other, titles=titles), by=BY)
    assert refusals(report)[0][2] == "PARENT_DIFFERS"


async def test_a_run_that_was_cut_off_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    await make.entrance(code="E-1")
    rows = [person(n, phone="1" if n in (1, 5) else "13812345678") for n in range(1, 7)]
    file = write(tmp_path / "r.csv", *rows)

    class CutOffError(Exception):
        pass

    def cut_off(_: float) -> None:
        raise CutOffError

    with pytest.raises(CutOffError):
        await import_residents(file, by=BY, progress=cut_off)
    assert (await ImportRun.get()).lines_done == 3
    report = await import_residents(file, by=BY)
    assert report.resumed_at == 3
    assert counts(report) == (4, 0, 0, 2)
    assert [row[0] for row in refusals(report)] == ["2", "6"]
    assert (await ImportRun.get()).finished_at is not None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("r.csv", b"", SheetReason.EMPTY),
        ("r.csv", b"\n\n", SheetReason.EMPTY),
        ("r.csv", b"\xff\xfe\x00\x01" * 9, SheetReason.ENCODING_NOT_KNOWN),
        ("r.csv", b"a,b\x00\n", SheetReason.ENCODING_NOT_KNOWN),
        ("r.xls", b"\xd0\xcf\x11\xe0abcdefgh", SheetReason.NOT_A_TABLE),
        ("r.pdf", b"%PDF-1.7", SheetReason.NOT_A_TABLE),
        ("r.xlsx", b"PK\x03\x04garbage", SheetReason.DAMAGED),
        ("r.csv", '"姓名",身份证号\n"a"b,c\n'.encode(), SheetReason.DAMAGED),
    ],
)
async def test_a_file_that_is_no_table_is_refused_with_help(
    tmp_path: Path, name: str, content: bytes, reason: SheetReason
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises((SheetRefused, ImportRefused)) as refused:
        await import_residents(file, by=BY)
    expected = {reason, ImportReason.COLUMN_MISSING} if "姓名".encode() in content else {reason}
    assert refused.value.reason in expected
    assert refused.value.message("en")


@pytest.mark.parametrize(
    ("titles", "message"),
    [
        (["姓名", "住址编码"], "The column “身份证号” is missing."),
        (["姓名", "name", "身份证号", "住址编码"], "The column “name” is there twice."),
    ],
)
async def test_a_header_that_does_not_fit_is_refused(
    tmp_path: Path, titles: list[str], message: str
) -> None:
    file = write(tmp_path / "r.csv", titles=titles)
    with pytest.raises(ImportRefused) as refused:
        await import_residents(file, by=BY)
    assert refused.value.message("en") == message


@pytest.mark.parametrize("columns", [imports.COLUMNS, grid_imports.COLUMNS])
async def test_a_template_can_be_filled_in_and_read_back(tmp_path: Path, columns: Any) -> None:
    file = tmp_path / "t.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        grid_imports.template(columns, out)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        titles, *samples = csv.reader(lines)
    assert titles == [column.titles[0] for column in columns]
    assert [tuple(cells) for cells in zip(*samples, strict=True)] == [c.samples for c in columns]
