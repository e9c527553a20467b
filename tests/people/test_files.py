"""`hub import-…` as its operator runs it."""

from pathlib import Path

import pytest

from tests.processes import hub

pytestmark = pytest.mark.anyio


async def test_the_templates_are_tried_out_and_imported_as_they_stand(
    committed_database: str, tmp_path: Path
) -> None:
    printed = await hub("import-template", "areas")
    assert printed.code == 0
    file = tmp_path / "areas.csv"
    file.write_text(f"{printed.out}HY-X,大区,无此层级,,HY\n", encoding="utf-8")
    tried = await hub("import-areas", str(file), "--dry-run", url=committed_database)
    assert tried.code == 1
    assert "Only tried: 6 created, 0 changed, 0 left as they are, 1 refused." in tried.out
    refusals = file.with_name("areas.csv.refused.csv").read_text(encoding="utf-8-sig")
    assert "可填：市、镇街、" in refusals
    assert "can be filled in: 市、" in refusals
    file.write_text(printed.out, encoding="utf-8")
    done = await hub("import-areas", str(file), url=committed_database)
    assert (done.code, "6 created" in done.out) == (0, True), done.err
    again = await hub("import-areas", str(file), url=committed_database)
    assert "6 left as they are, 0 refused." in again.out
    residents = tmp_path / "residents.csv"
    residents.write_text((await hub("import-template", "residents")).out, encoding="utf-8")
    done = await hub("import-residents", str(residents), url=committed_database)
    assert (done.code, "1 created" in done.out) == (0, True), done.err


@pytest.mark.parametrize(
    ("command", "word"),
    [("import-areas", "单元"), ("import-menus", "小荤"), ("import-residents", "女")],
)
async def test_its_help_lists_the_words_that_are_known(command: str, word: str) -> None:
    assert word in (await hub(command, "--help")).out


async def test_a_file_that_cannot_be_imported_is_one_line_and_1(
    committed_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "r.csv"
    file.write_text("姓名\n王\n", encoding="utf-8")
    ended = await hub("import-residents", str(file), url=committed_database)
    assert ended.code == 1
    assert "The column “身份证号” is missing." in ended.err
    assert "Traceback" not in ended.err
