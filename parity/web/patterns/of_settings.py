"""The account, the servers, the topics of the settings, the tests of connections, the API key, and what is fixed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from parity.settings import SettingError, load
from parity.web import here
from parity.web.account_section import AccountSection
from parity.web.connections import Test, untested
from parity.web.patterns.pattern import Pattern
from parity.web.server_cards import ServersSection
from parity.web.setting_fields import field_of
from parity.web.setting_labels import TOPICS
from parity.web.settings import ApiKey, Fixed, Topic

_NONE: Mapping[str, str] = {}
_SAVED = {"plex_base_url": "http://192.168.1.5:32400", "plex_token": "made up", "plex_library_name": "TV Shows, Anime"}
_GIVEN = {"PLEX_BASE_URL": "http://192.168.1.5:32400", "PLEX_TOKEN": "made up", "PLEX_SCAN_SCOPE": "watchlist_only"}


def patterns() -> list[Pattern]:
    """Every topic as it is by default, which shows every control, and all else in each of its states."""
    return [*_accounts(), _servers(), *_topics(), *_tests(), *_keys(), _fixed()]


def _accounts() -> list[Pattern]:
    then, soon = here.now() - timedelta(days=40), here.now() + timedelta(days=5)
    accounts = {
        "nobody": AccountSection(),
        "nobody, a token from the environment": AccountSection(token="environment"),  # noqa: S106 - where it comes from
        "signed in": AccountSection("Kaylee", since=then, checked_at=here.now()),
        "signed in for seven days, a token saved": AccountSection(
            "Kaylee", False, True, then, here.now(), soon, "saved"
        ),
        "refused": AccountSection("Kaylee", True, since=then, checked_at=here.now()),
        "for a manager": AccountSection("Kaylee", since=then, checked_at=here.now(), changeable=False),
    }
    return [Pattern("settings/_account.html", state, {"account": one}) for state, one in accounts.items()]


def _servers() -> Pattern:
    return Pattern("settings/_servers.html", "not looked yet", {"servers": ServersSection("servers", (), "Kaylee")})


def _topics() -> list[Pattern]:
    wrong = {
        "plex_base_url": SettingError("PLEX_BASE_URL", "", "", "start"),
        "plex_token": SettingError("PLEX_TOKEN", "has a space in it", "copy it once more"),
    }
    missing = {"grace_days": SettingError("PARITY_GRACE_DAYS", "", "")}
    topics = {
        "saved": _topic("plex", saved=_SAVED),
        "partly from the environment": _topic("plex", environ=_GIVEN),
        "all from the environment": _topic("simkl", environ={"SIMKL_CLIENT_ID": "a", "SIMKL_CLIENT_SECRET": "b"}),
        "wrong input": _topic("plex", typed={"plex_base_url": "attic:32400", "plex_token": "a b"}, flaws=wrong),
        "wrong number": _topic("missing", saved={"policy": "from 3"}, typed={"grace_days": "9"}, flaws=missing),
        "changed elsewhere meanwhile": _topic("missing", typed={"grace_days": "2"}, late=("grace_days",)),
        "by default": _topic("metadata"),
        "servers are followed": replace(_topic("plex"), needless=frozenset({"plex_base_url", "plex_token"})),
        **{f"by default: {key}": _topic(key) for key in ("missing", "scans", "links", "interface", "sagetv")},
    }
    return [Pattern("settings/_topic.html", state, {"topic": topic}) for state, topic in topics.items()]


def _topic(
    key: str,
    environ: Mapping[str, str] = _NONE,
    saved: Mapping[str, str] = _NONE,
    typed: Mapping[str, str] = _NONE,
    flaws: Mapping[str, SettingError] | None = None,
    late: Collection[str] = (),
) -> Topic:
    rows = [(each.row.name, each) for each in load(environ, saved).shown() if each.row.topic == key]
    fields = {
        name: field_of(each, each.text, typed.get(name), (flaws or {}).get(name), name in late) for name, each in rows
    }
    return Topic(key, TOPICS[key], fields, (untested("plex"),) if key == "plex" else ())


def _tests() -> list[Pattern]:
    said = {
        "works": "Attic answers, version 1.41.0, and takes the token. Libraries (2): TV Shows, Anime.",
        "refused": "Plex answers, but refuses the token.",
        "silent": "Plex gives no usable answer. Nobody listens at 192.168.1.5:32400.",
        "not-set-up": "Give the server's address and a token first.",
    }
    asked = untested("plex")
    tests: dict[str, Test] = {outcome: replace(asked, outcome=outcome, sentence=said[outcome]) for outcome in said}
    return [
        Pattern("settings/_test.html", state, {"test": test}) for state, test in {"untested": asked, **tests}.items()
    ]


def _keys() -> list[Pattern]:
    keys = {
        "folded": ApiKey(False),
        "from the environment": ApiKey(True),
        "shown": ApiKey(False, "0123456789abcdef" * 4),
    }
    return [Pattern("settings/_key.html", state, {"key": key}) for state, key in keys.items()]


def _fixed() -> Pattern:
    shown = load({"PARITY_AUTH": "none", "PARITY_SECRET_KEY": "made up " * 5}, {}).shown()
    fixed = [
        Fixed(key, TOPICS[key], tuple(each for each in shown if each.row.topic == key)) for key in ("storage", "web")
    ]
    return Pattern("settings/_fixed.html", "default and from the environment", {"fixed": fixed})
