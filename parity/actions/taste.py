"""The owner's general wishes, from settings, with the day a "future" policy was set."""

from datetime import date, datetime

from parity.core.gaps import Taste
from parity.core.policy import Policy, parse_policy
from parity.settings import Settings
from parity.store import preferences
from parity.store.database import Connection

_SINCE = "policy_since"


def read_taste(connection: Connection, settings: Settings, today: date, now: datetime) -> Taste:
    """Grace, specials and policy. The first time a general "future" policy is met, today becomes its first day."""
    policy = parse_policy(settings.policy, None) or Policy()
    if policy.kind == "future":
        policy = Policy("future", since=_since(connection, today, now))
    elif _SINCE in preferences.read(connection):
        preferences.save(connection, {_SINCE: None}, now)
    return Taste(settings.grace_days, settings.specials, policy, settings.learn_grace, settings.tz, now)


def _since(connection: Connection, today: date, now: datetime) -> date:
    known = preferences.read(connection).get(_SINCE)
    if known is None:
        preferences.save(connection, {_SINCE: today.isoformat()}, now)
        return today
    return date.fromisoformat(known)
