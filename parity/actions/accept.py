"""The owner takes it as it is that another source does not list an episode; `undo` takes that back."""

from parity.actions.comparing import Check
from parity.actions.decide import NoSuchThing, Refused, Target
from parity.actions.ports import House
from parity.actions.reckon_all import reckon_at_once
from parity.core.decisions import episode_keys
from parity.core.difference import Difference
from parity.core.numbering import Number
from parity.store import decisions, differences, expected, shows
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
        source_id, label = row.counted_by or (0, row.order_label)
        keys = episode_keys(source_id, number, found.episode_id, label)
        book = DecisionBook()
        for former in book.read(connection).about(keys):
            if former.kind == "accept":
                decisions.undo(connection, former.id, house.now())  # the new one takes its place
        label, now, today = f"{row.title} {number.code}", house.now(), house.today()
        made = decisions.add(
            connection, "accept", keys, label, now, today, value=found.signature, reason=reason.strip()
        )
        reckon_at_once(house, connection, [Check(row.id)])
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
