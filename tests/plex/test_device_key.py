"""The key of an installation: what it signs, what it takes for Plex's, and that nobody sees it."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from parity.http import redact
from parity.plex.device_key import BadKey, BadToken, DeviceKey, new_key
from tests.plex.cloud import CLIENT, KEY, NOW
from tests.plex.signing import PlexSigns, garbage_keys


def test_a_key_that_was_kept_is_the_same_key() -> None:
    kept = new_key()
    assert DeviceKey(kept).jwk == DeviceKey(kept).jwk
    assert DeviceKey(new_key()).kid != DeviceKey(new_key()).kid


def test_the_public_half_says_what_it_is_and_nothing_of_the_other() -> None:
    assert {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": KEY.kid}.items() <= KEY.jwk.items()
    assert set(KEY.jwk) == {"kty", "crv", "x", "use", "alg", "kid"}
    assert len(urlsafe_b64decode(f"{KEY.jwk['x']}=")) == 32


def test_a_signature_lasts_five_minutes_and_names_key_and_installation() -> None:
    signed = KEY.signed(CLIENT, NOW, "nonce-1")
    claims = jwt.decode(
        signed,
        jwt.PyJWK.from_dict(dict(KEY.jwk)),
        ["EdDSA"],
        audience="plex.tv",
        issuer=CLIENT,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert jwt.get_unverified_header(signed) == {"alg": "EdDSA", "kid": KEY.kid, "typ": "JWT"}
    assert (claims["iat"], claims["exp"]) == (int(NOW.timestamp()), int(NOW.timestamp()) + 300)
    assert claims["nonce"] == "nonce-1"
    assert "email" not in claims["scope"]


def test_a_look_at_a_pin_needs_no_nonce() -> None:
    assert "nonce" not in jwt.decode(KEY.signed(CLIENT, NOW), options={"verify_signature": False})


def test_a_key_and_what_it_signs_are_not_shown() -> None:
    pem = new_key()
    key = DeviceKey(pem)
    secret = pem.splitlines()[1]
    assert secret not in repr(key)
    assert secret not in repr(vars(key))
    assert redact(f"key {secret}") == "key ***"
    assert redact(f"GET /api/v2/pins/7?deviceJWT={key.signed(CLIENT, NOW)}") == "GET /api/v2/pins/7?deviceJWT=***"


def _other_kind() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    "text",
    ["", "no key", new_key()[:60], _other_kind(), "ä" * 100],
    ids=["nothing", "words", "half a key", "another kind", "letters"],
)
def test_what_is_no_key_is_told(text: str) -> None:
    with pytest.raises(BadKey):
        DeviceKey(text)


def test_the_end_of_a_token_is_read_when_plex_signed_it_for_us() -> None:
    plex = PlexSigns()
    end = NOW + timedelta(days=7)
    assert KEY.end_of(plex.token(KEY.kid, end), plex.keys, CLIENT) == end


def test_the_newest_key_of_plex_comes_last_and_garbage_between_is_passed_over() -> None:
    old, new = PlexSigns(), PlexSigns()
    keys = [*old.keys, *garbage_keys(), *new.keys]
    end = NOW + timedelta(days=7)
    for signer in (old, new):
        assert KEY.end_of(signer.token(KEY.kid, end), keys, CLIENT) == end


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "plex.example"},
        {"aud": "somebody-else"},
        {"thumbprint": "another key"},
        {"thumbprint": None},
        {"exp": None},
        {"exp": "soon"},
        {"exp": 10**18},
        {"iat": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_plex_s_for_us_is_refused(claims: dict[str, object]) -> None:
    plex = PlexSigns()
    with pytest.raises(BadToken):
        KEY.end_of(plex.token(KEY.kid, NOW + timedelta(days=7), **claims), plex.keys, CLIENT)


def test_a_token_that_somebody_else_signed_is_refused() -> None:
    token = PlexSigns().token(KEY.kid, NOW + timedelta(days=7))
    for keys in (PlexSigns().keys, [], garbage_keys()):
        with pytest.raises(BadToken):
            KEY.end_of(token, keys, CLIENT)


@pytest.mark.parametrize("token", ["eyJ", "a-classic-token", "..", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_signed_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        KEY.end_of(token, PlexSigns().keys, CLIENT)
