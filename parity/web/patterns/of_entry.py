"""Who may come in, and the keys that programs come in with."""

from dataclasses import replace

from parity.core.roles import Role
from parity.store.access_keys import AccessKey
from parity.store.people import Person
from parity.web.keys import Feeds, Made, Ring
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.people import Asked, Guests, Listed


def patterns() -> list[Pattern]:
    """The list of people and that of keys in each of their states."""
    return [*_people(), *_keys(), *_feeds()]


def _people() -> list[Pattern]:
    inside = (_listed(1, Role.OWNER, "Ada", me=True), _listed(2, Role.MANAGER, LONG), _listed(3, Role.VIEWER, "Brook"))
    asking = (_listed(4, Role.NOBODY, "Casey"),)
    wrong = Asked("ada@example.org", "Ada", "manager", "An e-mail address is not enough.")
    guests = {
        "full": Guests("plex", inside, asking),
        "nobody yet": Guests("plex", (), ()),
        "without sign-in": Guests("none", (), ()),
        "by the proxy": Guests("proxy", inside[:1], ()),
        "wrong input": Guests("plex", inside[:1], (), wrong),
    }
    return [Pattern("settings/_people.html", state, {"guests": each}) for state, each in guests.items()]


def _listed(number: int, role: Role, name: str, me: bool = False) -> Listed:
    return Listed(made(Person, id=number, plex_id=1_234_560 + number, role=role, name=name), name, role.word, me)


def _keys() -> list[Pattern]:
    read, manage = (made(AccessKey, id=number, label=label) for number, label in ((1, "Home page"), (2, LONG)))
    ring = Ring((replace(read, scope="read", used_at=None), replace(manage, scope="manage")), given=False)
    rings = {
        "two": ring,
        "none, the main key from the environment": Ring((), given=True),
        "just made": replace(ring, made=Made("Home page", "0123456789abcdef" * 3)),
        "main key just made": replace(ring, made=Made(text="0123456789abcdef" * 3)),
        "wrong input": replace(ring, problem="Say in a few words what the key is for."),
    }
    return [Pattern("settings/_keys.html", state, {"ring": each}) for state, each in rings.items()]


def _feeds() -> list[Pattern]:
    one, other = (made(AccessKey, id=number, label=label) for number, label in ((3, "Radarr"), (4, LONG)))
    feeds = Feeds((replace(one, used_at=None), other))
    states = {
        "two": feeds,
        "none": Feeds(()),
        "just made": replace(
            feeds, made=Made("Radarr", f"https://parity.example/feeds/{'0123456789' * 4}/movies.json")
        ),
        "wrong input": replace(feeds, problem="Say in a few words what the key is for."),
    }
    return [Pattern("settings/_feeds.html", state, {"feeds": each}) for state, each in states.items()]
