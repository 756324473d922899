"""The stand-in for plex.tv and what belongs to it: accounts, PINs, servers, the watchlist, the sign-in page."""

from email.utils import formatdate

from flask import Flask, Response, jsonify, request

from parity.demo.faults import Faults
from parity.demo.frame import frame
from parity.demo.plex_discover import discover_routes
from parity.demo.plex_tv_home import home_routes
from parity.demo.plex_tv_pages import page_routes
from parity.demo.plex_tv_pins import pin_routes
from parity.demo.plex_tv_records import Refused
from parity.demo.plex_tv_rows import account_row, server_row
from parity.demo.plex_tv_signing import checked_key, exchange, new_nonce, public_keys, register
from parity.demo.plex_tv_wire import client, error, one, refusal, said, several
from parity.demo.plex_tv_world import PlexTvWorld


def create_app(world: PlexTvWorld, faults: Faults) -> Flask:
    """The stand-in over `world`: plex.tv, clients., app. and discover.provider. under one address."""
    app = frame("plex_tv", world, faults, refusal)
    app.register_error_handler(Refused, error)
    app.before_request(_needs_client)
    app.after_request(lambda answer: _dated(world, answer))
    pin_routes(app, world)
    _account_routes(app, world)
    _server_route(app, world)
    home_routes(app, world)
    _key_routes(app, world)
    discover_routes(app, lambda: world.desk(world.opened_by(said("Token")).account), world.lock, refusal)
    page_routes(app, world)
    return app


def _needs_client() -> None:
    if request.path.startswith("/api/"):
        client()


def _dated(world: PlexTvWorld, answer: Response) -> Response:
    answer.headers["Date"] = formatdate(world.now, usegmt=True)
    return answer


def _account_routes(app: Flask, world: PlexTvWorld) -> None:
    @app.get("/api/v2/user")
    def user() -> Response:
        with world.lock:
            opener = world.opened_by(said("Token"))
            return one("user", account_row(world.accounts[opener.account], opener.value))

    @app.get("/api/v2/ping")
    def ping() -> Response:
        world.opened_by(said("Token"))
        return one("response", {"pong": True})

    @app.delete("/api/v2/users/signout")
    def sign_out() -> Response:
        with world.lock:
            opener = world.opened_by(said("Token"))
            world.kill_tokens(opener.account, opener.client)
        return Response(status=204)


def _server_route(app: Flask, world: PlexTvWorld) -> None:
    @app.get("/api/v2/resources")
    def resources() -> Response:
        with world.lock:
            account = world.opened_by(said("Token")).account
            mine = [each for each in world.servers.values() if account in each.tokens]
            rows = [server_row(world, each, account, request.args) for each in mine]
        return several("resources", "resource", rows, "connections", "connection")


def _key_routes(app: Flask, world: PlexTvWorld) -> None:
    @app.post("/api/v2/auth/jwk")
    def jwk() -> Response:
        with world.lock:
            opener = world.opened_by(said("Token"))
            if opener.client != client():
                raise Refused.unknown()
            register(world, opener.account, opener.client, checked_key(world, opener.client, _body().get("jwk")))
        return jsonify({})

    @app.get("/api/v2/auth/nonce")
    def nonce() -> Response:
        return jsonify({"nonce": new_nonce(world, client())})

    @app.post("/api/v2/auth/token")
    def token() -> Response:
        return jsonify({"auth_token": exchange(world, client(), str(_body().get("jwt") or ""))})

    @app.get("/api/v2/auth/keys")
    def keys() -> Response:
        return jsonify({"keys": public_keys(world)})


def _body() -> dict[str, object]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}
