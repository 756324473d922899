"""A followed server gets its token only after it said that it is the one meant, whatever it is asked."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from parity.core.failures import Unauthorised, Unavailable
from parity.demo.serving import serve
from parity.http import Answer
from parity.plex.sure import SureCaller
from tests.plex.scripted import Scripted, container, refusal

Ask = Callable[[SureCaller], Answer]


def listen(caller: SureCaller) -> Answer:
    with caller.stream("/:/eventsource/notifications") as streamed:
        return streamed.answer


WAYS: list[Ask] = [
    lambda caller: caller.get("/"),
    lambda caller: caller.put("/library/metadata/7/refresh"),
    listen,
    lambda caller: caller.post("/playQueues"),
    lambda caller: caller.delete("/activities/1"),
]


@contextmanager
def asking(app: Scripted, who: Callable[[], str]) -> Iterator[SureCaller]:
    with serve(app) as served:
        caller = SureCaller("Serenity", served.url, "token-of-serenity", "client-1", "serenity", who)
        with closing(caller):
            yield caller


@pytest.mark.parametrize("ask", WAYS, ids=["get", "put", "stream", "post", "delete"])
def test_another_server_is_asked_nothing(ask: Ask) -> None:
    app = Scripted(lambda _: container(size=0))
    another = pytest.raises(Unavailable, match="it is another server than Serenity")
    with asking(app, lambda: "somebody-else") as caller, another:
        ask(caller)
    assert app.asked == []


def test_it_is_asked_once_who_it_is() -> None:
    app, answers = Scripted(lambda _: container(size=0)), iter(["serenity"])
    with asking(app, lambda: next(answers)) as caller:
        for ask in WAYS:
            ask(caller)
    assert {asked.headers["x-plex-token"] for asked in app.asked} == {"token-of-serenity"}
    assert len(app.asked) == len(WAYS)


@pytest.mark.parametrize("ask", WAYS, ids=["get", "put", "stream", "post", "delete"])
def test_a_refused_token_is_told_as_such(ask: Ask) -> None:
    refused = pytest.raises(Unauthorised, match="it refused its token")
    with asking(Scripted(lambda _: refusal(401)), lambda: "serenity") as caller, refused:
        ask(caller)
