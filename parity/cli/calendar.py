"""Upcoming episodes as a calendar that other programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import click
from icalendar import TRANSP, Calendar, Event

from parity.cli.saying import plain
from parity.core.shapes import Episode


def say_calendar(episodes: Iterable[Episode], now: datetime) -> None:
    """On stdout: one entry an episode, of an hour where its time is known, else of a day; `now` is their stamp."""
    calendar = Calendar.new(
        prodid="-//Parity//upcoming//EN",
        name="Parity: upcoming episodes",
        uid="parity-upcoming@parity",
        subcomponents=[_entry(episode, now) for episode in episodes],
    )
    click.echo(calendar.to_ical(), nl=False)


def _entry(episode: Episode, now: datetime) -> Event:
    begins = episode.airs_at or episode.air_date
    return Event.new(
        # The same for ever, so that an episode whose date moves is moved and not doubled.
        uid=f"show-{episode.tmdb_id or episode.show_id}-{episode.code}@parity".lower(),
        stamp=now,
        start=begins,
        end=begins + (timedelta(hours=1) if episode.airs_at else timedelta(days=1)),
        summary=plain(f"{episode.title} {episode.code}"),
        description=plain(episode.episode_title),
        transparency=TRANSP.TRANSPARENT,
    )
