"""Each status and each kind of nonsense is one of the four words for trouble."""

import pytest

from parity.core.failures import Failure, NotFound, RateLimited, Unauthorised, Unavailable
from tests.plex.conftest import Lines
from tests.plex.scripted import Reply, refusal

NO_CONTAINER = b'{"MediaContainer": []}'
NO_ROWS = b'{"MediaContainer": {"Metadata": 3}}'
OTHER = "HOST answered with data of another shape than Plex's"
CUT = b'{"MediaContainer": {"size": 2, "Metadata": [{"ratingKey": "1", '


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (refusal(401), Unauthorised, "the token was refused; set PLEX_TOKEN to one that your server takes"),
        (refusal(403), Unauthorised, "the token is not allowed to see library 3"),
        (refusal(404), NotFound, "library 3 does not exist"),
        (refusal(429, **{"Retry-After": "17"}), RateLimited, "HOST was asked too often"),
        (refusal(400), Unavailable, "HOST answered with status 400"),
        (refusal(500), Unavailable, "HOST answered with status 500"),
        (refusal(503), Unavailable, "HOST answered with status 503"),
        (Reply(200, b"<html><body>Sign in to the network</body></html>"), Unavailable,
         "HOST answered with a web page instead of data"),
        (Reply(200, CUT), Unavailable, "HOST answered with data that breaks off or is garbled"),
        (Reply(200, b""), Unavailable, "HOST answered nothing"),
        (Reply(200, b'["a list"]'), Unavailable, OTHER),
        (Reply(200, NO_CONTAINER), Unavailable, OTHER),
        (Reply(200, NO_ROWS), Unavailable, OTHER),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_listing_is_trouble_of_its_kind(
    lines: Lines, answer: Reply, kind: type[Failure], sentence: str
) -> None:
    library, app = lines.library(lambda _: answer)
    with pytest.raises(kind) as caught:
        next(library.episodes("3"))
    host = app.asked[0].headers["host"]
    assert str(caught.value) == f"Plex: {sentence.replace('HOST', host)}"


def test_how_long_to_wait_is_handed_on(lines: Lines) -> None:
    library, _ = lines.library(lambda _: refusal(429, **{"Retry-After": "17"}))
    with pytest.raises(RateLimited) as caught:
        library.sections()
    assert caught.value.retry_after == 17


def test_an_address_where_no_plex_answers_is_not_an_item_that_is_gone(lines: Lines) -> None:
    library, _ = lines.library(lambda _: refusal(404))
    with pytest.raises(Unavailable, match=r"does not know what was asked \(404\): is the address right\?"):
        library.server()
