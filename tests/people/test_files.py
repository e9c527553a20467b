"""`hub import-…` as its operator runs it."""

from pathlib import Path

import pytest

from hub.grid.models import Area
from tests import make
from tests.processes import hub

pytestmark = pytest.mark.anyio


async def test_a_template_is_filled_in_tried_out_and_imported(
    committed_database: str, tmp_path: Path
) -> None:
    await make.township(code="HY-TH")
    printed = await hub("import-template", "areas")
    assert printed.code == 0
    file = tmp_path / "areas.csv"
    file.write_text(f"{printed.out}HY-X,小区,无上级,,NOWHERE\n", encoding="utf-8")
    tried = await hub("import-areas", str(file), "--dry-run", url=committed_database)
    assert tried.code == 1
    assert "Would be created: 0, changed: 0, left as they are: 0, refused: 2." in tried.out
    await make.community(await Area.get(code="HY-TH"), code="HY-TH-0")
    template = printed.out.replace("\r\n", "\n")
    file.write_text(template.replace(",HY-TH\n", ",HY-TH-0\n"), encoding="utf-8")
    done = await hub("import-areas", str(file), url=committed_database)
    assert (done.code, "Were created: 1" in done.out) == (0, True), done.err
    again = await hub("import-areas", str(file), url=committed_database)
    assert "left as they are: 1, refused: 0." in again.out


async def test_a_file_that_cannot_be_imported_is_one_line_and_1(
    committed_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "r.csv"
    file.write_text("姓名\n王\n", encoding="utf-8")
    ended = await hub("import-residents", str(file), url=committed_database)
    assert ended.code == 1
    assert "The column “身份证号” is missing." in ended.err
    assert "Traceback" not in ended.err
