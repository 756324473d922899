"""What tells one gap apart from others: it was here before, or its list may be wrong."""

from datetime import date

from parity.web.speech import gettext as _
from parity.web.words import short_day


def remark(lost_on: date | None, listed_on: date | None, air_date: date | None) -> str:
    """In words; "" when nothing is remembered of it."""
    said = []
    if lost_on is not None:
        said.append(_("was here until %(day)s", day=short_day(lost_on)))
    if listed_on is not None and air_date is not None:
        said.append(_("newly listed, although it aired in %(year)s", year=str(air_date.year)))
    return ", ".join(said)
