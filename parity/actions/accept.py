"""The owner takes it as it is that another source does not list an episode; `decide.undo` takes that back."""

from parity.actions.comparing import Check
from parity.actions.decide import NoSuchThing, Refused, Target
from parity.actions.ports import House
from parity.actions.reckon import reckon
from parity.actions.taste import read_taste
from parity.core.decisions import episode_keys
from parity.core.difference import Difference
from parity.core.numbering import Number
from parity.store import decisions, differences, expected, missing_log, shows
from parity.store.database import Connection
from parity.store.decisions import DecisionBook
from parity.store.shows import ShowRow


def accept(house: House, target: Target, reason: str = "") -> int:
    """Accept that the sources differ about one episode: it is not missing while they say what they say today.

    Returns the decision's id. Raises NoSuchThing and Refused.
    """
    if target.season is None or target.episode is None:
        raise Refused("name the one episode about which the sources differ")
    number = Number(target.season, target.episode)
    with house.database.writing() as connection:
        row = shows.get(connection, target.show_id)
        if row is None:
            raise NoSuchThing(f"There is no show {target.show_id}.")
        found = _difference(connection, row, number)
        source_id = row.source_id if row.source_id is not None else row.tmdb_id
        keys = episode_keys(source_id or 0, number, found.episode_id, row.order_label)
        book = DecisionBook()
        for former in book.read(connection).about(keys):
            if former.kind == "accept":
                decisions.undo(connection, former.id, house.now())  # the new one takes its place
        label, now, today = f"{row.title} {number.code}", house.now(), house.today()
        made = decisions.add(
            connection, "accept", keys, label, now, today, value=found.signature, reason=reason.strip()
        )
        _reckon_again(house, connection, row.id)
    return made


def _difference(connection: Connection, row: ShowRow, number: Number) -> Difference:
    gap = next((g for g in expected.of_shows(connection, [row.id])[row.id] if (g.season, g.number) == number), None)
    if gap is None:
        raise NoSuchThing(f"{row.title} has no {number.code}.")
    provider = row.order_label.partition(":")[0]
    for each in differences.of_shows(connection, [row.id])[row.id]:
        if (each.provider, each.episode_id) == (provider, gap.episode_id):
            return each
    raise Refused(f"no other source is known to differ about {number.code} of {row.title}; ignore it instead")


def _reckon_again(house: House, connection: Connection, show_id: int) -> None:
    today, now = house.today(), house.now()
    taste = read_taste(connection, house.settings(), today, now)
    reckon(connection, [Check(show_id)], DecisionBook().read(connection), taste, today)
    missing_log.catch_up(connection, today, now, None)
