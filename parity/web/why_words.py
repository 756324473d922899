"""What the page of reasons says in sentences: how an episode stands, how its dates are read, who asks about it next."""

from collections.abc import Callable
from datetime import datetime

from parity.core.airing import horizon
from parity.core.why import WhyEpisode
from parity.core.why_facts import WhyAiring, WhyCheck
from parity.web import here, plurals, show_words
from parity.web.speech import gettext as _
from parity.web.words import exact, short_day, when

_NEXT: tuple[tuple[str, Callable[[], str]], ...] = (
    ("a full scan", lambda: _("a full scan asks about every show")),
    ("changed on", lambda: _("TMDB says that something about it changed")),
    ("not asked for", lambda: _("by then its last check is old")),
    ("never checked", lambda: _("it was never checked")),
    ("trouble", lambda: _("its last check had trouble")),
    ("not matched", lambda: _("it is not matched yet")),
)
_MODES: dict[str | None, Callable[[str], str]] = {
    "full": lambda at: _("the full scan of %(time)s", time=at),
    "incremental": lambda at: _("the incremental scan of %(time)s", time=at),
}


def standing(episode: WhyEpisode) -> str:
    """How an episode stands, and since or from when."""
    if episode.standing == "owned":
        return _("Plex has it.")
    if episode.standing == "hidden":
        return _("It is not missed: %(why)s.", why=_hidden(episode))
    if episode.due_on is None or episode.standing == "announced":
        return _("It has no date yet that can be believed, so it is neither missing nor upcoming.")
    day = short_day(episode.due_on)
    if episode.standing == "missing":
        return _("It should be in Plex since %(day)s, and is not.", day=day)
    return _("It is not due yet: it counts as missing from %(day)s on.", day=day)


def aired(episode: WhyEpisode) -> str:
    """When an episode aired or airs."""
    if episode.air_date is None:
        return _("nobody says when")
    today = here.today()
    day = f"{short_day(episode.air_date)} ({when((episode.air_date - today).days)})"
    return _("%(day)s, too far ahead to be believed", day=day) if episode.air_date > horizon(today) else day


def on_at(moment: datetime) -> str:
    """The moment at which an episode is on, where its network's time is known."""
    return _("%(moment)s for you", moment=exact(moment))


def airing(told: WhyAiring) -> str:
    """How exactly the air times of a show are known."""
    if told.exact:
        return _("exact: it airs at %(time)s in %(zone)s", time=told.time, zone=told.zone)
    return _("estimated: only the day is known, and is read as a day where you are")


def grace(told: WhyAiring) -> str:
    """How long after it aired an episode is missing, and who says so."""
    if told.grace_days is None or told.grace_source is None:
        return _("%(time)s, as generally set", time=plurals.days(here.settings().grace_days))
    time = plurals.days(told.grace_days)
    if told.grace_source == "learned":
        return _("%(time)s, learned from how long its episodes took to arrive", time=time)
    return _("%(time)s, chosen for this show", time=time)


def next_check(check: WhyCheck) -> str:
    """Who asks about the show next, when and why."""
    if check.next_at is None:
        return _("No schedule would ask about it: scans are started by hand only.")
    why = next((say() for word, say in _NEXT if (check.why or "").startswith(word)), check.why or "")
    return _("%(scan)s: %(why)s", scan=_MODES[check.mode](exact(check.next_at)), why=why)


def _hidden(episode: WhyEpisode) -> str:
    word, today = episode.hidden_by or "", here.today()
    said = show_words.hidden_by(word)
    if episode.hidden_from is not None and episode.hidden_from > today:
        said = _("from %(day)s on: %(what)s", day=short_day(episode.hidden_from), what=said)
    return _("%(what)s until %(day)s", what=said, day=short_day(episode.hidden_to)) if episode.hidden_to else said
