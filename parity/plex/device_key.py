"""The key that this installation signs with at Plex, and what Plex signs in return (plex.md 1.3)."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from jwt.types import Options

from parity.http import register_secret

_ALGORITHM = "EdDSA"
_PLEX = "plex.tv"
_LASTS = timedelta(minutes=5)  # as long as a nonce does
_SCOPE = "username,friendly_name"
# Times are held against our clock by who asks, who knows what Plex's clock said. Plex's `sub` may be a number.
_CHECKS: Options = {
    "require": ["aud", "iss", "exp", "iat", "thumbprint"],
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_sub": False,
    "verify_jti": False,
}


class BadKey(Exception):
    """The kept text is no key."""


class BadToken(Exception):
    """What came is not a token that Plex signed for this key and this installation."""


def new_key() -> str:
    """A new private key, as text to keep (PEM)."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


class DeviceKey:
    """An Ed25519 pair. `kid` names it at Plex; `jwk` is its public half."""

    def __init__(self, pem: str) -> None:
        """Raises BadKey."""
        self._key = _read(pem)
        private = self._key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        for line in pem.split("\n"):
            register_secret(None if line.startswith("-") else line.strip())
        self.kid = hashlib.sha256(private + public).hexdigest()
        self.jwk: Mapping[str, object] = {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode("ascii"),
            "use": "sig",
            "alg": _ALGORITHM,
            "kid": self.kid,
        }

    def signed(self, client_id: str, now: datetime, nonce: str | None = None) -> str:
        """What proves for five minutes that we are the ones with the key. Only an exchange needs a `nonce`."""
        claims: dict[str, object] = {
            "scope": _SCOPE,
            "aud": _PLEX,
            "iss": client_id,
            "iat": int(now.timestamp()),
            "exp": int((now + _LASTS).timestamp()),
        }
        if nonce is not None:
            claims["nonce"] = nonce
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers={"kid": self.kid})

    def end_of(self, token: str, keys: Sequence[object], client_id: str) -> datetime:
        """When a token of Plex ends, once its signature was held against Plex's public `keys`. Raises BadToken."""
        claims = _verified(token, keys, client_id)
        if claims["thumbprint"] != self.kid:
            raise BadToken("it is made for another key")
        exp = claims["exp"]
        try:
            return datetime.fromtimestamp(exp, UTC) if isinstance(exp, int | float) else _no_end()
        except (ValueError, OverflowError, OSError):
            return _no_end()


def _read(pem: str) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # not PEM, one with a password, one that nobody knows
        raise BadKey("not a key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("another kind of key")
    return key


def _verified(token: str, keys: Sequence[object], client_id: str) -> dict[str, object]:
    """The claims, by the first key that fits; the newest comes last."""
    for each in reversed(keys):
        if not isinstance(each, dict):
            continue
        try:
            claims: dict[str, object] = jwt.decode(
                token,
                key=jwt.PyJWK.from_dict(each),
                algorithms=[_ALGORITHM],
                audience=[_PLEX, client_id],
                issuer=_PLEX,
                options=_CHECKS,
            )
        except (jwt.PyJWTError, ValueError, TypeError):  # garbage where a key should be raises any of them
            continue
        return claims
    raise BadToken("no key of Plex has signed it for us")


def _no_end() -> datetime:
    raise BadToken("it does not say when it ends")
