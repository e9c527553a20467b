"""`hub policies`: what is shipped is listed, and a file is checked before anybody publishes it."""

import json
from pathlib import Path

from click.testing import CliRunner

from hub.canteen import reads
from hub.schedules import policies
from tests.canteen.published import document, text


def test_the_shipped_schedules_are_listed():
    told = CliRunner().invoke(policies)
    assert told.exit_code == 0
    assert all(code in told.stdout for code in reads.schedules())


def test_a_file_is_checked(tmp_path: Path):
    sound, broken, other = tmp_path / "own.json", tmp_path / "yangzhou.json", tmp_path / "x.json"
    sound.write_text(json.dumps(document("xuyi")), "utf-8")
    broken.write_text(text("yangzhou"), "utf-8")
    other.write_bytes(b"\xff\xfe")
    told = CliRunner().invoke(policies, [str(sound)])
    assert (told.exit_code, told.stdout) == (0, f"{sound}: 2 bands, 0 discounts; valid.\n")
    told = CliRunner().invoke(policies, [str(sound), str(broken), str(other)])
    assert told.exit_code == 1
    assert "hold the age 75, 85" in told.stderr
    assert "75, 85 周岁" in told.stderr
    assert "no JSON object" in told.stderr
