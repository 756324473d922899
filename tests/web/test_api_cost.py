"""What the lists of the API cost."""

from parity.actions.ports import House
from tests.store.builders import add_household, statements
from tests.web.houses import WITH_KEY, app_of


def test_lists_cost_the_same_number_of_statements_for_20_shows_and_for_200(house: House) -> None:
    client = app_of(house).test_client()
    costs = []
    for start, shows in ((0, 20), (20, 180)):
        with house.database.writing() as connection:
            add_household(connection, shows, start=start)
        with statements(house.database) as sent:
            for path in ("missing", "upcoming", "collections", "shows", "status"):
                assert client.get(f"/api/v1/{path}", headers=WITH_KEY).status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1]
