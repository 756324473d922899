"""The session: a signed cookie of the site's own path, for https alone where the outside world uses https."""

from datetime import timedelta

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface

from parity.web import here

COOKIE = "parity_session"
LIFE = timedelta(days=30)
_DAY = "day"


class _Cookie(SecureCookieSessionInterface):
    """Flask's own, but where the site lives is known only when it is asked for."""

    def get_cookie_path(self, app: Flask) -> str:
        """The path below which the site lives: other apps of the same host have no business with it."""
        return path()

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether it goes over https alone."""
        return request.is_secure


def init_app(app: Flask) -> None:
    """Let the app have such sessions, which end after LIFE without a visit."""
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LIFE,
    )
    app.session_interface = _Cookie()


def begin() -> None:
    """A new session, of which nobody knows anything but who is given it with this answer."""
    session.clear()
    session.permanent = True
    session[_DAY] = here.now().toordinal()


def end() -> None:
    """Forget all that this browser was given."""
    session.clear()


def refresh() -> None:
    """Once a day its life begins anew; more often would only send the cookie for nothing."""
    today = here.now().toordinal()
    if session.permanent and session.get(_DAY) != today:
        session[_DAY] = today


def path() -> str:
    """The path of all cookies of this site."""
    return request.script_root or "/"


def set_cookie(answer: Response, name: str, value: str, max_age: int) -> None:
    """Another cookie for the same site, in the same way; `max_age` in seconds."""
    answer.set_cookie(
        name, value, max_age=max_age, path=path(), secure=request.is_secure, httponly=True, samesite="Lax"
    )
