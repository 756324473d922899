"""Houses in which the pages offer much or little: empty, full, with notices, a scan at work, troubles."""

import json
from pathlib import Path

from sqlalchemy import Connection

from parity.actions import decide, keys
from parity.actions.decide import Target
from parity.actions.ports import House
from parity.core.account import Account, Token
from parity.core.roles import Role
from parity.store import accounts, look_round, notices, servers
from parity.store.look_round import SeenOffer
from parity.store.schema import items, placements
from tests.store.builders import NOW, add_episode, add_library, add_scan, add_scan_item, add_show, day, hold
from tests.web.houses import house_in, person_on

SECRETS = {
    **{"PLEX_TOKEN": "marked-plex-token", "TMDB_API_KEY": "marked-tmdb-key", "USENET_API_KEY": "marked-usenet-key"},
    "PARITY_API_KEY": "marked-api-key",
}
GIVEN = {
    **SECRETS,
    "PLEX_BASE_URL": "http://plex.example",
    "USENET_PROVIDER": "newznab",
    "USENET_WEB_URL_TEMPLATE": "https://indexer.example/?q={query_url}&key={apikey}",
}
TOKEN = Token("classic", "marked-account-token")
CANDIDATES = json.dumps([{"tmdb_id": 7, "title": "The Traitors", "year": 2023}])


def empty(folder: Path) -> House:
    """Set up, and nothing is given any more."""
    return _with_people(house_in(folder))


def unscanned(folder: Path) -> House:
    """All is given, nothing was scanned yet."""
    return _with_people(house_in(folder, **GIVEN))


def filled(folder: Path) -> House:
    """Shows in every state, decisions, an account with a server to follow, somebody with a key."""
    house = _with_people(house_in(folder, **GIVEN))
    with house.database.writing() as connection:
        _add_shows(connection)
        add_scan(connection, "done", new_missing=3, total=2, done=2)
        accounts.keep(connection, Account(77, "uuid-77", "Kaylee"), TOKEN, NOW)
        servers.put(connection, "m1", NOW, {"followed": True, "address": "https://attic:32400", "token": "marked-s"})
        seen = [SeenOffer("m2", "Cellar", "1.41.0", True, True)]
        look_round.keep_offers(connection, 77, seen, NOW)
    decide.ignore(house, Target(1, 1, 2), "seen it")
    decide.ignore(house, Target(2))
    decide.match(house, 3, 1437)
    keys.make(house, "api", "read", "a program")
    return house


def noticed(folder: Path) -> House:
    """Each kind of notice."""
    house = filled(folder)
    with house.database.writing() as connection:
        accounts.checked(connection, TOKEN, True, NOW)
        notices.put(connection, notices.DISK_FULL, notices.disk_is_full(folder), NOW)
        notices.put(connection, notices.NO_VOLUME, notices.no_volume_at(folder), NOW)
        notices.put(connection, notices.ASKING, "Somebody would like to come in: see People in the settings.", NOW)
        notices.put(connection, "libraries", "No library is called Kids just now: see PLEX_LIBRARY_NAME.", NOW)
        for title, state in (("Anime", "held"), ("Old", "gone"), ("Slow", "failed"), ("Mute", "silent")):
            add_library(connection, title, state=state, notice=f"{title}: Plex lists 0 shows where there were 9")
    return house


def at_work(folder: Path) -> House:
    """A scan is running."""
    return _scanning(filled(folder), "running")


def paused(folder: Path) -> House:
    """The first scan of all is paused, and nothing is known yet."""
    return _scanning(unscanned(folder), "paused")


def troubled(folder: Path) -> House:
    """The last scan failed, and the one before had troubles."""
    house = filled(folder)
    with house.database.writing() as connection:
        before = add_scan(connection, "partial", total=2, done=2)
        add_scan_item(connection, before, 0, "Dark", outcome="trouble", message="TMDB: no answer")
        add_scan(connection, "failed", note="Plex refuses the token: see PLEX_TOKEN")
    return house


HOUSES = (empty, unscanned, filled, noticed, at_work, paused, troubled)


def _with_people(house: House) -> House:
    for role in (Role.OWNER, Role.MANAGER, Role.VIEWER, Role.NOBODY):
        person_on(house, role)
    return house


def _scanning(house: House, state: str) -> House:
    with house.database.writing() as connection:
        scan = add_scan(connection, state, total=9, done=3)
        add_scan_item(connection, scan, 0, "Dark")
    return house


def _add_shows(connection: Connection) -> None:
    for title in ("Firefly", "Soap", "Severance"):
        made = add_show(connection, title, key=f"tmdb:{len(title)}", tmdb_id=len(title), imdb_id="tt0303461")
        connection.execute(items.update().where(items.c.show_id == made).values(title=title))
        hold(connection, 1, str(1000 + made), f"{made}101", number=1)
        add_episode(connection, made, (1, 1), day(-30), owned=True)
        for number, aired in ((2, -20), (3, -10), (4, 2)):
            add_episode(connection, made, (1, number), day(aired))
    doubt = add_show(connection, "Traitors", standing="unmatched", reason="two fit", candidates=CANDIDATES)
    add_show(connection, "Bleach", standing="suspect", reason="numbered by TheTVDB")
    add_show(connection, "News", ignored_by="policy none", policy="none")
    add_show(connection, "New", checked_at=None, standing="pending")
    lost = {"show_id": doubt, "rating_key": "104", "title": "Extra", "how": "unplaced"}
    connection.execute(placements.insert().values(**lost))
