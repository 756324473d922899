"""The parts of the setup, and the servers that it shares with the settings."""

from dataclasses import replace
from datetime import timedelta

from parity.core.setup_steps import LIBRARIES, START, Facts
from parity.web import here
from parity.web.patterns.pattern import LONG, Pattern
from parity.web.server_cards import ByHand, ServerCard, ServersSection
from parity.web.setup_pages import Frame, frame

_ID = "a" * 40
_ADDRESS = "https://10-0-0-5.0123456789abcdef.plex.direct:32400"


def patterns() -> list[Pattern]:
    """Every part in each of its states."""
    return [*_frames(), *_servers()]


def _frames() -> list[Pattern]:
    half = Facts(account=True, followed=1, passed="servers")
    frames = {"the third of six": frame(LIBRARIES, half), "opened again": frame(START, _over())}
    first = frame("sign_in", Facts())
    return [
        *(Pattern("setup/_crumbs.html", state, {"frame": one}) for state, one in {"first": first, **frames}.items()),
        Pattern("setup/_lost.html", "no volume", {"frame": Frame("start", "Start", 6, (), "times", False, "/config")}),
        Pattern("setup/_on.html", "first", {"frame": first, "on": ""}),
        Pattern("setup/_on.html", "later", {"frame": frames["the third of six"], "on": "Start the first scan"}),
        Pattern("setup/_on.html", "mild", {"frame": first, "on": "Continue without", "mild": True}),
        Pattern("setup/_code.html", "from outside", {"frame": first}),
        Pattern("setup/_other_account.html", "one way of several", {}),
        Pattern("setup/_other_account.html", "the only way on", {"matters": True}),
    ]


def _over() -> Facts:
    return Facts(account=True, followed=1, tmdb=True, set_up=True)


def _servers() -> list[Pattern]:
    problem = "stranger:32400 is a Plex server that your Plex account may not use."
    sections = {
        "nobody signed in": ServersSection("servers", ()),
        "not looked yet": ServersSection("servers", (), "Kaylee"),
        "none": ServersSection("servers", (), "Kaylee", looked_at=here.now()),
        "several": ServersSection("servers", _cards(), "Kaylee", looked_at=here.now()),
        "for a manager": ServersSection("servers", _cards()[:2], "Kaylee", changeable=False),
    }
    drawn = [Pattern("servers/_servers.html", state, {"servers": one}) for state, one in sections.items()]
    wrong = ServersSection("servers", (), "Kaylee", by_hand=ByHand("http://stranger:32400", True, problem))
    return [*drawn, Pattern("servers/_by_hand.html", "wrong input", {"servers": wrong})]


def _cards() -> tuple[ServerCard, ...]:
    attic = ServerCard(_ID, "Attic", "1.41.0", followed=True, address=_ADDRESS, latency_ms=12)
    since, silent = here.now() - timedelta(hours=3), "Nobody answers at 10.0.0.7:32400."
    return (
        ServerCard("", "The server of the settings", given="environment", address="http://192.168.1.5:32400"),
        replace(attic, twin=True),
        replace(attic, machine_id="b" * 40, twin=True, relay=True),
        replace(attic, machine_id="c" * 40, name="Cellar", verify_tls=False, by_hand=True),
        replace(attic, machine_id="d" * 40, name=LONG, trouble=silent, trouble_since=since),
        replace(attic, machine_id="e" * 40, name="Shed", locked_out=True),
        ServerCard("f" * 40, "Office", version="1.40.0", near=True),
        ServerCard("0" * 40, "Next door", version="1.40.0", owned=False),
    )
