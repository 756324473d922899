"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Add `?v=…` to the addresses of static files, and let those be kept."""
    folder = Path(app.static_folder or "")

    @cache
    def version(name: str) -> str:
        path = folder / name
        return sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else ""

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values["v"] = version(values["filename"])

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            if request.args.get("v") == version((request.view_args or {}).get("filename", "")):
                response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
            else:
                response.headers["Cache-Control"] = "no-cache"
        return response


def read_whole(app: Flask) -> None:
    """Read files before they are compressed: Flask-Compress forgets to close them. To be called after it."""

    @app.after_request
    def read(response: Response) -> Response:
        if request.endpoint == "static":
            response.direct_passthrough = False
            response.make_sequence()
        return response
