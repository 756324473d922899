"""What happens to a path on its way to a server, and why a rule is proposed, in words for a page."""

from parity.core.path_proposals import Proposal
from parity.core.paths import Step
from parity.web.speech import gettext as _


def step_sentence(step: Step) -> str:
    """One step, without the rule it is about."""
    library = step.place.title if step.place else ""
    return {
        "other": _("is for another source or server"),
        "unlike": _("does not fit"),
        "slow": _("takes too long and is given up"),
        "shorter": _("fits, and a longer one fits better"),
        "unneeded": _("is not tried: one before it has fitted"),
        "became": _("fits: it becomes %(path)s", path=step.path),
        "kept": _("No rule fits: it stays as it is."),
        "found": _("It lies in the library %(library)s, in %(path)s.", library=library, path=step.path),
        "nowhere": _("No library holds %(path)s.", path=step.path),
        "scan": _("The folder %(path)s is scanned.", path=step.path),
        "whole": _("The whole library %(library)s is scanned.", library=library),
    }[step.did]


def because(proposal: Proposal) -> str:
    """What speaks for a rule."""
    library = proposal.place.title
    return {
        "item": _("%(library)s has %(name)s there.", library=library, name=proposal.common),
        "name": _("%(library)s has a folder of that name.", library=library),
        "only": _("%(library)s is the only library it can be.", library=library),
    }[proposal.because]
