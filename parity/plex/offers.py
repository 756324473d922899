"""The servers of an account, as Plex lists them among all its devices (plex.md 1.5)."""

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from parity.core.account import Offer, Way
from parity.http import register_secret
from parity.plex.reading import Row, number, records, text

_NAME = re.compile(r"[a-z0-9]([a-z0-9_.-]{0,251}[a-z0-9])?\.?")
_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")


def read_offers(rows: Iterable[Row]) -> tuple[Offer, ...]:
    """Every server of the list that names itself and its token, once each."""
    found: dict[str, Offer] = {}
    for row in rows:
        offer = _read(row)
        if offer is not None:
            found.setdefault(offer.machine_id, offer)
    return tuple(found.values())


def flag(value: object) -> bool:
    """True, 1, "1" and "true"; Plex writes all of them."""
    return value is True or text(value).strip().lower() in ("1", "true")


def token_text(value: object) -> str:
    """A token that a header can carry, else ""; it is kept out of all logs from here on."""
    token = text(value)
    if not _TOKEN.fullmatch(token):
        return ""
    register_secret(token)
    return token


def plain_address(given: str) -> str | None:
    """`scheme://host[:port]` of an http or https address and nothing else, None for whatever is not that."""
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:  # half an IPv6 address, a port that is no number
        return None
    beside = parts.username or parts.password or parts.path.strip("/") or parts.query or parts.fragment
    host = _host(parts.hostname or "")
    if parts.scheme not in ("http", "https") or beside or port == 0 or host is None or not given.isprintable():
        return None
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _read(row: Row) -> Offer | None:
    machine_id, token = text(row.get("clientIdentifier")).strip(), token_text(row.get("accessToken"))
    if "server" not in _provided(row) or not machine_id or not token:
        return None
    name, version = text(row.get("name")).strip(), text(row.get("productVersion"))
    return Offer(machine_id, name or machine_id, flag(row.get("owned")), version, token, _ways(row))


def _provided(row: Row) -> list[str]:
    return [each.strip() for each in text(row.get("provides")).split(",")]


def _ways(row: Row) -> tuple[Way, ...]:
    """Best first; of addresses that lead the same way the fourth generation comes before the sixth."""
    lines = sorted(records(row.get("connections")), key=lambda line: flag(line.get("IPv6")))
    at_home = flag(row.get("owned")) or flag(row.get("publicAddressMatches"))
    secure_only = flag(row.get("httpsRequired"))
    found = [way for line in lines for way in _of_line(line, secure_only) if at_home or not way.local]
    best: dict[str, Way] = {}
    for way in sorted(found, key=lambda way: way.rank):
        best.setdefault(way.address, way)
    return tuple(best.values())


def _of_line(line: Row, secure_only: bool) -> Iterator[Way]:
    local, relay = flag(line.get("local")), flag(line.get("relay"))
    given = [text(line.get("uri"))]
    if local and not relay:  # its name may lead nowhere: many routers hide addresses of the house behind names
        given.append(f"http://{_bracketed(text(line.get('address')))}:{number(line.get('port')) or 0}")
    for address in filter(None, map(plain_address, given)):
        if not secure_only or address.startswith("https://"):
            yield Way(address, local, relay)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _host(host: str) -> str | None:
    if ":" not in host:
        return host if _NAME.fullmatch(host) else None
    try:
        return f"[{IPv6Address(host)}]" if "%" not in host else None
    except ValueError:
        return None
