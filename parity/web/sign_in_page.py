"""What the pages of the sign-in show, and the addresses that they lead to."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

import segno
from flask import request, url_for

from parity.actions.sign_in import LIMITED, Waiting
from parity.core.sign_in import SENTENCES, Over
from parity.settings import Settings
from parity.web import here
from parity.web.sign_in_state import UnderWay
from parity.web.speech import gettext as _


@dataclass(frozen=True, slots=True)
class Start:
    """Where a sign-in begins, or begins again: `end` says how the last one ended, "" when there was none.

    `connects`: the account that Parity acts for signs in, else somebody who wants to come in. `ask_code`: the setup
    code comes first; `wrong`: what is wrong with the one that was given. `first`: it is not set up yet.
    """

    back: str
    end: str = ""
    stranger: bool = False
    connects: bool = False
    ask_code: bool = False
    wrong: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in that is waited for. `code` is "" when there is none to type; `next_in` and `left` are seconds.

    `stamp` differs from answer to answer, so that the page begins to count anew; `trouble` is a sentence.
    """

    code: str = field(repr=False)
    link: str
    picture: str = field(repr=False)
    left: int
    until: datetime
    next_in: int
    stamp: int
    trouble: str
    connects: bool
    back: str


def told(over: Over) -> str:
    """How a sign-in ended, in the reader's language."""
    return _(SENTENCES[over.reason], name=over.name, detail=over.detail)


def pending(waiting: Waiting, state: UnderWay) -> Pending:
    """What is shown while it is waited for."""
    link, now = f"{here.settings().plex_tv_url}/link", here.now()
    typed = not waiting.strong
    return Pending(
        code=waiting.code if typed else "",
        link=link,
        picture=_picture(link) if typed else "",
        left=max(0, round((waiting.expires_at - now).total_seconds())),
        until=waiting.expires_at,
        next_in=round(waiting.next_in),
        stamp=round(now.timestamp() * 1000),
        trouble=_trouble(waiting),
        connects=state.connects,
        back=state.back,
    )


def plex_page(code: str, client_id: str) -> str:
    """The page of Plex on which somebody signs in and agrees; all that it is told stands behind the #. plex.md 1.2."""
    said = {
        "clientID": client_id,
        "code": code,
        "context[device][product]": "Parity",
        "forwardUrl": outside(here.settings()) + url_for("login.arrive").removeprefix(request.script_root),
    }
    return f"{here.settings().plex_app_url}/auth#?{urlencode(said, quote_via=quote)}"


def outside(settings: Settings) -> str:
    """The address of this site as the outside world knows it, without a slash at the end."""
    if not settings.url:
        return request.host_url.rstrip("/") + request.script_root
    below = urlsplit(settings.url).path.rstrip("/")
    return settings.url if below.endswith(request.script_root) else settings.url + request.script_root


def _trouble(waiting: Waiting) -> str:
    if not waiting.trouble:
        return ""
    if waiting.trouble == LIMITED:
        return _("Plex was asked too often and wants a pause; Parity goes on by itself.")
    return _("Plex cannot be asked (%(detail)s); Parity keeps trying.", detail=waiting.detail)


@lru_cache(4)
def _picture(address: str) -> str:
    """An address as a code for a camera, dark on light whatever the page's colours: `data:image/svg+xml…`."""
    return str(segno.make(address, micro=False).svg_data_uri(scale=6, border=3, dark="#000", light="#fff"))
