"""Plex's side of signed tokens: its own key, and what it signs with it."""

import base64
from datetime import datetime, timedelta
from itertools import count

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.plex.cloud import CLIENT

_numbers = count(1)


class PlexSigns:
    """One key of Plex. `keys` is what /api/v2/auth/keys shows of it."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        x = base64.urlsafe_b64encode(public).rstrip(b"=").decode()
        self._kid = f"plex-{next(_numbers)}"
        self.keys: list[object] = [
            {"kty": "OKP", "crv": "Ed25519", "x": x, "use": "sig", "alg": "EdDSA", "kid": self._kid}
        ]

    def token(self, kid: str, end: datetime, **claims: object) -> str:
        """A token of Plex for one key of ours; a claim that is None is left out."""
        usual: dict[str, object] = {
            "iss": "plex.tv",
            "aud": ["plex.tv", CLIENT],
            "sub": 1234567,
            "iat": int((end - timedelta(days=7)).timestamp()),
            "exp": int(end.timestamp()),
            "thumbprint": kid,
            "user": {"id": 1234567},
        }
        given = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode(given, self._key, algorithm="EdDSA", headers={"kid": self._kid})


def garbage_keys() -> list[object]:
    """What may stand among keys and is none."""
    return [None, 7, "key", {}, {"kty": "OKP"}, {"kty": "OKP", "crv": "Ed25519", "x": 7}, {"kty": "oct", "k": "eA"}]
