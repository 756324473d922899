"""The versions of an item: whether one is left to play, where its file lies, how long it is (plex.md 2.3)."""

from parity.plex.reading import Row, number, records, text

_OPTIMISED = 42
_LONGEST = 60 * 24 * 7  # minutes; what is said to be longer is no item's length


def minutes(milliseconds: object) -> int | None:
    """A `duration`; None for what no episode or film lasts."""
    whole = milliseconds if type(milliseconds) is int else number(milliseconds)
    return whole // 60_000 if whole is not None and 60_000 <= whole <= _LONGEST * 60_000 else None


def version_left(media: object) -> tuple[bool, str | None]:
    """Whether a usable version is left, and the first file of the first such one.

    No `Media` at all says nothing about the file, so the item stays. What cannot be read may be usable too.
    """
    if isinstance(media, dict):
        media = [media]
    if not isinstance(media, list):
        return True, None
    for version in media:
        if not isinstance(version, dict):
            return True, None
        if not is_deleted(version) and number(version.get("proxyType")) != _OPTIMISED:
            return True, _file_of(version)
    return False, None


def files_of(media: object, *, gone: bool | None) -> tuple[str, ...]:
    """The files of all parts of all versions: of those in the trash, of the others, or with None of all of them."""
    versions = [each for each in records(media) if number(each.get("proxyType")) != _OPTIMISED]
    chosen = (each for each in versions if gone is None or is_deleted(each) is gone)
    named = (text(part.get("file")) for version in chosen for part in records(version.get("Part")))
    return tuple(dict.fromkeys(file for file in named if file))


def is_deleted(row: Row) -> bool:
    """Whether an item or a version lies in the trash."""
    return row.get("deletedAt") not in (None, 0, "0", "")


def _file_of(version: Row) -> str | None:
    parts = version.get("Part")
    for part in parts if isinstance(parts, list) else (parts,):
        if isinstance(part, dict) and (file := text(part.get("file"))):
            return file
    return None
