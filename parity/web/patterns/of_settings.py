"""The settings, as they are by default."""

from dataclasses import replace

from parity.settings import Settings, load
from parity.web.connections import Test
from parity.web.patterns.pattern import Pattern
from parity.web.setting_fields import Field, field_of
from parity.web.setting_labels import TOPICS
from parity.web.settings import ApiKey, Fixed, Topic


def patterns() -> list[Pattern]:
    """Each form, one that was refused, one that the environment gives, and the rest of the page."""
    usual = load({}, {})
    plex = _topic(usual, "plex")
    untested, works = Test("plex", "Plex"), Test("plex", "Plex", "works", "Attic answers.")
    fails = Test("plex", "Plex", "not-reached", "192.168.1.5:32400 refused the connection")
    wrong = {name: replace(field, typed=True, problem="This cannot be used.") for name, field in plex.fields.items()}
    locked = {name: replace(field, origin="environment") for name, field in plex.fields.items()}
    topics = {
        "Plex, not tested": replace(plex, tests=(untested,)),
        "Plex, tested": replace(plex, tests=(works,)),
        "Plex, not reached": replace(plex, tests=(fails,)),
        "wrong input": replace(plex, fields=wrong),
        "from the environment": replace(plex, fields=locked),
        **{name: _topic(usual, name) for name in ("missing", "scans", "links", "interface")},
    }
    fixed = Fixed("system", TOPICS["system"], tuple(one for one in usual.shown() if one.row.topic == "system"))
    return [
        *(Pattern("settings/_topic.html", state, {"topic": topic}) for state, topic in topics.items()),
        Pattern("settings/_fixed.html", "folded", {"fixed": [fixed]}),
        Pattern("settings/_key.html", "hidden", {"key": ApiKey(False)}),
        Pattern("settings/_key.html", "shown", {"key": ApiKey(True, "not-a-real-key")}),
    ]


def _topic(settings: Settings, name: str) -> Topic:
    fields: dict[str, Field] = {one.row.name: field_of(one) for one in settings.shown() if one.row.topic == name}
    return Topic(name, TOPICS[name], fields, ())
