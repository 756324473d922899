"""How the texts of settings become values, and what is said of a text that is none."""

from ipaddress import ip_network
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity import settings_kinds as kinds
from parity.core.policy import parse_policy
from parity.http import redact
from parity.settings import Schedule, SettingError, load
from parity.settings_kinds import Unusable


def refusal(environ: dict[str, str]) -> SettingError:
    with pytest.raises(SettingError) as caught:
        load(environ, {})
    return caught.value


@pytest.mark.parametrize(
    ("environ", "name", "value"),
    [
        ({"PLEX_BASE_URL": "http://nas:32400/"}, "plex_base_url", "http://nas:32400"),
        (
            {"PLEX_BASE_URL": "https://[fd00::5]:32400/plex//"},
            "plex_base_url",
            "https://[fd00::5]:32400/plex",
        ),
        ({"PLEX_LIBRARY_NAME": "TV Shows, 7,TV Shows"}, "plex_library_name", ("TV Shows", "7")),
        ({"PLEX_LIBRARY_NAME": '"Films, old", Anime'}, "plex_library_name", ("Films, old", "Anime")),
        ({"PLEX_LIBRARY_NAME": "日本\u3000アニメ"}, "plex_library_name", ("日本\u3000アニメ",)),
        ({"PLEX_SCAN_SCOPE": "Watchlist_Only"}, "plex_scan_scope", "watchlist_only"),
        ({"INCLUDE_DMM_LINK": "No"}, "include_dmm_link", False),
        ({"PARITY_LOG_LEVEL": "debug"}, "log_level", "DEBUG"),
        ({"PARITY_POLICY": "From Season 04"}, "policy", "from 4"),
        ({"PARITY_POLICY": "last season"}, "policy", "last"),
        ({"PARITY_SCHEDULE_FULL": "Weekly  Wed 4:05"}, "schedule_full", Schedule(4, 5, 2)),
        ({"PARITY_SCHEDULE_FULL": "daily 23:59"}, "schedule_full", Schedule(23, 59)),
        ({"PARITY_SCHEDULE_INCREMENTAL": "OFF"}, "schedule_incremental", None),
        ({"TZ": "Pacific/Kiritimati"}, "tz", ZoneInfo("Pacific/Kiritimati")),
        ({"UMASK": "022"}, "umask", 0o22),
        ({"PARITY_URL_PREFIX": "parity/"}, "url_prefix", "/parity"),
        ({"PARITY_URL_PREFIX": "/"}, "url_prefix", ""),
        ({"PARITY_HOSTS": "Parity.example.org, nas:8000"}, "hosts", ("parity.example.org", "nas:8000")),
        ({"PARITY_PROXY_NETWORKS": "172.17.0.1/16"}, "proxy_networks", (ip_network("172.17.0.0/16"),)),
        ({"SAGETV_URL": "http://sage:frey@10.0.0.2:8080/"}, "sagetv_url", "http://sage:frey@10.0.0.2:8080"),
        ({"PARITY_QUEUE_URL": "redis://q:6379/0"}, "queue_url", "redis://q:6379/0"),
        (
            {"PARITY_DATABASE_URL": "postgresql+psycopg://u:p@db/x"},
            "database_url",
            "postgresql+psycopg://u:p@db/x",
        ),
    ],
)
def test_a_value_is_read_as_what_it_means(environ: dict[str, str], name: str, value: object) -> None:
    assert getattr(load(environ, {}), name) == value


def test_private_networks_are_believed_only_behind_a_proxy() -> None:
    assert load({}, {}).proxy_networks == ()
    assert ip_network("172.16.0.0/12") in load({"PARITY_TRUSTED_PROXIES": "1"}, {}).proxy_networks


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"PARITY_GRACE_DAYS": "8"}, "PARITY_GRACE_DAYS: 8 is out of range; use 0 to 7"),
        ({"PARITY_GRACE_DAYS": "one"}, "PARITY_GRACE_DAYS: 'one' is not a whole number; use 0 to 7"),
        ({"PARITY_GRACE_DAYS": "1_0"}, "PARITY_GRACE_DAYS: '1_0' is not a whole number; use 0 to 7"),
        (
            {"PARITY_SPECIALS": "perhaps"},
            "PARITY_SPECIALS: 'perhaps' is neither on nor off; use true or false",
        ),
        ({"PARITY_LANGUAGE": "xx"}, "PARITY_LANGUAGE: 'xx' is not a choice; use one of auto, en"),
        ({"PARITY_AUTH": "basic"}, "PARITY_AUTH: 'basic' is not a choice; use one of plex, proxy, none"),
        (
            {"PARITY_POLICY": "from x"},
            "PARITY_POLICY: 'from x' is not a policy; use all, future, from N, last or none",
        ),
        (
            {"PARITY_POLICY": "from season 0"},
            "PARITY_POLICY: 'from season 0' is not a policy; use all, future, from N, last or none",
        ),
        (
            {"PARITY_SCHEDULE_FULL": "weekly someday 04:30"},
            "PARITY_SCHEDULE_FULL: 'weekly someday 04:30' is not a schedule; "
            "use daily 03:30, weekly sunday 04:30 or off",
        ),
        ({"TZ": "Mars/Base"}, "TZ: 'Mars/Base' is not a time zone; use a name such as Europe/Berlin or UTC"),
        ({"TZ": "Europe"}, "TZ: 'Europe' is not a time zone; use a name such as Europe/Berlin or UTC"),
        ({"TZ": "../UTC"}, "TZ: '../UTC' is not a time zone; use a name such as Europe/Berlin or UTC"),
        ({"UMASK": "9"}, "UMASK: '9' is not an octal number up to 777; use for example 022"),
        (
            {"PARITY_URL_PREFIX": "/a/../b"},
            "PARITY_URL_PREFIX: '/a/../b' is not a path; use for example /parity",
        ),
        (
            {"PARITY_HOSTS": "http://nas"},
            "PARITY_HOSTS: 'http://nas' is not a host name; use for example parity.example.org, nas:8000",
        ),
        (
            {"PARITY_PROXY_NETWORKS": "home"},
            "PARITY_PROXY_NETWORKS: 'home' is not a network; use for example 172.16.0.0/12, 192.168.1.2",
        ),
        (
            {"PARITY_QUEUE_URL": "amqp://q"},
            "PARITY_QUEUE_URL: is not an address of a kind that fits; "
            "start it with sqlite or redis or rediss or postgresql://",
        ),
        ({"PARITY_DATA_DIR": "/a?b"}, "PARITY_DATA_DIR: '/a?b' has ? or # in it; use another folder"),
        ({"PARITY_GRACE_DAY": "1"}, "PARITY_GRACE_DAY: is not a setting; did you mean PARITY_GRACE_DAYS?"),
        (
            {"PARITY_WORKERS_FILE": "/w"},
            "PARITY_WORKERS_FILE: is not a setting; did you mean PARITY_WORKERS?",
        ),
        ({"PARITY_XYZZY_QQ": "1"}, "PARITY_XYZZY_QQ: is not a setting; remove it"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_with_one_line(environ: dict[str, str], line: str) -> None:
    assert str(refusal(environ)) == line


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("nas:32400", "does not start with http:// or https://"),
        ("ftp://nas", "does not start with http:// or https://"),
        ("javascript://nas/%0aalert(1)", "does not start with http:// or https://"),
        ("http://", "is not a web address with a host"),
        ("http://:32400", "is not a web address with a host"),
        ("http://nas:0", "is not a web address with a host"),
        ("http://my nas", "is not a web address with a host"),
        ("http://nas\\@evil", "is not a web address with a host"),
        ("http://nas:99999", "is not a web address"),
        ("http://[::1", "is not a web address"),
        ("http://me:word@nas", "has a user name or password in it"),
        ("http://me:7/word@nas", "has a user name or password in it"),
        ("http://nas/?a=b", "goes on with ? or # after the address"),
        ("http://nas/#a", "goes on with ? or # after the address"),
    ],
)
def test_an_address_that_nothing_can_be_put_behind_is_refused(address: str, problem: str) -> None:
    trouble = refusal({"PLEX_BASE_URL": address})
    assert (trouble.name, trouble.problem) == ("PLEX_BASE_URL", problem)


def test_each_address_is_shown_what_one_of_its_own_looks_like() -> None:
    assert refusal({"PLEX_BASE_URL": "nas"}).mend == "use for example http://192.168.1.5:32400"
    assert refusal({"DMM_BASE_URL": "nas"}).mend == "use for example https://debridmediamanager.com"
    mend = refusal({"SAGETV_URL": "nas"}).mend
    assert mend == "use for example http://192.168.1.5:8080, with user:password@ before the host"
    assert redact(mend) == mend


def test_an_address_that_cannot_be_used_is_not_repeated_as_it_may_hold_a_password() -> None:
    assert "frey" not in str(refusal({"SAGETV_URL": "http://sage:frey@10.0.0.2:x"}))
    for name in ("PARITY_HOSTS", "PARITY_PROXY_NETWORKS", "TZ", "PARITY_AUTH", "PARITY_DATA_DIR"):
        said = str(refusal({name: "http://sage:frey@10.0.0.2/?"}))
        assert "frey" not in said
        assert "http://***@10.0.0.2" in said


@given(
    st.sampled_from(["", "all", "Last", "last  season", "none", "future", "some"])
    | st.from_regex(r"[Ff]rom (season )?[0-9]{0,5}", fullmatch=True)
)
def test_a_policy_is_the_same_in_settings_as_where_a_show_has_its_own(text: str) -> None:
    try:
        read: str | None = kinds.policy().parse(text)
    except Unusable:
        read = None
    policy = parse_policy(text, None)
    assert read == (policy.label if policy else None)
