"""The schedules as a person reads them: the rule, when it runs next, what it did last."""

from dataclasses import dataclass
from datetime import date, datetime, time

from parity.core.schedule import last_due, next_due
from parity.settings_kinds import Schedule
from parity.store.activity_view import ScheduledScan, ScheduleRecord, schedule_records
from parity.web import here
from parity.web.speech import gettext as _
from parity.web.words import clock, weekday

MODES = ("incremental", "full")
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One schedule. `next_at` is None when it is off; `overdue`: it starts as soon as nothing else is at work."""

    mode: str
    rule: str
    next_at: datetime | None
    overdue: bool
    last: ScheduledScan | None

    @property
    def days(self) -> int:
        """How many days ahead the next run lies, in the owner's zone."""
        return (self.next_at.astimezone(here.settings().tz).date() - here.today()).days if self.next_at else 0


def timetable() -> tuple[Entry, ...]:
    """All schedules. Two statements."""
    settings = here.settings()
    with here.house().database.reading() as connection:
        records = schedule_records(connection, MODES)
    rules = {"incremental": settings.schedule_incremental, "full": settings.schedule_full}
    return tuple(_entry(mode, rules[mode], records[mode]) for mode in MODES)


def _entry(mode: str, rule: Schedule | None, record: ScheduleRecord) -> Entry:
    if rule is None:
        return Entry(mode, _("off"), None, False, record.last)
    when = (here.now(), here.settings().tz, rule.hour, rule.minute, rule.weekday)
    overdue = record.claimed is not None and record.claimed < last_due(*when)
    return Entry(mode, _rule(rule), next_due(*when), overdue, record.last)


def _rule(rule: Schedule) -> str:
    at = clock(datetime.combine(_MONDAY, time(rule.hour, rule.minute), here.settings().tz))
    if rule.weekday is None:
        return _("every day at %(time)s", time=at)
    return _("every %(day)s at %(time)s", day=weekday(_MONDAY.replace(day=1 + rule.weekday)), time=at)
