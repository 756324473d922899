"""Reads the `sageplex_cfg.json` of sageplex_sync: where SageTV and Plex answer, and how they let it in.

It is untrusted JSON: what is wrong becomes a sentence, never an exception. Addresses were put together unescaped there,
so that its texts are taken as they stand, and a user and password are written into an address as one takes them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote

from parity.core.peer_scanner import besides, record, text

_SAGE_PORT, _PLEX_PORT = 8080, 32400
_HOST = re.compile(r"[\w-](?:[\w.-]{0,251}[\w-])?\.?")
_KNOWN = ("sagex", "plex")
_OF_SAGEX, _OF_PLEX = ("host", "port", "user", "password"), ("host", "port", "token")
_WHY = {
    "scanner": "Plex has scanners and agents of its own; Parity brings none",
    "agent": "Plex has scanners and agents of its own; Parity brings none",
    "ignored": "it was not used there either",
}


@dataclass(frozen=True, slots=True)
class PeerSageplex:
    """What the file gives. `sagetv` and `plex` go from a setting's name to a text that must still be checked as one.

    `left_out` says in sentences what was not taken over and why; no value is in them.
    """

    sagetv: Mapping[str, str] = field(default_factory=dict, repr=False)
    plex: Mapping[str, str] = field(default_factory=dict, repr=False)
    left_out: tuple[str, ...] = ()


def read_peer_sageplex(document: object) -> PeerSageplex | None:
    """What a parsed file gives, told by its content; None when it is not one of them."""
    fields = record(document)
    if not isinstance(fields.get("sagex"), dict):
        return None
    sagex, plex = record(fields["sagex"]), record(fields.get("plex"))
    left_out: list[str] = []
    sagetv = {"sagetv_url": _address(sagex, "sagex", _SAGE_PORT, _user(sagex, left_out), left_out)}
    ours = {"plex_base_url": _address(plex, "plex", _PLEX_PORT, "", left_out) if plex else ""}
    ours["plex_token"] = _given(plex, "plex", "token", left_out)
    left_out += besides(sagex, "sagex.", _OF_SAGEX, {})
    left_out += besides(plex, "plex.", _OF_PLEX, {})
    left_out += besides(fields, "", _KNOWN, _WHY)
    return PeerSageplex(_filled(sagetv), _filled(ours), tuple(left_out))


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _user(sagex: Mapping[str, object], left_out: list[str]) -> str:
    """`user:password@` as an address takes it, "" for nobody."""
    user, password = (_given(sagex, "sagex", key, left_out, strip=False) for key in ("user", "password"))
    return f"{quote(user, safe='')}:{quote(password, safe='')}@" if user or password else ""


def _address(fields: Mapping[str, object], where: str, usual: int, user: str, left_out: list[str]) -> str:
    host, port = _host(_given(fields, where, "host", left_out)), _port(fields.get("port"), usual)
    if host is None:
        left_out.append(f"{where}.host: it is not the name or address of a machine.")
    if port is None:
        left_out.append(f"{where}.port: it is not a number from 1 to 65535.")
    return "" if host is None or port is None else f"http://{user}{host}:{port}"


def _host(given: str) -> str | None:
    if _HOST.fullmatch(given):
        return given
    try:
        return f"[{IPv6Address(given.removeprefix('[').removesuffix(']'))}]"
    except AddressValueError:
        return None


def _port(value: object, usual: int) -> int | None:
    if value is None or value == "":
        return usual
    found = text(value)
    return int(found) if re.fullmatch(r"[0-9]{1,5}", found) and 0 < int(found) < 2**16 else None


def _given(fields: Mapping[str, object], where: str, key: str, left_out: list[str], strip: bool = True) -> str:
    """A text, or a number where somebody left the quotes away; spaces belong to a password."""
    value = fields.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, (str, int))):
        left_out.append(f"{where}.{key}: not a text.")
        return ""
    if isinstance(value, str) and not strip:
        return value.encode("utf-8", "replace").decode()
    return text(value)
