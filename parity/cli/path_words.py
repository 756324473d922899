"""What happens to a path on its way to a server, and which rules might be missing, in words for a terminal."""

from collections.abc import Mapping

from parity.core.path_proposals import Proposal
from parity.core.paths import Rule, Step


def of_step(step: Step, names: Mapping[str, str]) -> str:
    """One line, with the server in front."""
    return f"{names.get(step.machine_id, step.machine_id)}: {_said(step)}"


def _said(step: Step) -> str:
    if step.rule is not None:
        return f"rule {step.rule.id} ({_rule(step.rule)}) {_of_rule(step)}"
    library = step.place.title if step.place else ""
    return {
        "kept": f"no rule fits, it stays {step.path}",
        "found": f"it lies in the library {library}, in {step.path}",
        "nowhere": f"no library holds {step.path}",
        "scan": f"the folder {step.path} is scanned",
        "whole": f"the whole library {library} is scanned",
    }.get(step.did, step.did)


def _of_rule(step: Step) -> str:
    return {
        "other": "is for another source or server",
        "unlike": "does not fit",
        "slow": "takes too long and is given up",
        "shorter": "fits, and a longer one fits better",
        "unneeded": "is not tried, one before it has fitted",
        "became": f"fits: it becomes {step.path}",
    }.get(step.did, step.did)


def _rule(rule: Rule) -> str:
    return f"{rule.matches} → {rule.becomes}"


def of_proposal(proposal: Proposal) -> str:
    """A rule that may be missing, why, and the command that makes it."""
    rule, title = proposal.rule, proposal.place.title
    why = {
        "item": f"{title} has {proposal.common} there",
        "name": f"{title} has a folder of that name",
        "only": f"{title} is the only library it can be",
    }[proposal.because]
    server = f" --server {rule.machine_id}" if rule.machine_id else ""
    source = f" --source {rule.source}" if rule.source else ""
    made = f"paths --add '{rule.matches}' '{rule.becomes}'{source}{server}"
    return f"Perhaps a rule is missing: {_rule(rule)} ({why}): {made}"
