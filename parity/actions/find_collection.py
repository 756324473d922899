"""Finds the collection a person names: TMDB's id, or its name when one alone is called so."""

from parity.actions.decide import NoSuchThing
from parity.actions.ports import House
from parity.store.collections_view import roster

_SHOWN = 5


def find_collection(house: House, text: str) -> int:
    """The collection's id. Raises NoSuchThing, naming the candidates when there are several."""
    with house.database.reading() as connection:
        names = {line.collection_id: line.name for line in roster(connection, house.today())}
    wanted = text.strip()
    if wanted.isdecimal() and int(wanted) in names:
        return int(wanted)
    word = wanted.casefold()
    found = [number for number, name in names.items() if name.casefold() in (word, f"{word} collection")]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchThing(f"{len(found)} collections are called {wanted}: give one of the ids {_list(found)}.")
    like = sorted(name for name in names.values() if word in name.casefold())[:_SHOWN]
    hint = f" Did you mean {', '.join(like)}?" if like and wanted else ""
    raise NoSuchThing(f"There is no collection {wanted} that you began.{hint}")


def _list(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers[:_SHOWN])
