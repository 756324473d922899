"""The library page: is Plex told, what waits and why, what has really come; and what can be done about it."""

import re
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import delete

from parity.actions.ports import House
from parity.store import heals, listeners, notices, players, refreshes, schema, section_scans
from tests.store.builders import NOW, new_database, statements
from tests.store.telling import add_hook, add_refresh, add_unseen, ago, tell, told_by
from tests.web.houses import FRAGMENT, as_viewer, buttons, client_of, house_of, token_on

EVIL = "<script>alert('x')</script>"


def text_of(client: FlaskClient, path: str = "/library") -> str:
    """What the page says, without its markup."""
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def send(client: FlaskClient, to: str, **form: str) -> str:
    """The live part of the page after a form of it was sent."""
    given = {"csrf_token": token_on(client, "/library"), **form}
    answer = client.post(to, data=given, headers=FRAGMENT)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_house_without_a_server_says_so_and_leads_on(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        connection.execute(delete(schema.libraries))
        connection.execute(delete(schema.servers))
    assert "there is nobody to tell" in text_of(client)
    assert 'href="/settings#plex-servers"' in client.get("/library").text
    assert "On the way" not in text_of(client)


def test_at_rest_it_says_that_nobody_tells_yet_and_where_to_make_a_hook(client: FlaskClient) -> None:
    page = text_of(client)
    assert "Nobody tells Parity yet when something arrives." in page
    assert "Plex is not told by itself yet nothing is on the way" in page
    assert 'href="/settings/hooks"' in client.get("/library").text
    assert 'hx-trigger="every 10s' in client.get("/library").text


def test_with_a_hook_and_a_worker_plex_is_told_and_without_the_worker_it_waits(
    house: House, client: FlaskClient
) -> None:
    with house.database.writing() as connection:
        add_hook(connection, "sonarr", used_at=ago(120))
    assert "Plex is told what arrives nothing is on the way" in text_of(client)
    assert "sonarr Sonarr or Radarr heard 2 minutes ago" in text_of(client)
    with house.database.writing() as connection:
        notices.beat(connection, "worker", NOW - timedelta(minutes=5))
    assert "No worker is at work. What arrives is kept" in text_of(client)


def test_a_folder_tells_what_it_is_why_it_waits_and_which_way_it_has_to_go(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        made = add_refresh(connection, due_at=ago(-22))
        told_by(connection, made, *(tell(connection, f"Dark S01E0{n} was imported.") for n in (1, 2, 3)))
        add_refresh(connection, folder="/anime", sentence="Anna plays One Piece from this library.")
        add_refresh(connection, "unmapped", machine_id="", section_key="", folder="/dl", source="sonarr")
    page = text_of(client)
    assert "3 folders on the way" in page
    assert "Dark S01E01 was imported and 2 messages more waits Shows" in page
    assert "/media/tv/Dark/Season 01 Told : done 11:59 Waits : at it Scanned : to come In Plex : to come" in page
    assert "More may be arriving: Plex is asked in 22 s." in page
    assert "Anna plays One Piece from this library." in page
    assert "in no library" in page
    assert "No library : failed" in page
    assert 'href="/library/paths?path=/dl&amp;source=sonarr"' in client.get("/library").text
    assert 'hx-trigger="every 2s' in client.get("/library").text
    assert buttons(client.get("/library").text).count("Do it now: Dark S01E01 was imported") == 1


def test_messages_that_just_came_and_what_is_to_be_read_again_are_counted(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        tell(connection, "Dark", "new")
        heals.put(connection, ("m1", "shows", "1001"), "show", "it came", NOW)
    told = text_of(client)
    assert "1 message just came in. To be read again, because something came or went in Plex: 1 title." in told
    assert 'hx-trigger="every 2s' in client.get("/library").text


def test_a_scan_under_way_tells_how_far_it_is(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_refresh(connection, "scanning", asked_at=ago(10), scanning_at=ago(9))
        section_scans.note(connection, "m1", "shows", True, "Dark", NOW, 43)
    page = client.get("/library").text
    assert "Plex asked : done +20 s Scanning : at it 43 %" in text_of(client)
    assert '<progress value="43" max="100"' in page


def test_what_is_over_tells_its_outcome_and_its_times(house: House, client: FlaskClient) -> None:
    t = {"asked_at": ago(100), "scanned_at": ago(90), "first_at": ago(130)}
    with house.database.writing() as connection:
        seen = {**t, "seen_at": ago(89), "ended_at": ago(89)}
        done = add_refresh(connection, "done", folder="/a", healed_at=ago(80), **seen)
        told_by(connection, done, tell(connection, "Dark S01E01 was imported."))
        add_refresh(connection, "done", folder="/b", gone=True, **seen)
        add_refresh(connection, "unseen", folder="/c", ended_at=ago(60), sentence="It does not show.", **t)
        add_refresh(connection, "done", folder="/d", expects="[]", ended_at=ago(90), **t)
        tell(connection, "A test: the message arrived.", "heard", at=ago(50))
        tell(connection, "A stranger's file", "ignored", at=ago(51))
    page = text_of(client)
    told = "Told : done 11:57 Plex asked : done +30 s Scanned : done +40 s"
    assert f"Dark S01E01 was imported in Plex Shows 1 minute ago {told} In Plex : done +41 s List right" in page
    assert "gone from Plex" in page
    assert "Gone from Plex : done +41 s List right : at it" in page
    assert f"not in Plex Shows 1 minute ago Try again : c /c {told} In Plex : failed" in page
    assert f"d scanned Shows 1 minute ago {told} " in page
    assert "A test: the message arrived heard sonarr just now" in page
    assert "A stranger's file ignored, as you wished" in page.replace("&#39;", "'")
    assert "last arrival 1 minute ago" in page


def test_a_server_tells_how_it_stands(house: House, client: FlaskClient) -> None:
    assert "told what arrives not listened to Shows no scan was seen yet" in text_of(client)
    with house.database.writing() as connection:
        listeners.claim(connection, "m1", NOW)
        listeners.heard(connection, "m1", NOW)
        connection.execute(schema.servers.update().values(version="1.19.5.3112-b23"))
    page = text_of(client)
    assert "version 1.19.5.3112 told what arrives listened to heard just now" in page
    assert "cannot scan a single folder" in page
    for values, said in (
        ({"paused": "Plex: refused the token", "failures": 1}, "paused Plex: refused the token"),
        ({"paused": None, "retry_at": ago(-300)}, "no answer It gave no answer. It is tried again at 12:05."),
        ({"retry_at": None, "failures": 0, "told": False}, "not told What arrives is not passed on"),
    ):
        with house.database.writing() as connection:
            players.change(connection, "m1", **values)
        assert said in text_of(client)
    assert "Attic: not told just now" not in text_of(client)  # the owner wants it so


def test_a_library_is_scanned_by_its_button_with_and_without_htmx(house: House, client: FlaskClient) -> None:
    answer = send(client, "/library/scan", server="m1", section="shows")
    assert "Plex is asked to scan it." in answer
    assert "All of Shows" in answer
    with house.database.reading() as connection:
        [row] = refreshes.every_open(connection)
    assert (row.machine_id, row.section_key, row.reach) == ("m1", "shows", "section")
    form = {"server": "m1", "section": "shows", "csrf_token": token_on(client, "/library"), "back": "/library"}
    plain = client.post("/library/scan", data=form)
    assert (plain.status_code, plain.headers["Location"]) == (303, "/library")
    assert client.post("/library/scan", data={**form, "section": ""}).status_code == 422
    assert client.post("/library/scan", data={**form, "server": ""}).status_code == 422


def test_a_folder_is_hurried_dropped_and_tried_again(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        waits = add_refresh(connection, due_at=ago(-60))
        lost = add_refresh(connection, "unseen", folder="/c", ended_at=ago(60))
    assert "It waits no longer." in send(client, f"/library/refreshes/{waits}/now")
    assert "It is tried again." in send(client, f"/library/refreshes/{lost}/retry")
    assert "It is dropped" in send(client, f"/library/refreshes/{waits}/drop")
    assert "not at that point any more" in send(client, f"/library/refreshes/{waits}/drop")
    with house.database.reading() as connection:
        states = {row.id: (row.state, row.due_at) for row in refreshes.every_open(connection)}
    assert states == {lost: ("waiting", NOW)}


def test_how_a_server_is_treated_is_saved_and_what_is_no_number_is_said_beside_it(
    house: House, client: FlaskClient
) -> None:
    form = {"server": "m1", "hold": "yes", "patience": "7"}
    assert "Saved." in send(client, "/library/servers", **form)
    with house.database.reading() as connection:
        player = players.of(connection, "m1")
    assert (player.told, player.hold_while_playing, player.patience) == (False, True, 7)
    for wrong in ("soon", "0", "-1", "121", "99999", "٣"):
        given = {**form, "patience": wrong, "csrf_token": token_on(client, "/library")}
        for headers in (FRAGMENT, {}):
            answer = client.post("/library/servers", data=given, headers=headers)
            assert answer.status_code == 422
            assert "Give a number of seconds from 1 to 120, or nothing." in answer.text
            assert f'value="{wrong}"' in answer.text
    assert "Saved." in send(client, "/library/servers", server="m1", told="yes", patience="")
    with house.database.reading() as connection:
        assert players.of(connection, "m1").patience is None


def test_a_server_that_is_left_alone_is_asked_again_at_once(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        players.change(connection, "m1", paused="Plex: refused the token", failures=3, retry_at=ago(-600))
    assert "Try again: Attic" in buttons(client.get("/library").text)
    assert "It is asked again." in send(client, "/library/servers/resume", server="m1")
    with house.database.reading() as connection:
        player = players.of(connection, "m1")
    assert (player.paused, player.failures, player.retry_at) == (None, 0, None)


def test_a_viewer_sees_all_of_it_and_is_offered_nothing_to_press(house: House) -> None:
    with house.database.writing() as connection:
        add_refresh(connection)
        add_unseen(connection, "/tv/Andor/1.mkv")
    page = as_viewer(client_of(house, auth="plex")).get("/library").text
    main = page[page.index("<main") : page.index("</main>")]
    assert "On the way" in main
    assert "<button" not in main
    assert "How each server is treated" not in main
    assert 'href="/settings' not in main


def test_the_part_that_changes_comes_alone_for_htmx(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        add_refresh(connection)
    alone = client.get("/library?section=live", headers=FRAGMENT).text
    assert alone.strip().startswith('<div id="library"')
    assert 'id="options"' not in alone  # what somebody types there stays
    assert client.get("/library?section=live").text.startswith("<!doctype html>")


def test_text_from_outside_is_never_markup(house: House, client: FlaskClient) -> None:
    with house.database.writing() as connection:
        made = add_refresh(connection, folder=f"/{EVIL}", sentence=EVIL)
        told_by(connection, made, tell(connection, EVIL))
        tell(connection, EVIL, "heard", source=EVIL)
        add_unseen(connection, f"/{EVIL}", EVIL, sentence=EVIL, folder=f"/{EVIL}")
        add_hook(connection, EVIL)
        players.change(connection, "m1", paused=EVIL)
    page = client.get("/library").text
    assert EVIL not in page
    assert page.count("&lt;script&gt;") >= 8
    for inline in ("<style", "style=", "onclick", "hx-on", "javascript:"):
        assert inline not in page


def test_the_page_costs_the_same_statements_for_few_and_many(tmp_path: Path) -> None:
    costs = set()
    for number in (1, 40):
        database = new_database(tmp_path / f"{number}.db")
        with database.writing() as connection:
            for n in range(number):
                told_by(connection, add_refresh(connection, folder=f"/{n}"), tell(connection, "Dark"))
                add_refresh(connection, "done", folder=f"/{n}", ended_at=NOW)
                add_unseen(connection, f"/{n}")
        client = client_of(house_of(database, tmp_path))
        with statements(database) as sent:
            client.get("/library")
        costs.add(len(sent))
        database.close()
    assert len(costs) == 1
    assert costs.pop() <= 22
