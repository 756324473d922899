"""Whose watched state is meant."""

from parity.actions.ports import House


def token_for(house: House, machine_id: str) -> str | None:
    """The token by which this server is asked; None for the server's own."""
    return house.settings().sagetv_plex_token


def who(house: House) -> str:
    """The user of Plex whose state it is, "" for the owner."""
    return "token" if house.settings().sagetv_plex_token else ""
