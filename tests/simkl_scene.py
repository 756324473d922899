"""A house and SIMKL's sign-in behind an address on loopback; time passes for both at once."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from flask import Flask, Response, jsonify, request

from parity.actions.ports import House
from parity.actions.simkl_connect import Connected, Waiting, ask
from parity.bootstrap.doors import Doors
from parity.core.simkl_sign_in import Over, Returned
from parity.demo.faults import Faults
from parity.demo.frame import frame
from parity.demo.simkl_auth import SimklAuth, auth_routes, refusal
from parity.demo.simkl_grants import Refused
from parity.demo.tally import Tally
from parity.store import preferences, simkl_account
from parity.store.simkl_account import SimklAccountRow
from tests.actions.doorways import Doorway
from tests.store.builders import NOW
from tests.web.houses import house_in

FIRST, SECOND = "first-generation-app", "second-generation-app"
SECRET = "secret-of-the-app"
BACK = "http://parity.example:8787/callback"


class SmallWorld:
    """What the frame of a stand-in needs."""

    DOABLE: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        self.requests = Tally()


@dataclass
class SimklScene:
    """`app` is SIMKL, for who is there with a browser; `asked`: the paths that it was asked for."""

    house: House
    auth: SimklAuth
    faults: Faults
    doorway: Doorway
    app: Flask
    at: list[datetime] = field(default_factory=lambda: [NOW])
    asked: list[str] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        """Let time pass here and there."""
        self.at[0] += timedelta(seconds=seconds)
        self.auth.pass_time(seconds)

    def gives(self, **settings: str | None) -> None:
        """Save settings, None for the default."""
        with self.house.database.writing() as connection:
            preferences.save(connection, settings, NOW)

    def kept(self) -> SimklAccountRow | None:
        """The account that is connected."""
        with self.house.database.reading() as connection:
            return simkl_account.kept(connection)

    def code(self) -> str:
        """The code that was given out last."""
        return list(self.auth.shorts)[-1]

    def asks(self, key: str) -> Waiting | Connected | Over:
        """Ask when it is time."""
        self.wait(6)
        return ask(self.house, key)

    def answers(self, address: str, member: int | None = 1) -> Returned:
        """What the browser brings back from SIMKL's page, where a member allowed it or, with None, did not."""
        where = urlsplit(address)
        with self.app.test_client() as browser:
            form = {"account": "" if member is None else str(member)}
            sent = browser.post(f"{where.path}?{where.query}", base_url=self.doorway.url, data=form)
        told = {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["Location"]).query).items()}
        return Returned(**told)

    def close(self) -> None:
        """Nobody lives here any more."""
        self.doorway.move_out()
        self.house.database.close()


def scene_in(folder: Path, client_id: str = SECOND, secret: str | None = None, **environ: str) -> SimklScene:
    """A house whose owner has an app at SIMKL. Nothing of the secret is given to Parity unless it is said here."""
    auth, faults = SimklAuth(), Faults()
    auth.clock = lambda: NOW.timestamp()
    auth.members = {1: "jane_doe", 2: "john"}
    auth.add_app(FIRST, "v1", SECRET)
    auth.add_app(SECOND, "v2")
    app = frame("simkl", SmallWorld(), faults, lambda status: refusal(Refused(status, "failed")))
    auth_routes(app, auth)
    doorway = Doorway.of(app)
    house = house_in(folder, SIMKL_BASE_URL=doorway.url, SIMKL_AUTH_URL=doorway.url, **environ)
    scene = SimklScene(house, auth, faults, doorway, app)
    _listen(app, scene)
    doors = Doors(house.settings, f"sqlite:///{folder / 'cache.db'}", house.database, lambda: scene.at[0])
    scene.house = replace(house, doors=lambda: doors, now=lambda: scene.at[0])
    scene.gives(simkl_client_id=client_id, simkl_client_secret=secret)
    return scene


def _listen(app: Flask, scene: SimklScene) -> None:
    @app.before_request
    def note() -> None:
        scene.asked.append(request.path)

    @app.post("/users/settings")
    def settings() -> Response | tuple[Response, int]:
        user = scene.auth.user_of(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if user is None:
            return jsonify({"error": "user_token_failed", "code": 401}), 401
        name = scene.auth.members[user]
        return jsonify({"user": {"name": name}, "account": {"id": user, "type": "free"}, "connections": {}})
