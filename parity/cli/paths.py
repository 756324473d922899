"""`paths`: how others call the files that a server scans, and a doctor for one of these paths."""

import sys
from dataclasses import asdict

import click

from parity.actions.path_doctor import Diagnosis, diagnose
from parity.actions.path_rules import BadRule, add_rule, remove_rule
from parity.actions.ports import House
from parity.actions.propose_rules import propose_rules, told_places
from parity.cli.opening import visiting
from parity.cli.path_words import of_proposal, of_step
from parity.cli.saying import count, plain, say_json, say_table
from parity.core.library import label
from parity.core.paths import Rule
from parity.store import path_rules, servers


@click.command("paths")
@click.argument("path", required=False)
@click.option("--source", metavar="NAME", default="", help="Who tells the path: the name of its hook, or sagetv.")
@click.option("--server", metavar="NAME", help="With --add: only for this Plex server.")
@click.option("--add", nargs=2, metavar="FOLDER AS", help="What begins with FOLDER is called AS by Plex.")
@click.option("--pattern", is_flag=True, help="With --add: FOLDER is a regular expression, AS may have $1 in it.")
@click.option("--ignore-case", is_flag=True, help="With --add: capital letters do not count.")
@click.option("--remove", type=int, metavar="ID", help="Drop a rule.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def paths_command(
    path: str | None,
    source: str,
    server: str | None,
    add: tuple[str, str] | None,
    pattern: bool,
    ignore_case: bool,
    remove: int | None,
    as_json: bool,
) -> None:
    """List the rules for paths and the folders of all libraries, or say step by step what is done with PATH.

    Plex is not asked. Exit status 1 when no library holds PATH.
    """
    if sum(wish is not None for wish in (path, add, remove)) > 1:
        raise click.UsageError("give a PATH, --add or --remove, one at a time")
    with visiting() as house:
        if path is not None:
            found = diagnose(house, path, source)
            say_json(_as_json(found)) if as_json else _say(found)
            sys.exit(0 if found.aims else 1)
        if add is not None:
            machine_id = _server(house, server) if server else ""
            _add(house, Rule("regex" if pattern else "prefix", *add, source, machine_id, ignore_case))
        elif remove is not None:
            if not remove_rule(house, remove):
                raise click.ClickException(f"there is no rule {remove}: `paths` lists them")
            click.echo(f"Rule {remove} is dropped.")
        else:
            _list(house, as_json)


def _add(house: House, rule: Rule) -> None:
    try:
        made = add_rule(house, rule)
    except BadRule as trouble:
        raise click.UsageError(str(trouble)) from None
    click.echo(f"Rule {made}: {plain(rule.matches)} becomes {plain(rule.becomes)}.")


def _server(house: House, name: str) -> str:
    with house.database.reading() as connection:
        rows = servers.every(connection)
    meant = [row for row in rows if name == row.machine_id or name.casefold() == row.name.casefold()]
    if len(meant) != 1:
        raise click.UsageError(
            f"{'two servers are' if meant else 'no server is'} called {name}: `plex servers` lists them"
        )
    return meant[0].machine_id


def _list(house: House, as_json: bool) -> None:
    with house.database.reading() as connection:
        rules, places = path_rules.every(connection), told_places(connection)
        rows = servers.every(connection)
    missing = propose_rules(house)
    if as_json:
        proposed = [{**asdict(one), "rule": _plain_rule(one.rule)} for one in missing]
        folders = [asdict(place) for place in places]
        say_json({"rules": list(map(_plain_rule, rules)), "libraries": folders, "proposals": proposed})
        return
    names = {row.machine_id: label(row.name, row.machine_id, (other.name for other in rows)) for row in rows}
    columns = ("Id", "Source", "Server", "Kind", "Path", "is called")
    listed = [(r.id, r.source, names.get(r.machine_id, r.machine_id), _kind(r), r.matches, r.becomes) for r in rules]
    say_table(count(len(rules), "rule"), columns, listed)
    held = [(names.get(p.machine_id), p.title, at) for p in places for at in p.locations or ("not known yet",)]
    say_table(f"{len(places)} {'library' if len(places) == 1 else 'libraries'}", ("Server", "Library", "Folder"), held)
    for proposal in missing:
        click.echo(plain(of_proposal(proposal)))


def _kind(rule: Rule) -> str:
    kind = "pattern" if rule.kind == "regex" else "folder"
    return f"{kind}, any case" if rule.ignore_case else kind


def _say(found: Diagnosis) -> None:
    click.echo(f"Taken for a {'folder' if found.is_folder else 'file'}.")
    for step in found.steps:
        click.echo(plain(of_step(step, found.names)))
    for request in found.requests:
        click.echo(plain(f"{request.server} would be asked: {request.text}"))
        if request.remark:
            click.echo(plain(f"  {request.remark}"))
    if not found.aims:
        click.echo("No library holds this path, so nothing would be scanned.")
    for sentence in (*found.advice, *map(of_proposal, found.proposals)):
        click.echo(plain(sentence))


def _as_json(found: Diagnosis) -> dict[str, object]:
    steps = [
        {
            "server": found.names.get(step.machine_id, step.machine_id),
            "did": step.did,
            "path": step.path,
            "rule": step.rule and _plain_rule(step.rule),
            "library": step.place and step.place.title,
        }
        for step in found.steps
    ]
    proposed = [{**asdict(one), "rule": _plain_rule(one.rule)} for one in found.proposals]
    return {
        "path": found.path,
        "source": found.source,
        "steps": steps,
        "scans": [asdict(aim) for aim in found.aims],
        "requests": [asdict(request) for request in found.requests],
        "advice": list(found.advice),
        "proposals": proposed,
    }


def _plain_rule(rule: Rule) -> dict[str, object]:
    names = ("id", "kind", "matches", "becomes", "source", "machine_id", "ignore_case")
    return {name: getattr(rule, name) for name in names}
