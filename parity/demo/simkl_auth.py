"""SIMKL's sign-in over HTTP, of both generations: the pages that people see, and what apps ask (simkl.md 1.2)."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, render_template_string, request

from parity.demo.simkl_grants import (
    ACCESS_FOR,
    FOREVER,
    SHORT_FOR,
    Generation,
    Grant,
    Refused,
    SimklApp,
    SimklAuth,
    fits,
)

__all__ = ["SimklAuth", "auth_routes"]

_PAGE = Path(__file__).parent / "simkl_auth.html"
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_USED = "Authorization code is invalid, expired, or already used"


def auth_routes(app: Flask, auth: SimklAuth) -> None:
    """Add the consent pages, the page where a code is typed, and the token routes of both generations."""
    app.register_error_handler(Refused, refusal)
    _page_routes(app, auth)
    _first_routes(app, auth)
    _second_routes(app, auth)


def refusal(refused: Refused) -> Response:
    """The body of an error: bare for sign-in, with code and message for a wrong client id."""
    body: dict[str, object] = {"error": refused.error}
    if refused.error == "client_id_failed":
        body |= {"code": refused.status, "message": refused.message}
    elif refused.message:
        body["error_description"] = refused.message
    answer = jsonify(body)
    answer.status_code = refused.status
    return answer


def _page_routes(app: Flask, auth: SimklAuth) -> None:
    @app.route("/oauth/authorize", methods=["GET", "POST"])
    def consent() -> Response:
        return _consent(auth, "v1")

    @app.route("/oauth2/authorize", methods=["GET", "POST"])
    def consent2() -> Response:
        return _consent(auth, "v2")

    @app.get("/pin/", strict_slashes=False)
    def pin() -> str:
        return _page(auth, code=request.args.get("code", ""))

    @app.post("/pin")
    def typed() -> tuple[str, int]:
        try:
            if request.form.get("account"):
                auth.approve(request.form["code"], int(request.form["account"]))
                return _page(auth, done="The app is connected. You can close this page."), 200
            auth.deny(request.form["code"])
        except LookupError:
            return _page(auth, code=request.form["code"], trouble="That code is not right, or too old."), 422
        return _page(auth, done="The app was not connected."), 200


def _consent(auth: SimklAuth, generation: Generation) -> Response:
    asked = request.args
    app = auth.app(asked.get("client_id", ""), generation)
    back = asked.get("redirect_uri", "")
    if asked.get("response_type") != "code" or not back or (app.redirects and back not in app.redirects):
        raise Refused(403, "redirect_failed")
    challenge = asked.get("code_challenge", "")
    if (challenge and asked.get("code_challenge_method") != "S256") or (generation == "v2" and not challenge):
        raise Refused(400, "invalid_request", "code_challenge with S256 is needed")
    if request.method == "GET":
        return Response(_page(auth, consent=True))
    told = {"state": asked["state"]} if "state" in asked else {}
    if generation == "v2":
        told["iss"] = request.host_url.rstrip("/")
    if request.form.get("account"):
        code = auth.allow_code(app, int(request.form["account"]), back, challenge, asked.get("scope", ""))
        return _send_back(back, {"code": code, **told})
    if generation == "v2":
        return _send_back(back, {"error": "access_denied", **told})
    return Response(_page(auth, done="The app was not connected."))  # the first generation tells nobody


def _send_back(address: str, told: dict[str, str]) -> Response:
    made = redirect(f"{address}{'&' if '?' in address else '?'}{urlencode(told)}")
    return Response(status=302, headers={"Location": made.location})


def _first_routes(app: Flask, auth: SimklAuth) -> None:
    @app.post("/oauth/token")
    def token() -> Response:
        body = request.get_json(silent=True)
        sent = {str(k): str(v) for k, v in body.items()} if isinstance(body, dict) else request.form.to_dict()
        grant = _exchanged(auth, auth.app(sent.get("client_id", ""), "v1"), sent)
        return jsonify({"access_token": grant.access, "token_type": "bearer", "scope": "public", "expires_in": FOREVER})

    @app.get("/oauth/pin")
    def pin_new() -> Response:
        return _init(auth, auth.app(_client(), "v1"))

    @app.get("/oauth/pin/<user_code>")
    def pin_asked(user_code: str) -> Response:
        known = auth.app(_client(), "v1")
        with auth.lock:
            short = auth.shorts.get(user_code)
            gone = short is None or short.client_id != known.client_id or short.until <= auth.now
            if short is None or gone or short.state == "used":
                return _init(auth, known)  # a new code, as the service does
            if auth.too_early(short):
                return jsonify({"result": "KO", "message": "Slow down"})
            if short.state != "allowed":
                return jsonify({"result": "KO", "message": "Authorization pending"})
            short.state = "used"
            return jsonify({"result": "OK", "access_token": auth.give(known, short.user, "public").access})


def _exchanged(auth: SimklAuth, app: SimklApp, sent: dict[str, str]) -> Grant:
    """What a code of the first generation is exchanged for. Raises Refused."""
    code = auth.use_code(app, sent.get("code", ""))
    if not {"code", "redirect_uri", "grant_type"} <= {name for name, value in sent.items() if value}:
        raise Refused(403, "empty_field")
    if code is None or sent["grant_type"] != "authorization_code":
        raise Refused(401, "grant_error")
    if sent["redirect_uri"] != code.redirect_uri:
        raise Refused(403, "redirect_failed")
    by_secret = bool(app.secret) and sent.get("client_secret") == app.secret
    if not by_secret and not (code.challenge and fits(sent.get("code_verifier", ""), code.challenge)):
        raise Refused(401, "secret_error")
    return auth.give(app, code.user, "public")


def _init(auth: SimklAuth, app: SimklApp) -> Response:
    short, page = auth.new_short(app, ""), f"{request.host_url}pin"
    body = {"result": "OK", "device_code": "DEVICE_CODE", "user_code": short.user_code}
    where = {"verification_uri": page, "verification_url": page}
    return jsonify({**body, **where, "expires_in": int(SHORT_FOR), "interval": short.interval})


def _second_routes(app: Flask, auth: SimklAuth) -> None:
    @app.post("/oauth2/device")
    def device() -> Response:
        short = auth.new_short(auth.app(_form("client_id"), "v2"), _form("scope"))
        page = f"{request.host_url}pin"
        body = {"device_code": short.device_code, "user_code": short.user_code, "verification_uri": page}
        body["verification_uri_complete"] = f"{page}?code={short.user_code}"
        return jsonify({**body, "expires_in": int(SHORT_FOR), "interval": short.interval})

    @app.post("/oauth2/token")
    def token2() -> Response:
        known, kind = auth.app(_form("client_id"), "v2"), _form("grant_type")
        with auth.lock:
            if kind == "authorization_code":
                return _granted(auth, _exchanged2(auth, known))
            if kind == "refresh_token":
                return _granted(auth, _refreshed(auth, known))
            if kind == _DEVICE:
                return _granted(auth, _asked(auth, known))
        raise Refused(400, "unsupported_grant_type")

    @app.post("/oauth2/revoke")
    def revoke() -> Response:
        known, token = auth.app(_form("client_id"), "v2"), _form("token")
        with auth.lock:
            mine = [g for g in auth.grants if g.client_id == known.client_id and token in (g.access, g.refresh)]
            auth.grants[:] = [g for g in auth.grants if g not in mine]
        return Response(status=200)  # also for an unknown token (RFC 7009)


def _exchanged2(auth: SimklAuth, app: SimklApp) -> Grant:
    code = auth.use_code(app, _form("code"))
    if code is None or _form("redirect_uri") != code.redirect_uri or not fits(_form("code_verifier"), code.challenge):
        raise Refused(400, "invalid_grant", _USED)
    return auth.give(app, code.user, code.scope)


def _refreshed(auth: SimklAuth, app: SimklApp) -> Grant:
    grant = auth.refreshable(app, _form("refresh_token"))
    if grant is None:
        raise Refused(400, "invalid_grant", "Refresh token is invalid or expired")
    auth.renew(grant)
    return grant


def _asked(auth: SimklAuth, app: SimklApp) -> Grant:
    """What a device of the second generation gets. Raises Refused as long as it is nothing."""
    short = auth.short_by(_form("device_code"))
    if short is None or short.client_id != app.client_id or short.state == "used" or short.until <= auth.now:
        raise Refused(400, "expired_token")
    if auth.too_early(short):
        short.interval += 5
        raise Refused(400, "slow_down")
    if short.state != "allowed":
        raise Refused(400, "access_denied" if short.state == "denied" else "authorization_pending")
    short.state = "used"
    return auth.give(app, short.user, short.scope)


def _granted(auth: SimklAuth, grant: Grant) -> Response:
    held = {"expires_in": ACCESS_FOR, "scope": grant.scope, "token_type": "Bearer"}
    return jsonify({"access_token": grant.access, "refresh_token": grant.refresh, **held})


def _client() -> str:
    return request.args.get("client_id") or request.headers.get("simkl-api-key") or ""


def _form(name: str) -> str:
    """A field of the form. Raises Refused when the body is none: this generation takes nothing else."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise Refused(400, "invalid_request", "The body must be form-encoded")
    return request.form.get(name, "")


def _page(auth: SimklAuth, **facts: object) -> str:
    people = [{"id": number, "name": name} for number, name in auth.members.items()]
    return render_template_string(_PAGE.read_text(encoding="utf-8"), people=people, **facts)
