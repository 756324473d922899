"""The form of a rule for paths: what stands in it, what was typed, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flask import abort

from parity.core.paths import Rule
from parity.store import path_rules
from parity.web.speech import gettext as _

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class RuleForm:
    """What stands in the form. `rule.id` is 0 for a new one; `wrong` is the field that `problem` is about."""

    rule: Rule = Rule("prefix", "", "")
    problem: str = ""
    wrong: str = ""

    @property
    def key(self) -> str:
        """Tells the fields of two forms of one page apart."""
        return str(self.rule.id) if self.rule.id else "new"


def sent(form: Mapping[str, str], servers: Iterable[str], rule_id: int = 0) -> Rule:
    """The rule that a form describes: what is `told`, how it is `called`. Aborts with 422 at a choice that is gone."""
    kind, source, server = form.get("kind", "prefix"), form.get("source", ""), form.get("server", "")
    if kind not in ("prefix", "regex") or len(source) > _LONGEST_NAME or server not in ("", *servers):
        abort(422, _("One of these choices is not there any more: open the page anew."))
    matches, becomes = (_line(form.get(name, "")) for name in ("told", "called"))
    known: Literal["prefix", "regex"] = "regex" if kind == "regex" else "prefix"
    return Rule(known, matches, becomes, _line(source), server, "ignore_case" in form, rule_id)


def refused(rule: Rule, problem: str) -> RuleForm:
    """The form again, with what is wrong beside the field that it is about."""
    harmless = path_rules.flaw(replace(rule, becomes="/")) is None
    return RuleForm(rule, problem, "called" if harmless else "told")


def choices(known: Iterable[str], rules: Sequence[Rule]) -> tuple[str, ...]:
    """Who may be meant by a rule: who is known to tell paths, and whoever a rule names already."""
    return tuple(sorted({*known, *(rule.source for rule in rules)} - {""}, key=str.casefold))


def _line(text: str) -> str:
    """What was typed, without what no path and no database has room for."""
    return text.replace("\0", "").strip("\r\n\t ")
