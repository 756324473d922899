"""What arrives in the sample household while somebody looks on: a better copy, of which "Sonarr" tells by a hook."""

from parity.actions import hooks
from parity.actions.ports import House
from parity.core.hook_arr import read_arr
from parity.demo.plex_world import PlexWorld
from parity.store import hooks as kept

SHOW, FILE = "The Paper", "Season 01/The Paper - S01E10 2160p.mkv"
_FOLDER = "/media/tv/The Paper (2025)"


def lay_down(plex: PlexWorld) -> None:
    """Put the file on the disk; the server does not know of it yet. It takes its time over scans from then on."""
    plex.put_file(plex.find_section("TV Shows"), f"{_FOLDER}/{FILE}")
    plex.set_scan_seconds(2)


def tell(house: House) -> None:
    """Say what Sonarr says when it has imported it. The gaps stay as they are: the episode is owned already."""
    hook_id = hooks.make(house, "arr", "sonarr")
    with house.database.reading() as connection:
        hook = kept.get(connection, hook_id)
    message = {
        "eventType": "Download",
        "instanceName": "Sonarr",
        "series": {"id": 1, "title": SHOW, "path": _FOLDER, "tmdbId": 253941, "year": 2025},
        "episodes": [{"id": 10, "episodeNumber": 10, "seasonNumber": 1, "title": "The Ohio Journalism Awards"}],
        "episodeFile": {"id": 10, "path": f"{_FOLDER}/{FILE}", "relativePath": FILE, "quality": "WEBDL-2160p"},
        "isUpgrade": True,
    }
    if hook is not None:
        hooks.take(house, hook, read_arr(message), message)
