"""The pages and the JSON API. Reads through the views of the store, changes things only through actions."""

from pathlib import Path

from flask import Flask
from flask_compress import Compress

from parity.actions.ports import House
from parity.web import (
    about,
    access_log,
    account,
    activity,
    air_words,
    api,
    assets,
    calendar,
    dashboard,
    decided,
    errors,
    feeds,
    guard,
    headers,
    health,
    here,
    hook_settings,
    hooks,
    hx,
    item_refresh,
    keys,
    library_servers,
    library_unseen,
    limits,
    login,
    logout,
    maintenance,
    movie,
    movie_exports,
    movies,
    out,
    paths,
    patterns,
    people,
    pictures,
    places,
    proxy,
    scan_panel,
    servers,
    sessions,
    settings,
    setup,
    show_forms,
    shows,
    simkl_connect,
    speech,
    theme,
    watched,
    watched_user,
    watchlist,
    watchlist_fix,
    ways,
    who,
    why,
    words,
)

ROOT = Path(__file__).parents[2]
LARGEST_BODY = 1_000_000
_LISTS = (dashboard, shows, show_forms, why, movies, movie, movie_exports, calendar, activity)
_OWNERS = (watchlist, watchlist_fix, watched)
_LIBRARY = (library_servers, library_unseen, paths)
_PAGES = (*_LISTS, *_OWNERS, *_LIBRARY, item_refresh, settings, people, keys, hook_settings, maintenance, about)
_ENTRY = (setup, login, logout, account, servers, simkl_connect, watched_user)
_ROOMS = (*_PAGES, *_ENTRY, scan_panel, decided, theme, pictures, patterns, out, health, feeds, hooks)


def create_app(house: House, *, auth: str, secret_key: str, api_key: str) -> Flask:
    """The app for a house. `auth` as in PARITY_AUTH; `secret_key` signs sessions; `api_key` opens /api.

    The order of what stands before and behind a view is the order of these lines.
    """
    app = Flask("parity", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(
        SECRET_KEY=secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    grounds = here.keep(app, house, api_key)
    access_log.init_app(app)
    headers.init_app(app)
    hx.init_app(app)
    errors.init_app(app)
    sessions.init_app(app)
    who.init_app(app, auth)
    ways.init_app(app)
    guard.init_app(app, grounds.given)
    limits.init_app(app)
    assets.init_app(app)
    speech.init_app(app)
    words.init_app(app)
    air_words.init_app(app)
    places.init_app(app)
    theme.init_app(app)
    pictures.init_app(app, house, grounds.given)
    for page in dict.fromkeys(room.page for room in _ROOMS):  # one may have several modules
        app.register_blueprint(page)
    api.init_app(app)
    Compress(app)
    assets.read_whole(app)
    proxy.init_app(app, grounds.given)
    return app
