"""`wsgi:app` for gunicorn, `wsgi.huey` for a huey consumer. Each is made when it is asked for, so that neither loads
what only the other needs. `python -m parity run` starts both."""

from typing import TYPE_CHECKING

from parity.bootstrap import build_house, keys_of, log_to_stderr
from parity.settings import child_environment, load
from parity.store.folder import prepare
from parity.store.upgrade import bring_up

if TYPE_CHECKING:
    from flask import Flask
    from huey import Huey

    from parity.actions.ports import House

    app: Flask
    huey: Huey


def _house() -> "House":
    environ = child_environment({})
    settings = load(environ, {})
    log_to_stderr(settings)
    prepare(settings.data_dir)
    house = build_house(environ)
    bring_up(house.database)
    return house


def _make_app() -> "Flask":
    from parity.actions.setup_code import tell_setup_code
    from parity.web import create_app

    house = _house()
    settings = house.settings()
    keys = keys_of(settings)
    tell_setup_code(house)
    return create_app(house, auth=settings.auth, secret_key=keys.secret_key, api_key=keys.api_key)


def _make_huey() -> "Huey":
    from tasks.queue import open_queue
    from tasks.worker import staffed

    house = _house()
    settings = house.settings()
    return staffed(open_queue(settings.queue_url, keys_of(settings).secret_key), house)


def __getattr__(name: str) -> object:
    if name not in ("app", "huey"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        made = globals()[name] = _make_app() if name == "app" else _make_huey()
    except AttributeError as bug:  # gunicorn would take it for "there is no app here"
        raise RuntimeError(f"wsgi.{name} could not be made") from bug
    return made
