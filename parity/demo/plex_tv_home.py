"""The home of an account at the stand-in for plex.tv: who is in it, and becoming one of them."""

from flask import Flask, Response, jsonify, request

from parity.demo.plex_rows import Row
from parity.demo.plex_tv_records import Account, Refused
from parity.demo.plex_tv_rows import account_row
from parity.demo.plex_tv_wire import client, said
from parity.demo.plex_tv_world import PlexTvWorld


def home_routes(app: Flask, world: PlexTvWorld) -> None:
    """The two routes; both answer as Plex Web asks, in JSON alone."""

    @app.get("/api/v2/home/users")
    def users() -> Response:
        with world.lock:
            own = world.accounts[world.opened_by(said("Token")).account]
            rows = [_row(each, own) for each in _home(world, own)]
        return jsonify({"id": own.home or own.id, "name": f"{own.title}'s home", "guestEnabled": False, "users": rows})

    @app.post("/api/v2/home/users/<which>/switch")
    def switch(which: str) -> Response:
        with world.lock:
            opener = world.opened_by(said("Token"))
            home = _home(world, world.accounts[opener.account])
            meant = next((each for each in home if which in (each.uuid, str(each.id))), None)
            if meant is None:
                raise Refused(404, "User not found")
            if meant.pin is not None and request.values.get("pin") != meant.pin:
                raise Refused(403, "A valid PIN is required to perform this action", 1041)
            same = meant.id == opener.account
            token = opener.value if same else world.give_token(meant.id, client())
            return jsonify({**account_row(meant, token), "pin": meant.pin})


def _home(world: PlexTvWorld, own: Account) -> list[Account]:
    """Everybody in the home of this account, whoever has it first."""
    host = own.home or own.id
    return sorted(
        (each for each in world.accounts.values() if (each.home or each.id) == host), key=lambda each: each.id
    )


def _row(account: Account, own: Account) -> Row:
    return {
        "id": account.id,
        "uuid": account.uuid,
        "title": account.title,
        "username": account.username or None,
        "email": account.email or None,
        "thumb": f"https://plex.tv/users/{account.uuid}/avatar?c=1",
        "hasPassword": not account.restricted,
        "restricted": account.restricted,
        "restrictionProfile": "little_kid" if account.restricted else None,
        "admin": account.id == (own.home or own.id),
        "guest": False,
        "protected": account.pin is not None,
    }
