"""Which libraries of the servers are followed today, and what became of those that were (RULES R10, R11, R16)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from parity.actions.ask_servers import Heard, Round
from parity.actions.ports import NotSetUp
from parity.core.library import KINDS, Section, is_called
from parity.store import libraries, notices, shows
from parity.store.database import Connection
from parity.store.libraries import LibraryRow


@dataclass(frozen=True, slots=True)
class Followed:
    """A library of shows or films to read: as it is kept, and as Plex describes it now."""

    row: LibraryRow
    section: Section

    @property
    def stamps(self) -> str:
        """The section's three stamps as one text."""
        return "/".join("" if stamp is None else str(stamp) for stamp in self.section.stamps)


_Place = tuple[str, str]  # machine identifier, section key


@dataclass(frozen=True, slots=True)
class _There:
    """The sections of all servers that answered, and the libraries that were kept of these servers before."""

    sections: Mapping[_Place, Section]
    kept: Mapping[_Place, LibraryRow]

    def meant(self, name: str) -> list[_Place]:
        """The libraries that a name means."""
        hits = [at for at, s in self.sections.items() if is_called(name, *at, s.title)]
        # A library that was renamed in Plex stays followed under the name the owner wrote down.
        return hits or [at for at in self.sections if at in self.kept and self.kept[at].followed_as == name]


def follow(
    connection: Connection, asked: Round, silent: Mapping[str, str], wanted: Sequence[str], now: datetime
) -> list[Followed]:
    """Bring the libraries up to what Plex lists and answer the followed libraries that are there.

    `silent` are the servers that gave no answer, by machine identifier, each with its sentence. `wanted` are the names
    or ids of PLEX_LIBRARY_NAME, empty for the default. Raises NotSetUp when nothing is left.
    """
    there = _there(connection, asked, now)
    names = _names(there, wanted)
    for at, section in there.sections.items():
        libraries.remember_section(connection, at[0], section, names.get(at))
    for heard in asked.heard:
        _settle(connection, heard, there)
    _freeze(connection, asked, silent)
    _notice_names(connection, asked, there, names, wanted, now)
    rows = [row for h in asked.heard for row in libraries.followed(connection, h.server.machine_id)]
    found = [Followed(row, there.sections[_at(row)]) for row in rows if _at(row) in there.sections]
    if not found and not rows and not silent:
        raise NotSetUp(_nothing(asked.heard, wanted))
    return found


def _there(connection: Connection, asked: Round, now: datetime) -> _There:
    for heard in asked.heard:
        libraries.remember_server(connection, heard.server, now)
    kept = [row for h in asked.heard for row in libraries.of_server(connection, h.server.machine_id)]
    sections = {(h.server.machine_id, s.key): s for h in asked.heard for s in h.sections}
    return _There(sections, {_at(row): row for row in kept})


def _at(row: LibraryRow) -> _Place:
    return row.machine_id, row.section_key


def _settle(connection: Connection, heard: Heard, there: _There) -> None:
    """Note which libraries of a server came, went, and begin or cease to count."""
    for row in libraries.of_server(connection, heard.server.machine_id):
        before = there.kept.get(_at(row))
        if before is not None and row.followed != before.followed:
            shows.mark_library_stale(connection, row.id)  # its copies begin or cease to count
        if row.followed and _at(row) not in there.sections:
            libraries.set_state(connection, row.id, "gone", f"Plex no longer has the library {row.title}")
        elif row.state in ("gone", "silent"):
            libraries.set_state(connection, row.id, "ok", None)


def _freeze(connection: Connection, asked: Round, silent: Mapping[str, str]) -> None:
    """The libraries of other servers stay as they are: of those that gave no answer, and of those of before."""
    heard = {h.server.machine_id for h in asked.heard}
    for row, name in libraries.elsewhere(connection, heard):
        if row.machine_id not in silent:
            libraries.set_state(connection, row.id, "gone", _elsewhere(row.title, name, asked.names))
        elif row.kind in KINDS and row.state in ("ok", "silent"):
            said = f"{row.title} could not be read: {silent[row.machine_id]}. Its rows stay as they are."
            libraries.set_state(connection, row.id, "silent", said)


def _names(there: _There, wanted: Sequence[str]) -> dict[_Place, str]:
    """Place of a section to the name it is followed by."""
    if not wanted:
        return {at: "" for at, s in there.sections.items() if s.followed_by_default}
    chosen: dict[_Place, str] = {}
    for name in wanted:
        for at in there.meant(name):
            chosen.setdefault(at, name)
    # One that vanished altogether keeps its rows, frozen; it is followed until the owner says "forget".
    return chosen


def _elsewhere(title: str, old: str, now: str) -> str:
    return (
        f"{title} lies on the Plex server {old or 'of before'}, and Parity speaks with {now or 'another one'} now; "
        "what is known of it stays as it was until you forget it, or go back to that server"
    )


def _notice_names(
    connection: Connection,
    asked: Round,
    there: _There,
    names: Mapping[_Place, str],
    wanted: Sequence[str],
    now: datetime,
) -> None:
    """Say which wanted names Plex does not have, and which libraries go by another name now."""
    titles = {at: s.title for at, s in there.sections.items()}
    sentences = [
        f"the library {name} is called {titles[at]} in Plex now"
        for at, name in names.items()
        if name and not is_called(name, *at, titles[at])
    ]
    sentences += list(_lost(there, set(titles.values()), wanted)) if not asked.silent else []
    if sentences:
        notices.put(connection, "libraries", "; ".join(sentences), now)
    elif not asked.silent:
        notices.clear(connection, "libraries")


def _lost(there: _There, titles: Collection[str], wanted: Sequence[str]) -> Iterator[str]:
    have = ", ".join(sorted(titles))
    for name in dict.fromkeys(wanted):
        if not there.meant(name):
            yield f"PLEX_LIBRARY_NAME names {name}, which Plex does not have (it has {have})"


def _nothing(heard: Sequence[Heard], wanted: Sequence[str]) -> str:
    have = ", ".join(f"{s.title} ({s.kind})" for h in heard for s in h.sections) or "none at all"
    what = f"no library of shows or films is called {', '.join(wanted)}" if wanted else "there is no library to follow"
    where, has = ("this Plex server", "It has") if len(heard) == 1 else ("these Plex servers", "They have")
    return f"On {where} {what}. {has}: {have}. Set PLEX_LIBRARY_NAME to the libraries to follow."
