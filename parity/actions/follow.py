"""Which libraries of the server are followed today, and what became of those that were (RULES R10, R11, R16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parity.actions.ports import NotSetUp
from parity.core.library import Section, Server
from parity.store import libraries, notices, shows
from parity.store.database import Connection
from parity.store.libraries import LibraryRow


@dataclass(frozen=True, slots=True)
class Followed:
    """A show library to read: as it is kept, and as Plex describes it now."""

    row: LibraryRow
    section: Section

    @property
    def stamps(self) -> str:
        """The section's three stamps as one text."""
        return "/".join("" if stamp is None else str(stamp) for stamp in self.section.stamps)


def follow(
    connection: Connection, server: Server, sections: Sequence[Section], wanted: Sequence[str], now: datetime
) -> list[Followed]:
    """Bring the libraries up to what Plex lists and answer the followed show libraries that are there.

    `wanted` are the names or ids of PLEX_LIBRARY_NAME, empty for the default. Raises NotSetUp when nothing is left.
    """
    libraries.remember_server(connection, server, now)
    kept = {row.section_key: row for row in libraries.of_server(connection, server.machine_id)}
    names = _names(sections, kept, wanted)
    for section in sections:
        libraries.remember_section(connection, server.machine_id, section, names.get(section.key))
    there = {section.key: section for section in sections}
    for row in libraries.of_server(connection, server.machine_id):
        if row.section_key in kept and row.followed != kept[row.section_key].followed:
            shows.mark_library_stale(connection, row.id)  # its copies begin or cease to count
        if row.followed and row.section_key not in there:
            libraries.set_state(connection, row.id, "gone", f"Plex no longer has the library {row.title}")
        elif row.state == "gone":
            libraries.set_state(connection, row.id, "ok", None)
    for row, name in libraries.elsewhere(connection, server.machine_id):
        libraries.set_state(connection, row.id, "gone", _elsewhere(row.title, name, server.name))
    _notice_names(connection, sections, kept, names, wanted, now)
    rows = libraries.followed_shows(connection, server.machine_id)
    found = [Followed(row, there[row.section_key]) for row in rows if row.section_key in there]
    if not found and not rows:
        raise NotSetUp(_nothing(sections, wanted))
    return found


def _names(sections: Sequence[Section], kept: dict[str, LibraryRow], wanted: Sequence[str]) -> dict[str, str]:
    """Section key to the name it is followed by."""
    if not wanted:
        return {s.key: "" for s in sections if s.followed_by_default}
    chosen: dict[str, str] = {}
    for name in wanted:
        for key in _meant(sections, kept, name):
            chosen.setdefault(key, name)
    # One that vanished altogether keeps its rows, frozen; it is followed until the owner says "forget".
    return chosen


def _meant(sections: Sequence[Section], kept: dict[str, LibraryRow], name: str) -> list[str]:
    """The keys of the libraries that a name means."""
    hits = [s.key for s in sections if s.key == name or s.title.casefold() == name.casefold()]
    # A library that was renamed in Plex stays followed under the name the owner wrote down.
    return hits or [s.key for s in sections if s.key in kept and kept[s.key].followed_as == name]


def _elsewhere(title: str, old: str, now: str) -> str:
    return (
        f"{title} lies on the Plex server {old or 'of before'}, and Parity speaks with {now or 'another one'} now; "
        "what is known of it stays as it was until you forget it, or go back to that server"
    )


def _notice_names(
    connection: Connection,
    sections: Sequence[Section],
    kept: dict[str, LibraryRow],
    names: dict[str, str],
    wanted: Sequence[str],
    now: datetime,
) -> None:
    """Say which wanted names Plex does not have, and which libraries go by another name now."""
    titles = {s.key: s.title for s in sections}
    sentences = [
        f"the library {name} is called {titles[key]} in Plex now"
        for key, name in names.items()
        if name and name not in (key,) and name.casefold() != titles[key].casefold()
    ]
    lost = [name for name in dict.fromkeys(wanted) if not _meant(sections, kept, name)]
    have = ", ".join(sorted(titles.values()))
    sentences += [f"PLEX_LIBRARY_NAME names {name}, which Plex does not have (it has {have})" for name in lost]
    if sentences:
        notices.put(connection, "libraries", "; ".join(sentences), now)
    else:
        notices.clear(connection, "libraries")


def _nothing(sections: Sequence[Section], wanted: Sequence[str]) -> str:
    have = ", ".join(f"{s.title} ({s.kind})" for s in sections) or "none at all"
    what = f"no show library is called {', '.join(wanted)}" if wanted else "there is no show library"
    return f"On this Plex server {what}. It has: {have}. Set PLEX_LIBRARY_NAME to the libraries to follow."
