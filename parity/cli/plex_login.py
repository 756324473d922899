"""`plex login` and `plex logout`: a short code to type on any device, and the end of it."""

import shutil
import sys
import threading
from datetime import datetime

import click

from parity.actions import keep_account, sign_in
from parity.actions.ports import House
from parity.actions.sign_in import Arrived, Waiting
from parity.actions.take_up import take_up
from parity.cli.countdown import Countdown
from parity.cli.opening import visiting
from parity.cli.picture import picture_of
from parity.cli.provenance import account_of, signed_in_as
from parity.cli.saying import note, plain, say_json
from parity.core.sign_in import Over
from parity.store import people

STILL_VALID = (
    "Plex could not be told: the token stays valid there until you remove Parity under Authorized Devices "
    "in your Plex account."
)
_SECOND = 1.0


@click.command("login")
@click.option("--replace", is_flag=True, help="Sign the present account out first, so that another one may come.")
@click.option("--json", "as_json", is_flag=True, help="Print who signed in as JSON.")
def login_command(replace: bool, as_json: bool) -> None:
    """Sign in with Plex by a short code. It connects the account; who owns the pages is settled on /setup."""
    with visiting() as house:
        if replace:
            _must_be_replaceable(house)
        key = sign_in.begin(house, "connect", strong=False)
        if replace:
            _say_signed_out(keep_account.sign_out(house))
        try:
            _invite(house, key, as_json)
            arrived = _wait(house, key)
        except KeyboardInterrupt:
            sign_in.forget(house, key)
            raise click.ClickException("stopped before anybody signed in; the code is good for nothing now") from None
        _tell(house, arrived, as_json)
        for name in take_up(house):
            note(f"{name} answers, and is followed again.")


@click.command("logout")
def logout_command() -> None:
    """Sign out of Plex: the token is ended there and forgotten here. Servers stay listed, without their tokens."""
    with visiting() as house:
        gone = keep_account.sign_out(house)
    if gone is None:
        raise click.ClickException("nobody is signed in")
    click.echo(f"{plain(gone.name)} is signed out.")
    if not gone.revoked:
        note(STILL_VALID)


def _must_be_replaceable(house: House) -> None:
    """Before anybody is signed out: to an installation that has an owner no other account would be let."""
    with house.database.reading() as connection:
        owner = people.owner(connection)
    if owner is not None:
        raise click.ClickException(
            f"Parity belongs to {plain(owner.name)}, and no other account can take that place: "
            f"leave --replace out, and sign in as {plain(owner.name)}"
        )


def _say_signed_out(gone: keep_account.SignedOut | None) -> None:
    if gone is not None:
        note(f"{gone.name} is signed out." if gone.revoked else f"{gone.name} is signed out here. {STILL_VALID}")


def _invite(house: House, key: str, as_json: bool) -> None:
    """Where to go and what to type; a picture of the address where somebody can point a phone at it."""
    found = sign_in.look(house, key)
    if isinstance(found, Over):
        raise _refusal(house, found)
    address = f"{house.settings().plex_tv_url}/link"
    click.echo(f"Open {address} on any device and type this code:\n\n    {plain(found.code)}\n", err=as_json)
    if not as_json:
        _draw(address)


def _draw(address: str) -> None:
    if sys.stdout.isatty():
        click.echo(picture_of(address, shutil.get_terminal_size().columns, getattr(sys.stdout, "encoding", None)))


def _wait(house: House, key: str) -> Arrived:
    since, told = house.now(), ""
    with Countdown() as countdown:
        while True:
            found = sign_in.check(house, key, since=since)
            if isinstance(found, Arrived):
                return found
            if isinstance(found, Over):
                raise _refusal(house, found)
            if found.trouble and found.trouble != told:
                note(f"Plex gives no answer just now ({found.detail}); it is asked again.")
            told = found.trouble
            _pause(house, countdown, found)


def _pause(house: House, countdown: Countdown, waiting: Waiting) -> None:
    """Wait as long as told, and count down meanwhile."""
    rest, never = waiting.next_in, threading.Event()
    while rest > 0 and house.now() < waiting.expires_at:
        countdown.show(_left(house, waiting.expires_at), waiting.expires_at)
        never.wait(min(rest, _SECOND))
        rest -= _SECOND


def _left(house: House, end: datetime) -> int:
    return max(0, round((end - house.now()).total_seconds()))


def _refusal(house: House, over: Over) -> click.ClickException:
    row = account_of(house)
    with house.database.reading() as connection:
        owned = people.owner(connection) is not None
    if over.reason == "other account" and row is not None and not owned:
        return click.ClickException(
            f"Parity acts for {plain(row.account.name)}, and another account signed in, so nothing was changed: "
            "python -m parity plex login --replace signs the present one out first"
        )
    return click.ClickException(plain(over.sentence))


def _tell(house: House, arrived: Arrived, as_json: bool) -> None:
    row = account_of(house)
    with house.database.reading() as connection:
        owned = people.owner(connection) is not None
    if as_json:
        token = row.token if row else None
        kind, until = (token.kind, token.expires_at) if token else (None, None)
        say_json({"account": arrived.account, "kind": kind, "expires_at": until})
    else:
        said = signed_in_as(row, house.now()) if row else f"signed in as {arrived.account.name}"
        click.echo(f"You are {plain(said)}.")
    if not owned:
        note("Nobody owns the pages yet: whoever finishes /setup first does.")
    note("Next: python -m parity plex servers lists your servers, and --follow NAME follows one.")
