"""Where the suites come from (npm, once for each lock file), and the servers that they judge."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from hub.schema import SDL
from tests.processes import environment

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# What runs a `*.test.mjs`.
NODE_TEST = ("--test", "--test-timeout=30000", "--test-reporter=spec")
_CLAIRVOYANCE = "clairvoyance==2.5.5"
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
            # Two of the packages that it names are not what it needs: see requirements.txt.
            _install(pip, "install", "--quiet", "--no-deps", _CLAIRVOYANCE)
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
        return said(node, script, *arguments, cwd=cwd, **surroundings)

    return run


def said(*command: str | Path, cwd: Path, **surroundings: str) -> str:
    """What a command prints; its words when it fails."""
    ended = subprocess.run(
        command,
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


_SIGN_IN = """mutation ($name: String!, $password: String!) {
  staffSignIn(input: {name: $name, password: $password}) { ... on StaffSignedIn { token } }
}"""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A `hub demo` that answers at `url`, and the passwords of its accounts by name."""

    url: str
    passwords: dict[str, str]

    def sign_in(self, name: str) -> str:
        """The token of a new session. Each test has its own: some end all others."""
        variables = {"name": name, "password": self.passwords[name]}
        body = {"query": _SIGN_IN, "variables": variables}
        answer = httpx.post(self.url, json=body, timeout=30).json()
        token: str = answer["data"]["staffSignIn"]["token"]
        return token


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The whole hub over a small demonstration city, with points enough for any suite."""
    folder = tmp_path_factory.mktemp("demo")
    process = subprocess.Popen(
        [sys.executable, "-m", "hub", "demo", "--port", "0", "--scale", "0.01", "--data", folder],
        cwd=ROOT,
        env=environment(HUB_RATE_BUDGET="1000000000", HUB_RATE_RESTORE="1000000000"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if found := re.search(r"http://\S+/graphql\b", line):
                break
        else:
            pytest.fail(said)
        # Nobody reads on: what it prints from here fits into the pipe.
        accounts = json.loads((folder / "demo.json").read_text("utf-8"))["accounts"]
        yield Demonstration(found[0], {each["name"]: each["password"] for each in accounts})
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.fixture(scope="session")
def small_server() -> Iterator[str]:
    """The address of the real endpoint over a small schema, served in a process of its own."""
    with _serving("small") as address:
        yield address


@pytest.fixture
def closed_server() -> Iterator[str]:
    """The address of the hub's schema without introspection and without a database."""
    with _serving("closed") as address:
        yield address


@contextmanager
def _serving(name: str) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.conformance.servers", name],
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
