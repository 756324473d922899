"""What the page of paths shows: the rules in their order, the folders of all libraries, and one path step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parity.actions.path_doctor import Diagnosis, diagnose
from parity.actions.propose_rules import propose_rules, told_places
from parity.core.library import label
from parity.core.path_proposals import Proposal
from parity.core.paths import Place, Rule
from parity.store import hooks, path_rules, servers
from parity.web import here


@dataclass(frozen=True, slots=True)
class TypedRule:
    """What was typed for a new rule, and what is wrong with it."""

    matches: str = ""
    becomes: str = ""
    source: str = ""
    server: str = ""
    pattern: bool = False
    ignore_case: bool = False
    problem: str = ""

    def with_problem(self, problem: str) -> "TypedRule":
        """The same, with what is wrong."""
        return replace(self, problem=problem)


NOTHING_TYPED = TypedRule()


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule; `server` is what its server is called, "" for all."""

    rule: Rule
    server: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class RulesSection:
    """All rules. `servers` and `sources` are what a new one can be for: (value, name), and names of hooks."""

    cards: tuple[RuleCard, ...]
    proposals: tuple[Proposal, ...]
    servers: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    typed: TypedRule = NOTHING_TYPED


@dataclass(frozen=True, slots=True)
class Doctor:
    """A path that somebody asks about, and what is found; nothing before anybody asked."""

    path: str = ""
    source: str = ""
    found: Diagnosis | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PathsPage:
    """The whole page. `places`: the libraries, each with the name of its server."""

    rules: RulesSection
    doctor: Doctor
    places: tuple[tuple[str, Place], ...]


def paths_page(typed: TypedRule, path: str, source: str) -> PathsPage:
    """The page, with what was typed."""
    with here.house().database.reading() as connection:
        places = told_places(connection)
    rules = rules_section(typed)
    names = dict(rules.servers)
    return PathsPage(rules, checked_path(path, source), tuple((names.get(p.machine_id, ""), p) for p in places))


def rules_section(typed: TypedRule) -> RulesSection:
    """The rules as they stand, and those that may be missing."""
    house = here.house()
    with house.database.reading() as connection:
        rules, rows = path_rules.every(connection), servers.every(connection)
        sources = tuple(hook.name for hook in hooks.every(connection))
    names = [row.name for row in rows]
    known = tuple((row.machine_id, label(row.name, row.machine_id, names)) for row in rows)
    return RulesSection(_cards(rules, dict(known)), propose_rules(house), known, sources, typed)


def checked_path(path: str, source: str) -> Doctor:
    """What is done with a path; nothing while there is none."""
    house = here.house()
    with house.database.reading() as connection:
        sources = tuple(hook.name for hook in hooks.every(connection))
    return Doctor(path, source, diagnose(house, path, source) if path else None, sources)


def _cards(rules: Sequence[Rule], names: dict[str, str]) -> tuple[RuleCard, ...]:
    last = len(rules) - 1
    return tuple(
        RuleCard(rule, names.get(rule.machine_id, rule.machine_id), at == 0, at == last)
        for at, rule in enumerate(rules)
    )
