"""About: versions, places, thanks, and lines to paste that hold no secret."""

from pathlib import Path

from flask.testing import FlaskClient

from parity import __version__
from tests.web.houses import KEY, client_of, house_in


def test_it_says_what_runs_here_and_where(client: FlaskClient, tmp_path: Path) -> None:
    page = " ".join(client.get("/about").text.split())
    for said in [
        f"<dt>Parity</dt> <dd>{__version__}</dd>",
        "<dt>plexapi</dt> <dd>4.",
        "<dt>huey</dt> <dd>3.",
        "<dt>htmx</dt> <dd>4.0.1</dd>",
        "<dt>Pico</dt> <dd>2.1.1</dd>",
        f"<code>{tmp_path}</code>",
        "SQLite, ",
        "<dd>UTC</dd>",
        "21 Nov 2026, 12:00 UTC",
    ]:
        assert said in page, said


def test_it_thanks_and_tells_the_licence(client: FlaskClient) -> None:
    page = client.get("/about").text
    assert "This product uses the TMDB API but is not endorsed or certified by TMDB." in page
    assert "metadata provided by TheTVDB" in page
    assert "not affiliated with Plex" in page
    assert "MIT licence" in page


def test_the_lines_to_paste_hold_no_secret_and_follow_the_settings(tmp_path: Path) -> None:
    house = house_in(tmp_path, PLEX_TOKEN="token-of-mine", TMDB_API_KEY="key-of-mine", TZ="Asia/Tokyo")
    page = client_of(house).get("/about").text
    report = page.partition('<pre class="report"')[2].partition("</pre>")[0]
    assert f"Data folder: {tmp_path}" in report
    assert "21:00 JST (Asia/Tokyo)" in report
    for secret in ("token-of-mine", "key-of-mine", KEY):
        assert secret not in page
