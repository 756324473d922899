"""What plex.tv tells about PINs, accounts and servers, in the recorded shapes."""

from collections.abc import Mapping

from parity.demo.plex_rows import Row
from parity.demo.plex_tv_records import Account, Pin, Server, stamp
from parity.demo.plex_tv_state import PlexTvState

_SINCE = 1_609_459_200
_PLACE: Row = {
    "code": "NL",
    "european_union_member": True,
    "continent_code": "EU",
    "country": "The Netherlands",
    "city": "Utrecht",
    "time_zone": "Europe/Amsterdam",
    "postal_code": "3511",
    "in_privacy_restricted_country": True,
    "subdivisions": "Utrecht",
    "coordinates": "52.0900, 5.1200",
}


def pin_row(world: PlexTvState, pin: Pin, token: str | None, url: str) -> Row:
    """A PIN; `token` is what to show of its token."""
    row: Row = {
        "id": pin.id,
        "code": pin.code,
        "product": pin.product or "0",
        "trusted": False,
        "qr": f"{url}/api/v2/pins/qr/{pin.code}",
        "clientIdentifier": pin.client,
        "location": _PLACE,
        "expiresIn": max(0, pin.expires_at - world.now),
        "createdAt": stamp(pin.created_at),
        "expiresAt": stamp(pin.expires_at),
        "authToken": token,
        "newRegistration": None if token is None else False,
    }
    return {name: value for name, value in row.items() if name != "qr" or not pin.strong}


def account_row(account: Account, token: str) -> Row:
    """Who a token belongs to. Whoever has a PIN, or is restricted, lives in somebody's home."""
    in_home = account.restricted or account.pin is not None or account.home is not None
    return {
        "id": account.id,
        "uuid": account.uuid,
        "username": account.username,
        "title": account.title,
        "email": account.email,
        "friendlyName": "",
        "locale": None,
        "confirmed": True,
        "hasPassword": not account.restricted,
        "protected": account.pin is not None,
        "thumb": f"https://plex.tv/users/{account.uuid}/avatar?c=1",
        "authToken": token,
        "scrobbleTypes": "",
        "country": "NL",
        "subscription": {
            "active": True,
            "subscribedAt": stamp(_SINCE),
            "status": "Active",
            "paymentService": None,
            "plan": "lifetime",
            "features": ["home", "collections", "webhooks"],
        },
        "restricted": account.restricted,
        "home": in_home,
        "guest": False,
        "homeSize": 2 if in_home else 1,
        "homeAdmin": False,
        "rememberExpiresAt": _SINCE,
        "entitlements": [],
        "roles": ["plexpass"],
        "joinedAt": _SINCE,
        "twoFactorEnabled": False,
    }


def server_row(world: PlexTvState, server: Server, account: int, asked: Mapping[str, str]) -> Row:
    """A server as this account sees it; `asked` are the parameters that say which connections are wanted."""
    owned = server.owner == account
    return {
        "name": server.name,
        "product": "Plex Media Server" if server.provides == "server" else "Plex for Somewhere",
        "productVersion": server.version,
        "platform": "Linux",
        "platformVersion": "12",
        "device": "Docker Container",
        "clientIdentifier": server.machine_id,
        "createdAt": stamp(_SINCE),
        "lastSeenAt": stamp(world.now),
        "provides": server.provides,
        "ownerId": None if owned else server.owner,
        "sourceTitle": None if owned else world.accounts[server.owner].title,
        "publicAddress": "203.0.113.7",
        "accessToken": server.tokens[account],
        "owned": owned,
        "home": False,
        "synced": False,
        "relay": any(each["relay"] for each in server.connections),
        "presence": server.presence,
        "httpsRequired": server.https_required,
        "publicAddressMatches": True,
        "dnsRebindingProtection": False,
        "natLoopbackSupported": False,
        "connections": [_way(each, asked) for each in server.connections if _is_wanted(each, asked)],
    }


def _is_wanted(way: Row, asked: Mapping[str, str]) -> bool:
    asked_for = {"relay": asked.get("includeRelay"), "IPv6": asked.get("includeIPv6")}
    return not any(way[name] and answer != "1" for name, answer in asked_for.items())


def _way(way: Row, asked: Mapping[str, str]) -> Row:
    if asked.get("includeHttps") == "1":
        return way
    return {**way, "protocol": "http", "uri": f"http://{way['address']}:{way['port']}"}
