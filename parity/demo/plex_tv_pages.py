"""The pages that people see at Plex: choose an account to sign in (app.plex.tv/auth), type a code (plex.tv/link)."""

from pathlib import Path

from flask import Flask, Response, jsonify, render_template_string, request

from parity.demo.plex_tv_records import Refused
from parity.demo.plex_tv_world import PlexTvWorld

_PAGES = Path(__file__).parent
_AUTH, _LINK = "plex_tv_auth.html", "plex_tv_link.html"


def page_routes(app: Flask, world: PlexTvWorld) -> None:
    """Add `/auth`, with what its script asks, and `/link`."""

    @app.get("/auth/", strict_slashes=False)
    def auth() -> str:
        return (_PAGES / _AUTH).read_text(encoding="utf-8")

    @app.get("/auth/who")
    def auth_who() -> Response:
        pin = world.open_pin(request.args.get("code", ""), request.args.get("clientID", ""))
        return jsonify({"product": pin.product, "accounts": _people(world)})

    @app.post("/auth/claim")
    def auth_claim() -> Response:
        _claim(world, request.form["code"], request.form["clientID"])
        return jsonify({"claimed": True})

    @app.get("/link")
    def link() -> str:
        return _link(world, "")

    @app.post("/link")
    def link_claim() -> tuple[str, int]:
        try:
            _claim(world, request.form["code"], None)
        except Refused as refused:
            return _link(world, refused.message), 422
        return _link(world, "", done=True), 200


def _claim(world: PlexTvWorld, code: str, client: str | None) -> None:
    with world.lock:
        pin, account = world.open_pin(code, client), world.account(int(request.form["account"]))
        if pin.strong != (client is not None):
            raise Refused.gone()
        if account.pin is not None and request.form.get(f"pin-{account.id}") != account.pin:
            raise Refused(403, "That PIN is not right.")
        world.claim(pin.code, account.id)


def _link(world: PlexTvWorld, trouble: str, done: bool = False) -> str:
    page = (_PAGES / _LINK).read_text(encoding="utf-8")
    code = request.values.get("code", "")
    return render_template_string(page, accounts=_people(world), trouble=trouble, done=done, code=code)


def _people(world: PlexTvWorld) -> list[dict[str, object]]:
    with world.lock:
        return [{"id": a.id, "title": a.title, "pin": a.pin is not None} for a in world.accounts.values()]
