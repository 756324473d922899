"""Taking over from autoscan and autopulse: triggers, targets, rewrites; the rest is named, and no exception ever."""

from hypothesis import given
from hypothesis import strategies as st

from parity.core.paths import Rule
from parity.core.peer_autopulse import is_autopulse, read_autopulse
from parity.core.peer_autoscan import is_autoscan, read_autoscan
from parity.core.peer_scanner import PeerTarget, PeerTrigger

AUTOSCAN: dict[str, object] = {
    "authentication": {"username": "hello there", "password": "general kenobi"},
    "port": 3030,
    "minimum-age": "1h2m3s",
    "anchors": ["/mnt/unionfs/drive1.anchor"],
    "triggers": {
        "manual": {"priority": 5, "rewrite": [{"from": "^/Media/", "to": "/mnt/unionfs/Media/"}]},
        "a-train": {"rewrite": [{"from": "^/Drive/", "to": "/mnt/x/"}], "drives": [{"id": "0A1"}]},
        "inotify": [{"priority": 0, "paths": [{"path": "/mnt/local/Media"}]}],
        "lidarr": [{"name": "lidarr", "priority": 1}],
        "radarr": [{"name": "radarr", "priority": 2}, {"name": "radarr4k"}],
        "sonarr": [{"name": "sonarr-docker", "rewrite": [{"from": "/tv/", "to": "/mnt/unionfs/Media/TV/"}]}],
    },
    "targets": {
        "plex": [
            {
                "url": "https://plex.domain.tld",
                "token": "a-token",
                "rewrite": [{"from": "/mnt/unionfs/Media/", "to": "/data/"}, {"from": 7}],
            }
        ],
        "emby": [{"url": "https://emby.domain.tld", "token": "b-token"}],
    },
}
AUTOPULSE: dict[str, object] = {
    "app": {"port": 2875},
    "auth": {"username": "terry", "password": "yoghurt-with-berries"},
    "opts": {"check_path": True, "default_timer_wait": 300},
    "triggers": {
        "my_sonarr": {
            "type": "sonarr",
            "rewrite": [{"from": "/downloads", "to": "/tvshows"}, {"from": "^/tvshows/x", "to": "/x"}],
            "timer": {"wait": 30},
        },
        "my_script": {"type": "autoscan", "rewrite": {"from": "/all", "to": "/everything"}},
        "watch": {"type": "notify", "paths": ["/watch"]},
    },
    "targets": {
        "my_cool_plex": {
            "type": "plex",
            "url": "http://plex:32400",
            "token": "a-token",
            "refresh": True,
            "analyze": True,
        },
        "my_command": {"type": "command", "raw": "echo $FILE_PATH >> list.txt"},
    },
    "webhooks": {"discord": {"type": "discord", "url": "https://discord.com/api/webhooks/1/a"}},
}


def folder(matches: str, becomes: str) -> Rule:
    return Rule("prefix", matches, becomes)


def test_autoscan_s_triggers_targets_and_rewrites_come_along() -> None:
    found = read_autoscan(AUTOSCAN)
    assert found.triggers == (
        PeerTrigger("radarr", "arr"),
        PeerTrigger("radarr4k", "arr"),
        PeerTrigger("sonarr-docker", "arr", ([folder("/tv", "/mnt/unionfs/Media/TV")],)),
        PeerTrigger("autoscan", "path", ([folder("/Media", "/mnt/unionfs/Media"), folder("/Drive", "/mnt/x")],)),
    )
    assert found.targets == (
        PeerTarget("plex", "https://plex.domain.tld", "a-token", ([folder("/mnt/unionfs/Media", "/data")],)),
    )
    assert (found.settings, found.password) == ({"refresh_age": "3723"}, "general kenobi")


def test_what_autoscan_had_and_parity_has_not_is_named() -> None:
    assert read_autoscan({**AUTOSCAN, "slashes": True}).left_out == (
        "port: Parity has an address of its own",
        "anchors: set PARITY_REFRESH_ANCHORS when Parity sees these files",
        "slashes: there is no such option here",
        "triggers.manual.priority: upgrades come first here by themselves",
        "triggers.a-train.drives: rules for one drive have to be written by hand",
        "triggers.inotify: Parity does not watch folders: let Sonarr, Radarr, Plex or a script tell it what arrived",
        "triggers.lidarr: Parity looks after shows and films only",
        "triggers.radarr.priority: upgrades come first here by themselves",
        "targets.plex.rewrite: it needs a text for from and one for to",
        "targets.emby: Parity tells Plex only",
    )


def test_autopulse_s_triggers_targets_and_rewrites_come_along() -> None:
    found = read_autopulse(AUTOPULSE)
    assert found.triggers == (
        PeerTrigger("autopulse", "path"),
        PeerTrigger("my_sonarr", "arr", ((folder("/downloads", "/tvshows"),), (folder("/tvshows/x", "/x"),))),
        PeerTrigger("my_script", "path", ((folder("/all", "/everything"),),)),
    )
    assert found.targets == (PeerTarget("my_cool_plex", "http://plex:32400", "a-token"),)
    assert found.settings == {"refresh_age": "300", "refresh_metadata": "refresh"}
    assert found.password == "yoghurt-with-berries"
    assert found.left_out == (
        "app: Parity has an address and a database of its own",
        "webhooks: Parity does not notify anybody yet",
        "triggers.my_sonarr.timer: PARITY_REFRESH_AGE is the same for all",
        "triggers.watch: Parity does not watch folders: let Sonarr, Radarr, Plex or a script tell it what arrived",
        "targets.my_command: Parity tells Plex only",
        "opts.check_path: set PARITY_REFRESH_CHECK_FILES when Parity sees the files",
    )


def test_who_needed_no_password_there_had_none() -> None:
    assert read_autoscan({"triggers": {}}).password == ""
    assert read_autopulse({"auth": {"enabled": False, "password": "terry's own one"}}).password == ""
    assert read_autopulse({}).password == "password"


def test_a_time_is_read_as_go_writes_it() -> None:
    def age(value: object) -> str | None:
        return read_autoscan({"minimum-age": value}).settings.get("refresh_age")

    assert [age(value) for value in ("90s", "1m30s", "10m", "2h", 5_000_000_000)] == ["90", "90", "600", "7200", "5"]
    assert [age(value) for value in ("", "soon", "10", None, True, "1" * 30)] == [None] * 6


def test_each_program_s_file_is_told_by_what_is_in_it() -> None:
    assert is_autoscan(AUTOSCAN)
    assert is_autopulse(AUTOPULSE)
    assert not is_autoscan(AUTOPULSE)
    assert not is_autopulse(AUTOSCAN)
    assert is_autoscan({"targets": {"plex": [{"url": "http://plex:32400"}]}})
    assert not is_autoscan({"412": {"title": "Westworld"}})
    assert not is_autopulse({"triggers": ["sonarr"], "targets": None})


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just("(a+)+$") | st.just("plex"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["triggers", "targets", "plex", "sonarr", "manual", "rewrite", "from", "to", "type", "opts"]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["triggers", "targets", "auth", "opts", "minimum-age", "x"]), odd, max_size=4))
def test_nothing_in_a_file_breaks_the_reading(document: dict[str, object]) -> None:
    is_autoscan(document), is_autopulse(document)
    for found in (read_autoscan(document), read_autopulse(document)):
        assert all("\n" not in sentence for sentence in found.left_out)
