"""The dashboard's notices, each with its next step, and what became of them since the page was loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask import url_for

from parity.core.shapes import Notice, Scan
from parity.settings import Settings
from parity.store import simkl_account
from parity.store.notices import ASKING, DISK_FULL, NO_VOLUME, PLEX_ACCOUNT, REFRESH, WATCH_HELD, WATCHED_HELD
from parity.store.summary_view import all_notices
from parity.web import here
from parity.web.blank import Step, lacks, to_topic
from parity.web.speech import gettext as _
from parity.web.ways import may_open

FAILED_SCAN = "failed scan"
_TOPICS = {name: name for name in ("plex", "metadata", "account", "servers")}
_TOPICS |= {"libraries": "plex", "watchlist": "plex", PLEX_ACCOUNT: "account", simkl_account.NOTICE: "simkl"}
_WAITING = {WATCH_HELD: ("watchlist.index", "watch-plan"), WATCHED_HELD: ("watched.index", "watched-plan")}
"""Where it stands what waits for the owner's yes."""


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A notice, and where to go on from it; a held or gone library is answered by its own form instead.

    `form`: a button that does it at once, where it sends to and what it says.
    """

    notice: Notice
    step: Step
    form: Step | None = None


@dataclass(frozen=True, slots=True)
class NoticesSection:
    """`shown` names those that the page shows; `fresh` came and `settled` went since it was loaded."""

    notices: tuple[ToldNotice, ...]
    shown: str = ""
    fresh: int = 0
    settled: int = 0


def notices_section(last: Scan | None, told: str | None = None) -> NoticesSection:
    """What is not set up yet, then what went wrong; `told`: those that a page shows already. Two statements.

    `last` is the scan that ended last: when it failed, all that stands below is of an earlier one.
    """
    first = _not_set_up(here.settings()) or _failed(last)
    with here.house().database.reading() as connection:
        notices = [*first, *(notice for notice in all_notices(connection) if _concerns(notice))]
    now = [_name(notice) for notice in notices]
    before = now if told is None else [name for name in told.split("-") if name]
    return NoticesSection(
        tuple(ToldNotice(notice, _step(notice), _form(notice)) for notice in notices),
        "-".join(before),
        len(set(now) - set(before)),
        len(set(before) - set(now)),
    )


def _not_set_up(settings: Settings) -> Sequence[Notice]:
    said = {
        "account": _("Nobody is signed in with Plex, so that no server can be read: sign in, and follow yours."),
        "servers": _("Parity follows no Plex server: follow one of your account."),
        "plex": _("Parity does not know your Plex server yet: it needs its address and a token."),
        "metadata": _("Parity has no key for TMDB yet, which knows what episodes there are."),
    }
    topics = dict.fromkeys(topic for _words, _name, topic in lacks(settings))
    return [Notice(topic, said[topic], None) for topic in topics]


def _failed(last: Scan | None) -> Sequence[Notice]:
    if last is None or last.state != "failed":
        return []
    said = _("The last scan failed, so what stands here may be old. %(why)s.", why=(last.note or "").rstrip("."))
    return [Notice(FAILED_SCAN, said, last.finished_at)]


def _concerns(notice: Notice) -> bool:
    """Whether it is for who looks: who can let people in hears who would like to; what waits is the owner's."""
    page, _part = _WAITING.get(notice.about, ("people.index" if notice.about == ASKING else None, ""))
    return page is None or may_open(page)


def _step(notice: Notice) -> Step:
    if notice.state or notice.about == FAILED_SCAN:
        return url_for("activity.index"), _("See what happened")
    if notice.about == DISK_FULL:
        return url_for("maintenance.index", _anchor="cache"), _("See what takes room")
    if notice.about == ASKING:
        return url_for("people.index"), _("See who asks")
    if notice.about in _WAITING:
        page, part = _WAITING[notice.about]
        return url_for(page, _anchor=part), _("See what waits")
    if notice.about == NO_VOLUME:
        return url_for("about.index"), _("See where the data lies")
    if notice.about.startswith(REFRESH):
        return url_for("library.index"), _("See the servers")
    topic = _TOPICS.get(notice.about)
    return to_topic(topic) if topic else (url_for("settings.index"), _("Open the settings"))


def _form(notice: Notice) -> Step | None:
    return (url_for("login.reconnect"), _("Reconnect Plex")) if notice.about == PLEX_ACCOUNT else None


def _name(notice: Notice) -> str:
    """The same for the same words about the same thing."""
    return sha256(repr((notice.about, notice.sentence, notice.state)).encode()).hexdigest()[:8]
