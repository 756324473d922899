"""How the partner of Plex calls its files: by the rules for paths that are meant for it, and which may be missing."""

from collections.abc import Callable, Iterable

from parity.actions.ports import House
from parity.actions.propose_rules import impatient, told_places
from parity.core.paths import rewritten
from parity.core.watched import SAGETV
from parity.core.watched_folders import alike
from parity.core.watched_pairs import Pair
from parity.store import path_rules, watched_folders

SOURCE = SAGETV.id
"""Who tells the paths, where a rule names it."""


def translator(house: House) -> Callable[[str, str], str]:
    """What a Plex server calls a path of the partner's, by the rules as they are now; for thousands of paths."""
    with house.database.reading() as connection:
        rules = [impatient(rule) for rule in path_rules.every(connection) if rule.source in ("", SOURCE)]
    return lambda path, machine_id: rewritten(path, SOURCE, machine_id, rules)


def keep_folders(house: House, pairs: Iterable[Pair]) -> None:
    """Keep in which folders lies what was matched by name, so that rules can be proposed."""
    with house.database.writing() as connection:
        watched_folders.keep(connection, alike(pairs, told_places(connection)))
