"""The sections of the library page."""

from dataclasses import replace
from datetime import timedelta

from parity.core.refresh_shapes import Refresh, RefreshState
from parity.core.refreshing import Expected
from parity.store.library_view import Heard, Listening, ToldSection, ToldServer, WayIn
from parity.store.players import Player
from parity.web import here
from parity.web.blank import Blank
from parity.web.library_lines import Card, UnseenFolder, card, heard_line, line
from parity.web.library_page import LibraryPage
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.server_options import Options


def patterns() -> list[Pattern]:
    """The whole of what moves, in each of its states, and the options of servers."""
    whole = {
        "everything at once": _full(),
        "nothing has come yet, and nobody tells": _quiet(),
        "no server": LibraryPage(blank=Blank("No library is followed yet.", (("#", "Open the servers"),))),
    }
    options = (
        Options(_server("m1", "Attic"), told=True, hold=False, patience="", held_for_all=True),
        Options(_server("m2", LONG), told=False, hold=True, patience="x", held_for_all=False, problem="Give a number."),
    )
    return [
        *(Pattern("library/_live.html", state, {"page": page}) for state, page in whole.items()),
        Pattern("library/_options.html", "as for all, and typed wrong", {"options": options}),
    ]


def _full() -> LibraryPage:
    states: tuple[RefreshState, ...] = ("unmapped", "waiting", "asked", "scanning", "proving")
    moving = tuple(line(_refresh(number, state), True, 43) for number, state in enumerate(states, 1))
    held = replace(_refresh(6, "waiting"), sentence="Anna plays One Piece from this library.", said=LONG)
    ends: tuple[RefreshState, ...] = ("done", "unseen", "dropped")
    over = tuple(line(replace(_refresh(n, end), ended_at=here.now()), True) for n, end in enumerate(ends, 7))
    heard = tuple(heard_line(made(Heard, id=n, outcome=how)) for n, how in enumerate(("heard", "ignored", "queued"), 1))
    folders = (
        UnseenFolder("Andor", "sonarr", "/a", ("S02E01", "S02E02"), 3, "/tv/Andor", "m1", "Plex shows none of them."),
        UnseenFolder(LONG, "radarr", "/b", (), 0, "", "", "No library of any server holds this path."),
    )
    return LibraryPage(
        troubles=(("No worker is at work.", None), ("Nobody tells Parity yet.", ("#", "Make a hook"))),
        moving=(*moving, line(held, True)),
        moving_more=12,
        untouched=2,
        reading=1,
        lately=(*over, *heard),
        ways=(made(WayIn, kind="arr", name="sonarr"), WayIn("plex", LONG, here.now(), None)),
        unseen=folders,
        compares=True,
        cards=_cards(),
        busy=True,
    )


def _quiet() -> LibraryPage:
    return LibraryPage(cards=(card(_server("m1", "Attic")),))


def _refresh(number: int, state: RefreshState) -> Refresh:
    later = dict.fromkeys(("seen_at", "healed_at", "ended_at"))
    if state in ("waiting", "unmapped"):
        later |= dict.fromkeys(("asked_at", "scanning_at", "scanned_at"))
    expects = (Expected("/tv/a.mkv"),)
    return made(
        Refresh, id=number, state=state, folder=f"/tv/{LONG}/Season 01", sentence=None, expects=expects, **later
    )


def _cards() -> tuple[Card, ...]:
    now = here.now()
    paused = Player("m2", paused="Plex refused the token.", failures=2)
    away = Player("m3", failures=1, retry_at=now + timedelta(minutes=5))
    listening = Listening("listening", now + timedelta(minutes=1), now, now, None)
    return (
        card(replace(_server("m1", "Attic"), listening=listening)),
        card(replace(_server("m2", LONG), player=paused, version="1.19.5.3112")),
        card(replace(_server("m3", "Cellar"), player=away)),
        card(replace(_server("m4", "Shed"), player=Player("m4", told=False))),
    )


def _server(machine_id: str, name: str) -> ToldServer:
    sections = (
        made(ToldSection, key="1", title="TV Shows", scanning=True, progress=43),
        ToldSection("2", LONG, "movie", False, None, None, None),
    )
    return ToldServer(machine_id, name, "1.41.3.9314-a0bfb8370", None, Player(machine_id), None, 2, sections)
