"""Says what would be done with a path: each rule that is tried, its library, what Plex would be asked; or does it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from parity.actions.ports import House
from parity.actions.propose_rules import told_places
from parity.actions.refresh_library import Ask, ask
from parity.core.library import label
from parity.core.path_ignoring import is_ignored
from parity.core.path_parts import is_rooted
from parity.core.path_proposals import Heard, Proposal, propose
from parity.core.paths import Aim, Place, Rule, Step, aims, guess, is_inside, steps
from parity.core.refreshing import scans_folders
from parity.core.told import Touched
from parity.store import path_evidence, path_rules, servers
from parity.store.servers import ServerRow

IGNORED = "Nothing is scanned for it, as you wished: see PARITY_REFRESH_IGNORE, in Settings under Library."


@dataclass(frozen=True, slots=True)
class Request:
    """What one server would be asked, as text and without its token. `remark`: what is special about it."""

    server: str
    library: str
    text: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What would be done with a path of a source. `names` goes from a machine id to what its server is called.

    Without `aims`, `advice` says what may be the matter, and `proposals` which rules would mend it.
    """

    path: str
    source: str
    is_folder: bool
    steps: tuple[Step, ...]
    aims: tuple[Aim, ...]
    requests: tuple[Request, ...] = ()
    advice: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def diagnose(house: House, path: str, source: str = "") -> Diagnosis:
    """Go through all that is done with a path that this source tells. Nobody is asked, and nothing is kept."""
    with house.database.reading() as connection:
        rules, places = path_rules.every(connection), told_places(connection)
        rows = {row.machine_id: row for row in servers.every(connection)}
        touched = guess(path)
        found = aims(touched, source, rules, places)
        wanted = () if found else propose([Heard(touched, source)], rules, places, path_evidence.homes(connection))
    if is_ignored(path, house.settings().refresh_ignore):
        return Diagnosis(path, source, touched.folder, (), (), advice=(IGNORED,))
    every_name = [row.name for row in rows.values()]
    names = {machine_id: label(row.name, machine_id, every_name) for machine_id, row in rows.items()}
    return Diagnosis(
        path,
        source,
        touched.folder,
        steps(path, source, rules, places),
        found,
        tuple(_request(aim, rows[aim.machine_id], names, places) for aim in found),
        tuple(_advice(touched, source, rules, places)) if not found else (),
        wanted,
        names,
    )


def try_out(house: House, path: str, source: str, by: str) -> list[int]:
    """Ask Plex for what the doctor says; the ids of those refreshes. `by`: who asks. Raises NothingToScan.

    Where no library holds the path, the servers are asked for their libraries anew first.
    """
    found = diagnose(house, path, source)
    wanted = Ask(path=path, source=source, folder=found.is_folder)
    servers = dict.fromkeys(aim.machine_id for aim in found.aims)
    if not servers:
        return ask(house, wanted, by)
    return [made for machine_id in servers for made in ask(house, replace(wanted, server=machine_id), by)]


def _request(aim: Aim, server: ServerRow, names: Mapping[str, str], places: Sequence[Place]) -> Request:
    titles = {(place.machine_id, place.section_key): place.title for place in places}
    ask = f"GET /library/sections/{quote(aim.section_key, safe='')}/refresh"
    remark = None
    if aim.whole:
        remark = "It lies right in the library's own folder, so the whole library is scanned."
    elif not scans_folders(server.version):
        remark = f"Plex {server.version} cannot scan a single folder, so the whole library is scanned."
    else:
        ask += f"?path={quote(aim.folder, safe='/')}"
    return Request(names[aim.machine_id], titles[aim.machine_id, aim.section_key], ask, remark)


def _advice(touched: Touched, source: str, rules: Sequence[Rule], places: Sequence[Place]) -> Iterator[str]:
    if not is_rooted(touched.path):
        yield "Give the path whole, from its beginning: /tv/Show/Season 1, C:\\TV\\Show, or \\\\nas\\tv\\Show."
        return
    if not places:
        yield "No library is followed yet: sign in with Plex, or give PLEX_BASE_URL and PLEX_TOKEN, and scan once."
        return
    bare = [place.title for place in places if not place.locations]
    if bare:
        yield f"Plex has not said yet which folders belong to {' and '.join(bare)}: the next scan asks it."
    reached = {step.path for step in steps(touched.path, source, rules, places) if step.did == "nowhere"}
    for title, at in [(place.title, at) for place in places for at in place.locations]:
        if any(is_inside(at, path) for path in reached):
            yield f"The library {title} lies beneath it, in {at}: nothing above a library is scanned."
        elif any(is_inside(path, at, ignore_case=True) for path in reached):
            yield f"Only capital letters part it from {at}, the library {title}: use a rule that ignores case."
