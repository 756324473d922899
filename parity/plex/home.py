"""The users of a Plex home, and becoming one of them.

`GET /api/v2/home/users` and `POST /api/v2/home/users/{uuid}/switch` as Plex Web asks them; Plex describes neither. Seen
in recorded answers: the list in `users`, the new token in `authToken`, and 403 with code 1041 for a PIN that is
missing or wrong.
"""

from urllib.parse import quote

from parity.core.account import HomeUser, PinRefused
from parity.core.failures import NotFound
from parity.http import Answer, Caller, register_secret
from parity.plex.calling import ACCOUNT, token_header
from parity.plex.offers import flag, token_text
from parity.plex.plex_tv_answers import failure_of, read_object, said, senseless
from parity.plex.reading import Row, records, text

_PIN_WANTED = 1041


def home_users(tv: Caller, token: str) -> tuple[HomeUser, ...]:
    """Everybody in the home of the account that this token is of. Raises Unauthorised when it is dead."""
    answer = tv.get("/api/v2/home/users", headers=token_header(token))
    if not answer.good:
        raise failure_of(answer, by_token=True)
    rows = read_object(answer).get("users")
    if not isinstance(rows, list):
        raise senseless(answer)
    found = (_user(row) for row in records(rows))
    return tuple(user for user in found if user is not None)


def switch(tv: Caller, token: str, uuid: str, pin: str) -> str:
    """A token of this user. Raises PinRefused, NotFound for nobody of the home, and Unauthorised for a dead token."""
    if pin:
        register_secret(pin, passing=True)
    # Plex Web puts the PIN into the address; as a field of a form it is taken too, and gets into no log on the way.
    path = f"/api/v2/home/users/{quote(uuid, safe='')}/switch"
    answer = tv.post_form(path, {"pin": pin} if pin else {}, headers=token_header(token))
    if not answer.good:
        raise _refusal(answer)
    given = token_text(read_object(answer).get("authToken"))
    if not given:
        raise senseless(answer)
    return given


def _user(row: Row) -> HomeUser | None:
    uuid = text(row.get("uuid")).strip()
    names = (text(row.get(name)).strip() for name in ("friendlyName", "title", "username"))
    name = next((name for name in names if name and "@" not in name), "Plex user")
    return HomeUser(uuid, name, flag(row.get("protected")), flag(row.get("admin"))) if uuid else None


def _refusal(answer: Answer) -> Exception:
    """Why nobody was switched to. What is not known for sure stands here: a 401 may be about the PIN as well."""
    code, words = said(answer)
    if code == _PIN_WANTED or "pin" in words.split() or (answer.status == 403 and code is None):
        return PinRefused()
    if answer.status == 404:
        return NotFound(ACCOUNT, "this user of the home")
    return failure_of(answer, by_token=True)
