"""PINs over HTTP: made, and asked for until somebody claims them."""

from flask import Flask, Response, request

from parity.demo.plex_tv_records import Pin, Refused
from parity.demo.plex_tv_rows import pin_row
from parity.demo.plex_tv_signing import check_device, checked_key
from parity.demo.plex_tv_wire import client, one, said
from parity.demo.plex_tv_world import PlexTvWorld


def pin_routes(app: Flask, world: PlexTvWorld) -> None:
    """Add `POST /api/v2/pins` and `GET /api/v2/pins/{id}`, for both flows."""

    @app.post("/api/v2/pins")
    def pin_new() -> Response:
        body = request.get_json(silent=True)
        body = body if isinstance(body, dict) else {}
        strong = str(request.values.get("strong") or body.get("strong")).casefold() in ("true", "1")
        jwk = checked_key(world, client(), body["jwk"]) if "jwk" in body else None
        pin = world.new_pin(client(), said("Product"), strong, jwk)
        return one("pin", pin_row(world, pin, None, request.host_url.rstrip("/")), 201)

    @app.get("/api/v2/pins/<int:pin_id>")
    def pin_asked(pin_id: int) -> Response:
        with world.lock:
            pin = world.pins.get(pin_id)
            if pin is None or pin.client != client():
                raise Refused.gone()
            world.poll(pin)
            return one("pin", pin_row(world, pin, _shown(world, pin), request.host_url.rstrip("/")))


def _shown(world: PlexTvWorld, pin: Pin) -> str | None:
    """The token, as far as it may be shown. Raises Refused when the PIN is too old, or a signature is wrong."""
    if pin.expires_at <= world.now:
        if world.tells_of_expiry:
            raise Refused.gone()
        return None
    if pin.jwk is None:
        return pin.token
    signed = request.args.get("deviceJWT")
    if not signed:
        return None
    check_device(world, pin.client, signed, pin.jwk)
    return pin.token
