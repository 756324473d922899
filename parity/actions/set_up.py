"""The setup, step by step: what is there, what a step keeps, and the end that starts the first scan once."""

from parity.actions import preferences, servers
from parity.actions.check_connections import Checked, check_key
from parity.actions.look_round import is_given
from parity.actions.own import Claimed, claim
from parity.actions.ports import House
from parity.actions.scan_control import AlreadyRunning, Request, enqueue
from parity.actions.take_up import take_up
from parity.core.setup_steps import LIBRARIES, SERVERS, SIGN_IN, TIMES, TMDB, Facts, further
from parity.core.sign_in import Over
from parity.settings import Settings
from parity.store import accounts, install, look_round
from parity.store import servers as kept_servers

TIMES_ASKED = ("tz", "grace_days", "schedule_incremental", "schedule_full")
"""The settings of the step of times."""


def facts(house: House, must_sign_in: bool) -> Facts:
    """How far the setup has come. `must_sign_in`: nobody owns the installation yet, and who signs in shall."""
    settings = house.settings()
    with house.database.reading() as connection:
        kept = accounts.kept(connection)
        return Facts(
            account=kept is not None and not kept.dead,
            must_sign_in=must_sign_in,
            given=is_given(settings),
            followed=len(kept_servers.followed(connection)),
            tmdb=bool(settings.tmdb_api_key),
            fixed=_fixed(settings, must_sign_in),
            passed=install.step(connection),
            set_up=install.is_over(settings, connection),
        )


def go_on(house: House, step: str) -> None:
    """Somebody went on from this step."""
    with house.database.writing() as connection:
        if not install.is_set_up(connection):
            install.passed(connection, further(install.step(connection), step), house.now())


def is_going_on(house: House) -> bool:
    """Whether somebody is to set it up, or is at it."""
    settings = house.settings()
    with house.database.reading() as connection:
        return not install.is_over(settings, connection)


def take_over(house: House) -> None:
    """Who signed in while it is set up goes on with their own servers, which were looked for just now.

    What an account before theirs followed is followed by their token if they may use it, else let go.
    """
    with house.database.reading() as connection:
        kept, seen = accounts.kept(connection), look_round.offers(connection)
        left = [row.machine_id for row in kept_servers.every(connection) if row.followed and not row.token]
    if kept is None or seen is None or seen.plex_id != kept.account.id:
        return
    for machine_id in set(left) - {offer.machine_id for offer in seen.offers}:
        servers.unfollow(house, machine_id)
    take_up(house)


def save_key(house: House, key: str, untested: bool = False) -> Checked:
    """Keep TMDB's key if TMDB takes it. Answers what was seen; `untested`: keep it even if TMDB gives no answer.

    Raises SettingError for what can be no key.
    """
    for flaw in preferences.flaws({"tmdb_api_key": key}).values():
        raise flaw
    checked = check_key(house, key)
    if checked.outcome == "works" or (untested and checked.outcome == "silent"):
        preferences.save(house, {"tmdb_api_key": key})
    return checked


def own(house: House, plex_id: int | None, trusted: bool) -> Claimed | Over:
    """Give the installation to the account that sets it up. `trusted`: it is at home, or gave the setup code."""
    with house.database.reading() as connection:
        kept = accounts.kept(connection)
    if kept is None or kept.account.id != plex_id:
        return Over("refused")
    return claim(house, kept.account, trusted, trusted)


def finish(house: House) -> int | None:
    """The setup is done, and the first full scan starts. Answers its id; None when one is at work, or it was done.

    Both are one transaction: whoever presses twice, or is cut off in between, starts neither two scans nor none.
    """
    with house.database.writing() as connection:
        if install.is_set_up(connection):
            return None
        install.set_up(connection, house.now())
        try:
            return enqueue(connection, Request("full"), house.now())
        except AlreadyRunning:
            return None


def _fixed(settings: Settings, must_sign_in: bool) -> frozenset[str]:
    def from_environment(*names: str) -> bool:
        return _from_environment(settings, *names)

    plex = from_environment("plex_base_url", "plex_token")
    steps = {
        SIGN_IN: plex and not must_sign_in,
        SERVERS: plex,
        LIBRARIES: from_environment("plex_library_name"),
        TMDB: from_environment("tmdb_api_key"),
        TIMES: from_environment(*TIMES_ASKED),
    }
    return frozenset(step for step, fixed in steps.items() if fixed)


def _from_environment(settings: Settings, *names: str) -> bool:
    return all(settings.origin(name) == "environment" for name in names)
