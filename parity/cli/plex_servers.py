"""`plex servers`: what the account offers, what is followed, what the settings give; and following one."""

import sys
import threading

import click

from parity.actions import servers
from parity.actions.check_connections import PATIENCE, see_plex
from parity.actions.list_servers import ListedServer, ServerList, list_servers
from parity.actions.ports import House
from parity.actions.servers import ServerSeen
from parity.cli.opening import visiting
from parity.cli.provenance import FROM, account_of, signed_in_as, sources
from parity.cli.saying import count, note, plain, say_json, say_table
from parity.cli.troubles import in_one_line, known_troubles

_STATES = {"given": "given by the settings", "followed": "followed", "offered": "not followed"}


@click.command("servers")
@click.option("--follow", metavar="NAME|ID", help="Follow this one, by the best of its addresses.")
@click.option("--unfollow", metavar="NAME|ID", help="Ask this one no more; what is known of it stays.")
@click.option("--test", is_flag=True, help="Ask each one in use whether it answers and takes its token.")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def servers_command(follow: str | None, unfollow: str | None, test: bool, as_json: bool) -> None:
    """List the servers of your Plex account and the one that the settings give; or follow one, or test them.

    Exit status: 0 done, 3 when Plex or one of the servers gave no answer, 1 when none did.
    """
    if sum((follow is not None, unfollow is not None, test, as_json)) > 1:
        raise click.UsageError("choose one of --follow, --unfollow, --test, --json")
    with visiting() as house:
        found = list_servers(house, threading.Event())
        if follow is not None:
            _follow(house, found.meant(follow))
        elif unfollow is not None:
            _unfollow(house, found.meant(unfollow))
        elif test:
            sys.exit(_test(house, found))
        else:
            _say(house, found, as_json)
            sys.exit(_status(found))


def _follow(house: House, one: ListedServer) -> None:
    if one.state == "given":
        raise click.ClickException(f"{plain(one.name)} is given by PLEX_BASE_URL, and followed by that")
    if one.machine_id is not None:
        click.echo(f"{_seen(servers.follow(house, one.machine_id))} It is followed from now on.")


def _unfollow(house: House, one: ListedServer) -> None:
    if one.state != "followed" or one.machine_id is None:
        given = "is given by PLEX_BASE_URL: take that setting away" if one.state == "given" else "is not followed"
        raise click.ClickException(f"{plain(one.name)} {given}")
    servers.unfollow(house, one.machine_id)
    click.echo(f"{plain(one.name)} is no longer followed; what is known of it stays.")


def _test(house: House, found: ServerList) -> int:
    in_use = [one for one in found.items if one.state != "offered"]
    if not in_use:
        raise click.ClickException("no server is followed yet: python -m parity plex servers --follow NAME")
    wrong = sum(not _answers(house, one) for one in in_use)
    return 0 if not wrong else 1 if wrong == len(in_use) else 3


def _answers(house: House, one: ListedServer) -> bool:
    try:
        said = _try(house, one)
    except known_troubles() as trouble:
        click.echo(f"MEND  {plain(one.name)}: {in_one_line(trouble)}")
        return False
    click.echo(f"ok    {said}")
    return True


def _try(house: House, one: ListedServer) -> str:
    if one.state == "followed" and one.machine_id is not None:
        return _seen(servers.test(house, one.machine_id))
    with house.doors().library(threading.Event(), PATIENCE) as library:
        seen = see_plex(library)
    return f"{plain(seen.name)} answers at {one.address}, version {plain(seen.version)}."


def _seen(seen: ServerSeen) -> str:
    by = ", relayed by Plex, which is slow" if seen.relay else ""
    return f"{plain(seen.label)} answers at {seen.address} in {seen.latency_ms} ms{by}, version {plain(seen.version)}."


def _say(house: House, found: ServerList, as_json: bool) -> None:
    row, settings, now = account_of(house), house.settings(), house.now()
    if as_json:
        account = row.account if row else None
        tokens = sources(settings, row, now)
        say_json({"total": len(found.items), "items": found.items, "account": account, "tokens": tokens})
    else:
        signed_in = signed_in_as(row, now) if row else "nobody is signed in"
        given = FROM[settings.origin("plex_token")]
        rows = [(*_columns(one), given if one.state == "given" else signed_in, one.trouble) for one in found.items]
        columns = ("Name", "State", "Owned", "Address", "Latency", "Id", "Token", "Trouble")
        say_table(count(len(rows), "server"), columns, rows)
        if row is None and not rows:
            note("Nobody is signed in: python -m parity plex login")
    for trouble in found.troubles:
        note(f"Note: {trouble}")


def _columns(one: ListedServer) -> tuple[object, ...]:
    address = f"{one.address} (relayed)" if one.relay else one.address
    latency = None if one.latency_ms is None else f"{one.latency_ms} ms"
    return one.name, _STATES[one.state], one.owned, address, latency, one.machine_id


def _status(found: ServerList) -> int:
    if not found.troubles:
        return 0
    return 3 if any(not one.trouble for one in found.items) else 1
