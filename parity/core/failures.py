"""The only four words for trouble outside. Each one is a decision of the caller; anything else is a bug."""


class Failure(Exception):
    """Trouble with an outside service. `service` is its name as a person says it; `detail` one plain sentence."""

    def __init__(self, service: str, detail: str) -> None:
        super().__init__(f"{service}: {detail}")
        self.service = service
        self.detail = detail


class Unavailable(Failure):
    """No usable answer: refused, timed out, 5xx, garbage. Keep what is known and come back later."""


class RateLimited(Failure):
    """Asked too often. `retry_after` is in seconds; None when the service did not say."""

    def __init__(self, service: str, detail: str, retry_after: float | None = None) -> None:
        super().__init__(service, detail)
        self.retry_after = retry_after


class Unauthorised(Failure):
    """The key or token was refused. Stop, and ask the owner to mend it."""


class NotFound(Failure):
    """The service answered that this thing does not exist. `what` names it: "show 123", "/library/metadata/9"."""

    def __init__(self, service: str, what: str) -> None:
        super().__init__(service, f"{what} does not exist")
        self.what = what
