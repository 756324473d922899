"""Takes over what Plex Parity (Streamlit) left behind: settings, profiles, ignores, matches; and other programs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from parity.actions.decide import NoSuchThing, Refused, Target, ignore, match
from parity.actions.linked import PROFILES
from parity.actions.ports import House
from parity.actions.take_over_sageplex import take_over_sageplex
from parity.actions.take_over_scanner import take_over_scanner
from parity.actions.take_over_simkl import take_over_simkl
from parity.actions.taken_over import Report, take_settings
from parity.core.decisions import episode_keys, local_keys
from parity.core.ids import ExternalIds
from parity.core.links import LinkProfile
from parity.core.peer_files import PeerShow, read_peer_file
from parity.store import decisions, items, preferences
from parity.store.database import Connection

_NEITHER = (
    "is neither config.json nor plex_cache.json of Plex Parity, nor the config of autoscan or autopulse, nor "
    "sageplex_cfg.json of sageplex_sync, nor config.json or state.json of Plex-SIMKL Watchlist Sync"
)
_OTHERS = (take_over_simkl, take_over_sageplex, take_over_scanner)
_REASON = "taken over from Plex Parity"


def take_over(house: House, documents: Iterable[tuple[str, object]]) -> Report:
    """Take over parsed files, (name, content) each. Doing it twice equals doing it once."""
    report = Report()
    for name, document in documents:
        found = read_peer_file(document)
        if found is None:
            if not any(take(house, document, report) for take in _OTHERS):
                report.unreadable += 1
                report.left_out.append(f"{name} {_NEITHER}")
            continue
        report.left_out.extend(found.left_out)
        take_settings(house, found.settings, report)
        _profiles(house, found.profiles)
        for show in found.shows:
            _show(house, show, report)
    return report


def _profiles(house: House, profiles: Mapping[str, LinkProfile]) -> None:
    if profiles:
        with house.database.writing() as connection:
            known = json.loads(preferences.read(connection).get(PROFILES, "{}"))
            fresh = {provider: asdict(profile) for provider, profile in profiles.items()}
            preferences.save(connection, {PROFILES: json.dumps({**fresh, **known})}, house.now())


def _show(house: House, show: PeerShow, report: Report) -> None:
    """Decisions about one show: through the show when it is here, else kept under its names until it comes."""
    with house.database.reading() as connection:
        show_id = _find(connection, show)
        standing = {(d.decision.kind, key) for d in decisions.standing(connection) for key in d.decision.keys}
    if show_id is None:
        _keep_for_later(house, show, standing, report)
        return
    try:
        if show.tmdb_id is not None and not _decided(standing, "match", show):
            show_id = match(house, show_id, show.tmdb_id)
            report.matched += 1
        if show.ignore_all and not _decided(standing, "ignore_show", show):
            ignore(house, Target(show_id), _REASON)
            report.ignored += 1
    except (NoSuchThing, Refused) as trouble:
        report.left_out.append(f"{show.title}: {trouble}")
    for number in show.ignored:
        _episode(house, Target(show_id, number.season, number.episode), show, standing, report)


def _episode(house: House, target: Target, show: PeerShow, standing: set[tuple[str, str]], report: Report) -> None:
    label = f"{show.title} S{target.season:02d}E{target.episode:02d}"
    with house.database.reading() as connection:
        if any(row.label == label and row.decision.kind == "ignore_episode" for row in decisions.standing(connection)):
            report.known_already += 1
            return
    try:
        ignore(house, target, _REASON)
    except (NoSuchThing, Refused):
        _keep_for_later(house, show, standing, report)
        return
    report.ignored += 1


def _keep_for_later(house: House, show: PeerShow, standing: set[tuple[str, str]], report: Report) -> None:
    """Write what can be found again without the show: by the ids Plex gave, episodes by number in TMDB's order."""
    ids = show.ids if show.ids else ExternalIds()
    keys = ids.keys() or local_keys("", None, show.title, show.year)
    if not ids:
        report.left_out.append(f"{show.title}: it carries no id, so that what was decided about it cannot be kept")
        return
    tmdb_id = show.tmdb_id or (ids.tmdb[0] if len(ids.tmdb) == 1 else None)
    wishes = [("ignore_show", keys, show.title, "")] if show.ignore_all else []
    wishes += [("match", keys, f"{show.title} is TMDB {show.tmdb_id}", str(show.tmdb_id))] if show.tmdb_id else []
    if tmdb_id is not None:
        wishes += [
            ("ignore_episode", episode_keys(tmdb_id, n, None), f"{show.title} {n.code}", "") for n in show.ignored
        ]
    elif show.ignored:
        report.left_out.append(f"{show.title}: {len(show.ignored)} ignored episodes cannot be kept without a TMDB id")
    fresh = [w for w in wishes if not any((w[0], key) in standing for key in w[1])]
    report.known_already += len(wishes) - len(fresh)
    with house.database.writing() as connection:
        for kind, names, label, value in fresh:
            decisions.add(connection, kind, names, label, house.now(), house.today(), value=value, reason=_REASON)
            standing.update((kind, key) for key in names)
    report.ignored += sum(1 for w in fresh if w[0] != "match")
    report.matched += sum(1 for w in fresh if w[0] == "match")


def _find(connection: Connection, show: PeerShow) -> int | None:
    wanted = set(show.ids.keys())
    for item in items.every(connection):
        same_key = item.rating_key == show.rating_key and item.title == show.title
        if item.show_id is not None and (wanted.intersection(item.ids.keys()) or same_key):
            return item.show_id
    return None


def _decided(standing: set[tuple[str, str]], kind: str, show: PeerShow) -> bool:
    return not standing.isdisjoint((kind, key) for key in (*show.ids.keys(),))
