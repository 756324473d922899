"""The door of the pages: who is let through to a view, and what those are told who are not."""

from typing import cast
from urllib.parse import urlencode

from flask import Response, redirect, request, url_for

from parity.core.roles import Role
from parity.web import here, hx, nearness, who
from parity.web.errors import answer
from parity.web.places import back_to, this_page
from parity.web.roles import Need, needed
from parity.web.speech import gettext as _


def turned_away() -> Response | None:
    """What whoever asks is answered instead of the view; None for who may go on to it."""
    need, visitor = needed(request.endpoint), who.current()
    if need is Need.ANYONE:
        return None
    if who.auth() == "proxy" and not visitor.is_authenticated:
        return _unnamed()
    if not here.is_set_up():
        return _before_setup(need, visitor)
    if visitor.role >= need.role:
        return None
    return _too_little(need.role) if visitor.is_authenticated else _stranger()


def to_sign_in(back: str) -> str:
    """The address of the sign-in, which leads back to a page of ours."""
    home = back in ("", url_for("dashboard.index"))
    return f"{request.script_root}/login" + ("" if home else f"?{urlencode({'next': back})}")


def _before_setup(need: Need, visitor: who.Visitor) -> Response | None:
    if need is Need.BEGIN:
        return None
    if need is Need.SETUP and _sets_up(visitor):
        return _from_outside() if nearness.needs_code() else None
    if need is Need.SETUP and visitor.overtaken:
        return answer(409, _("Another account is setting Parity up now."))
    return _elsewhere(409, _("Parity is not set up yet: that comes first."), f"{request.script_root}/setup")


def _sets_up(visitor: who.Visitor) -> bool:
    """Whether the setup is theirs: behind a proxy that names people nobody has to be the owner."""
    named = who.auth() == "proxy" and visitor.role >= Role.MANAGER
    return named or visitor.candidate is not None or visitor.role is Role.OWNER


def _from_outside() -> Response:
    """Whoever signed in at Plex could have this machine ask around in its network: the code comes first."""
    said = _("You come from outside your network: give the setup code, which stands in the log of Parity.")
    return _elsewhere(403, said, to_sign_in(_page()))


def _unnamed() -> Response:
    header = here.grounds().given.auth_header
    return answer(401, _("The proxy in front of Parity did not say who you are (in the header %(name)s).", name=header))


def _stranger() -> Response:
    return _elsewhere(401, _("Sign in first: nobody is signed in here, or not any more."), to_sign_in(_page()))


def _too_little(role: Role) -> Response:
    if role is not Role.OWNER:
        said = _("You may look at everything here, but change nothing: ask the owner to make you a manager.")
    elif who.auth() == "proxy":
        said = _("Only the owner of this installation may do that: PARITY_OWNER says who that is.")
    else:
        said = _("Only the owner of this installation may do that.")
    return answer(403, said)


def _elsewhere(status: int, sentence: str, address: str) -> Response:
    """A page leads there by itself; what is asked for a part of one says so and takes the whole page there."""
    if hx.wants_fragment():
        response = answer(status, sentence)
        response.headers["HX-Redirect"] = address
        return response
    if request.method in ("GET", "HEAD") and request.blueprint != "pictures":
        return cast(Response, redirect(address, 303))
    return answer(status, sentence)


def _page() -> str:
    """Where they were: this page, or the one that they sent something from."""
    home = url_for("dashboard.index")
    return this_page() if request.method in ("GET", "HEAD") else back_to(home)
