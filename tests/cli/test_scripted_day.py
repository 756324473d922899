"""A day on which everything happens at once, over real processes: nothing is lost, nothing asked without need."""

import json
import os
import random
import signal
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from parity.actions.hooks import make
from parity.actions.players import resume_player
from parity.store import hooks, players
from parity.store.database import Database
from parity.store.refreshes import RefreshRow
from parity.store.schema import arrivals as messages
from parity.store.upgrade import bring_up
from tests.actions.arriving import Arriving
from tests.actions.neighbours import Neighbour
from tests.cli.processes import Running, get, is_gone, until

pytestmark = pytest.mark.process

EPISODES = 20
SHOW = "/media/TV/Harbour Lights (2010)"
SEASON = f"{SHOW}/Season 02"
ELSEWHERE = "/downloads/elsewhere/Harbour Lights - S02E99.mkv"
PACK = [f"{SEASON}/Harbour Lights - S02E{number:02}.mkv" for number in range(1, EPISODES + 1)]
SERIES = {"id": 1, "title": "Harbour Lights", "path": SHOW, "tvdbId": 296762, "tmdbId": 700}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Arriving]:
    """A show whose second season is missing; nothing is scanned while somebody plays."""
    quick = {"PARITY_REFRESH_AGE": "1", "PARITY_HOLD_WHILE_PLAYING": "true", "PARITY_GRACE_DAYS": "0"}
    (tmp_path / "data").mkdir()
    made = Database(f"sqlite:///{tmp_path / 'data' / 'parity.db'}")
    bring_up(made)
    made.close()
    home = Arriving(tmp_path / "data", quick)
    home.broadcast(700, "Harbour Lights", {1: 2, 2: EPISODES})
    home.own("Harbour Lights", 700, {1: range(1, 3)})
    yield home
    home.close()


@pytest.fixture
def cellar(home: Arriving) -> Neighbour:
    """Another server with the same folders, which refuses its token after the first scan."""
    cellar = Neighbour(home, "Cellar")
    cellar.world.add_section("TV", locations=["/media/TV"])
    cellar.keep()
    home.scan("full")
    cellar.world.drop_token(cellar.world.token)
    return cellar


def of_file(path: str) -> dict[str, object]:
    """What Sonarr posts for one imported file."""
    number = int(path[-6:-4])
    episode = {"id": number, "episodeNumber": number, "seasonNumber": 2, "title": f"Episode {number}", "seriesId": 1}
    file = {"id": number, "path": path, "relativePath": path.removeprefix(f"{SHOW}/"), "quality": "HDTV-720p"}
    return {"eventType": "Download", "series": SERIES, "episodes": [episode], "episodeFile": file, "isUpgrade": False}


def of_pack() -> dict[str, object]:
    """What it posts when the whole pack is in."""
    files = [{"id": number, "path": path} for number, path in enumerate(PACK, 1)]
    more = {"fileCount": EPISODES, "sourcePath": "/downloads/pack", "destinationPath": SHOW, "release": {}}
    return {"eventType": "Download", "series": SERIES, "episodes": [], "episodeFiles": files, **more}


def post(url: str, body: Mapping[str, object]) -> int | None:
    headers = {"Content-Type": "application/json"}
    return get(urllib.request.Request(url, json.dumps(body).encode(), headers, method="POST"))


def rows(home: Arriving, machine_id: str) -> list[RefreshRow]:
    return [row for row in home.folders() if row.machine_id == machine_id]


def killed(run: Running) -> None:
    """All processes at once, without a word."""
    pids = [run.process.pid, *run.children().values()]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    run.status()
    for pid in pids:
        until(lambda pid=pid: is_gone(pid), "all are gone", 5)  # type: ignore[misc]


def posted(url: str, hook: str) -> None:
    """The whole pack is told of before its files, each of those twice, in no order; and a file that lies elsewhere."""
    until(lambda: get(url), "somebody answers")
    assert post(hook, {"eventType": "Test", "series": {"path": "C:\\testpath"}}) == 200
    files = [of_file(path) for path in PACK for _ in range(2)]
    random.Random(7).shuffle(files)
    told = [of_pack(), *files, of_file(ELSEWHERE), of_pack()]
    assert [post(hook, body) for body in told] == [200] * len(told)


def held_then_cut_off_then_killed(home: Arriving, run: Running) -> None:
    """Somebody plays; then Plex restarts in the middle of the scan; then all processes die in the next one."""
    attic = home.plex.machine_identifier
    held = until(lambda: next((r for r in rows(home, attic) if r.sentence), None), "the folder waits, and says why")
    assert "plays" in (held.sentence or "")
    assert home.asked_scans() == []
    home.plex.stop_playing()
    until(lambda: home.plex.scans, "Plex scans")
    home.plex.restart(1)
    until(lambda: home.plex.scans, "Plex scans once more")
    killed(run)


def all_is_owned(home: Arriving) -> None:
    """What was told is worked off, and Plex was asked once, and once more because it broke off."""
    attic = home.plex.machine_identifier
    until(lambda: home.lacks("Harbour Lights") == (), "all of it is owned")
    until(lambda: all(row.healed_at for row in rows(home, attic)), "the row says so")
    assert home.asked_scans() == [(1, SEASON)] * 2
    assert [row.state for row in rows(home, attic)] == ["done"]
    assert [row.folder for row in rows(home, "")] == [ELSEWHERE]
    with home.house.database.reading() as connection:
        outcomes = Counter(connection.execute(select(messages.c.outcome)).scalars())
    assert outcomes == {"heard": 1, "queued": 2 * EPISODES + 2, "unmapped": 1}


def the_other_server_is_not_given_up(home: Arriving, cellar: Neighbour) -> None:
    """It refused its token all day; mended, it gets the one scan that it needs."""
    with home.house.database.reading() as connection:
        assert players.of(connection, cellar.id).paused
    assert cellar.world.asked_scans() == []
    cellar.world.allow_token("token-of-cellar")
    resume_player(home.house, cellar.id)
    until(lambda: [row.state for row in rows(home, cellar.id)] == ["done"], "it was scanned there too")
    assert cellar.world.asked_scans() == [(1, SEASON)]


@pytest.mark.long
def test_a_season_pack_arrives_while_everything_else_goes_wrong(
    home: Arriving, cellar: Neighbour, tmp_path: Path
) -> None:
    for path in PACK:
        home.plex.put_file(1, path)
        cellar.world.put_file(1, path, guids=["tmdb://700"])
    home.plex.set_scan_seconds(1)
    home.plex.set_habits(context_late=0.3)
    home.plex.play(home.plex.find_episode(home.plex.find_show("Harbour Lights"), 1, 1))
    make(home.house, "arr", "sonarr")
    with home.house.database.reading() as connection:
        (hook,) = hooks.every(connection)
    environ = {**home.environ, "PARITY_DATA_DIR": str(home.folder)}
    with Running(environ, tmp_path, "run", "--port", "0") as run:
        url = run.line()
        assert url, run.said
        posted(url, f"{url}hooks/arr/{hook.secret}")
        held_then_cut_off_then_killed(home, run)
    with Running(environ, tmp_path, "run", "--port", "0") as run:
        assert run.line(), run.said
        all_is_owned(home)
        the_other_server_is_not_given_up(home, cellar)
        assert run.ends(signal.SIGTERM) == 0
    assert "Traceback" not in run.said
