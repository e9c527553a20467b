"""Where the suites come from (npm, once for each lock file), and the servers that they judge."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from hub.schema import SDL

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_INSTALL_SECONDS = 240
_SUITE_SECONDS = 120

Run = Callable[..., str]


@contextmanager
def _once(what: str, lock: Path, mark: Path) -> Iterator[bool]:
    """Whether something of a lock file is still to be installed; marked as such after.

    Several test processes may come here at once.
    """
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    with (HERE / ".install.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        is_missing = not mark.exists() or mark.read_text("ascii") != digest
        try:
            yield is_missing
        except (OSError, subprocess.SubprocessError) as failed:
            said = getattr(failed, "stderr", None) or failed
            pytest.skip(f"{what} cannot be installed: {str(said)[-500:]}")
        if is_missing:
            mark.write_text(digest, "ascii")


def _install(*command: str | Path) -> None:
    subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=True
    )


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node, once the suites of package-lock.json are installed."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        pytest.skip("Node is not installed")
    mark = HERE / "node_modules" / ".installed"
    with _once("npm's suites", HERE / "package-lock.json", mark) as is_missing:
        if is_missing:
            _install(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    return found


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """`tool("st")`: the path of a program of requirements.txt, once they are installed."""
    home = HERE / ".venv"
    with _once("PyPI's suites", HERE / "requirements.txt", home / ".installed") as is_missing:
        if is_missing:
            venv.create(home, clear=True, with_pip=True)
            pip = home / "bin" / "pip"
            _install(pip, "install", "--quiet", "-r", "requirements.txt")
    return lambda name: home / "bin" / name


@pytest.fixture(scope="session")
def sdl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SDL of the hub as a file."""
    file = tmp_path_factory.mktemp("sdl") / "schema.graphql"
    file.write_text(SDL, "utf-8")
    return file


@pytest.fixture
def workplace() -> Iterator[Path]:
    """An empty folder from which Node finds the installed packages."""
    folder = HERE / ".generated" / uuid4().hex
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def run(node: str) -> Run:
    """`run("suite.mjs", *arguments, NAME=value)`: what a suite prints; its words when it fails."""

    def run(
        script: str | Path, *arguments: str | Path, cwd: Path = HERE, **surroundings: str
    ) -> str:
        ended = subprocess.run(
            [node, script, *arguments],
            cwd=cwd,
            env={**os.environ, "NO_COLOR": "1", **surroundings},
            capture_output=True,
            text=True,
            timeout=_SUITE_SECONDS,
            check=False,
        )
        if ended.returncode != 0:
            pytest.fail(f"{ended.stdout}\n{ended.stderr}", pytrace=False)
        return ended.stdout

    return run


@pytest.fixture(scope="session")
def small_server() -> Iterator[str]:
    """The address of the real endpoint over a small schema, served in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.conformance.small_server"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=20)
