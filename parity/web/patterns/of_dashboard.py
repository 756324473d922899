"""The sections of the dashboard."""

from datetime import timedelta

from parity.core.shapes import Changes, Notice, Numbers, Scan, ScanError
from parity.web import here
from parity.web.missing_section import Blank, MissingGroup, MissingSection
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.scan_panel import ScanPanel
from parity.web.upcoming_section import UpcomingSection

_GROUPS = (("ongoing", "In ongoing shows"), ("archive", "In ended shows"))
_NOTHING = dict.fromkeys(Numbers.__dataclass_fields__, 0)


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    return [*_numbers(), *_notices(), *_scans(), *_missing(), *_upcoming(), _changed()]


def _numbers() -> list[Pattern]:
    template = "dashboard/_numbers.html"
    many = made(Numbers, shows=2143, missing=1200, shows_missing=321, complete=1804)
    quiet = Numbers(**{**_NOTHING, "shows": 12, "complete": 12})
    return [
        Pattern(template, "filled", {"numbers": many}),
        Pattern(template, "all complete", {"numbers": quiet}),
        Pattern(template, "nothing was scanned yet", {"numbers": Numbers(**_NOTHING)}),
    ]


def _notices() -> list[Pattern]:
    template, since = "dashboard/_notices.html", here.now() - timedelta(hours=3)
    return [
        Pattern(template, "none", {"notices": ()}),
        Pattern(template, "general", {"notices": (Notice("tmdb", "TMDB refuses the key.", since),)}),
        Pattern(
            template,
            "a library is held, another is gone",
            {
                "notices": (
                    Notice("Anime", "Plex lists 12 episodes where there were 240.", None, "held"),
                    Notice("Kids", "Plex no longer has this library.", None, "gone"),
                )
            },
        ),
    ]


def _scans() -> list[Pattern]:
    last = tuple(_ended(state) for state in ("done", "partial", "cancelled", "failed"))
    at_work = {
        "waiting": _scan(state="queued", total=0, done=0, current=None),
        "reading the libraries": _scan(total=0, done=0, current="TV Shows"),
        "running": _scan(),
        "running again after an interruption, with troubles": _scan(resumed=1, troubles=2),
        "pausing": _scan(pausing=True),
        "paused": _scan(state="paused", eta_seconds=None),
        "ending": _scan(cancelling=True),
    }
    panels = {
        "nothing was scanned yet": ScanPanel(None, (), 0),
        "resting, with the ends that a scan can take": ScanPanel(None, last, 1),
        **{state: ScanPanel(scan, (), 0) for state, scan in at_work.items()},
    }
    return [Pattern("dashboard/_scan.html", state, {"panel": panel}) for state, panel in panels.items()]


def _scan(**given: object) -> Scan:
    values = {"id": 0, "mode": "full", "state": "running", "resumed": 0, "troubles": 0, "errors": (), **given}
    return made(Scan, **{"note": None, "current": "The Long Way Home", **values})


def _ended(state: str) -> Scan:
    errors = (made(ScanError), ScanError(LONG, "TMDB did not answer")) if state == "partial" else ()
    note = {"partial": "2 shows in trouble", "failed": "PLEX_TOKEN is refused"}.get(state)
    return _scan(state=state, note=note, errors=errors, troubles=len(errors), changes=Changes(4, 1, 0, 0))


def _missing() -> list[Pattern]:
    groups = tuple(made(MissingGroup, key=key, title=title) for key, title in _GROUPS)
    blank = Blank("Nothing was scanned yet: start with a full scan.", (("#scan", "Go to the scan"),))
    return [
        Pattern("dashboard/_missing.html", "filled", {"missing": MissingSection(groups, None)}),
        Pattern("dashboard/_missing.html", "nothing is missing, and why", {"missing": MissingSection((), blank)}),
    ]


def _upcoming() -> list[Pattern]:
    nothing = UpcomingSection(here.today(), (), (), 0)
    return [
        Pattern("dashboard/_upcoming.html", "filled, and more", {"upcoming": made(UpcomingSection)}),
        Pattern("dashboard/_upcoming.html", "nothing lies ahead", {"upcoming": nothing}),
    ]


def _changed() -> Pattern:
    missing, upcoming = MissingSection((), made(Blank)), UpcomingSection(here.today(), (), (), 0)
    context = {"missing": missing, "numbers": Numbers(**_NOTHING), "upcoming": upcoming}
    return Pattern("dashboard/_changed.html", "after a show was ignored", context)
