"""Plex's own services for accounts, as the actions know them."""

from typing import Protocol

from parity.core.account import Account, HomeUser, Offer, Pin, Token


class PlexTv(Protocol):
    """Plex's own services for accounts. Every method may raise the four failures of core; `token` is an account's.

    With `signed` the calls are those of the flow with a key of this installation (plex.md 1.3).
    """

    def begin(self, *, strong: bool, signed: bool = False) -> Pin:
        """Make a PIN: a strong one for an address, else one to type at plex.tv/link."""

    def claimed(self, pin_id: int, *, signed: bool = False) -> Token | None:
        """The token when somebody has claimed the PIN, None while nobody has. NotFound: it is gone or expired."""

    def account(self, token: str) -> Account:
        """Whose token this is. Unauthorised, and only that, means that it is dead (plex.md 1.4)."""

    def keep_alive(self, token: str) -> None:
        """Tokens that nobody uses die after some weeks."""

    def sign_out(self, token: str) -> None:
        """End this token. Doing it twice is no failure."""

    def offers(self, token: str) -> tuple[Offer, ...]:
        """The servers that the account may use."""

    def upgrade(self, token: str) -> Token:
        """Make this installation's key known by a classic token, and exchange it for one that is signed."""

    def renew(self) -> Token:
        """The next signed token. Unauthorised: the key is not known (any more), sign in again."""

    def home_users(self, token: str) -> tuple[HomeUser, ...]:
        """Everybody in the home of the account, itself among them."""

    def switch(self, token: str, uuid: str, pin: str = "") -> str:
        """A token of this user of the home. PinRefused: theirs is another. NotFound: nobody of the home."""
