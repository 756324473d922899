"""Whose watched state is meant: the owner's, that of a user of Plex's home, or of whom a token in the settings is."""

from hashlib import sha256

from parity.actions.plex_account import plex_tv
from parity.actions.ports import House, NotSetUp
from parity.core.account import HomeUser
from parity.core.failures import Failure, NotFound, Unauthorised
from parity.store import accounts, servers, watched_user
from parity.store.watched_user import ChosenUser

_SIGN_IN = "Nobody has signed in with Plex: sign in first, in Settings under Plex"
_NO_SERVER = "%s may use none of the Plex servers that are followed: share one with them in Plex, then choose again"
_NOT_THIS = "%s may not use one of the Plex servers: share it with them in Plex, or choose somebody else"
_AGAIN = "it no longer takes the sign-in of %s: choose whose watched state is meant again, in Settings under SageTV"


def list_users(house: House) -> tuple[HomeUser, ...]:
    """Everybody in the home of the Plex account, by Plex. Raises NotSetUp and the failures of core."""
    token = _account_token(house)
    with plex_tv(house) as plex:
        return plex.home_users(token)


def choose(house: House, uuid: str, pin: str = "") -> HomeUser:
    """From now on it is the watched state of this user of the home. The PIN is shown to Plex and not kept.

    Raises PinRefused, NotSetUp when nobody is signed in or they may use no server, NotFound, and the failures of core.
    """
    token = _account_token(house)
    with plex_tv(house) as plex:
        user = next((each for each in plex.home_users(token) if each.uuid == uuid), None)
        if user is None:
            raise NotFound("Plex account", "this user of the home")
        if plex.account(token).uuid == uuid:
            forget(house)
            return user
        theirs = plex.switch(token, uuid, pin)
        offered = {each.machine_id for each in plex.offers(theirs)}
    with house.database.writing() as connection:
        known = {row.machine_id for row in servers.every(connection)}
        before = watched_user.kept(connection)
        useless = bool(known) and not known & offered
        if not useless:
            watched_user.keep(connection, ChosenUser(user.uuid, user.name, theirs, house.now()))
    same = before is not None and before.who == uuid  # then both tokens may be one
    if useless:
        _end(house, None if same else theirs)
        raise NotSetUp(_NO_SERVER % user.name)
    _end(house, before.token if before is not None and not same else None)
    return user


def forget(house: House) -> bool:
    """It is the owner's again, and the token of who it was ends, where Plex can be told. False: it was already."""
    with house.database.writing() as connection:
        row = watched_user.kept(connection)
        watched_user.forget(connection)
    _end(house, None if row is None else row.token)
    return row is not None


def token_for(house: House, machine_id: str) -> str | None:
    """The token by which this server is asked; None for the server's own.

    Raises NotSetUp when the chosen user may not use it, Unauthorised when Plex refuses them, and Unavailable.
    """
    given, row = house.settings().sagetv_plex_token, _kept(house)
    if given or row is None:
        return given
    try:
        with plex_tv(house) as plex:
            offered = plex.offers(row.token)
    except Unauthorised:
        raise Unauthorised("Plex account", _AGAIN % row.name) from None
    found = next((each.token for each in offered if each.machine_id == machine_id), None)
    if found is None:
        raise NotSetUp(_NOT_THIS % row.name)
    return found


def who(house: House) -> str:
    """Names the user of Plex whose state it is, for ever the same; "" for the owner."""
    row = _kept(house)
    return who_by(house.settings().sagetv_plex_token, row.who if row else "")


def who_by(given: str | None, chosen: str) -> str:
    """The same, by the token that the settings give, and by who was chosen, "" for nobody."""
    if not given:
        return chosen
    # What was known of one user must never be taken for another's.
    return f"token-{sha256(given.encode()).hexdigest()[:12]}"


def name_of(house: House) -> str:
    """What people call that user; "" for the owner, and for whoever a token in the settings is of."""
    row = _kept(house)
    return row.name if row and not house.settings().sagetv_plex_token else ""


def _kept(house: House) -> ChosenUser | None:
    with house.database.reading() as connection:
        return watched_user.kept(connection)


def _end(house: House, token: str | None) -> None:
    """A token is needed no more, if it is one."""
    if token is None:
        return
    try:
        with plex_tv(house) as plex:
            plex.sign_out(token)
    except Failure:
        pass  # it is forgotten here, and nobody else has it


def _account_token(house: House) -> str:
    with house.database.reading() as connection:
        row = accounts.kept(connection)
    if row is None:
        raise NotSetUp(_SIGN_IN)
    return row.token.value
