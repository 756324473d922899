"""The way into SIMKL, as actions need it. Every method may raise the four failures of core."""

from typing import Protocol

from parity.core.simkl import Generation, SimklToken
from parity.core.simkl_sign_in import Granted, Over, ShortCode, Waits
from parity.core.watch import Member


class SimklSignIn(Protocol):
    """The calls by which somebody allows Parity to use an account, for both generations of apps.

    Over is an answer that says why it cannot be, such as a wrong secret.
    """

    def begin_device(self, client_id: str) -> ShortCode | None:
        """A code to type, for an app of the second generation; None when the app is none."""

    def begin_pin(self, client_id: str) -> ShortCode | Over:
        """A code to type, for an app of the first generation."""

    def ask_device(self, client_id: str, secret: str, device_code: str) -> Granted | Waits | Over:
        """Whether somebody typed the code of the second generation."""

    def ask_pin(self, client_id: str, user_code: str) -> Granted | Waits | Over:
        """Whether somebody typed the code of the first generation."""

    def exchange(
        self, generation: Generation, client_id: str, secret: str, code: str, verifier: str, redirect_uri: str
    ) -> Granted | Over:
        """The token for what the browser brought back, which is good for one try."""

    def refresh(self, token: SimklToken, secret: str) -> Granted:
        """The next access token, which ends the present one. Unauthorised: the member has to allow it anew."""

    def revoke(self, token: SimklToken, secret: str) -> None:
        """End it at SIMKL: only for the second generation."""

    def member(self, token: SimklToken) -> Member:
        """Whose account it opens. Unauthorised: SIMKL does not take the token."""
