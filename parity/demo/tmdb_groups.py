"""JSON bodies of the fake TMDB about episode groups."""

from parity.demo.tmdb_bodies import episode_row
from parity.demo.tmdb_records import Group, Show


def group_row(group: Group) -> dict[str, object]:
    """A group as the list of a show's groups has it."""
    return {
        "description": "",
        "episode_count": sum(map(len, group.parts.values())),
        "group_count": len(group.parts),
        "id": group.id,
        "name": group.name,
        "network": None,
        "type": 6,
    }


def group_body(show: Show, group: Group) -> dict[str, object]:
    """`/tv/episode_group/{id}`: episodes as they are numbered by default, each with its place in the group."""
    known = {episode.id: (season, episode) for season, episode in show.episodes()}
    parts = [
        {
            "id": f"{group.id[:22]}{order:02x}",
            "name": f"Part {order}",
            "order": order,
            "locked": True,
            "episodes": [
                {**episode_row(show, *known[each]), "order": place} for place, each in enumerate(ids) if each in known
            ],
        }
        for order, ids in group.parts.items()
    ]
    return {**group_row(group), "groups": parts}
