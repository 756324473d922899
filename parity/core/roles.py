"""What somebody may do here: each role may do what those below it may."""

from enum import IntEnum


class Role(IntEnum):
    """NOBODY asked to come in and was not let in; a VIEWER sees, a MANAGER changes, the OWNER says who may."""

    NOBODY = 0
    VIEWER = 1
    MANAGER = 2
    OWNER = 3

    @property
    def word(self) -> str:
        """As it is kept: "viewer"."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Role":
        """The role that is kept as `word`. Raises ValueError."""
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"there is no role {word}") from None
