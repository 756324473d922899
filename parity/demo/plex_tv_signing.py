"""The flow with a key of the installation: keys are registered, nonces handed out, tokens signed."""

import uuid

from parity.demo.plex_tv_keys import Signed, is_public_key, jwk_of, sign
from parity.demo.plex_tv_records import NONCE_LIFE, SIGNED_LIFE, Account, DeviceKey, Opener, Refused
from parity.demo.plex_tv_state import PlexTvState

_LEEWAY = 60
_MINUTE = 60


def checked_key(world: PlexTvState, client: str, jwk: object) -> dict[str, str]:
    """A key that this client may register. Raises Refused: 400 when it is none, 422 when another device has it."""
    if not isinstance(jwk, dict) or not is_public_key(jwk):
        raise Refused(400, "Malformed JWK")
    key = {str(name): str(value) for name, value in jwk.items()}
    with world.lock:
        others = [each.jwk for each in world.keys if each.client != client]
        if any(key["kid"] == other["kid"] or key["x"] == other["x"] for other in others):
            raise Refused(422, "Thumbprint has already been taken")
    return key


def register(world: PlexTvState, account: int, client: str, jwk: dict[str, str]) -> None:
    """From now on this key speaks for the client when it acts for the account."""
    with world.lock:
        world.keys[:] = [each for each in world.keys if (each.account, each.client) != (account, client)]
        world.keys.append(DeviceKey(account, client, jwk))


def new_nonce(world: PlexTvState, client: str) -> str:
    """A word to sign, good for five minutes. Raises Refused when the client asks too often."""
    with world.lock:
        lately = [since for whose, since in world.nonces.values() if whose == client and since > world.now - _MINUTE]
        if world.most_nonces is not None and len(lately) >= world.most_nonces:
            raise Refused.too_often()
        nonce = str(uuid.uuid4())
        world.nonces[nonce] = (client, world.now)
        return nonce


def exchange(world: PlexTvState, client: str, text: str) -> str:
    """A signed token for what a device signed; its nonce is used up. Raises Refused."""
    with world.lock:
        said = _taken_apart(text)
        key = next((each for each in reversed(world.keys) if _speaks(each, client, said)), None)
        if key is None:
            raise Refused.unknown()
        _check(world, client, said, key.jwk)
        _check_nonce(world, client, said)
        del world.nonces[str(said.claims["nonce"])]
        return issue(world, world.accounts[key.account], client, key.jwk["kid"], str(said.claims.get("scope", "")))


def check_device(world: PlexTvState, client: str, text: str, jwk: dict[str, str]) -> None:
    """Raises Refused unless the holder of this key signed `text` for now. It needs no nonce; one that is there counts
    and stays good."""
    said = _taken_apart(text)
    _check(world, client, said, jwk)
    if "nonce" in said.claims:
        _check_nonce(world, client, said)


def _check(world: PlexTvState, client: str, said: Signed, jwk: dict[str, str]) -> None:
    claims, now = said.claims, world.now
    if not said.is_by(jwk) or said.head.get("kid") != jwk["kid"]:
        raise Refused(422, "Signature verification failed")
    if claims.get("aud") not in ("plex.tv", ["plex.tv"]) or claims.get("iss") != client:
        raise Refused(422, "JWT is for somebody else")
    issued, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(ends, int):
        raise Refused(400, "JWT without times")
    if issued > now + _LEEWAY:
        raise Refused(422, "JWT was issued in the future")
    if ends <= now:
        raise Refused(422, "JWT has expired")


def _check_nonce(world: PlexTvState, client: str, said: Signed) -> None:
    whose, since = world.nonces.get(str(said.claims.get("nonce")), ("", 0))
    if whose != client or since <= world.now - NONCE_LIFE:
        raise Refused(422, "Nonce is invalid or has expired")


def issue(world: PlexTvState, account: Account, client: str, kid: str, scope: str = "") -> str:
    """A token of seven days, signed with the newest key of plex.tv; it lives beside those that are there."""
    told = {"username": account.username, "email": account.email, "friendly_name": account.title}
    with world.lock:
        now = world.now
        claims: dict[str, object] = {
            "iss": "plex.tv",
            "aud": ["plex.tv", client],
            "iat": now,
            "exp": now + SIGNED_LIFE,
            "jti": str(uuid.uuid4()),
            "thumbprint": kid,
            "user": {"id": account.id, "uuid": account.uuid} | {n: v for n, v in told.items() if n in scope.split(",")},
        }
        value = sign(world.secrets[-1], _name(len(world.secrets) - 1), claims)
        world.openers[value] = Opener(value, account.id, client, now + SIGNED_LIFE)
        return value


def public_keys(world: PlexTvState) -> list[dict[str, str]]:
    """What plex.tv's own signatures can be checked with, the newest last."""
    return [jwk_of(secret, _name(at)) for at, secret in enumerate(world.secrets)]


def _name(at: int) -> str:
    return f"plex-tv-{at + 1}"


def _speaks(key: DeviceKey, client: str, said: Signed) -> bool:
    return key.client == client and key.jwk["kid"] == said.head.get("kid")


def _taken_apart(text: str) -> Signed:
    try:
        return Signed.of(text)
    except ValueError as trouble:
        raise Refused(400, "Malformed JWT") from trouble
