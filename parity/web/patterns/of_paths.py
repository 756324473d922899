"""The sections of the page of paths."""

from dataclasses import replace

from parity.actions.path_doctor import Request
from parity.core.path_proposals import Proposal
from parity.core.paths import Place, Rule
from parity.store.told_paths import ToldPath
from parity.web import here
from parity.web.path_forms import RuleForm
from parity.web.path_words import Said, Way
from parity.web.paths_page import Answer, Asked, Offer, PathsPage, RuleLine, ServerFolders
from parity.web.patterns.pattern import LONG, Pattern

_FOLDER = f"/data/tv/{LONG}/Season 01"
_TV = Rule("prefix", "/data/tv", "/media/tv", "sonarr", id=1)
_FILMS = Rule("regex", f"^/{LONG}/(.*)$", "/media/films/$1", ignore_case=True, id=2)


def patterns() -> list[Pattern]:
    """The whole of it, in each of its states."""
    found, quiet = _full(), _quiet()
    wrong = RuleForm(replace(_FILMS, matches="("), "The pattern cannot be read: missing ).", "told")
    states = {
        "nothing is asked, told or made yet": quiet,
        "a path is at home": found,
        "a path is nowhere": replace(found, answer=_nowhere(), offers=()),
        "a rule is edited, and wrong": replace(quiet, lines=(_line(_TV, 1), replace(_line(_FILMS, 2), form=wrong))),
        "a new rule is wrong": replace(quiet, new=RuleForm(replace(_TV, id=0), "Give both folders whole.", "called")),
    }
    return [Pattern("paths/_live.html", state, {"page": page}) for state, page in states.items()]


def _quiet() -> PathsPage:
    return PathsPage(Asked(), None, (), (), (), RuleForm(), ("sonarr",), (("m1", "Attic"),), ())


def _full() -> PathsPage:
    now = here.now()
    return replace(
        _quiet(),
        asked=Asked(_FOLDER, "sonarr"),
        answer=_at_home(),
        told=(ToldPath(_FOLDER, "sonarr", now, lost=True), ToldPath("C:\\TV\\Dark", LONG, now, lost=False)),
        lines=(_line(_TV, 1), _line(_FILMS, 2)),
        offers=(_offer(),),
        held=(ServerFolders("Attic", (("TV Shows", ("/media/tv", f"/{LONG}")), (LONG, ()))),),
    )


def _line(rule: Rule, number: int) -> RuleLine:
    return RuleLine(rule, number, ("a pattern", "told by sonarr", f"only on {LONG}"), number == 2)


def _offer() -> Offer:
    place = Place("m1", "1", "show", "TV Shows", ("/media/tv",))
    rule = Rule("prefix", "/series", "/media/tv", machine_id="m1")
    told, became = f"/series/{LONG}/1.mkv", f"/media/tv/{LONG}/1.mkv"
    return Offer(
        Proposal(rule, "item", LONG, place, 2, told, became), f"TV Shows has {LONG} there.", ("only on Attic",)
    )


def _at_home() -> Answer:
    tried = (Said("passed", "does not fit", number=2, rule=_FILMS),)
    steps = (
        Said("fits", "fits, so it is called", _FOLDER.replace("data", "media"), 1, _TV),
        Said("failed", "takes too long and is given up", "", 2, _FILMS),
        Said("fits", "The folder to scan is", _FOLDER.replace("data", "media")),
    )
    ways = (Way("Attic", True, tried * 6, steps), Way(LONG, False, (), _lost()))
    ask = "GET /library/sections/1/refresh?path=/media/tv/Dark%20(2017)/Season%2001"
    remark = "Plex 1.19 cannot scan a single folder, so the whole library is scanned."
    requests = (Request("Attic", "TV Shows", ask), Request(LONG, LONG, "GET /library/sections/2/refresh", remark))
    return Answer(True, ways, requests, (), ())


def _nowhere() -> Answer:
    return Answer(False, (Way("Attic", False, (), _lost()),), (), ("The library TV lies beneath it.",), (_offer(),))


def _lost() -> tuple[Said, ...]:
    kept = Said("passed", "No rule fits, so it stays as it is:", _FOLDER)
    return (kept, Said("lost", "No library of this server holds", _FOLDER))
