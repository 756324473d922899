"""Asks all servers who they are and which libraries they have; one that is silent does not keep the others."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from parity.actions.find_way import find_again, trouble_of
from parity.actions.ports import Library, Reached
from parity.actions.reach import STRANGER
from parity.actions.work import Work
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.core.library import Section, Server
from parity.store import libraries, notices, servers
from parity.store.database import Connection

NOTICE = "servers"


@dataclass(frozen=True, slots=True)
class Heard:
    """A server that answered and took its token, with all its libraries."""

    server: Server
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """A server that gave no usable answer. `machine_id` is None for the given one: nobody knows which it was."""

    machine_id: str | None
    name: str
    failure: Failure

    @property
    def sentence(self) -> str:
        """What is wrong, for the owner."""
        advice = "set PLEX_TOKEN to one that it takes" if self.machine_id is None else "reconnect"
        return trouble_of(self.name, self.failure, advice)


@dataclass(frozen=True, slots=True)
class Round:
    """What became of asking all: who answered, and who did not."""

    heard: tuple[Heard, ...]
    silent: tuple[Silent, ...]

    @property
    def names(self) -> str:
        """Those that answered."""
        return " and ".join(h.server.name for h in self.heard)


def ask_servers(work: Work) -> Round:
    """Ask every server once. Raises the first failure when none answers."""
    given = [reached for reached in work.outside.servers if reached.machine_id is None]
    told = [_ask(work, reached) for reached in given]
    known = {each.server.machine_id for each in told if isinstance(each, Heard)}
    others = [r for r in work.outside.servers if r.machine_id is not None and r.machine_id not in known]
    if others:
        with ThreadPoolExecutor(len(others), thread_name_prefix="server") as pool:
            told += pool.map(lambda reached: _ask(work, reached), others)
    work.go_on()  # a wait that we cut short ourselves says nothing about a server
    heard = tuple(each for each in told if isinstance(each, Heard))
    silent = tuple(each for each in told if isinstance(each, Silent))
    if not heard:
        with work.house.database.writing() as connection:
            _note_trouble(work, connection, {s.machine_id: s for s in silent if s.machine_id is not None})
        raise silent[0].failure
    return Round(heard, silent)


def away(work: Work, connection: Connection, asked: Round) -> Mapping[str, str]:
    """The servers that gave no answer, by machine identifier, each with its sentence; and note their trouble.

    The given one could not say which it is: it is taken for each that is neither followed nor heard of now.
    """
    heard = {h.server.machine_id for h in asked.heard}
    of: dict[str, Silent] = {}
    for silent in asked.silent:
        for machine_id in _meant(connection, silent, heard):
            of.setdefault(machine_id, silent)
    named = {machine_id: _named(connection, machine_id, silent) for machine_id, silent in of.items()}
    _note_trouble(work, connection, named)
    sentences = dict.fromkeys([*(s.sentence for s in named.values()), *_nameless(asked.silent, of.values())])
    if sentences:
        notices.put(connection, NOTICE, "; ".join(sentences), work.house.now())
    else:
        notices.clear(connection, NOTICE)
    return {machine_id: silent.sentence for machine_id, silent in named.items()}


def _ask(work: Work, reached: Reached) -> Heard | Silent:
    """Ask one server; where a followed one is not what is kept of it, look for another way once."""
    try:
        return _hear(work, reached.library)
    except Failure as failure:
        row = _row(work, reached.machine_id)
        mended = row and find_again(work.house, row, isinstance(failure, Unauthorised), work.stop)
        if mended is None or not isinstance(failure, Unavailable | Unauthorised):
            return Silent(reached.machine_id, reached.name, failure)
    try:
        return _hear(work, work.outside.reopen(mended))
    except Failure as failure:
        return Silent(reached.machine_id, reached.name, failure)


def _hear(work: Work, library: Library) -> Heard:
    server = library.server()  # proves the token, and nothing after it does
    try:
        sections = library.sections()
    except Unauthorised as refused:
        if work.reach.alone:
            raise
        raise Unavailable(refused.service, refused.detail) from None
    work.reach.learn(server.machine_id, library)
    return Heard(server, sections)


def _row(work: Work, machine_id: str | None) -> servers.ServerRow | None:
    if machine_id is None or work.stop.is_set():
        return None
    with work.house.database.reading() as connection:
        return servers.get(connection, machine_id)


def _meant(connection: Connection, silent: Silent, heard: Iterable[str]) -> Sequence[str]:
    if silent.machine_id is not None:
        return [silent.machine_id]
    known = {*heard, *(row.machine_id for row in servers.followed(connection))}
    rows = [row for row, _ in libraries.elsewhere(connection, known) if row.state != "gone"]
    return list(dict.fromkeys(row.machine_id for row in rows))


def _named(connection: Connection, machine_id: str, silent: Silent) -> Silent:
    row = servers.get(connection, machine_id)
    return Silent(silent.machine_id, row.name, silent.failure) if row and row.name else silent


def _nameless(silent: Iterable[Silent], told: Iterable[Silent]) -> list[str]:
    """Sentences of those that nothing is known of yet."""
    known = list(told)
    return [s.sentence for s in silent if s not in known]


def _note_trouble(work: Work, connection: Connection, troubled: Mapping[str, Silent]) -> None:
    """Write the trouble of each server, and that the others have none."""
    now = work.house.now()
    for row in servers.every(connection):
        silent = troubled.get(row.machine_id)
        trouble = silent.sentence if silent else None
        if row.trouble != trouble:
            since = (row.trouble_since or now) if trouble else None
            servers.put(connection, row.machine_id, now, {"trouble": trouble, "trouble_since": since})


__all__ = ["NOTICE", "STRANGER", "Heard", "Round", "Silent", "ask_servers", "away"]
