"""Takes over from autoscan and autopulse: who tells what arrived, which Plex servers are told, what paths become."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from parity.actions import hooks as our_hooks
from parity.actions.decide import Refused
from parity.actions.path_rules import BadRule, add_rule
from parity.actions.ports import House
from parity.actions.taken_over import Report, has_plex, take_settings
from parity.core.path_joining import join
from parity.core.paths import Rule
from parity.core.peer_autopulse import is_autopulse, read_autopulse
from parity.core.peer_autoscan import is_autoscan, read_autoscan
from parity.core.peer_scanner import PeerScanner, PeerTarget, named, record
from parity.store import hooks, look_round, path_rules, servers

SHORTEST_SECRET = 12  # letters of a password that may open a hook
_ODD = re.compile(r"[^a-z0-9._-]+")


def take_over_scanner(house: House, document: object, report: Report) -> bool:
    """Take over a parsed config of one of them; False when it is of neither. Doing it twice equals doing it once."""
    fields = record(document)
    if is_autopulse(fields):
        found = read_autopulse(fields)
    elif is_autoscan(fields):
        found = read_autoscan(fields)
    else:
        return False
    report.left_out.extend(found.left_out)
    take_settings(house, found.settings, report)
    sources = _make_hooks(house, found, report)
    for target, machine_id in _servers(house, found, report):
        _add_rules(house, found, target, machine_id, sources, report)
    return True


def _make_hooks(house: House, found: PeerScanner, report: Report) -> dict[str, str]:
    """What the sources are called here, by the name of the trigger there."""
    with house.database.reading() as connection:
        known = {row.name: row for row in hooks.every(connection)}
    names: dict[str, str] = {}
    for trigger in found.triggers:
        name = _ODD.sub("-", trigger.name.casefold()).strip("._-")[:40] or found.program
        names[trigger.name] = name
        if name in known:
            report.standing += 1
            continue
        own = trigger.name == found.program and len(found.password) >= SHORTEST_SECRET
        taken = any(row.secret == found.password for row in known.values())
        try:
            our_hooks.make(house, trigger.kind, name, found.password if own and not taken else "")
        except Refused as trouble:
            report.left_out.append(f"{named(trigger.name)}: {trouble}")
            continue
        report.hooks.append(name)
        if trigger.name == found.program and not own:
            report.left_out.append(_new_secret(found))
    return names


def _new_secret(found: PeerScanner) -> str:
    why = f"is shorter than {SHORTEST_SECRET} letters" if found.password else "was not needed there"
    return f"The password of {found.program} {why}: whoever calls Parity needs the secret of a hook as the password"


def _servers(house: House, found: PeerScanner, report: Report) -> list[tuple[PeerTarget, str]]:
    """The Plex servers that are told here too, each with its machine id, "" for the only one there is."""
    first = next((target for target in found.targets if target.address and target.token), None)
    if first is not None and not has_plex(house):
        take_settings(house, {"plex_base_url": first.address, "plex_token": first.token}, report)
    known, number = _addresses(house)
    alone = len(found.targets) == 1 and number < 2
    told = []
    for target in found.targets:
        machine_id = "" if alone else known.get(_place(target.address))
        if machine_id is None:
            report.left_out.append(
                f"targets.{named(target.name)}: Parity does not ask the Plex server at {_place(target.address)}; "
                "follow it in Settings, under Servers, and take this file over once more for its paths"
            )
        else:
            told.append((target, machine_id))
    return told


def _addresses(house: House) -> tuple[dict[str, str], int]:
    """The machine ids of the servers by where they answer, and how many servers there are."""
    given = house.settings().plex_base_url
    with house.database.reading() as connection:
        rows = servers.every(connection)
        found = {_place(row.address): row.machine_id for row in rows if row.address}
        machine_id = look_round.given(connection, given) if given else None
    return {**found, **({_place(given): machine_id} if given and machine_id else {})}, len(rows)


def _place(address: str) -> str:
    """The host and port of an address, without what else stands in it."""
    try:
        found = urlsplit(address.strip())
        port = found.port or {"http": 80, "https": 443}.get(found.scheme)
    except ValueError:
        return "an address that cannot be read"
    return f"{found.hostname or '(no host)'}:{port}"


def _add_rules(
    house: House,
    found: PeerScanner,
    target: PeerTarget,
    machine_id: str,
    sources: Mapping[str, str],
    report: Report,
) -> None:
    """First what is meant for one source, then what is for all."""
    general = join(target.stages)
    for trigger in found.triggers:
        own = join([*trigger.stages, *target.stages]) if trigger.stages else general
        for rule in own.rules:
            if rule not in general.rules:
                _add(house, rule, sources[trigger.name], machine_id, report)
        if trigger.stages:
            report.left_out += [_not_joined(trigger.name, rule, target) for rule in own.lost]
    for rule in general.rules:
        _add(house, rule, "", machine_id, report)
    report.left_out += [_not_joined("", rule, target) for rule in general.lost]


def _add(house: House, rule: Rule, source: str, machine_id: str, report: Report) -> None:
    wanted = Rule(rule.kind, rule.matches, rule.becomes, source, machine_id, rule.ignore_case)
    with house.database.reading() as connection:
        if any(path_rules.alike(one, wanted) for one in path_rules.every(connection)):
            report.standing += 1
            return
    try:
        add_rule(house, wanted)
    except BadRule as trouble:
        report.left_out.append(f"The rewrite of {named(rule.matches)}: {trouble}")
        return
    report.rules += 1


def _not_joined(trigger: str, rule: Rule, target: PeerTarget) -> str:
    who = f"triggers.{named(trigger)}" if trigger else f"targets.{named(target.name)}"
    return (
        f"{who}: nobody can tell what becomes of {named(rule.matches)} in the end; "
        f"write one rule for all the way to {named(target.name)}"
    )
