"""The parts of the page of paths."""

from parity.actions.path_doctor import Diagnosis, Request
from parity.core.path_proposals import Proposal
from parity.core.paths import Aim, Place, Rule, steps
from parity.web.paths_page import Doctor, RuleCard, RulesSection, TypedRule
from parity.web.patterns.pattern import LONG, Pattern

_TV = Place("m1", "1", "show", "TV Shows", ("/data/tv",))
_RULES = (
    Rule("prefix", "/tv", "/data/tv", id=1),
    Rule("prefix", "/tv/4k", "/data/tv-4k", source="radarr", id=2),
    Rule("regex", f"^/{LONG}/(.*)$", "/data/$1", source="sonarr", machine_id="m1", ignore_case=True, id=3),
)
_PATH = "/tv/Andor/Season 2/Andor S02E01.mkv"


def patterns() -> list[Pattern]:
    """The doctor before and after a path, and the rules with and without."""
    doctors = {
        "nothing asked yet": Doctor(sources=("sonarr",)),
        "a path with a library": Doctor(_PATH, "sonarr", _found(_RULES), ("sonarr", "radarr")),
        "a path without": Doctor(_PATH, "", _found(())),
    }
    servers = (("m1", "Attic"), ("m2", LONG))
    typed = TypedRule("tv", "/data/tv", "sonarr", "m1", True, True, "Give both folders whole, from the beginning.")
    cards = tuple(RuleCard(rule, "Attic" if rule.machine_id else "", n == 0, n == 2) for n, rule in enumerate(_RULES))
    proposal = Proposal(Rule("prefix", "/in", "/data/tv"), "item", "Andor", _TV, 3, "/in/Andor", "/data/tv/Andor")
    sections = {
        "none": RulesSection((), (), servers, ()),
        "several, one that may be missing, and one typed wrong": RulesSection(
            cards, (proposal,), servers, ("sonarr",), typed
        ),
    }
    return [
        *(Pattern("paths/_doctor.html", state, {"doctor": doctor}) for state, doctor in doctors.items()),
        *(Pattern("paths/_rules.html", state, {"rules": rules}) for state, rules in sections.items()),
        Pattern("paths/_make.html", "nothing typed", {"rules": sections["none"]}),
    ]


def _found(rules: tuple[Rule, ...]) -> Diagnosis:
    told = steps(_PATH, "sonarr", rules, (_TV,))
    names = {"m1": "Attic"}
    if not rules:
        return Diagnosis(_PATH, "", False, told, (), advice=("It lies above the library TV Shows.",), names=names)
    aim = Aim("m1", "1", "show", "/data/tv/Andor/Season 2", "/data/tv/Andor/Season 2/1.mkv", False, False)
    ask = Request("Attic", "TV Shows", "GET /library/sections/1/refresh?path=/data/tv/Andor", "Plex is old.")
    return Diagnosis(_PATH, "sonarr", False, told, (aim,), (ask,), names=names)
