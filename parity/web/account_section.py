"""The Plex account that Parity acts for, as the settings show it."""

from dataclasses import dataclass
from datetime import datetime

from parity.store import accounts
from parity.web import here


@dataclass(frozen=True, slots=True)
class AccountSection:
    """`name` is empty when nobody is signed in. `dead`: Plex refuses the sign-in. `token`: where PLEX_TOKEN comes from.

    `ends_at`: when a sign-in for seven days has to be exchanged at the latest. `changeable`: by who looks at it.
    """

    name: str = ""
    dead: bool = False
    signed: bool = False
    since: datetime | None = None
    checked_at: datetime | None = None
    ends_at: datetime | None = None
    token: str = ""
    changeable: bool = True


def account_section(changeable: bool = True) -> AccountSection:
    """Who is signed in; asks nobody. One statement."""
    settings = here.settings()
    token = settings.origin("plex_token") if settings.plex_token else ""
    with here.house().database.reading() as connection:
        kept = accounts.kept(connection)
    if kept is None:
        return AccountSection(token=token, changeable=changeable)
    return AccountSection(
        kept.account.name,
        kept.dead,
        kept.token.kind == "jwt",
        kept.connected_at,
        kept.checked_at,
        kept.token.expires_at,
        token,
        changeable,
    )
