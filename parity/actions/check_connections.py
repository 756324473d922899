"""Asks each service whether it can be used, and says what was seen; nothing is changed by it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from parity.actions import simkl_account
from parity.actions.patience import patience
from parity.actions.ports import Catalogue, House, Library, NotSetUp, Series
from parity.actions.simkl_ports import SimklSignIn
from parity.cache import CacheUnusable
from parity.core.downloaded import Source
from parity.core.failures import Failure, Unauthorised
from parity.core.library import Section
from parity.core.simkl import SimklToken
from parity.core.watch import Member
from parity.store import servers
from parity.store import simkl_account as kept_account
from parity.store.servers import ServerRow

Outcome = Literal["works", "refused", "silent", "not set up"]

PATIENCE = 15.0
"""Seconds that one question may take, and until a check stops asking again: somebody waits for it."""
WITHOUT_TVDB = (
    "TVDB_API_KEY is not set: with a key of yours, shows that Plex numbers by TheTVDB can be compared; "
    "all others need none"
)
_PROBE = "tt0903747"  # any IMDb id: what is said to it does not matter, only whether it answers


@dataclass(frozen=True, slots=True)
class PlexSeen:
    """A server that answered and took the token, with all its libraries."""

    name: str
    version: str
    libraries: tuple[Section, ...]
    machine_id: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """How a service stands. `detail` says what is wrong, without secrets; `plex` what was seen of that one.

    `name` is the service's, or of one Plex server of several. `each` are the servers, where there are several.
    """

    outcome: Outcome
    detail: str = ""
    plex: PlexSeen | None = None
    name: str = ""
    each: tuple["Checked", ...] = ()


def see_plex(library: Library) -> PlexSeen:
    """What the server says of itself. Raises the failures of core."""
    server = library.server()
    return PlexSeen(server.name, server.version, library.sections(), server.machine_id)


def see_tmdb(catalogue: Catalogue) -> None:
    """Ask one question that needs the key. Raises the failures of core."""
    catalogue.find_by_imdb(_PROBE)


def see_tvdb(series: Series) -> None:
    """Sign in and ask one question. Raises the failures of core."""
    series.find_by_remote(_PROBE)


def check_plex(house: House) -> Checked:
    """Whether all Plex servers answer and take their tokens. Raises nothing that it could tell instead.

    Of several the outcome is that of the first that does not work.
    """
    with house.database.reading() as connection:
        followed = servers.followed(connection)
    settings = house.settings()
    found = [_check_given(house)] if (settings.plex_base_url and settings.plex_token) or not followed else []
    found += [_check_followed(house, row) for row in followed if not _is_seen(found, row)]
    if len(found) == 1:
        return found[0]
    worst = next((one for one in found if one.outcome != "works"), found[0])
    return Checked(worst.outcome, worst.detail, each=tuple(found))


def _check_given(house: House) -> Checked:
    def ask(stop: threading.Event) -> Checked:
        with house.doors().library(stop, PATIENCE) as library:
            return _works(see_plex(library))

    return replace(_told(ask), name="Plex")


def _check_followed(house: House, row: ServerRow) -> Checked:
    def ask(stop: threading.Event) -> Checked:
        with house.doors().library_of(row, stop, PATIENCE) as library:
            return _works(see_plex(library))

    return replace(_told(ask), name=row.name)


def _works(seen: PlexSeen) -> Checked:
    return Checked("works", plex=seen)


def _is_seen(found: list[Checked], row: ServerRow) -> bool:
    """Whether the given server turned out to be this one."""
    return any(one.plex is not None and one.plex.machine_id == row.machine_id for one in found)


def check_tmdb(house: House) -> Checked:
    """Whether TMDB answers and takes the key. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.doors().catalogue(stop, PATIENCE) as catalogue:
            see_tmdb(catalogue)
        return Checked("works")

    return _told(ask)


def check_key(house: House, key: str) -> Checked:
    """Whether TMDB takes a key that is not saved yet. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.doors().catalogue_by(key, stop, PATIENCE) as catalogue:
            see_tmdb(catalogue)
        return Checked("works")

    return _told(ask)


def check_tvdb(house: House) -> Checked:
    """Whether TheTVDB answers and takes the key, with the PIN. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        settings = house.settings()
        if not settings.tvdb_api_key:
            raise NotSetUp(WITHOUT_TVDB)
        with house.doors().series_by(settings.tvdb_api_key, settings.tvdb_pin, stop, PATIENCE) as series:
            see_tvdb(series)
        return Checked("works")

    return _told(ask)


def check_sonarr(house: House) -> Checked:
    """Whether Sonarr answers and takes the key. Raises nothing that it could tell instead."""
    return _check_arr(house, "sonarr")


def check_radarr(house: House) -> Checked:
    """Whether Radarr answers and takes the key. Raises nothing that it could tell instead."""
    return _check_arr(house, "radarr")


def _check_arr(house: House, source: Source) -> Checked:
    def ask(stop: threading.Event) -> Checked:
        with house.doors().arr(source, stop, PATIENCE) as arr:
            arr.status()
        return Checked("works")

    return _told(ask)


def check_simkl(house: House) -> Checked:
    """Whether SIMKL takes the sign-in, and whose it is. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        token = simkl_account.fresh(house, stop)
        with house.doors().simkl_sign_in(stop, PATIENCE) as simkl:
            try:
                member = simkl.member(token)
            except Unauthorised:
                token = simkl_account.fresh(house, stop, token)  # raises when there is none beside it
                member = _member(house, simkl, token)
        return Checked("works", f"Connected as {member.name}." if member.name else "")

    return _told(ask)


def _member(house: House, simkl: SimklSignIn, token: SimklToken) -> Member:
    try:
        return simkl.member(token)
    except Unauthorised:
        raise simkl_account.lost(house, token) from None


def check_watchlist(house: House) -> Checked:
    """Whether the watchlist of the Plex account can be read. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.database.reading() as connection:
            needed = kept_account.kept(connection) is not None
        if not needed and house.settings().plex_scan_scope != "watchlist_only":
            raise NotSetUp("Nothing needs it: no SIMKL account is connected, and scans follow everything")
        with house.doors().plex_list(stop, PATIENCE) as plex:
            total, _ = plex.first_page()
        return Checked("works", f"It has {total} {'title' if total == 1 else 'titles'}.")

    return _told(ask)


def check_sagetv(house: House) -> Checked:
    """Whether SageTV answers, and takes the user and password. Raises nothing that it could tell instead."""

    def ask(stop: threading.Event) -> Checked:
        with house.doors().partner(stop, PATIENCE) as sagetv:
            version = sagetv.version()
        return Checked("works", f"It is {version}.")

    return _told(ask)


def plainly(trouble: Exception) -> str:
    """What a failure says, without secrets."""
    from parity.http import redact  # with all of requests: only who goes out needs it

    return redact(str(trouble))


def _told(ask: Callable[[threading.Event], Checked]) -> Checked:
    try:
        with patience(PATIENCE) as stop:
            return ask(stop)
    except (NotSetUp, CacheUnusable) as trouble:
        return Checked("not set up", plainly(trouble))
    except Unauthorised as trouble:
        return Checked("refused", plainly(trouble))
    except Failure as trouble:
        late = f"{trouble.service}: no answer within {PATIENCE:.0f} seconds"
        return Checked("silent", late if stop.is_set() else plainly(trouble))
