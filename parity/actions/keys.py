"""Makes and revokes what programs come in with. A key is told to who makes it, once, and never again."""

import secrets
from typing import Literal

from parity.actions.decide import NoSuchThing, Refused
from parity.actions.ports import House
from parity.http import register_secret
from parity.store import access_keys
from parity.store.folder import made_anew

Kind = Literal["api", "feed"]
SCOPES: dict[Kind, tuple[str, ...]] = {"api": ("read", "manage"), "feed": ("calendar", "missing", "movies")}
LONGEST = 60
"""Characters of a label."""


def make(house: House, kind: Kind, scope: str, label: str) -> str:
    """A new key for a program that `label` names. Raises Refused."""
    if scope not in SCOPES[kind]:
        raise Refused(f"A key of this kind is for {' or '.join(SCOPES[kind])}.")
    name = " ".join(label.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise Refused(f"Say in a few words, at most {LONGEST} characters, what the key is for.")
    key = _new()
    with house.database.writing() as connection:
        access_keys.add(connection, kind, scope, name, key, house.now())
    return key


def revoke(house: House, key_id: int) -> None:
    """From now on this key opens nothing. Raises NoSuchThing."""
    with house.database.writing() as connection:
        if not access_keys.revoke(connection, key_id, house.now()):
            raise NoSuchThing("This key is gone already.")


def make_main_anew(house: House) -> str:
    """Another key in the place of the API's main one, in its file too. Raises Refused and OSError."""
    settings = house.settings()
    if settings.origin("api_key") == "environment":
        raise Refused("The API key comes from the environment, as PARITY_API_KEY: change it there.")
    key = _new()
    made_anew(settings.data_dir, "api_key", key)
    return key


def _new() -> str:
    key = secrets.token_urlsafe(32)
    register_secret(key)
    return key
