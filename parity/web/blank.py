"""Why there is nothing to list, and what to do next: the words of every page, in one place."""

from dataclasses import dataclass

from babel.lists import format_list
from flask import request, url_for

from parity.settings import Settings
from parity.store import accounts, servers
from parity.store.known_view import EndedScan, Known, known
from parity.web import here, plurals
from parity.web.setting_names import by_label
from parity.web.speech import gettext as _
from parity.web.speech import locale
from parity.web.ways import Way

Step = Way
_PLACES = {"account": "account", "servers": "plex-servers", "simkl": "simkl-connect"}  # where the settings have them


@dataclass(frozen=True, slots=True)
class Blank:
    """A sentence instead of a list, and what to do next: pairs of address and words."""

    sentence: str
    steps: tuple[Step, ...] = ()


def so_far() -> Known:
    """What is known by now. Two statements: ask only where there is nothing to list."""
    with here.house().database.reading() as connection:
        return known(connection)


def no_shows(found: Known) -> Blank | None:
    """Why no show is known; None when some are."""
    if found.followed:
        return None
    if found.outside:
        return _out_of_scope()
    first = not_set_up(here.settings()) or at_work(found)
    if first is not None:
        return first
    if found.ended is None:
        return Blank(_("Nothing was scanned yet: start with a full scan."), (to_scan(),))
    return _ended(found.ended) or _found_none()


def no_collections(found: Known, libraries: bool) -> Blank:
    """Why no collection of films is known; `libraries`: a library of films is followed."""
    settings = here.settings()
    first = not_set_up(settings) or at_work(found)
    if first is not None:
        return first
    if not libraries:
        said = _("No library of films is followed: choose one in the settings.")
        return Blank(said, (to_topic("plex"),))
    if found.ended is None:
        return Blank(_("Nothing was scanned yet: start with a full scan."), (to_scan(),))
    return _ended(found.ended) or _began_none()


def none_missing(known: int, never: int, all_of_them: str, those: str) -> Blank:
    """That nothing is missing from any of the `known` collections, as far as it can be told: `never` were not checked.

    `all_of_them` and `those` are the addresses of their lists.
    """
    if not never:
        said = _("All complete: nothing is missing in %(all)s.", all=plurals.collections(known))
        return Blank(said, ((all_of_them, _("See all collections")),))
    said = _("Nothing is missing so far, but Parity could not check %(those)s yet.", those=plurals.collections(never))
    return at_work(so_far()) or Blank(said, ((those, _("See which")), to_scan()))


def unchecked(found: Known) -> Blank | None:
    """Why shows are listed that were not compared yet; None when all were."""
    if not found.unchecked:
        return None
    ended = _ended(found.ended) if found.ended else None
    more = Blank(_("The next scan goes on with them."), (to_scan(),))
    return not_set_up(here.settings()) or at_work(found) or ended or more


def not_set_up(settings: Settings) -> Blank | None:
    """What has to be given before anything can be scanned; None when all of it is."""
    lacking = lacks(settings)
    if not lacking:
        return None
    words, names, _topics = zip(*lacking, strict=True)
    said = _(
        "Nothing can be scanned before Parity has %(things)s. Enter that in the settings, or give %(names)s in the "
        "environment.",
        things=_listed(words),
        names=_listed(names),
    )
    return Blank(said, _steps(lacking))


def no_scan(settings: Settings) -> Blank | None:
    """The same where a scan would be started: beside it the page says the rest."""
    lacking = lacks(settings)
    if not lacking:
        return None
    things = _listed(tuple(words for words, _name, _topic in lacking))
    return Blank(_("No scan can start: Parity has not got %(things)s.", things=things), _steps(lacking))


def at_work(found: Known) -> Blank | None:
    """That a scan is at work; None when there is none."""
    if found.at_work is None:
        return None
    if found.at_work == "paused":
        return Blank(_("The scan is paused: resume it, and what it finds stands here."), (to_scan("scan_panel.ask"),))
    if found.ended is None:
        return Blank(
            _("The first scan is at work: what it finds stands here as soon as it is done."),
            (to_scan("dashboard.index"),),
        )
    return Blank(
        _("A scan is at work: what it finds stands here as soon as it is done."), (to_scan("dashboard.index"),)
    )


def to_scan(to_press: str = "scan_panel.start") -> Step:
    """The way to the scan panel, which stands on two pages; `to_press`: the endpoint of what is wanted there."""
    panel_is_here = request.blueprint in ("dashboard", "activity")
    return ("" if panel_is_here else url_for("dashboard.index")) + "#scan", _("Go to the scan"), to_press


def to_topic(topic: str) -> Step:
    """The way to where the settings of one topic are."""
    words = {
        "plex": _("Open the Plex settings"),
        "metadata": _("Open the TMDB settings"),
        "account": _("Open the Plex account"),
        "servers": _("Open the servers"),
        "simkl": _("Connect SIMKL again"),
        "sagetv": _("Open the SageTV settings"),
    }
    return url_for("settings.index", _anchor=_PLACES.get(topic, f"topic-{topic}")), words.get(
        topic, _("Open the settings")
    )


def to_mend(why: str) -> Step:
    """Where what a failure complains about can be tested and changed: its sentence begins with the service's name."""
    if why.startswith("TMDB"):
        return to_topic("metadata")
    return to_topic("plex" if here.settings().plex_base_url else "servers")


def lacks(settings: Settings) -> list[tuple[str, str, str]]:
    """What is lacking before anything can be scanned: in words, as the environment calls it, and its topic."""
    key = [] if settings.tmdb_api_key else [(_("a key for TMDB"), "TMDB_API_KEY", "metadata")]
    return [*lacks_server(settings), *key]


def _steps(lacking: list[tuple[str, str, str]]) -> tuple[Step, ...]:
    return tuple(to_topic(topic) for topic in dict.fromkeys(topic for _words, _name, topic in lacking))


def lacks_server(settings: Settings) -> list[tuple[str, str, str]]:
    """What is lacking before Plex can be asked: in words, as the environment calls it, and its topic."""
    if settings.plex_base_url and settings.plex_token:
        return []
    with here.house().database.reading() as connection:
        if servers.followed(connection):
            return []
        place = "account" if accounts.kept(connection) is None else "servers"
    if settings.plex_base_url:
        return [(_("a token for your Plex server"), "PLEX_TOKEN", "plex")]
    if settings.plex_token:
        return [(_("the address of your Plex server"), "PLEX_BASE_URL", "plex")]
    return [(_("a Plex server"), _("PLEX_BASE_URL with PLEX_TOKEN"), place)]


def _ended(scan: EndedScan) -> Blank | None:
    """What an end that was no good one leaves; None after a good one."""
    look = (url_for("activity.scan", scan_id=scan.id), _("See what happened"))
    why = by_label(scan.note.rstrip("."))
    if scan.state == "failed":
        return Blank(_("The last scan failed. %(why)s.", why=why), (to_mend(why), look, to_scan()))
    if scan.state == "cancelled":
        return Blank(_("The last scan was cancelled before it was through: start it again."), (to_scan(), look))
    if scan.state == "partial":
        return Blank(_("The last scan was not through. %(why)s.", why=why), (look, to_scan()))
    return None


def _out_of_scope() -> Blank:
    if here.settings().plex_scan_scope == "watchlist_only":
        return _empty_watchlist()
    said = _("The last scan followed only the shows on your Plex watchlist, and found none: scan again to follow all.")
    return Blank(said, (to_scan(),))


def _empty_watchlist() -> Blank:
    said = _("The watchlist scope is empty: no show of the followed libraries is on your Plex watchlist.")
    return Blank(said, (to_topic("plex"),))


def _found_none() -> Blank:
    if here.settings().plex_scan_scope == "watchlist_only":
        return _empty_watchlist()
    return Blank(_("The last scan found no shows in the followed libraries."), (to_topic("plex"), to_scan()))


def _began_none() -> Blank:
    if here.settings().plex_scan_scope == "watchlist_only":
        said = _("No film here that is on your Plex watchlist belongs to a collection: no other is looked at.")
        return Blank(said, (to_topic("plex"),))
    none = _("No film here belongs to a collection yet, as far as the last scan could tell.")
    return Blank(none, (to_scan(),))


def _listed(words: tuple[str, ...]) -> str:
    return str(format_list(words, locale=locale()))
