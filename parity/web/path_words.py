"""What happens to a path on its way to a server, and why a rule is proposed, in words for the page of paths."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parity.core.path_proposals import Proposal
from parity.core.paths import Rule, Step
from parity.web.speech import gettext as _

Mark = Literal["fits", "passed", "failed", "lost"]
_OF_RULE = ("other", "unlike", "slow", "shorter", "unneeded", "became")
_MARKS: Mapping[str, Mark] = {
    **{"became": "fits", "found": "fits", "scan": "fits", "whole": "fits"},
    **{"slow": "failed", "nowhere": "lost"},
}
_FEW = 5  # rules that are told one by one


@dataclass(frozen=True, slots=True)
class Said:
    """One step in words. `number`: of the rule that it is about, 0 for none; `path`: where the path stands after it."""

    mark: Mark
    words: str
    path: str = ""
    number: int = 0
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a path to one server. `passed`: the rules that did nothing, where they are many; else in `steps`."""

    server: str
    arrives: bool
    passed: tuple[Said, ...]
    steps: tuple[Said, ...]


def way(server: str, steps: Sequence[Step], numbers: Mapping[int, int]) -> Way:
    """The steps of one server; `numbers` goes from the id of a rule to its place among all of them."""
    tried = sorted((step for step in steps if step.did in _OF_RULE), key=lambda step: _number(step, numbers))
    told = [_said(step, numbers) for step in tried]
    passed = tuple(each for each in told if each.mark == "passed") if len(told) > _FEW else ()
    rest = [_said(step, numbers) for step in steps if step.did not in _OF_RULE]
    arrives = any(step.did in ("scan", "whole") for step in steps)
    return Way(server, arrives, passed, (*(each for each in told if each not in passed), *rest))


def because(proposal: Proposal) -> str:
    """Why the rule may be meant."""
    title, common = proposal.place.title, proposal.common
    return {
        "item": _("%(library)s has %(name)s there.", library=title, name=common),
        "name": _("%(library)s has a folder called %(name)s.", library=title, name=common),
        "only": _("%(library)s is the only library that it can be.", library=title),
    }[proposal.because]


def conditions(rule: Rule, server: str) -> Iterator[str]:
    """When a rule counts, each condition in words; nothing for one that always does. `server` is its server's name."""
    if rule.kind == "regex":
        yield _("a pattern")
    if rule.source:
        yield _("told by %(source)s", source=rule.source)
    if rule.machine_id:
        yield _("only on %(server)s", server=server)
    if rule.ignore_case:
        yield _("capital letters do not count")


def _number(step: Step, numbers: Mapping[int, int]) -> int:
    return numbers.get(step.rule.id, 0) if step.rule else 0


def _said(step: Step, numbers: Mapping[int, int]) -> Said:
    library = step.place.title if step.place else ""
    words = {
        "other": _("is meant for another program or server"),
        "unlike": _("does not fit"),
        "slow": _("takes too long and is given up: make the pattern simpler"),
        "shorter": _("fits, but another one fits more of the path"),
        "unneeded": _("is not tried, as one above it has fitted"),
        "became": _("fits, so it is called"),
        "kept": _("No rule fits, so it stays as it is:"),
        "found": _("It lies in the library %(library)s, in", library=library),
        "nowhere": _("No library of this server holds"),
        "scan": _("The folder to scan is"),
        "whole": _("It lies right in the library's own folder, so all of %(library)s is scanned:", library=library),
    }[step.did]
    shown = "" if step.did in _OF_RULE and step.did != "became" else step.path
    return Said(_MARKS.get(step.did, "passed"), words, shown, _number(step, numbers), step.rule)
