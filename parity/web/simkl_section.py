"""How SIMKL stands, as the settings and the watchlist page show it: connected, being connected, or how it is done."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from flask import request, session, url_for

from parity.actions.simkl_connect import LIMITED, Waiting, look
from parity.core.simkl_sign_in import SENTENCES, Over
from parity.store import simkl_account
from parity.web import here
from parity.web.sign_in_page import outside
from parity.web.speech import gettext as _

_KEY, _END, _BACK = "simkl_connect", "simkl_connect_end", "simkl_connect_back"


@dataclass(frozen=True, slots=True)
class Typing:
    """A code that is waited for. `link` is where it is typed, `shown` the same as people read it; times in seconds.

    `stamp` differs from answer to answer, so that the page begins to count anew; `trouble` is a sentence.
    """

    code: str = field(repr=False)
    link: str
    shown: str
    left: int
    until: datetime
    next_in: int
    stamp: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class SimklSection:
    """`name` is empty when nothing is connected, or SIMKL could not say who. `dead`: SIMKL refuses the sign-in.

    `app`: whether a client id is given; `other_app`: it is another than the account's. `redirect_uri` must stand in the
    app at SIMKL. `end`: how the last try ended.
    """

    redirect_uri: str
    simkl: str
    app: bool = False
    connected: bool = False
    name: str = ""
    since: datetime | None = None
    dead: bool = False
    other_app: bool = False
    end: str = ""
    typing: Typing | None = None


def simkl_section(waiting: Waiting | None = None) -> SimklSection:
    """How it stands; asks nobody. One statement, and one more while something is waited for in this browser.

    `waiting`: what was just heard of the code.
    """
    settings = here.settings()
    with here.house().database.reading() as connection:
        row = simkl_account.kept(connection)
    given = bool(settings.simkl_client_id)
    return SimklSection(
        redirect_uri(),
        settings.simkl_auth_url,
        given,
        row is not None,
        row.member.name if row else "",
        row.connected_at if row else None,
        row is not None and row.dead,
        row is not None and settings.simkl_client_id != row.token.client_id,
        _end(),
        _typing(waiting or _waiting()) if given else None,
    )


def redirect_uri() -> str:
    """Where SIMKL's page leads back to, as the outside world knows this site."""
    return outside(here.settings()) + url_for("simkl_connect.arrive").removeprefix(request.script_root)


def begun(key: str, back: str) -> str | None:
    """This browser waits for it from now on. The key of what it waited for before."""
    before = session.get(_KEY)
    session.pop(_END, None)
    session[_KEY], session[_BACK] = key, back
    return before if isinstance(before, str) else None


def key() -> str:
    """The key to what this browser waits for, "" for nothing."""
    kept = session.get(_KEY)
    return kept if isinstance(kept, str) else ""


def back(otherwise: str) -> str:
    """The page that it was begun on."""
    kept = session.get(_BACK)
    return kept if isinstance(kept, str) else otherwise


def done(over: Over | None = None) -> None:
    """Nothing is waited for any more; `over`: how it ended, without an account."""
    session.pop(_KEY, None)
    session.pop(_END, None)
    if over is not None:
        session[_END] = [over.reason, over.detail]


def told(over: Over) -> str:
    """How it ended, in the reader's language."""
    return _(SENTENCES[over.reason], detail=over.detail)


def _waiting() -> Waiting | None:
    seen = look(here.house(), key()) if key() else None
    return seen if isinstance(seen, Waiting) else None


def _typing(waiting: Waiting | None) -> Typing | None:
    if waiting is None or not waiting.code:
        return None
    now, where = here.now(), urlsplit(waiting.address)
    return Typing(
        waiting.code,
        waiting.address,
        f"{where.netloc}{where.path}",
        max(0, round((waiting.expires_at - now).total_seconds())),
        waiting.expires_at,
        round(waiting.next_in),
        round(now.timestamp() * 1000),
        _trouble(waiting),
    )


def _trouble(waiting: Waiting) -> str:
    if not waiting.trouble:
        return ""
    if waiting.trouble == LIMITED:
        return _("SIMKL was asked too often and wants a pause; Parity goes on by itself.")
    return _("SIMKL cannot be asked (%(detail)s); Parity keeps trying.", detail=waiting.detail)


def _end() -> str:
    kept = session.get(_END)
    if not isinstance(kept, list) or len(kept) != 2 or kept[0] not in SENTENCES:
        return ""
    return told(Over(kept[0], str(kept[1])))
