"""The page of paths knows SageTV as one that tells paths, once its address is given."""

from pathlib import Path

from sqlalchemy import update

from parity.actions.watched_paths import keep_folders
from parity.core.watched_matching import pair_up
from parity.store import libraries, schema
from tests.core.watched_videos import as_it_is, plex, sage
from tests.web.houses import client_of, house_in, token_on

PAGE = "/library/paths"
CHOICE = '<option value="sagetv">sagetv</option>'


def test_sagetv_can_be_chosen_in_the_doctor_and_in_a_rule_when_it_is_there(tmp_path: Path) -> None:
    house = house_in(tmp_path, SAGETV_URL="http://sage:frey@127.0.0.1:9")
    page = client_of(house).get(PAGE).text
    assert page.count(CHOICE) == 2
    assert "frey" not in page
    house.database.close()


def test_without_it_nobody_hears_of_it(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    assert "sagetv" not in client_of(house).get(PAGE).text
    house.database.close()


def test_a_rule_from_what_names_matched_is_offered_with_who_it_is_for_and_taken(tmp_path: Path) -> None:
    house = house_in(tmp_path, SAGETV_URL="http://sage:frey@127.0.0.1:9")
    with house.database.writing() as connection:
        connection.execute(update(schema.libraries).values(section_key="1", locations='["/data/tv"]'))
        place = libraries.places(connection)[0]
    ours = [plex("1", "/data/tv/Castle/a.mpg", place=f"{place.machine_id}/1")]
    keep_folders(house, pair_up(ours, [sage("7", "/var/tv/Castle/a.mpg")], as_it_is).pairs)
    client = client_of(house)
    page = client.get(PAGE).text
    assert f"{place.title} has a.mpg there." in page
    assert "Told by sagetv." in page
    form = {"told": "/var/tv", "called": "/data/tv", "source": "sagetv"}
    client.post(f"{PAGE}/rules", data={**form, "csrf_token": token_on(client, PAGE)})
    after = client.get(PAGE).text
    assert "A rule may be missing" not in after
    assert "told by sagetv" in after
    house.database.close()
