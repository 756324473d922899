"""Which libraries somebody chose, as PLEX_LIBRARY_NAME says it (RULES R16)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parity.core.library import KINDS, followed_by_default, is_called


@dataclass(frozen=True, slots=True)
class Choice:
    """A library of a server. `agent` as Plex names it: one that ends with `.none` matches nothing by itself."""

    machine_id: str
    section_key: str
    title: str
    kind: str
    agent: str

    @property
    def name(self) -> str:
        """What means this library and no other one."""
        return f"{self.machine_id}/{self.section_key}"

    @property
    def can_be_followed(self) -> bool:
        """Whether it holds shows or movies."""
        return self.kind in KINDS

    @property
    def by_default(self) -> bool:
        """Whether it is followed while nothing is chosen: home videos and recordings are not."""
        return followed_by_default(self.kind, self.agent)

    def is_meant(self, names: Sequence[str]) -> bool:
        """Whether the names that were saved mean this one; no names are the default."""
        if not names:
            return self.by_default
        place = self.machine_id, self.section_key, self.title
        return self.can_be_followed and any(is_called(name, *place) for name in names)


def names_of(chosen: Collection[str], libraries: Sequence[Choice]) -> tuple[str, ...]:
    """What to save when just those are chosen whose `name` is in `chosen`: nothing for the default.

    A title is used where it means one library alone; `libraries` are all that there are, of every kind.
    """
    able = [library for library in libraries if library.can_be_followed]
    if all((library.name in chosen) == library.by_default for library in able):
        return ()
    words = Counter(library.title.casefold() for library in libraries)
    taken = {library.section_key for library in libraries} | {library.name.casefold() for library in libraries}
    picked = [library for library in able if library.name in chosen]
    return tuple(library.title if _says_it(library.title, words, taken) else library.name for library in picked)


def _says_it(title: str, words: Counter[str], taken: Collection[str]) -> bool:
    """Whether a title means one library, is no section's id, and comes back from a list as it went in."""
    plain = title.casefold()
    is_plain = title == title.strip() and title.isprintable() and '"' not in title and title != ""
    return is_plain and words[plain] == 1 and plain not in taken
