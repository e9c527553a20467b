"""The private PostgreSQL starts, is shared, survives being killed and stops with its last user."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import psycopg
import pytest

from hub import embedded

# Says "up" when the server is there, and leaves when its standard input ends.
USER = """
import sys; from pathlib import Path; from hub import embedded
with embedded.running(Path(sys.argv[1]), throwaway=True):
    print("up", flush=True); sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pg")


def another_user(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


async def written(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE kept (a int)")
    await connection.close()


def test_both_drivers_connect_and_the_data_is_kept(folder: Path) -> None:
    with embedded.running(folder, throwaway=True) as cluster:
        assert cluster.is_running()
        asyncio.run(written(cluster.url()))
    assert not cluster.is_running()
    with (
        embedded.running(folder, throwaway=True) as cluster,
        psycopg.connect(cluster.url()) as connection,
    ):
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_the_last_to_leave_stops_it(folder: Path) -> None:
    other = another_user(folder)
    with embedded.running(folder, throwaway=True) as cluster:
        pass
    assert cluster.is_running()
    other.communicate()
    assert not cluster.is_running()


def test_a_killed_user_is_not_waited_for(folder: Path) -> None:
    other = another_user(folder)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    with embedded.running(folder, throwaway=True) as cluster:
        assert cluster.is_running()
    assert not cluster.is_running()


def test_a_half_made_folder_is_made_again(folder: Path) -> None:
    (folder / "postgres.new").mkdir()
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    with embedded.running(folder, throwaway=True) as cluster:
        asyncio.run(written(cluster.url()))


def test_a_path_too_long_for_a_socket_is_no_trouble(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    with embedded.running(deep, throwaway=True) as cluster:
        asyncio.run(written(cluster.url()))


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    with embedded.running(folder, throwaway=True) as cluster:
        pass
    (cluster.data / "postgresql.conf").write_text("nonsense = here\n")
    with (
        pytest.raises(embedded.CannotStart, match="nonsense"),
        embedded.running(folder, throwaway=True),
    ):
        pass
