"""What an answer of Plex's account services means: a PIN, an account, or one of the four words for trouble."""

import re
from datetime import UTC, datetime, timedelta

from parity.core.account import Account, Pin
from parity.core.failures import Failure, Unauthorised, Unavailable
from parity.http import Answer, peek_json, read_json, register_secret, sent_at
from parity.plex.reading import Row, number, record, records, text

STRONG, SHORT = timedelta(minutes=30), timedelta(minutes=15)
_LONGEST, _SHORTEST = timedelta(hours=1), timedelta(seconds=1)
_CODE = re.compile(r"[\x21-\x7e]{4,200}")
_SKEW = 60.0  # seconds that two clocks may differ before it matters


def read_object(answer: Answer) -> Row:
    """The object of a 2xx answer. Raises Unavailable for HTML, garbage and other shapes."""
    value = read_json(answer)
    if not isinstance(value, dict):
        raise senseless(answer)
    return value


def read_rows(answer: Answer) -> list[Row]:
    """The objects of a 2xx answer that is a bare list. Raises Unavailable when it is not."""
    value = read_json(answer)
    rows = records(value)
    if not isinstance(value, list) or len(rows) < len(value):
        raise senseless(answer)
    return rows


def read_pin(answer: Answer, strong: bool, now: datetime) -> Pin:
    """A new PIN. It ends by our clock, so only how long it lasts is taken from Plex's."""
    row = read_object(answer)
    pin_id, code = number(row.get("id")), text(row.get("code"))
    if pin_id is None or pin_id <= 0 or not _CODE.fullmatch(code):
        raise senseless(answer)
    register_secret(code, passing=True)
    return Pin(pin_id, code, now + _lasting(row, STRONG if strong else SHORT, now))


def read_account(answer: Answer) -> Account:
    """Whose token was shown. The name is how they are called at Plex, never the e-mail address."""
    row = read_object(answer)
    plex_id = number(row.get("id"))
    if plex_id is None or plex_id <= 0:
        raise senseless(answer)
    names = (text(row.get(name)).strip() for name in ("friendlyName", "title", "username"))
    uuid = text(row.get("uuid")).strip()
    return Account(plex_id, uuid, next((name for name in names if name and "@" not in name), f"Plex {plex_id}"))


def senseless(answer: Answer) -> Unavailable:
    """The failure for JSON that is not what was asked for."""
    return Unavailable(answer.service, f"{answer.host} answered with data of another shape than Plex's")


def failure_of(answer: Answer, *, by_token: bool) -> Failure:
    """What a status that is no success means. `by_token`: a token was shown, so that it may be the one refused.

    Only 401 says that it is dead, and two other ways in which Plex says the same (plex.md 1.2, 1.3).
    """
    code, words = said(answer)
    dead = answer.status in (401, 498) or (answer.status == 422 and "invalid token" in words)
    if dead and by_token:
        why = "has expired" if answer.status == 498 else "is no longer valid"
        return Unauthorised(answer.service, f"the sign-in at Plex {why}: sign in again")
    number_of = f" (code {code})" if code is not None else ""
    return Unavailable(answer.service, f"{answer.host} answered with status {answer.status}{number_of}")


def said(answer: Answer) -> tuple[int | None, str]:
    """The first error that Plex names: its code and its words in lower case."""
    errors = records(record(peek_json(answer)).get("errors"))
    if not errors:
        return None, ""
    return number(errors[0].get("code")), " ".join(text(error.get("message")) for error in errors).lower()


def wrong_clock(answer: Answer, now: datetime) -> Unavailable | None:
    """The failure for a signature that Plex cannot take because our clock is wrong; None when the clock is right."""
    theirs = sent_at(answer.headers)
    if theirs is None or abs(theirs - now.timestamp()) <= _SKEW:
        return None
    minutes = max(1, round(abs(theirs - now.timestamp()) / 60))
    by = "a minute" if minutes == 1 else f"{minutes} minutes"
    return Unavailable(answer.service, f"the clock of this machine is wrong by {by}: set it right and try again")


def _lasting(row: Row, usual: timedelta, now: datetime) -> timedelta:
    begun, ends = _moment(row.get("createdAt")) or now, _moment(row.get("expiresAt"))
    seconds = number(row.get("expiresIn"))
    if ends is not None and ends > begun:
        lasting = ends - begun
    elif seconds is not None and seconds > 0:
        lasting = timedelta(seconds=min(seconds, 86_400))
    else:
        lasting = usual
    return min(max(lasting, _SHORTEST), _LONGEST)


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
