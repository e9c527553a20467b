"""The hub's web pages: a front door at `/` and the API explorer at `/graphiql`.

Pages are first-party HTML in `pages/`. What they run is bundled from `src/` and npm packages into
`dist/` while the hub is installed (`build_hook.py`); where that could not happen, a page says how
to do it. Every page works with the network cut and under a strict Content-Security-Policy.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

HERE = Path(__file__).parent
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
}
# Assets are named by their content, so what a name stands for never changes.
IMMUTABLE = "public, max-age=31536000, immutable"
SECURITY_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self' data:; "
    "form-action 'none'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; "
    "style-src {styles}; worker-src 'self'"
)
OWN_STYLES = "'self'"
# The editor positions its lines by style attributes, which no hash can name.
EDITOR_STYLES = "'self' 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page, revalidated on every visit by its `etag`."""

    html: bytes
    policy: str
    etag: str


def routes(*, graphiql: bool = True) -> list[Route]:
    """The pages and what they need; `graphiql` says whether the explorer is served at all."""
    assets = _assets()
    front = _page("front.html", assets, explorer="has-explorer" if graphiql else "")
    served = [
        Route("/", partial(_send_page, front), name="front"),
        Route("/assets/{name}", partial(_send_asset, assets), name="asset"),
    ]
    if graphiql:
        explorer = _explorer(assets)
        served.append(Route("/graphiql", partial(_send_page, explorer), name="graphiql"))
    return served


def is_built() -> bool:
    """Whether the bundled pages are there."""
    return bool(_bundles())


def _explorer(assets: dict[str, Path]) -> Page:
    bundles = _bundles()
    if not bundles:
        return _page("unbuilt.html", assets)
    script, style = bundles["graphiql.js"], bundles["graphiql.css"]
    return _page("graphiql.html", assets, styles=EDITOR_STYLES, script=script, bundled=style)


def _page(template: str, assets: dict[str, Path], styles: str = OWN_STYLES, **values: str) -> Page:
    names = {path.name.replace(".", "_"): name for name, path in assets.items()}
    text = (HERE / "pages" / template).read_text("utf-8")
    html = Template(text).substitute(names, **values).encode()
    return Page(html, POLICY.format(styles=styles), f'"{_digest(html)}"')


def _bundles() -> dict[str, str]:
    """The bundled entry points: name of the source to name in `dist/`; empty when not built."""
    try:
        manifest = json.loads((HERE / "dist" / "manifest.json").read_text("utf-8"))
    except OSError:
        return {}
    entries: dict[str, str] = manifest["entries"]
    return entries


def _assets() -> dict[str, Path]:
    """Everything under `/assets/`: its name there, with a digest of its content, to its file."""
    own = {
        f"{path.stem}-{_digest(path.read_bytes())[:8]}{path.suffix}": path
        for path in (HERE / "pages").iterdir()
        if path.suffix in MEDIA_TYPES
    }
    if not _bundles():
        return own
    bundled = (HERE / "dist").iterdir()
    return own | {path.name: path for path in bundled if path.suffix in MEDIA_TYPES}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


async def _send_page(page: Page, request: Request) -> Response:
    headers = {
        **SECURITY_HEADERS,
        "Cache-Control": "no-cache",
        "Content-Security-Policy": page.policy,
        "ETag": page.etag,
    }
    if page.etag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(page.html, media_type="text/html", headers=headers)


async def _send_asset(assets: dict[str, Path], request: Request) -> Response:
    path = assets.get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("Not found\n", 404)
    headers = {**SECURITY_HEADERS, "Cache-Control": IMMUTABLE}
    media_type = MEDIA_TYPES[path.suffix]
    smaller = path.with_name(f"{path.name}.gz")
    if smaller.exists():
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            path = smaller
    return FileResponse(path, media_type=media_type, headers=headers)
