"""The sections of the dashboard."""

from dataclasses import replace
from datetime import timedelta

from parity.core.film_shapes import FilmNumbers
from parity.core.shapes import Notice, Numbers
from parity.store.gaps_view import Gap
from parity.web import here
from parity.web.blank import Blank
from parity.web.missing_section import MissingGroup, MissingSection, SeasonLine
from parity.web.notices_section import NoticesSection, ToldNotice
from parity.web.patterns.made_scans import ended, scan
from parity.web.patterns.pattern import Pattern, made
from parity.web.scan_panel import ScanPanel
from parity.web.upcoming_section import UpcomingSection

_NO_FILMS = dict.fromkeys(FilmNumbers.__dataclass_fields__, 0)
_NOTHING = dict.fromkeys(Numbers.__dataclass_fields__, 0)


def patterns() -> list[Pattern]:
    """Each section in each of its states."""
    return [*_numbers(), *_notices(), *_scans(), *_missing(), *_upcoming(), *_changed()]


def _numbers() -> list[Pattern]:
    template = "dashboard/_numbers.html"
    many = made(Numbers, shows=2143, missing=1200, shows_missing=321, complete=1804)
    quiet = Numbers(**{**_NOTHING, "shows": 12, "complete": 12})
    films = made(FilmNumbers, missing=88, unmatched=1)
    return [
        Pattern(template, "filled", {"numbers": many, "films": films}),
        Pattern(template, "all complete", {"numbers": quiet, "films": FilmNumbers(**{**_NO_FILMS, "films": 9})}),
        Pattern(
            template,
            "nothing was scanned yet",
            {"numbers": Numbers(**_NOTHING), "films": FilmNumbers(**_NO_FILMS)},
        ),
    ]


def _notices() -> list[Pattern]:
    since = here.now() - timedelta(hours=3)
    general = (ToldNotice(Notice("tmdb", "TMDB refuses the key.", since), ("#", "Open the TMDB settings")),)
    refused = Notice("plex_account", "Plex no longer takes the sign-in of Anna: reconnect.", since)
    reconnect = (ToldNotice(refused, ("#", "Open the Plex settings"), ("#", "Reconnect Plex")),)
    held = Notice("Anime", "Plex lists 12 episodes where there were 240.", None, "held")
    gone = Notice("Kids", "Plex no longer has this library.", None, "gone")
    silent = Notice("TV Shows", "Plex did not answer.", None, "failed")
    libraries = tuple(ToldNotice(notice, ("#", "See what happened")) for notice in (held, gone, silent))
    sections = {
        "none": NoticesSection(()),
        "general": NoticesSection(general),
        "somebody has to sign in again": NoticesSection(reconnect),
        "a library is held, another is gone, a third could not be read": NoticesSection(libraries),
        "others since the page was loaded": NoticesSection(general, fresh=2, settled=1),
    }
    return [Pattern("dashboard/_notices.html", state, {"notices": section}) for state, section in sections.items()]


def _scans() -> list[Pattern]:
    last = tuple(ended(state) for state in ("done", "partial", "cancelled", "failed"))
    at_work = {
        "waiting": scan(state="queued", total=0, done=0, current=None),
        "reading the libraries": scan(total=0, done=0, current="TV Shows"),
        "running": scan(),
        "running again after an interruption, with troubles": scan(resumed=1, troubles=2),
        "pausing": scan(pausing=True),
        "paused": scan(state="paused", eta_seconds=None),
        "ending": scan(cancelling=True),
    }
    panels = {
        "nothing was scanned yet": ScanPanel(None, ()),
        "resting, with the ends that a scan can take": ScanPanel(None, last),
        **{state: ScanPanel(one, ()) for state, one in at_work.items()},
        "left by its worker": ScanPanel(scan(), last, left=True),
        "waiting for a worker that was not seen": ScanPanel(at_work["waiting"], last, left=True),
    }
    return [Pattern("dashboard/_scan.html", state, {"panel": panel}) for state, panel in panels.items()]


def _missing() -> list[Pattern]:
    template = "dashboard/_missing.html"
    group = made(MissingGroup, title="In ongoing shows")
    gap = made(Gap, lost_on=here.today())
    remarks = ("was here until 12 Nov 2026", "newly listed, although it aired in 1999")
    line = SeasonLine(2, (), tuple((gap, (), remark) for remark in remarks))
    lost = replace(group, cards=tuple(replace(card, seasons=(line,)) for card in group.cards))
    none_lost = Blank("Nothing that is missing was here before.", (("#", "See all that is missing"),))
    ended_shows = made(MissingGroup, title="In ended shows", key="archive", total=321)
    blank = Blank("All complete: nothing is missing in 12 shows.", (("#", "See what is coming"),))
    failed = Blank(
        "The last scan failed. Plex: refused the token.", (("#", "Open the Plex settings"), ("#", "Go to the scan"))
    )
    return [
        Pattern(template, "filled", {"missing": MissingSection((group,), None)}),
        Pattern(template, "many ended shows, folded", {"missing": MissingSection((ended_shows,), None)}),
        Pattern(template, "some of it was lost", {"missing": MissingSection((lost,), None, any_lost=True)}),
        Pattern(template, "only what was lost", {"missing": MissingSection((lost,), None, lost=True, any_lost=True)}),
        Pattern(template, "nothing was lost", {"missing": MissingSection((), none_lost, lost=True)}),
        Pattern(template, "nothing is missing", {"missing": MissingSection((), blank)}),
        Pattern(template, "the first scan failed", {"missing": MissingSection((), failed)}),
    ]


def _upcoming() -> list[Pattern]:
    template, today = "dashboard/_upcoming.html", here.today()
    nothing = Blank("No episode with a date lies ahead.", (("#", "Open the calendar"),))
    return [
        Pattern(template, "filled, and more", {"upcoming": made(UpcomingSection, today=today)}),
        Pattern(template, "nothing lies ahead", {"upcoming": UpcomingSection(today, (), (), 0, nothing)}),
    ]


def _changed() -> list[Pattern]:
    section = MissingSection((made(MissingGroup, title="In ongoing shows"),), None)
    coming, numbers = made(UpcomingSection, today=here.today()), made(Numbers, shows=2143)
    context = {"missing": section, "upcoming": coming, "numbers": numbers, "films": made(FilmNumbers)}
    return [Pattern("dashboard/_changed.html", "the answer to an ignore: three sections at once", context)]
