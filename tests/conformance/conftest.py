"""Where the suites come from (npm, once for each lock file), and the servers that they judge."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_INSTALL_SECONDS = 240
_SUITE_SECONDS = 120

Run = Callable[..., str]


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node, once the suites of package-lock.json are installed."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        pytest.skip("Node is not installed")
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    mark = HERE / "node_modules" / ".installed"
    # Several test processes may come here at once.
    with (HERE / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists() or mark.read_text("ascii") != digest:
            installed = subprocess.run(
                [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=HERE,
                capture_output=True,
                text=True,
                timeout=_INSTALL_SECONDS,
                check=False,
            )
            if installed.returncode != 0:
                pytest.skip(f"npm ci failed: {installed.stderr[-500:]}")
            mark.write_text(digest, "ascii")
    return found


@pytest.fixture(scope="session")
def run(node: str) -> Run:
    """`run("suite.mjs", *arguments, NAME=value)`: what a suite prints; its words when it fails."""

    def run(script: str, *arguments: str, **surroundings: str) -> str:
        ended = subprocess.run(
            [node, script, *arguments],
            cwd=HERE,
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
