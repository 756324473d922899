"""`watchlist connect` and `watchlist disconnect`: SIMKL by a code on a terminal, or by a browser that comes back."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import click

from parity.actions import simkl_connect
from parity.actions.ports import House
from parity.actions.simkl_begin import Begun, begin_browser, begin_code
from parity.actions.simkl_connect import Connected, Waiting
from parity.cli.countdown import Countdown
from parity.cli.opening import visiting
from parity.cli.redirect_listener import CALLBACK, RedirectListener, Shown, Take, outward_address
from parity.cli.saying import note, plain, say_json
from parity.core.simkl_sign_in import BROWSER_FOR, Over, Returned

_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what somebody typed is compared with it
_SECOND = 1.0
_AN_ANSWER = timedelta(seconds=30)  # that SIMKL may take to give the token for what the browser brought at the last
_HOW = "python -m parity settings simkl_client_id YOUR_CLIENT_ID saves it"


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the helper listens, and the address that the browser is sent back to, None for that of this machine."""

    host: str
    port: int
    callback: str | None


@click.command("connect")
@click.option("--bind", metavar="HOST:PORT", help="Wait there for a browser that comes back from SIMKL's page.")
@click.option(
    "--callback", metavar="URL", help="With --bind: how the browser sees that place, behind Docker or a proxy."
)
@click.option("--open", "opens", is_flag=True, help="With --bind: open SIMKL's page on this machine.")
@click.option("--json", "as_json", is_flag=True, help="Print whose account it is as JSON.")
def connect_command(bind: str | None, callback: str | None, opens: bool, as_json: bool) -> None:
    """Connect your SIMKL account: by a short code, or with --bind through a browser."""
    bound = _bound(bind, callback, opens)
    with visiting() as house:
        found = _by_code(house, as_json) if bound is None else _by_browser(house, bound, opens, as_json)
    name = found.member.name
    if as_json:
        say_json({"member": found.member.id or None, "name": name or None})
    else:
        click.echo(f"SIMKL is connected as {plain(name)}." if name else "SIMKL is connected.")


@click.command("disconnect")
def disconnect_command() -> None:
    """Disconnect SIMKL: its sign-in is ended and forgotten. Nothing is taken off either list."""
    with visiting() as house:
        gone = simkl_connect.disconnect(house)
    if gone is None:
        raise click.ClickException("SIMKL is not connected")
    click.echo("SIMKL is disconnected. What both lists hold stays as it is.")
    if not gone.revoked:
        note("SIMKL still lists Parity among the connected apps of your account: remove it there, too.")


def _bound(bind: str | None, callback: str | None, opens: bool) -> Bound | None:
    """Where to wait for the browser; None for a code. Raises UsageError."""
    if bind is None:
        if callback or opens:
            raise click.UsageError("say with --bind HOST:PORT where the browser comes back to, such as 127.0.0.1:8787")
        return None
    host, _colon, port = bind.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise click.UsageError("--bind takes HOST:PORT, such as 0.0.0.0:8787")
    return Bound(host, int(port), None if callback is None else _callback(callback))


def _callback(typed: str) -> str:
    try:
        parts = urlsplit(typed)
        well = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a bracket that does not close, a port that is none
        well = False
    if not well or parts.query or parts.fragment or parts.username is not None or not typed.isprintable():
        raise click.UsageError("--callback takes an address such as http://nas.local:8787/callback")
    return typed if parts.path.strip("/") else f"{typed.rstrip('/')}{CALLBACK}"


def _by_code(house: House, as_json: bool) -> Connected:
    key = begin_code(house)
    if isinstance(key, Over):
        raise _refusal(key)
    try:
        seen = simkl_connect.look(house, key)
        if isinstance(seen, Over):
            raise _refusal(seen)
        where = urlsplit(seen.address)
        page = f"{where.scheme}://{where.netloc}{where.path}"
        click.echo(f"Open {plain(page)} on any device and type this code:\n\n    {plain(seen.code)}\n", err=as_json)
        return _wait(house, key)
    except KeyboardInterrupt:
        simkl_connect.forget(house, key)
        raise click.ClickException("stopped before SIMKL was connected; the code is good for nothing now") from None


def _wait(house: House, key: str) -> Connected:
    told, never = "", threading.Event()
    with Countdown() as countdown:
        while True:
            found = simkl_connect.ask(house, key)
            if isinstance(found, Connected):
                return found
            if isinstance(found, Over):
                raise _refusal(found)
            if found.trouble and found.trouble != told:
                note(f"SIMKL gives no answer just now ({found.detail}); it is asked again.")
            told, rest = found.trouble, found.next_in
            while rest > 0 and house.now() < found.expires_at:
                _count(house, countdown, found)
                never.wait(min(rest, _SECOND))
                rest -= _SECOND


def _by_browser(house: House, bound: Bound, opens: bool, as_json: bool) -> Connected:
    outcome: list[Connected | Over] = []
    begun: list[Begun] = []

    def take(told: Mapping[str, str]) -> Shown:
        if not begun:  # listening comes first, so that the address that is shown is one that answers
            return Shown("One moment", "This was not begun yet. Load the page again.", False, 503)
        return _taken(house, begun[0].key, told, outcome)

    helper = _listening(bound, take)
    try:
        made = begin_browser(house, _back(bound, helper.port))
        if isinstance(made, Over):
            raise _refusal(made)
        begun.append(made)
        _invite(bound, _back(bound, helper.port), made.address, as_json)
        if opens:
            _open(made.address)
        return _answered(house, helper, made.key, outcome)
    except KeyboardInterrupt:
        raise click.ClickException("stopped before SIMKL was connected; the link is good for nothing now") from None
    finally:
        helper.close()
        for each in begun:
            simkl_connect.forget(house, each.key)


def _listening(bound: Bound, take: Take) -> RedirectListener:
    path = urlsplit(bound.callback).path if bound.callback else CALLBACK
    try:
        return RedirectListener(bound.host, bound.port, path, take)
    except OSError as trouble:
        where = f"{bound.host}:{bound.port}"
        if "in use" in str(trouble):
            raise click.ClickException(
                f"{where} is busy: stop what listens there, or choose another port here and in your SIMKL app"
            ) from None
        raise click.ClickException(f"nobody can listen at {where}: {trouble.strerror or trouble}") from None


def _taken(house: House, key: str, told: Mapping[str, str], outcome: list[Connected | Over]) -> Shown:
    """One answer of a browser. What does not belong here is refused, and the right one is waited for on."""
    known = {name: told.get(name, "") for name in ("state", "code", "error", "iss")}
    seen = simkl_connect.come_back(house, key, Returned(**known))
    if isinstance(seen, Over) and seen.reason in ("state", "issuer"):
        note("An answer came that does not belong to this; it was not taken, and the right one is waited for.")
        return Shown("Not taken", seen.sentence, False, 400)
    outcome.append(seen)
    if isinstance(seen, Over):
        return Shown("Not connected", seen.sentence, True)
    return Shown("Success!", "SIMKL is connected. You can close this page.", True)


def _back(bound: Bound, port: int) -> str:
    """The redirect URI, as the browser will ask for it."""
    if bound.callback:
        return bound.callback
    host = outward_address() if bound.host in _ANYWHERE else bound.host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{CALLBACK}"


def _invite(bound: Bound, back: str, address: str, as_json: bool) -> None:
    click.echo(f"Callback URL, which must stand in your SIMKL app exactly so:\n\n    {plain(back)}\n", err=as_json)
    click.echo(f"Open this address in a browser, and allow it there:\n\n    {plain(address)}\n", err=as_json)
    if bound.host in _ANYWHERE and not bound.callback:
        note("Behind Docker or a proxy the browser sees another address: give it with --callback.")


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        note("No browser could be opened here: open the address yourself.")


def _answered(house: House, helper: RedirectListener, key: str, outcome: list[Connected | Over]) -> Connected:
    until = house.now() + BROWSER_FOR + _AN_ANSWER
    with Countdown() as countdown:
        while not helper.wait(_SECOND):
            seen = simkl_connect.look(house, key)
            if isinstance(seen, Waiting):
                _count(house, countdown, seen)
            elif seen.reason == "expired" or house.now() >= until:
                raise click.ClickException("nobody came back from SIMKL's page within 5 minutes: start again")
    (found,) = outcome
    if isinstance(found, Over):
        raise _refusal(found)
    return found


def _count(house: House, countdown: Countdown, seen: Waiting) -> None:
    countdown.show(max(0, round((seen.expires_at - house.now()).total_seconds())), seen.expires_at)


def _refusal(over: Over) -> click.ClickException:
    more = f" {_HOW}." if over.reason == "no app" else ""
    return click.ClickException(plain(over.sentence) + more)
