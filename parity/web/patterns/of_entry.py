"""Who may come in, and the keys that programs come in with."""

from dataclasses import replace

from parity.core.roles import Role
from parity.store.access_keys import AccessKey
from parity.store.hooks import LastHeard
from parity.store.people import Person
from parity.web.hook_settings import Card, HooksSection, Typed
from parity.web.keys import Feeds, Made, Ring
from parity.web.patterns.pattern import LONG, Pattern, made
from parity.web.people import Asked, Guests, Listed


def patterns() -> list[Pattern]:
    """The lists of people, of keys and of hooks in each of their states."""
    return [*_people(), *_keys(), *_feeds(), *_hooks()]


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


def _hooks() -> list[Pattern]:
    outcomes = ("new", "queued", "heard", "ignored", "unmapped")
    heard = [made(LastHeard, id=1, said="Dark S01E01 was imported.", outcome=word, sentence=None) for word in outcomes]
    cards = (
        *(replace(_card(2, "sonarr-4k"), last=last) for last in heard),
        replace(_card(7, "plex"), kind="plex", trigger=""),
        made(Card, kind="plex", name="played", trigger="", last=None),
        replace(_card(8, "bazarr"), kind="path", last=replace(heard[0], said=LONG, sentence=LONG)),
    )
    cards = tuple(replace(card, id=number) for number, card in enumerate(cards, 1))
    states = {
        "several": HooksSection(cards),
        "none": HooksSection(()),
        "just made": HooksSection(cards[:1], fresh=1),
        "wrong input": HooksSection(cards[:1], Typed("path", "a b", "Give it a name of up to 40 letters.")),
    }
    return [Pattern("settings/_hooks.html", state, {"hooks": each}) for state, each in states.items()]


def _card(number: int, name: str) -> Card:
    secret = "0123456789" * 4
    address = f"https://parity.example/hooks/arr/{secret}"
    return Card(number, "arr", name, address, f"https://parity.example/triggers/{name}", secret)
