"""Whose watched state is meant, as the settings show it: the owner's, or that of somebody of the Plex home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parity.core.account import HomeUser
from parity.store import accounts, watched_user
from parity.web import here


@dataclass(frozen=True, slots=True)
class WhoseSection:
    """`who` and `name` are empty for the owner. `given`: a token in the settings decides.

    `users`: everybody of the home, once Plex was asked; `trouble` is a sentence, `wrong` whose PIN Plex did not take.
    """

    signed_in: bool = True
    given: bool = False
    who: str = ""
    name: str = ""
    since: datetime | None = None
    users: tuple[HomeUser, ...] = ()
    trouble: str = ""
    wrong: str = ""


def whose_section(users: Sequence[HomeUser] = (), trouble: str = "", wrong: str = "") -> WhoseSection:
    """How it stands; asks nobody. Two statements."""
    with here.house().database.reading() as connection:
        row, account = watched_user.kept(connection), accounts.kept(connection)
    return WhoseSection(
        account is not None,
        bool(here.settings().sagetv_plex_token),
        row.who if row else "",
        row.name if row else "",
        row.chosen_at if row else None,
        tuple(users),
        trouble,
        wrong,
    )
