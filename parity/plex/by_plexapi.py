"""The account of plexapi, which asks what it is told, where it is told, in our name, and nothing besides.

plexapi is heavy: import this module only where something is about to be asked through it.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from plexapi.exceptions import BadRequest, PlexApiException
from plexapi.myplex import MyPlexAccount, UserState
from plexapi.utils import parseXMLString

from parity.core.failures import NotFound, Unavailable
from parity.core.watch import Type
from parity.http import LineSession, host_of
from parity.plex.calling import WATCHLIST, Addresses, plex_headers
from parity.plex.reading import Row, number
from parity.plex.watch_answers import Already, failure_of

# What it stumbles over when an answer is not what it expects: absent attributes, other types, broken XML.
_ODD = (
    PlexApiException,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)


_log = logging.getLogger(__name__)


@contextmanager
def understood() -> Iterator[None]:
    """Whatever plexapi raises in the block becomes Unavailable; the failures of core stay what they are."""
    try:
        yield
    except _ODD as odd:
        _log.debug("plexapi stumbled", exc_info=odd)
        raise Unavailable(WATCHLIST, "Plex answered in a way that plexapi does not understand") from None


class Account(MyPlexAccount):
    """Asks plex.tv whose `token` it is when it is made; `told` is what that said.

    Use it within `understood`.
    """

    def __init__(self, session: LineSession, addresses: Addresses, token: str, client_id: str) -> None:
        self.told: Row = {}
        self._ours = {name: value for name, value in plex_headers(token, client_id).items() if name != "Accept"}
        self._asked = session
        self.key = f"{addresses.tv}/api/v2/user"
        self.DISCOVER, self.METADATA = addresses.discover, addresses.metadata
        super().__init__(token=token, session=session)
        if (number(self.told.get("id")) or 0) <= 0:
            raise Unavailable(WATCHLIST, "plex.tv does not say whose token it is")

    def query(
        self,
        url: str,
        method: Callable[..., Any] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **asked: object,
    ) -> object:
        """As in plexapi: XML as an element, JSON as it is, None for nothing. Raises the failures of core.

        There a status without a name (498) is a TypeError, and a refusal repeats the page that came with it.
        """
        send: Callable[..., Any] = method or self._asked.get
        answer = send(url, headers=self._headers(**headers or {}), **asked)
        failure = failure_of(answer.status_code, host_of(url), answer.content, urlsplit(url).path)
        if failure is not None:
            raise failure
        kind = answer.headers.get("Content-Type", "")
        if "html" in kind:
            raise Unavailable(WATCHLIST, f"{host_of(url)} answered with a web page instead of data")
        if "json" in kind:
            return answer.json()
        return parseXMLString(answer.text)

    def json(self, address: str, params: Mapping[str, str | int]) -> object:
        """What an address answers, as JSON."""
        return self.query(address, headers={"Accept": "application/json"}, params=params)

    def wished_at(self, guid: str) -> int | None:
        """When it was put on the list, in Unix time; None when it is not on it."""
        return number(self.userState(_item(guid, ""))._data.attrib.get("watchlistedAt"))

    def found(self, type: Type, title: str) -> list[Row]:
        """What a search by name finds: at least `guid`, `type`, `title` and `year` of each."""
        return [vars(each) for each in self.searchDiscover(title, libtype=type)]

    def put_on(self, guid: str, title: str) -> None:
        """Put it on the list. Raises NotFound for what Plex does not know."""
        try:
            self.addToWatchlist(_item(guid, title))
        except Already:
            return
        except BadRequest as refusal:
            if not str(refusal).endswith("is already on the watchlist"):
                raise

    def take_off(self, guid: str, title: str) -> None:
        """Take it off the list. Raises NotFound for what Plex does not know."""
        try:
            self.removeFromWatchlist(_item(guid, title))
        except BadRequest as refusal:
            if not str(refusal).endswith("is not on the watchlist"):
                raise
        except NotFound as absent:
            # Somebody else was faster; or the address is wrong, and then it still is on the list.
            if not absent.what.endswith("/actions/removeFromWatchlist") or self.wished_at(guid) is not None:
                raise

    def userState(self, item: SimpleNamespace) -> UserState:
        """As in plexapi, which takes a time that it cannot read for "not on the list", and anybody's state for this.

        Raises Unavailable and NotFound.
        """
        state: UserState | None = super().userState(item)
        facts = state._data.attrib if state is not None else {}
        if state is None or (number(facts.get("watchlistedAt", 1)) or 0) <= 0:
            raise Unavailable(WATCHLIST, "Plex does not say whether it is on the watchlist")
        if facts.get("ratingKey", _key(item)) != _key(item):
            raise NotFound(WATCHLIST, f"what has the key {_key(item)}")  # it was merged with another title
        return state

    def _signin(self, *_others: object) -> tuple[object, str]:
        return self.query(self.key), self.key

    def _loadData(self, data: Element) -> None:
        # plexapi's own breaks where plex.tv leaves something out, and takes whatever token it names for ours.
        self.told = dict(data.attrib) if data.tag == "user" else {}

    def _headers(self, **more: str) -> dict[str, str]:
        return {**self._ours, **more}

    def _manuallyLoadXML(self, xml: str, cls: object = None) -> SimpleNamespace:
        # An object of plexapi's would ask the network for what the row leaves out, as soon as it is made.
        return SimpleNamespace(**parseXMLString(xml).attrib)

    def _toOnlineMetadata(self, objs: list[object], **_wishes: object) -> list[object]:
        return objs  # to reload them later plexapi would ask a server now


def _item(guid: str, title: str) -> SimpleNamespace:
    """As much of an item as plexapi needs to put it on the list."""
    return SimpleNamespace(guid=guid, title=title)


def _key(item: SimpleNamespace) -> str:
    return str(item.guid).rpartition("/")[2]
