"""Ed25519 and compact JWTs, written down from RFC 8037 and RFC 7515 rather than taken from the library under test."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def new_secret() -> str:
    """A private key, as hex."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def jwk_of(secret: str, kid: str) -> dict[str, str]:
    """The public half of a key under this name."""
    public = _private(secret).public_key().public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": _written(public), "use": "sig", "alg": "EdDSA", "kid": kid}


def is_public_key(jwk: object) -> bool:
    """Whether this is the public half of an Ed25519 key with a name, and nothing of the private half."""
    if not isinstance(jwk, Mapping) or "d" in jwk or not str(jwk.get("kid") or ""):
        return False
    if (jwk.get("kty"), jwk.get("crv"), jwk.get("alg")) != ("OKP", "Ed25519", "EdDSA"):
        return False
    try:
        return len(_read(str(jwk.get("x")))) == 32
    except ValueError:
        return False


def sign(secret: str, kid: str, claims: Mapping[str, object]) -> str:
    """A JWT with these claims."""
    head = {"alg": "EdDSA", "kid": kid, "typ": "JWT"}
    body = ".".join(_written(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
    return f"{body}.{_written(_private(secret).sign(body.encode()))}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A JWT, taken apart and not yet believed."""

    head: Mapping[str, Any]
    claims: Mapping[str, Any]
    text: str

    @classmethod
    def of(cls, text: str) -> "Signed":
        """Take one apart. Raises ValueError when it is none."""
        parts = text.split(".")
        if len(parts) != 3:
            raise ValueError("a JWT has three parts")
        head, claims = (json.loads(_read(part)) for part in parts[:2])
        if not isinstance(head, dict) or not isinstance(claims, dict):
            raise ValueError("the parts of a JWT are objects")
        return cls(head, claims, text)

    def is_by(self, jwk: Mapping[str, str]) -> bool:
        """Whether this key signed it."""
        body, _, signature = self.text.rpartition(".")
        try:
            Ed25519PublicKey.from_public_bytes(_read(jwk["x"])).verify(_read(signature), body.encode())
        except (InvalidSignature, ValueError):
            return False
        return self.head.get("alg") == "EdDSA"


def _private(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as trouble:
        raise ValueError(f"not base64url: {trouble}") from trouble
