"""Points in time as the database keeps them: UTC, to the millisecond, as an integer that sorts everywhere."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(milliseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime; a naive one is refused, because nobody could say which moment it means."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime to milliseconds since 1970."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Milliseconds since 1970 to an aware datetime in UTC."""
        return None if value is None else _EPOCH + value * _TICK  # not by moment_of: rows have many


def moment_of(value: int) -> datetime:
    """Milliseconds since 1970 as the moment that they stand for."""
    return _EPOCH + value * _TICK
