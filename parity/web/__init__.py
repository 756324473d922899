"""The pages and the JSON API. Reads through the views of the store, changes things only through actions."""

from pathlib import Path

from flask import Flask

from parity.actions.ports import House
from parity.web import (
    access_log,
    api,
    assets,
    dashboard,
    errors,
    guard,
    headers,
    health,
    here,
    hx,
    out,
    proxy,
    scan_panel,
    words,
)

ROOT = Path(__file__).parents[2]
LARGEST_BODY = 1_000_000


def create_app(house: House, *, auth: str, secret_key: str, api_key: str) -> Flask:
    """The app for a house. `auth` as in PARITY_AUTH; `secret_key` signs sessions; `api_key` opens /api.

    The order of what stands before and behind a view is the order of these lines.
    """
    app = Flask("parity", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(
        SECRET_KEY=secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="parity_session",
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    grounds = here.keep(app, house)
    access_log.init_app(app)
    headers.init_app(app)
    hx.init_app(app)
    errors.init_app(app)
    guard.init_app(app, grounds.given, auth=auth, api_key=api_key)
    assets.init_app(app)
    words.init_app(app)
    for room in (dashboard, health, out, scan_panel):
        app.register_blueprint(room.page)
    api.init_app(app)
    proxy.init_app(app, grounds.given)
    return app
