"""Two sources beside each other: what one lists and the other does not is kept, for the owner to see and accept."""

from collections.abc import Mapping, Sequence
from datetime import date

from parity.core.catalogue import ProviderEpisode, ProviderShow
from parity.core.decisions import Rulings
from parity.core.difference import differences, signatures
from parity.store import differences as kept
from parity.store.database import Connection
from parity.store.shows import ShowRow


def note_differences(
    connection: Connection, row: ShowRow, mine: ProviderShow, other: ProviderShow, today: date
) -> None:
    """Keep where the source in use (`mine`) and another one differ, both just asked; writes only what changed.

    Call it before the show is reckoned. Specials that only the other one has are left out: sources collect different
    extras. Two orders of one source list the same episodes.
    """
    if mine.provider == other.provider:
        return
    told = [d for d in differences(mine, other, today) if d.provider == mine.provider or d.season > 0]
    kept.write(connection, row.id, kept.of_shows(connection, [row.id])[row.id], told)


def note_all(
    connection: Connection, row: ShowRow, answers: Mapping[str, ProviderShow], in_use: str, today: date
) -> None:
    """The same for all that was answered in one check, by the labels of orders; `in_use` is the one compared in.

    Of several orders of another source its usual one is put beside it. Nothing is known anew when only one answered.
    """
    mine = answers.get(in_use)
    others = [show for label, show in sorted(answers.items()) if mine is not None and show.provider != mine.provider]
    if mine is not None and others:
        usual = [show for show in others if show.order in ("aired", "official")]
        note_differences(connection, row, mine, (usual or others)[0], today)


def differing(
    connection: Connection, show_id: int, provider: str, episodes: Sequence[ProviderEpisode], rules: Rulings
) -> Mapping[int, str]:
    """What `core.gaps.judge` asks for: the signatures that hold, read only where something was accepted."""
    if not rules.accepted:
        return {}
    return signatures(kept.of_shows(connection, [show_id])[show_id], provider, episodes)
