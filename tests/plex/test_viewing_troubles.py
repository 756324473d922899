"""Reading what was watched, and changing it, while a server is in trouble: a whole answer, or a failure."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from parity.core.failures import Failure, RateLimited, Unauthorised, Unavailable
from parity.core.watched import State, Video
from parity.demo.faults import Fault
from parity.demo.serving import serve
from parity.http import Caller, Limits, RetryPolicy
from parity.plex.calling import plex_headers
from parity.plex.viewing import PlexViewing
from tests.loopback import FakeTime
from tests.plex.conftest import Lines
from tests.plex.scripted import Asked, Scripted, container, page, refusal
from tests.plex.troubles import FOUR_WORDS
from tests.plex.watched_attic import VERA, Attic, attic_of

Work = Callable[[Attic, Video], object]


@pytest.fixture
def attic(lines: Lines) -> Iterator[Attic]:
    with attic_of(lines) as found:
        yield found


@pytest.mark.parametrize(("kind", "details", "word"), FOUR_WORDS[2:], ids=[each[0] for each in FOUR_WORDS[2:]])
def test_any_other_trouble_with_that_share_is_told(
    attic: Attic, kind: str, details: dict[str, int], word: type[Failure]
) -> None:
    attic.faults.add(Fault(kind, "/:/prefs", **details))  # type: ignore[arg-type]
    with pytest.raises(word):
        attic.viewer.videos(str(attic.films), "movie")


READS: dict[str, tuple[str, Work]] = {
    "videos": ("/all", lambda attic, video: attic.viewer.videos(str(attic.tv), "show")),
    "films": ("/all", lambda attic, video: attic.viewer.videos(str(attic.films), "movie")),
    "video": ("/metadata/", lambda attic, video: attic.viewer.video(video.key)),
}
CHANGES: dict[str, tuple[str, Work]] = {
    "mark": ("/:/scrobble", lambda attic, video: attic.viewer.mark(video)),
    "clear": ("/:/unscrobble", lambda attic, video: attic.viewer.clear(video)),
    "move": ("/:/timeline", lambda attic, video: attic.viewer.move(video, 70_000, None)),
}


@pytest.mark.parametrize("work", READS)
@pytest.mark.parametrize(("kind", "details", "word"), [*FOUR_WORDS, ("wrong_string", {}, Unavailable)])
def test_every_trouble_of_reading_is_one_of_the_four_words(
    attic: Attic, work: str, kind: str, details: dict[str, int], word: type[Failure]
) -> None:
    path, do = READS[work]
    video = attic.viewer.video(str(attic.first))
    attic.faults.add(Fault(kind, path, **details))  # type: ignore[arg-type]
    with pytest.raises(word):
        do(attic, video)


@pytest.mark.parametrize("work", CHANGES)
@pytest.mark.parametrize(("kind", "details", "word"), [*FOUR_WORDS[:4], FOUR_WORDS[-1]])
def test_every_trouble_of_a_change_is_one_of_the_four_words(
    attic: Attic, work: str, kind: str, details: dict[str, int], word: type[Failure]
) -> None:
    path, do = CHANGES[work]
    video = attic.viewer.video(str(attic.first))
    fault = attic.faults.add(Fault(kind, path, **details))  # type: ignore[arg-type]
    with pytest.raises(word):
        do(attic, video)
    assert (attic.state(attic.first), fault.struck) == (State(), 1)


@pytest.mark.parametrize("work", CHANGES)
@pytest.mark.parametrize("kind", ["html", "garbage", "wrong_type", "wrong_string"])
def test_a_change_that_something_else_answered_is_seen_by_reading_again(attic: Attic, work: str, kind: str) -> None:
    # Plex answers a change with no data, so that its status alone says whether it was heard.
    path, do = CHANGES[work]
    attic.world.begin(attic.first, 5_000, at=1_600_000_000)
    video = attic.viewer.video(str(attic.first))
    attic.faults.add(Fault(kind, path))
    do(attic, video)
    assert attic.state(attic.first) == State(False, 5_000, datetime.fromtimestamp(1_600_000_000, UTC))


def test_a_change_whose_answer_breaks_off_was_made_all_the_same(attic: Attic) -> None:
    attic.faults.add(Fault("truncated", "/:/timeline"))
    with pytest.raises(Unavailable):
        attic.viewer.move(attic.viewer.video(str(attic.first)), 70_000, None)
    assert attic.state(attic.first).position == 70_000


@pytest.mark.parametrize("kind", ["cut_page", "total_disagrees", "empty_page", "no_total", "shift"])
@pytest.mark.parametrize("of", ["type=4", "type=2"])
def test_a_listing_is_whole_or_a_failure(attic: Attic, kind: str, of: str) -> None:
    fault = attic.faults.add(Fault(kind, "/all", of))
    if kind in ("no_total", "shift"):  # the end is seen all the same; nothing shifts on a first page
        keys = [video.key for video in attic.viewer.videos(str(attic.tv), "show")]
        assert keys == [str(attic.first), str(attic.second)]
    else:
        with pytest.raises(Unavailable, match="could not be read whole"):
            attic.viewer.videos(str(attic.tv), "show")
    assert fault.struck > 0


@pytest.mark.parametrize("row", [{"title": "no key"}, {"ratingKey": "2", "viewCount": "often"}])
def test_one_row_that_cannot_be_read_makes_the_list_a_failure(lines: Lines, row: dict[str, object]) -> None:
    rows: list[dict[str, object]] = [{"ratingKey": "1", "type": "movie"}, row]

    def answer(asked: Asked) -> object:
        return refusal(401) if asked.path == "/:/prefs" else page(asked, rows)

    with serve(Scripted(answer)) as served:
        viewer = PlexViewing(lines.to(served.url), "machine")
        with pytest.raises(Unavailable, match="library 3 could not be read whole: 1 rows could not be read"):
            viewer.videos("3", "movie")


def test_what_goes_while_the_pages_are_read_makes_it_read_them_again(attic: Attic) -> None:
    for number in range(1, 1_001):
        attic.world.add_episode(attic.show, 8, number)
    changed = Fault("call", "/all", "Start=1000", times=1, call=lambda: attic.world.remove_episode(attic.first))
    attic.faults.add(changed)
    keys = [video.key for video in attic.viewer.videos(str(attic.tv), "show")]
    assert (changed.struck, len(set(keys)), len(keys), str(attic.first) in keys) == (1, 1_001, 1_001, False)


@pytest.mark.parametrize("work", [*READS, *CHANGES])
def test_a_server_that_says_nothing_is_given_up_in_time(attic: Attic, silent: str, work: str) -> None:
    limits, policy = Limits(connect=0.1, read=0.1, whole=0.1), RetryPolicy(attempts=1)
    video = attic.viewer.video(str(attic.heat))
    _, do = (READS | CHANGES)[work]
    caller = Caller("Plex", silent, policy=policy, limits=limits)
    attic.viewer = PlexViewing(caller)
    with closing(caller), pytest.raises(Unavailable):
        do(attic, video)


def test_a_server_that_does_not_say_which_it_is_is_none(lines: Lines) -> None:
    with (
        serve(Scripted(lambda asked: container(size=0))) as served,
        pytest.raises(Unavailable, match="another shape"),
    ):
        PlexViewing(lines.to(served.url)).videos("3", "movie")


@pytest.mark.parametrize("send", ["mark", "clear", "move"])
def test_a_change_that_may_have_been_heard_is_not_sent_again(attic: Attic, send: str) -> None:
    headers = plex_headers(attic.world.token, "client-1")
    caller = Caller("Plex", attic.url, headers=headers, policy=RetryPolicy(attempts=3), interrupt=FakeTime())
    viewer = PlexViewing(caller)
    video = viewer.video(str(attic.heat))
    path, do = CHANGES[send]
    lost = attic.faults.add(Fault("closed", path))
    attic.viewer = viewer
    with closing(caller), pytest.raises(Unavailable):
        do(attic, video)
    assert lost.struck == 1


def test_a_refused_token_is_told_whatever_is_asked(attic: Attic) -> None:
    nobody = attic.of("token-of-nobody")
    video = attic.viewer.video(str(attic.heat))
    for do in (lambda: nobody.videos(str(attic.films), "movie"), lambda: nobody.mark(video)):
        with pytest.raises(Unauthorised):
            do()


@pytest.mark.parametrize("status", [401, 403])
def test_another_person_s_refused_token_is_told_as_theirs(attic: Attic, status: int) -> None:
    vera = PlexViewing(attic.lines.to(attic.url, token=VERA), theirs=True)
    video = attic.viewer.video(str(attic.heat))
    attic.faults.add(Fault("status", status=status))
    for do in (
        lambda: vera.videos(str(attic.films), "movie"),
        lambda: vera.mark(video),
        lambda: vera.move(video, 9, None),
    ):
        with pytest.raises(Unauthorised, match="it refuses the token of the person whose watched state this is"):
            do()


def test_asked_too_often(attic: Attic) -> None:
    attic.faults.add(Fault("status", "/:/scrobble", status=429, retry_after=7))
    with pytest.raises(RateLimited) as caught:
        attic.viewer.mark(attic.viewer.video(str(attic.heat)))
    assert caught.value.retry_after == 7
