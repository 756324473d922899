"""The lists of a SIMKL account: read whole, and changed a hundred titles at a time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from parity.core.failures import NotFound, Unavailable
from parity.core.simkl import Activities, Put, Standing, Taken
from parity.core.watch import Complete, Listing, Member, Type, WatchItem
from parity.simkl.activities import activities_of
from parity.simkl.calling import SimklCaller
from parity.simkl.changes import body_of_put, body_of_take, heard_of_put, heard_of_take, to_put, to_take
from parity.simkl.finding import ids_of, look_up
from parity.simkl.shapes import FIELDS, SERVICE, titles_of
from parity.simkl.standing import body_of_question, standings_of

MOST = 100
"""Titles in one request, so that what goes wrong goes wrong for few."""


class SimklLists:
    """What `actions/watch_ports.SimklList` asks for. Every method may raise the failures of core.

    `titles`: whether SIMKL may also go by name and year where it knows none of the ids. It does not say when it did,
    and then may have put another title of that name on the list. `member`: whose lists they are, where that is known.
    """

    def __init__(self, caller: SimklCaller, titles: bool = False, member: Member | None = None) -> None:
        self._caller = caller
        self._titles = titles
        self._member = member

    def member(self) -> Member:
        """Whose lists these are; SIMKL is asked where it is not known."""
        return self._member or self._asked_member()

    def _asked_member(self) -> Member:
        where = "the account"
        told = FIELDS.an_object(self._caller.post("/users/settings", where), where)
        account, user = (FIELDS.an_object(told.get(name), where, name) for name in ("account", "user"))
        return Member(str(FIELDS.number(account, "id", where)), FIELDS.text(user, "name", where))

    def activities(self) -> Activities:
        """When what last changed: one request."""
        return activities_of(self._caller.get("/sync/activities", "the times of the last changes"))

    def read(self) -> Listing:
        """Every title of every status: one request. It is whole, or a failure is raised."""
        return Complete(titles_of(self._caller.get("/sync/all-items", "the lists")))

    def changed_since(self, moment: datetime) -> tuple[WatchItem, ...]:
        """Titles whose row changed after that, as they are now: one request. `moment` has a zone."""
        since = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return titles_of(self._caller.get("/sync/all-items", "the lists", {"date_from": since}))

    def statuses(self, items: Sequence[WatchItem]) -> Mapping[str, Standing]:
        """How titles stand in the account, by the items' keys: a request for each hundred. What has no ids is unknown.

        Raises Unavailable for an answer that does not fit what was asked.
        """
        found = {item.key: Standing(known=False) for item in items}
        sent = to_put(items)
        for start in range(0, len(sent), MOST):
            batch = sent[start : start + MOST]
            try:
                told = self._caller.post("/sync/watched", "how titles stand", body_of_question(batch))
            except NotFound as trouble:
                raise Unavailable(SERVICE, "it does not tell any more how titles stand") from trouble
            found |= standings_of(batch, told)
        return found

    def put(self, items: Sequence[WatchItem], heard: Callable[[Sequence[Put]], None]) -> None:
        """Put titles on the list, in batches; `heard` gets what became of each as soon as it is known.

        What has no ids is not found. Raises Unavailable, after `heard`, when SIMKL did not say what became of all.
        """
        sent = to_put(items)
        sendable = {item.key for each in sent for item in each.items}
        if nameless := [Put(item.key, None) for item in items if item.key not in sendable]:
            heard(nameless)
        for start in range(0, len(sent), MOST):
            batch = sent[start : start + MOST]
            answer = self._caller.post("/sync/add-to-list", "the list", body_of_put(batch, self._titles))
            told = heard_of_put(batch, answer)
            heard(told)
            silent = sum(len(each.items) for each in batch) - len(told)
            if silent:
                raise Unavailable(SERVICE, f"it did not say what became of {silent} of the titles that it was sent")

    def take(self, items: Sequence[WatchItem], heard: Callable[[Sequence[WatchItem], Taken], None]) -> None:
        """Remove titles with all that is kept of them, in batches; `heard` as for `put`.

        Raises ValueError for a row that is not planned or has history, before anything is sent.
        """
        if kept := [item.key for item in items if not item.listed or item.has_history or item.side != "simkl"]:
            raise ValueError(f"SIMKL's rows {kept} are not to be removed")
        for start in range(0, len(items), MOST):
            batch = items[start : start + MOST]
            sent = to_take(batch)
            answer = self._caller.post("/sync/history/remove", "the list", body_of_take(sent))
            heard(batch, heard_of_take(sent, answer))

    def ids_of(self, row: WatchItem) -> frozenset[str]:
        """All ids of a row, of which lists tell some; none for what SIMKL does not know any more: one request."""
        return ids_of(self._caller, row)

    def look_up(self, type: Type, ids: frozenset[str]) -> WatchItem | None:
        """What SIMKL knows under these ids and itself carries one of them, without status; None for nothing."""
        try:
            return look_up(self._caller, type, ids)
        except NotFound:
            return None
