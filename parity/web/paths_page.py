"""What the page of paths is made of: one frozen value for all its sections."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parity.actions.path_doctor import Diagnosis, Request, diagnose
from parity.actions.propose_rules import propose_rules, told_places
from parity.core.library import label
from parity.core.path_proposals import Proposal
from parity.core.paths import Place, Rule
from parity.core.watched import SAGETV
from parity.store import path_rules, servers, told_paths
from parity.store.told_paths import ToldPath
from parity.web import here, path_forms, path_words
from parity.web.path_forms import RuleForm
from parity.web.path_words import Way

_LATELY, _PROPOSED = 14, 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What the doctor is asked: a path, and who tells it; "" is anybody."""

    path: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the doctor says of a path. `requests`: what Plex would be asked; without any nothing is scanned."""

    is_folder: bool
    ways: tuple[Way, ...]
    requests: tuple[Request, ...]
    advice: tuple[str, ...]
    proposals: tuple["Offer", ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule that may be missing, why, and what else is to know of it."""

    proposal: Proposal
    why: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in its place. `form`: it is being edited."""

    rule: Rule
    number: int
    conditions: tuple[str, ...]
    last: bool
    form: RuleForm | None = None


@dataclass(frozen=True, slots=True)
class ServerFolders:
    """The libraries of a server: each title with its folders, none where they are not known yet."""

    server: str
    libraries: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PathsPage:
    """All that the page draws. `new`: the form of a rule to add; `sources` and `servers`: what to choose from."""

    asked: Asked
    answer: Answer | None
    told: tuple[ToldPath, ...]
    lines: tuple[RuleLine, ...]
    offers: tuple[Offer, ...]
    new: RuleForm
    sources: tuple[str, ...]
    servers: tuple[tuple[str, str], ...]
    held: tuple[ServerFolders, ...]


def paths_page(asked: Asked, form: RuleForm | None = None, edit: int = 0) -> PathsPage:
    """The page as things stand; `form`: what was refused; `edit`: the id of the rule whose form is wanted."""
    house = here.house()
    with house.database.reading() as connection:
        rules, places = path_rules.every(connection), told_places(connection)
        told, names = told_paths.lately(connection, _LATELY), server_names(servers.every(connection))
        tellers = told_paths.tellers(connection)
    answer = _answer(diagnose(house, asked.path, asked.source), rules) if asked.path else None
    partner = (SAGETV.id,) if house.settings().sagetv_url else ()
    known = (*tellers, *partner, *(one.source for one in told), asked.source)
    open_at = form or next((RuleForm(rule) for rule in rules if rule.id == edit), None)
    return PathsPage(
        asked,
        answer,
        tuple(told),
        tuple(_lines(rules, names, open_at)),
        _others(tuple(_offer(each, names) for each in propose_rules(house)), answer),
        open_at if open_at and not open_at.rule.id else RuleForm(),
        path_forms.choices(known, rules),
        _choosable(names, rules),
        tuple(_held(places, names)),
    )


def server_names(rows: Sequence[servers.ServerRow]) -> dict[str, str]:
    """What each server is called, by its machine id."""
    every = [row.name for row in rows]
    return {row.machine_id: label(row.name, row.machine_id, every) for row in rows}


def _answer(found: Diagnosis, rules: Sequence[Rule]) -> Answer:
    numbers = {rule.id: number for number, rule in enumerate(rules, 1)}
    by_server = defaultdict(list)
    for step in found.steps:
        by_server[step.machine_id].append(step)
    ways = [path_words.way(found.names.get(at, at), steps, numbers) for at, steps in by_server.items()]
    offers = tuple(_offer(each, found.names) for each in found.proposals)
    arriving = sorted(ways, key=lambda each: not each.arrives)
    return Answer(found.is_folder, tuple(arriving), found.requests, found.advice, offers)


def _offer(proposal: Proposal, names: Mapping[str, str]) -> Offer:
    said = path_words.conditions(proposal.rule, names.get(proposal.rule.machine_id, proposal.rule.machine_id))
    return Offer(proposal, path_words.because(proposal), tuple(said))


def _others(offers: Sequence[Offer], answer: Answer | None) -> tuple[Offer, ...]:
    """Those that the doctor does not make already: a few for what is scanned, and for the files of Plex's partner."""
    made = [each.proposal.rule for each in answer.proposals] if answer else []
    rest = [each for each in offers if each.proposal.rule not in made]
    for_scans = [each for each in rest if each.proposal.rule.source != SAGETV.id]
    for_partner = [each for each in rest if each.proposal.rule.source == SAGETV.id]
    return (*for_scans[:_PROPOSED], *for_partner[:_PROPOSED])


def _lines(rules: Sequence[Rule], names: Mapping[str, str], form: RuleForm | None) -> list[RuleLine]:
    return [
        RuleLine(
            rule,
            number,
            tuple(path_words.conditions(rule, names.get(rule.machine_id, rule.machine_id))),
            number == len(rules),
            form if form and form.rule.id == rule.id else None,
        )
        for number, rule in enumerate(rules, 1)
    ]


def _choosable(names: Mapping[str, str], rules: Sequence[Rule]) -> tuple[tuple[str, str], ...]:
    """Every server, and what a rule names although it is not there any more."""
    gone = {rule.machine_id: rule.machine_id for rule in rules if rule.machine_id not in ("", *names)}
    return (*names.items(), *gone.items())


def _held(places: Sequence[Place], names: Mapping[str, str]) -> list[ServerFolders]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for place in places:
        found.setdefault(names.get(place.machine_id, place.machine_id), []).append((place.title, place.locations))
    return [ServerFolders(server, tuple(libraries)) for server, libraries in found.items()]
