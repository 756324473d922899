"""What a refusal of the database means for the owner: a full disk, a file that may not be written, a busy one."""

from sqlalchemy.exc import DBAPIError

_SENTENCES = {
    "disk is full": "The disk is full: nothing can be changed until there is room again.",
    "readonly database": "The database may only be read: give its file back to the user that runs Parity.",
    "database is locked": "The database is busy with something that takes long: try again in a minute.",
    "unable to open database": "The database cannot be opened: see whether its folder is still there.",
    "disk I/O error": "The disk failed while the database was used: look at it before anything else.",
    "malformed": "The database is damaged: put back a copy.",
    "not a database": "The database is damaged: put back a copy.",
    "no such table": "The database is not the one that Parity made: stop Parity, and start it again.",
}


def ailment_of(error: BaseException) -> str | None:
    """The sentence for the owner, None when the error is a bug and not a state of the disk."""
    if not isinstance(error, DBAPIError):
        return None
    said = str(error.orig)
    return next((sentence for mark, sentence in _SENTENCES.items() if mark in said), None)
